// A wire of the board's header, by the kernel's GPIO character device (libgpiod). It holds the line while it lives: a
// line that is given back may fall to either level.
#pragma once

#include "platform/config.h"
#include "platform/output_line.h"

#include <memory>

struct gpiod_line_request;

namespace anteroom::platform {

class GpioLine final : public OutputLine {
 public:
  // Nothing is opened before the line is first asked for.
  explicit GpioLine(Config::Lamp lamp);
  ~GpioLine() override;
  GpioLine(const GpioLine&) = delete;
  GpioLine& operator=(const GpioLine&) = delete;

  [[nodiscard]] Result<void> set(Level level) override;
  [[nodiscard]] Result<Level> level() override;

 private:
  [[nodiscard]] Result<void> request(Level level);

  Config::Lamp m_lamp;
  struct Release {
    void operator()(gpiod_line_request* request) const;
  };
  std::unique_ptr<gpiod_line_request, Release> m_request;
};

}  // namespace anteroom::platform

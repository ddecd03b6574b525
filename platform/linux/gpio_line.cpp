#include "platform/linux/gpio_line.h"

#include <cerrno>
#include <format>
#include <gpiod.h>
#include <system_error>
#include <utility>

namespace anteroom::platform {
namespace {

template <class Thing, void (*free)(Thing*)>
struct Freed {
  void operator()(Thing* thing) const { free(thing); }
};
template <class Thing, void (*free)(Thing*)>
using Owned = std::unique_ptr<Thing, Freed<Thing, free>>;

std::unexpected<Error> line_failure(const Config::Lamp& lamp, int number) {
  const Fault fault = number == ENOENT || number == EINVAL  ? Fault::not_found
                      : number == EACCES || number == EPERM ? Fault::denied
                      : number == EBUSY                     ? Fault::conflict
                                                            : Fault::unavailable;
  return failure(fault, std::format("line {} of {}: {}", lamp.line, lamp.chip, std::system_category().message(number)));
}

gpiod_line_value value_of(Level level) {
  return level == Level::on ? GPIOD_LINE_VALUE_ACTIVE : GPIOD_LINE_VALUE_INACTIVE;
}

}  // namespace

GpioLine::GpioLine(Config::Lamp lamp) : m_lamp(std::move(lamp)) {}
GpioLine::~GpioLine() = default;

void GpioLine::Release::operator()(gpiod_line_request* request) const { gpiod_line_request_release(request); }

Result<void> GpioLine::request(Level level) {
  const Owned<gpiod_chip, gpiod_chip_close> chip(gpiod_chip_open(("/dev/" + m_lamp.chip).c_str()));
  if (!chip) return line_failure(m_lamp, errno);
  const Owned<gpiod_line_settings, gpiod_line_settings_free> settings(gpiod_line_settings_new());
  const Owned<gpiod_line_config, gpiod_line_config_free> lines(gpiod_line_config_new());
  const Owned<gpiod_request_config, gpiod_request_config_free> request(gpiod_request_config_new());
  if (!settings || !lines || !request) return line_failure(m_lamp, ENOMEM);
  gpiod_line_settings_set_direction(settings.get(), GPIOD_LINE_DIRECTION_OUTPUT);
  gpiod_line_settings_set_active_low(settings.get(), m_lamp.active_low);
  gpiod_line_settings_set_output_value(settings.get(), value_of(level));
  gpiod_request_config_set_consumer(request.get(), "anteroom");
  const auto offset = static_cast<unsigned int>(m_lamp.line);
  if (gpiod_line_config_add_line_settings(lines.get(), &offset, 1, settings.get()) != 0)
    return line_failure(m_lamp, errno);
  m_request.reset(gpiod_chip_request_lines(chip.get(), request.get(), lines.get()));
  if (!m_request) return line_failure(m_lamp, errno);
  return {};
}

Result<void> GpioLine::set(Level level) {
  if (!m_request) return request(level);
  if (gpiod_line_request_set_value(m_request.get(), static_cast<unsigned int>(m_lamp.line), value_of(level)) == 0)
    return {};
  const int number = errno;
  m_request.reset();  // a board that came back is asked anew
  return line_failure(m_lamp, number);
}

Result<Level> GpioLine::level() {
  if (!m_request) {
    if (auto opened = request(Level::off); !opened) return std::unexpected(std::move(opened.error()));
  }
  const auto value = gpiod_line_request_get_value(m_request.get(), static_cast<unsigned int>(m_lamp.line));
  if (value == GPIOD_LINE_VALUE_ERROR) return line_failure(m_lamp, errno);
  return value == GPIOD_LINE_VALUE_ACTIVE ? Level::on : Level::off;
}

}  // namespace anteroom::platform

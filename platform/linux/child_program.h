// This same program, once more, with other duties: how the kiosk gets a vault and a notifier where no service manager
// starts them. It owns the process: whoever lets go of it waits for its end, and it never outlives this one.
#pragma once

#include "forms/base/result.h"
#include "platform/linux/descriptor.h"

#include <chrono>
#include <span>
#include <string>
#include <sys/types.h>
#include <utility>
#include <vector>

namespace anteroom::platform {

class ChildProgram {
 public:
  // `arguments` without the program's name; of the descriptors that are open here it has standard error and `kept`,
  // under their own numbers. Fault::io.
  [[nodiscard]] static Result<ChildProgram> start(std::vector<std::string> arguments,
                                                  std::span<const Descriptor* const> kept);
  ChildProgram(ChildProgram&& other) noexcept : m_id(std::exchange(other.m_id, -1)) {}
  ChildProgram& operator=(ChildProgram&& other) noexcept {
    std::swap(m_id, other.m_id);
    return *this;
  }
  // Ten seconds for its own end, which its lines have told it to come to; then it is ended.
  ~ChildProgram();

  [[nodiscard]] pid_t id() const { return m_id; }

 private:
  explicit ChildProgram(pid_t id) : m_id(id) {}
  pid_t m_id;
};

}  // namespace anteroom::platform

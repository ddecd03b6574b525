#include "kiosk/set_up.h"

#include "kiosk/exit_codes.h"

#include <cstdio>
#include <print>
#include <system_error>

namespace anteroom::kiosk {

Result<void> SetUp::open() {
  auto opened = open_store(config, platform::OpenMode::beside);
  if (!opened) return std::unexpected(opened.error());
  store = std::move(*opened);
  auto made = open_vault(config, *store);
  if (!made) return std::unexpected(made.error());
  vault = std::move(*made);
  return give_keys(*store, *vault, clock, "command line");
}

Result<void> make_data_folder(const platform::Config& config) {
  std::error_code problem;
  std::filesystem::create_directories(config.kiosk.data_folder, problem);
  if (!problem) {
    std::filesystem::permissions(config.kiosk.data_folder, std::filesystem::perms::owner_all, problem);
  }
  if (!problem) return {};
  return failure(Fault::io, config.kiosk.data_folder.string() + " cannot be made: " + problem.message() +
                                "; remedy: kiosk.data_folder");
}

int refused(const Error& error) {
  std::println(stderr, "anteroom: {}", error.detail);
  return exit_code_of(error.fault);
}

int refused_config(const Error& error) {
  std::println(stderr, "anteroom: {}", error.detail);
  return exit_code_of_config(error.fault);
}

}  // namespace anteroom::kiosk

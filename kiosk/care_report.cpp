// `anteroom admin care-report`: what patients said after their visits, by clinician. Below the fewest answers only how
// many there are.
#include "kiosk/commands.h"
#include "kiosk/exit_codes.h"
#include "kiosk/flow/care_answers.h"
#include "kiosk/load_library.h"
#include "kiosk/machine.h"
#include "platform/linux/secret_input.h"

#include <cstdio>
#include <format>
#include <print>

namespace anteroom::kiosk {
namespace {

int refused(const Error& error) {
  std::println(stderr, "anteroom: {}", error.detail);
  return exit_code_of(error.fault);
}

// "Dr. Abel: 31 answers, mean 42.3 of 10-50 (2 of them left out: too much missing)"
Result<std::string> line_of(platform::RecordStore& store, const platform::Unlocked& keys, const forms::Form& form,
                            const std::string& clinician) {
  const auto care = flow::care_answers(store, keys, form, clinician);
  if (!care) return std::unexpected(care.error());
  const int scored = static_cast<int>(care->scores.size());
  // So few that count would tell as much about one patient as so few in all.
  if (scored < platform::fewest_after_visits) {
    return std::format("{}: {} answers, too few of them complete ({} of {})", clinician, care->answers, scored,
                       platform::fewest_after_visits);
  }
  double sum = 0;
  for (const flow::CareScore& score : care->scores) sum += score.value;
  const std::string range = care->range.empty() ? "" : " of " + care->range;
  return std::format("{}: {} answers, mean {:.1f}{} over {} that are complete enough", clinician, care->answers,
                     sum / scored, range, scored);
}

}  // namespace

int admin_care_report(const std::filesystem::path& config_file, std::optional<int> secret_descriptor) {
  const auto config = load_config(config_file);
  if (!config) {
    std::println(stderr, "anteroom: {}", config.error().detail);
    return exit_code_of_config(config.error().fault);
  }
  const auto loaded = load_library(share_folder() / "forms", config->forms.site);
  if (!loaded) return refused(loaded.error());
  auto store = open_store(*config, platform::OpenMode::beside);
  if (!store) return refused(store.error());
  const auto vault = open_vault(*config, **store);
  if (!vault) return refused(vault.error());
  const auto passphrase = platform::read_secret("Passphrase that opens the day: ", secret_descriptor);
  if (!passphrase) return refused(passphrase.error());
  const auto keys = vault->unlock(*passphrase);
  if (!keys) return refused(keys.error());
  for (const forms::Battery* battery : loaded->library.batteries()) {
    if (battery->kind != forms::BatteryKind::anonymous) continue;
    for (const forms::BatteryForm& entry : battery->forms) {
      const forms::Form* form = loaded->library.form(entry.form);
      const auto counts = (*store)->count_after_visits(entry.form);
      if (!counts) return refused(counts.error());
      std::println("{}", form->long_name);
      if (counts->empty()) std::println("  nobody has answered yet");
      for (const platform::AfterVisitCount& count : *counts) {
        if (count.answers < platform::fewest_after_visits) {
          std::println("  {}: too few ({} of {})", count.clinician, count.answers, platform::fewest_after_visits);
          continue;
        }
        const auto line = line_of(**store, **keys, *form, count.clinician);
        if (!line) return refused(line.error());
        std::println("  {}", *line);
      }
    }
  }
  return exit_ok;
}

}  // namespace anteroom::kiosk

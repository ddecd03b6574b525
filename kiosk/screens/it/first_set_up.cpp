#include "kiosk/screens/it/views.h"
#include "kiosk/screens/nurse/words.h"

#include <format>
#include <string_view>

namespace anteroom::screens {
namespace {

constexpr std::size_t code_letters = 56;  // of a recovery code, without its hyphens

// Half of its groups a line: it has no word at which a small panel could break it. Both stand on one page.
void say_recovery_code(ui::Ui& ui, std::string_view code) {
  const std::size_t middle = code.find('-', code.size() / 2);
  const auto say_part = [&](std::string_view part, std::size_t lines_below) {
    ui.pill(part, ui::Tone::neutral, std::format("recovery:{}", part), lines_below);
  };
  say_part(code.substr(0, middle), 2);
  if (middle != std::string_view::npos) say_part(code.substr(middle + 1), 0);
}

void say_secrets(ui::Ui& ui, const FirstSetUpView::Secrets& secrets, const Words& words) {
  if (!secrets.pin.empty()) {
    ui.label(words.say("PIN of {name}", {{"name", secrets.name}}));
    ui.code(std::format("pin:{}", secrets.pin), secrets.pin);
  }
  ui.label(words.say("Passphrase, for those who open the day"));
  say_passphrase(ui, secrets.passphrase);
  if (secrets.recovery_code.empty())
    return ui.paragraph(words.say("PINs and the recovery code stay as they were where the backup was made."));
  ui.label(words.say("Recovery code, in two parts: write it on paper and lock that away"), 2);
  say_recovery_code(ui, secrets.recovery_code);
}

Touched draw_asking(ui::Ui& ui, const FirstSetUpView& view, const Words& words) {
  ui.heading(words.say("A new kiosk: {kiosk}", {{"kiosk", view.kiosk}}));
  ui.paragraph(words.say(
      "The next screen shows, once, what nobody can find out later: a PIN, a passphrase and the recovery code. "
      "Have pen and paper ready, and nobody beside you."));
  // A low panel has room for these or for the other way, which must not stand on a further page.
  if (!is_short(ui)) {
    ui.caption(words.say("Version {version}", {{"version", view.version}}));
    ui.caption(words.say("Serial number {serial}", {{"serial", view.serial}}));
  }
  Touched touched;
  if (ui.button("restore", words.say("Restore a backup instead"), ui::ButtonKind::quiet))
    touched = flow::intent::OpenTool{flow::intent::Tool::backup};
  // Who came to replace a broken kiosk has seen the other way before making new keys.
  return either(touched, footer(ui, {.next = continue_after_all(words)}));
}

// Of "anteroom-kiosk-1-2026-11-25.backup" what tells one from another: a small panel has no width for more.
std::string_view short_name(std::string_view file) {
  constexpr std::string_view before = "anteroom-";
  constexpr std::string_view after = ".backup";
  if (file.starts_with(before)) file.remove_prefix(before.size());
  if (file.ends_with(after)) file.remove_suffix(after.size());
  return file;
}

Touched draw_stick(ui::Ui& ui, const FirstSetUpView& view, const Words& words) {
  ui.heading(words.say("Restore a backup"));
  say_stick(ui, view.stick, words);
  std::vector<std::string> ids;
  std::vector<ui::Row> rows;
  ids.reserve(view.files.size());  // the rows look at these strings
  for (const std::string& file : view.files) {
    ids.push_back(std::format("backup:{}", ids.size()));
    const bool is_newest = rows.empty() && view.files.size() > 1;
    rows.push_back({.id = ids.back(),
                    .title = short_name(file),
                    .pill = is_newest ? words.say_as("a backup", "Newest") : std::string_view{}});
  }
  Touched touched;
  if (rows.empty()) {
    ui.paragraph(words.say("The backups on the stick are listed here."));
  } else if (const auto tapped = ui.list(rows, page_labels(words))) {
    touched = flow::intent::Choose{static_cast<int>(*tapped)};
  }
  return either(touched, footer(ui, {.back = back_button(words)}));
}

std::string_view problem_words(Fault problem, bool keys_in_sight, const Words& words) {
  switch (problem) {
    case Fault::invalid_input:
      return keys_in_sight
                 ? words.say("A letter or a digit is wrong: compare with the paper.")
                 : words.say("A letter or a digit is wrong: compare with the paper. Touch the code to correct it.");
    case Fault::denied: return words.say("The code of another clinic");
    case Fault::corrupt: return words.say("Damaged, or not a backup");
    default: return words.say("It could not be restored");
  }
}

Touched draw_code(ui::Ui& ui, const FirstSetUpView& view, const Words& words) {
  constexpr std::size_t group = 4;
  constexpr float tall_mm = 160;  // from there on the keys need no touch to come
  const bool keys_in_sight = ui.metrics().mm(ui.metrics().window.h) >= tall_mm;
  ui.question({}, view.problem ? std::string_view{} : words.say("Recovery code, from paper"), page_labels(words));
  if (view.problem) ui.question_hint(problem_words(*view.problem, keys_in_sight, words), ui::Tone::attention);
  std::string grouped;
  for (std::size_t at = 0; at < view.code.size(); ++at) {
    // In two parts, as it stands on paper.
    if (at > 0 && at % group == 0) grouped += at == code_letters / 2 ? '\n' : ' ';
    grouped += view.code[at];
  }
  ui.text_field({.id = "code", .label = {}, .value = grouped, .hint = {}, .most_lines = 4});
  const Touched touched = intent_of(ui.keyboard({.kind = ui::KeyboardKind::record_number,
                                                 .enabled = view.code.size() < code_letters,
                                                 .erase_label = erase_label(words),
                                                 .space_label = space_label(words),
                                                 .language = words.language(),
                                                 .words = write_words(words)}));
  return either(touched,
                footer(ui, {.back = back_button(words),
                            .next = continue_button(words, view.code.size() == code_letters && !view.problem)}));
}

std::string_view screen_id(FirstSetUpStage stage) {
  switch (stage) {
    case FirstSetUpStage::asking:
    case FirstSetUpStage::making: return "it.first_set_up";
    case FirstSetUpStage::stick: return "it.restore";
    case FirstSetUpStage::code: return "it.restore.code";
    case FirstSetUpStage::restoring: return "it.restore.working";
    case FirstSetUpStage::showing: return "it.first_secrets";
    case FirstSetUpStage::confirming: return "it.first_check";
  }
  return {};
}

}  // namespace

Touched draw(ui::Ui& ui, const FirstSetUpView& view, const Chrome& chrome) {
  const Words& words = chrome.words;
  using enum FirstSetUpStage;
  const bool is_typed = view.stage == code;
  ui.begin_screen({.id = screen_id(view.stage),
                   .layout = is_typed ? ui::Layout::question : ui::Layout::staff,
                   .audience = ui::Audience::staff,
                   .pages = page_labels(words)});
  // The whole width of the field is the code's own.
  const std::string typed = std::format("{} · {}/{}", words.say("Restore a backup"), view.code.size(), code_letters);
  staff_header(ui, chrome, is_typed ? std::string_view(typed) : std::string_view{});
  Touched touched;
  switch (view.stage) {
    case asking: touched = draw_asking(ui, view, words); break;
    case stick: touched = draw_stick(ui, view, words); break;
    case code: touched = draw_code(ui, view, words); break;
    case restoring:
      ui.heading(words.say("Restore a backup"));
      ui.paragraph(words.say("Reading the backup and making this device's keys. This takes a moment."));
      ui.notice(words.say("Leave the stick in the kiosk until this screen goes away."), ui::Tone::attention);
      touched = footer(ui, {});
      break;
    case making:
      ui.heading(words.say("A new kiosk: {kiosk}", {{"kiosk", view.kiosk}}));
      ui.paragraph(words.say("The keys are being made. This takes a moment."));
      touched = footer(ui, {.next = continue_button(words, false)});
      break;
    case showing:
      ui.heading(words.say("Write all of this down"));
      say_secrets(ui, view.secrets, words);
      touched = footer(ui, {.next = continue_after_all(words)});
      break;
    case confirming:
      ui.heading(words.say("Is all of it on paper?"));
      ui.paragraph(
          view.secrets.pin.empty()  // of a backup that was restored: it brings its own
              ? words.say("The passphrase is not shown again after this screen; “{button}” still shows it. When it and "
                          "the recovery code are both lost, every answer on this kiosk is lost.",
                          {{"button", unbroken(words.say("Back"))}})
              : words.say("PIN, passphrase and recovery code are not shown again after this screen; “{button}” still "
                          "shows them. When passphrase and code are both lost, every answer on this kiosk is lost.",
                          {{"button", unbroken(words.say("Back"))}}));
      touched =
          footer(ui, {.back = back_button(words), .next = ui::FooterButton{.label = words.say("Yes, all of it")}});
      break;
  }
  ui.end_screen();
  return touched;
}

}  // namespace anteroom::screens

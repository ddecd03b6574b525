// What IT see when they sign in: whether the kiosk is well, and what they can look at and try. Nothing of any patient.
#include "kiosk/screens/it/views.h"
#include "kiosk/screens/nurse/words.h"

#include <algorithm>
#include <format>
#include <utility>

namespace anteroom::screens {
namespace {

using flow::intent::Tool;
using platform::Check;
using platform::Condition;

struct Entry {
  std::string_view id;
  std::string_view title;
  std::string_view detail;
  flow::Intent opens;
};

std::vector<Entry> entries(const MachineView& view, const Words& words) {
  using flow::intent::OpenTool;
  std::vector<Entry> entries{
      {"tool:checks", words.say("Checks"), words.say("What works, what does not, and what would help"),
       OpenTool{Tool::checks}},
      {"tool:printer", words.say("Printer test"), words.say("Prints a page without anything of a patient"),
       OpenTool{Tool::printer_test}},
      {"tool:alerts", words.say("Alert test"), words.say("Tries every way that calls staff"),
       OpenTool{Tool::alert_test}},
      {"tool:people", words.say("Staff"), words.say("Who works here: add, new PIN, remove"), OpenTool{Tool::people}},
      {"tool:keys", words.say("Passphrases and keys"), words.say("What opens the day, and what answers are sealed to"),
       OpenTool{Tool::keys}},
      {"tool:backup", words.say_as("an export", "Backup"), words.say("Everything, sealed, to a USB stick"),
       OpenTool{Tool::backup}},
      {"tool:support", words.say_as("an export", "Support file"), words.say("For whoever helps, to a USB stick"),
       OpenTool{Tool::support}},
      {"tool:about", words.say("About this device"), words.say("Version, network, clock, last update"),
       OpenTool{Tool::about}}};
  if (view.has_headphones)
    entries.push_back({"sound_test", words.say("Sound test"), words.say("Where the kiosk's voice is heard"),
                       flow::intent::OpenSoundTest{}});
  return entries;
}

Touched draw_entries(ui::Ui& ui, const MachineView& view, const Words& words) {
  const std::vector<Entry> tools = entries(view, words);
  std::vector<ui::Row> rows;
  for (const Entry& tool : tools) rows.push_back({.id = tool.id, .title = tool.title, .detail = tool.detail});
  if (const auto tapped = ui.list(rows, page_labels(words))) return tools[*tapped].opens;
  return std::nullopt;
}

std::string_view condition_words(Condition condition, const Words& words) {
  switch (condition) {
    case Condition::good: return words.say_as("a check", "Good");
    case Condition::reminder: return words.say_as("a check", "Note");
    case Condition::broken: return words.say_as("a check", "Broken");
  }
  return {};
}

// As people write: with a capital, and a full stop.
std::string sentence(std::string_view text) {
  std::string line(text);
  if (line.empty()) return line;
  if (line.front() >= 'a' && line.front() <= 'z') line.front() = static_cast<char>(line.front() - 'a' + 'A');
  if (!line.ends_with('.') && !line.ends_with('?')) line += '.';
  return line;
}

// "what is wrong; remedy: what helps" in two sentences.
std::string sentences(std::string_view text, const Words& words) {
  constexpr std::string_view remedy = "; remedy: ";
  const std::size_t at = text.find(remedy);
  if (at == std::string_view::npos) return sentence(text);
  return std::format("{} {}", sentence(text.substr(0, at)),
                     words.say("What helps: {remedy}.", {{"remedy", text.substr(at + remedy.size())}}));
}

// "Broken: printer office. The printer does not answer. What helps: its cable." of "office: the printer …"
std::string check_words(const Check& check, const Words& words) {
  std::string name = check.name;
  std::string_view text = check.text;
  // Which one of them it is.
  const std::size_t word = text.find(' ');
  if (word != std::string_view::npos && word > 1 && text[word - 1] == ':') {
    name.append(" ").append(text.substr(0, word - 1));
    text.remove_prefix(word + 1);
  }
  return std::format("{}: {}. {}", condition_words(check.condition, words), name, sentences(text, words));
}

void say_check(ui::Ui& ui, const Check& check, const Words& words) {
  const std::string line = check_words(check, words);
  switch (check.condition) {
    case Condition::good: return ui.paragraph(line);
    case Condition::reminder: return ui.notice(line, ui::Tone::attention);
    case Condition::broken: return ui.notice(line, ui::Tone::danger);
  }
}

// At the beginning of a line.
std::string_view way_words(platform::ChannelKind channel, const Words& words) {
  switch (channel) {
    case platform::ChannelKind::printer: return words.say_as("way of an alert", "Nurses' printer");
    case platform::ChannelKind::lamp: return words.say_as("way of an alert", "Lamp");
    case platform::ChannelKind::webhook: return words.say_as("way of an alert", "Webhook");
    case platform::ChannelKind::mail: return words.say_as("way of an alert", "Mail");
  }
  return {};
}

void say_way(ui::Ui& ui, const AlertTestView::Way& way, const Words& words) {
  const std::string_view name = way_words(way.channel, words);
  if (way.testing) {
    ui.notice(words.say("{way}: being tried…", {{"way", name}}), ui::Tone::neutral);
  } else if (!way.passed.empty()) {
    ui.notice(words.say("{way}: works. Last tried at {time}.", {{"way", name}, {"time", way.passed}}), ui::Tone::good);
  } else {
    ui.notice(words.say("{way}: does not work. {fault}", {{"way", name}, {"fault", sentences(way.fault, words)}}),
              ui::Tone::danger);
  }
}

void say_test_page(ui::Ui& ui, const PrinterTestView& view, const Words& words) {
  using platform::SummaryState;
  if (!view.has_printer)
    return ui.notice(words.say("No printer is set up. Set it in the settings: {key}", {{"key", "[printer] queue"}}),
                     ui::Tone::attention);
  if (!view.state) return say_printer(ui, view.printer, words);
  switch (*view.state) {
    case SummaryState::not_printed:
    case SummaryState::printing: return ui.notice(words.say("The test page is on its way…"), ui::Tone::neutral);
    case SummaryState::printed: return ui.notice(words.say("The test page was printed."), ui::Tone::good);
    case SummaryState::saved_not_printed:
      return ui.notice(words.say("The test page was not printed. {why}", {{"why", printer_words(view.why_not, words)}}),
                       ui::Tone::danger);
    case SummaryState::unclear:
      return ui.notice(words.say("The kiosk could not see whether the test page came out. Please look into the tray."),
                       ui::Tone::attention);
  }
}

}  // namespace

Touched draw(ui::Ui& ui, const MachineView& view, const Chrome& chrome) {
  const Words& words = chrome.words;
  ui.begin_screen({.id = "it.machine", .layout = ui::Layout::staff, .pages = page_labels(words)});
  staff_header(ui, chrome, view.name);
  ui.heading(words.say("This kiosk"));
  ui.paragraph(words.say("You are signed in as IT. Visits, answers and summaries are not shown to you."));
  if (view.is_set_aside) set_aside_notice(ui, Reader::it, words);
  failing_notice(ui, view.failing, Reader::it, words);
  const bool is_well = !view.is_set_aside && view.failing.empty() && view.alerts.empty();
  if (is_well) ui.notice(words.say("Alerts get through, and nothing waits for you."), ui::Tone::good);
  Touched touched = draw_alert(ui, view.alerts, words);
  touched = either(touched, draw_entries(ui, view, words));
  const auto box = ui.footer({.back = ui::FooterButton{.label = words.say("Sign out"), .id = "sign_out"}});
  if (box == ui::FooterBox::back) touched = flow::intent::SignOut{};
  ui.end_screen();
  return touched;
}

Touched draw(ui::Ui& ui, const ChecksView& view, const Chrome& chrome) {
  const Words& words = chrome.words;
  ui.begin_screen({.id = "it.checks", .layout = ui::Layout::staff, .pages = page_labels(words)});
  staff_header(ui, chrome);
  ui.heading(words.say("Checks"));
  if (view.under_way) {
    ui.notice(words.say("The kiosk is checking itself. This takes a few seconds."), ui::Tone::neutral);
  } else {
    const auto broken =
        static_cast<unsigned long>(std::ranges::count(view.checks, Condition::broken, &Check::condition));
    if (words.language() != "en") ui.caption(words.say("The checks are in English, as on the command line."));
    if (broken == 0) ui.notice(words.say("Nothing is broken."), ui::Tone::good);
    for (const Check& check : view.checks) say_check(ui, check, words);
  }
  Touched touched;
  const auto box = ui.footer(
      {.back = back_button(words),
       .next = ui::FooterButton{.label = words.say("Repeat"), .enabled = !view.under_way, .id = "try_again"}});
  if (box == ui::FooterBox::back) touched = flow::intent::Back{};
  if (box == ui::FooterBox::next) touched = flow::intent::TryAgain{};
  ui.end_screen();
  return touched;
}

Touched draw(ui::Ui& ui, const PrinterTestView& view, const Chrome& chrome) {
  const Words& words = chrome.words;
  ui.begin_screen({.id = "it.printer_test", .layout = ui::Layout::staff, .pages = page_labels(words)});
  staff_header(ui, chrome);
  ui.heading(words.say("Printer test"));
  ui.paragraph(words.say("The page has the clinic's name, the kiosk's and the time. Nothing of any patient is on it."));
  say_test_page(ui, view, words);
  const bool can_print = view.has_printer && view.state != platform::SummaryState::printing;
  Touched touched;
  const auto box =
      ui.footer({.back = back_button(words),
                 .next = ui::FooterButton{.label = words.say("Print"), .enabled = can_print, .id = "print"}});
  if (box == ui::FooterBox::back) touched = flow::intent::Back{};
  if (box == ui::FooterBox::next) touched = flow::intent::PrintTestPage{view.page};
  ui.end_screen();
  return touched;
}

Touched draw(ui::Ui& ui, const AlertTestView& view, const Chrome& chrome) {
  const Words& words = chrome.words;
  ui.begin_screen({.id = "it.alert_test", .layout = ui::Layout::staff, .pages = page_labels(words)});
  staff_header(ui, chrome);
  ui.heading(words.say("Alert test"));
  if (view.ways.empty()) {
    ui.notice(words.say("No way to call staff is set up. Set one in the settings: {keys}",
                        {{"keys", "[nurses_printer], [lamp], [webhook], [mail]"}}),
              ui::Tone::danger);
  } else {
    ui.paragraph(words.say("Each way is only tried: no slip is printed and no mail is sent."));
  }
  // What needs somebody comes first: a small panel may have the rest on its next page.
  const auto is_broken = [](const AlertTestView::Way& way) { return !way.testing && way.passed.empty(); };
  for (const bool broken : {true, false}) {
    for (const AlertTestView::Way& way : view.ways) {
      if (is_broken(way) == broken) say_way(ui, way, words);
    }
  }
  const bool can_test =
      !view.ways.empty() && std::ranges::none_of(view.ways, [](const auto& way) { return way.testing; });
  Touched touched;
  const auto box =
      ui.footer({.back = back_button(words),
                 .next = ui::FooterButton{.label = words.say("Try all"), .enabled = can_test, .id = "test"}});
  if (box == ui::FooterBox::back) touched = flow::intent::Back{};
  if (box == ui::FooterBox::next) touched = flow::intent::TestAlerts{};
  ui.end_screen();
  return touched;
}

namespace {

Touched draw_restart(ui::Ui& ui, const AboutView& view, const Chrome& chrome) {
  using Stage = flow::staff::About::Stage;
  const Words& words = chrome.words;
  ui.begin_screen({.id = "it.about.restart", .layout = ui::Layout::staff, .pages = page_labels(words)});
  staff_header(ui, chrome, words.say("About this device"));
  ui.heading(view.stage == Stage::restarting      ? words.say("Restarting")
             : view.stage == Stage::not_restarted ? words.say("Not restarted")
                                                  : words.say("Restart this device?"));
  if (view.stage == Stage::restarting) {
    ui.notice(words.say("This takes a few minutes."), ui::Tone::neutral);
  } else if (view.stage == Stage::not_restarted) {
    ui.notice(words.say("Pull its power cable, wait ten seconds and plug it in again: no answer is lost."),
              ui::Tone::attention);
  } else {
    ui.paragraph(words.say("Nobody can use it for a few minutes. Nothing that was answered is lost."));
    ui.paragraph(words.say("An update that was installed starts with it. Then a nurse opens the day again."));
  }
  const Touched touched =
      view.stage == Stage::restart_asked
          ? footer(ui, {.back = back_button(words), .next = ui::FooterButton{.label = words.say("Restart")}})
          : footer(ui, {.back = view.stage == Stage::restarting ? std::nullopt : std::optional(back_button(words))});
  ui.end_screen();
  return touched;
}

}  // namespace

Touched draw(ui::Ui& ui, const AboutView& view, const Chrome& chrome) {
  if (view.stage != flow::staff::About::Stage::reading) return draw_restart(ui, view, chrome);
  const Words& words = chrome.words;
  const platform::MachineFacts& facts = view.facts;
  ui.begin_screen({.id = "it.about", .layout = ui::Layout::staff, .pages = page_labels(words)});
  staff_header(ui, chrome);
  ui.heading(view.kiosk);
  std::string version = words.say("Version {version}", {{"version", view.version}});
  if (!facts.slot.empty()) version += " · " + words.say("System slot {slot} (of a and b)", {{"slot", facts.slot}});
  ui.paragraph(version);
  ui.paragraph(facts.last_update.empty() ? std::string(words.say("No update was tried on this device."))
                                         : words.say("Last update: {what}", {{"what", facts.last_update}}));
  std::string addresses;
  for (const std::string& address : facts.addresses) addresses += (addresses.empty() ? "" : ", ") + address;
  std::string network(words.say("No network"));
  if (!addresses.empty()) network = words.say("Address {addresses}", {{"addresses", addresses}});
  if (facts.carrier == "no-carrier") network.append(" · ").append(words.say("no cable is connected"));
  ui.paragraph(network);
  const std::string clock = std::format(
      "{} · {}", words.say("Clock: {time}", {{"time", std::format("{} ({})", view.now, facts.zone)}}),
      view.is_synchronised ? words.say("set by a time server") : words.say("no time server has confirmed it"));
  if (view.is_synchronised) {
    ui.paragraph(clock);
  } else {
    ui.notice(clock, ui::Tone::attention);
  }
  if (!facts.model.empty()) ui.paragraph(facts.model);
  ui.paragraph(words.say("Serial number {serial}", {{"serial", facts.serial}}));
  ui.paragraph(facts.system);
  ui.caption(
      words.say("An update is a signed file on an allowed USB stick: it installs itself once it is plugged in."));
  Touched touched;
  ui::Footer boxes{.back = back_button(words)};
  if (view.can_restart)
    boxes.next = ui::FooterButton{.label = words.say("Restart"), .id = "restart", .kind = ui::ButtonKind::secondary};
  const auto box = ui.footer(boxes);
  if (box == ui::FooterBox::back) touched = flow::intent::Back{};
  if (box == ui::FooterBox::next) touched = flow::intent::Restart{};
  ui.end_screen();
  return touched;
}

}  // namespace anteroom::screens

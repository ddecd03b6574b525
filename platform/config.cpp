#include "platform/config.h"

#include <algorithm>
#include <array>
#include <format>
#include <map>
#include <optional>
#include <utility>

#define TOML_EXCEPTIONS 0
// toml++ 3.4 asserts of some texts what it then refuses properly; a wrong file must not end a debug build.
#define TOML_ASSERT(expression) static_cast<void>(0)
#include <toml++/toml.hpp>

namespace anteroom::platform {
namespace {

constexpr std::size_t longest_line = 120;
constexpr std::size_t longest_name = 40;  // on the sign-in screen
constexpr std::size_t longest_paragraph = 600;

std::string_view kind_of(const toml::node& node) {
  switch (node.type()) {
    case toml::node_type::table: return "a table";
    case toml::node_type::array: return "a list";
    case toml::node_type::string: return "a text";
    case toml::node_type::integer: return "a whole number";
    case toml::node_type::floating_point: return "a number with a point";
    case toml::node_type::boolean: return "true or false";
    default: return "a date or time";
  }
}

// How many letters must be put in, left out or changed to make one word of the other.
std::size_t distance(std::string_view from, std::string_view to) {
  std::vector<std::size_t> row(to.size() + 1);
  for (std::size_t column = 0; column <= to.size(); ++column) row[column] = column;
  for (std::size_t line = 1; line <= from.size(); ++line) {
    std::size_t diagonal = std::exchange(row[0], line);
    for (std::size_t column = 1; column <= to.size(); ++column) {
      const std::size_t changed = diagonal + (from[line - 1] == to[column - 1] ? 0 : 1);
      diagonal = row[column];
      row[column] = std::min({changed, row[column] + 1, row[column - 1] + 1});
    }
  }
  return row.back();
}

// The known word that somebody may have meant: a few letters off, or the beginning or end of it. Empty when there is
// none.
std::string_view nearest(std::string_view word, const std::vector<std::string>& known) {
  const auto off = [&](const std::string& candidate) { return distance(word, candidate); };
  const auto best = std::ranges::min_element(known, {}, off);
  if (best != known.end() && off(*best) <= std::max<std::size_t>(2, best->size() / 3)) return *best;
  const auto part = std::ranges::find_if(known, [&](const std::string& candidate) {
    return word.size() >= 3 && (candidate.contains(word) || word.contains(candidate));
  });
  return part == known.end() ? std::string_view{} : std::string_view(*part);
}

bool has_control_character(std::string_view text) {
  return std::ranges::any_of(text, [](char byte) { return static_cast<unsigned char>(byte) < 0x20 || byte == 0x7f; });
}

// Four hexadecimal digits, a colon, four more, and behind another colon a serial number of letters, digits, - . and _.
bool is_usb_device(std::string_view text) {
  constexpr std::string_view hexadecimal = "0123456789abcdef";
  constexpr std::size_t digits = 4;
  constexpr std::size_t ids = 2 * digits + 1;
  if (text.size() < ids || text[digits] != ':') return false;
  if (text.substr(0, digits).find_first_not_of(hexadecimal) != std::string_view::npos) return false;
  if (text.substr(digits + 1, digits).find_first_not_of(hexadecimal) != std::string_view::npos) return false;
  if (text.size() == ids) return true;
  const std::string_view serial = text.substr(ids + 1);
  return text[ids] == ':' && !serial.empty() && std::ranges::all_of(serial, [](char letter) {
           return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
                  (letter >= '0' && letter <= '9') || letter == '-' || letter == '.' || letter == '_';
         });
}

std::string listed(const std::vector<std::string>& words, std::string_view before, std::string_view after) {
  std::string list;
  for (const std::string& word : words) {
    if (!list.empty()) list += ", ";
    list.append(before).append(word).append(after);
  }
  return list;
}

// One table of the file. Reading a key also says that it is known, so that what was never asked for is a finding.
class Section {
 public:
  Section(std::string name, const toml::table* table, std::vector<ConfigFinding>& findings)
      : m_name(std::move(name)), m_table(table), m_findings(findings) {}

  [[nodiscard]] std::string text(std::string_view key, std::size_t longest = longest_line) {
    const toml::node* node = find(key);
    if (node == nullptr) return {};
    const auto* value = node->as_string();
    if (value == nullptr) {
      find_fault(*node, key, std::format("{} stands here; give a text in double quotes", kind_of(*node)));
      return {};
    }
    if (value->get().size() > longest) find_fault(*node, key, std::format("too long; give at most {} bytes", longest));
    const bool one_line = longest <= longest_line;
    if (one_line && has_control_character(value->get()))
      find_fault(*node, key, "more than one line; give a single line");
    return value->get();
  }

  // A list of texts, each a line, none twice. `examples` show how it is written.
  [[nodiscard]] std::vector<std::string> texts(std::string_view key, std::string_view examples) {
    const toml::node* node = find(key);
    if (node == nullptr) return {};
    std::vector<std::string> values;
    const auto* array = node->as_array();
    for (std::size_t index = 0; array != nullptr && index < array->size(); ++index) {
      const auto* value = array->get(index)->as_string();
      const bool usable = value != nullptr && !value->get().empty() && value->get().size() <= longest_line &&
                          !has_control_character(value->get()) && !std::ranges::contains(values, value->get());
      if (usable) values.push_back(value->get());
    }
    if (array == nullptr || values.size() != array->size())
      find_fault(*node, key, std::format("give a list of different texts in double quotes, such as {}", examples));
    return values;
  }

  // Of `spoken`, at least one. Left out: what it is without.
  [[nodiscard]] std::vector<std::string> languages(std::string_view key, std::vector<std::string> otherwise,
                                                   const std::vector<std::string>& spoken) {
    const auto before = m_findings.size();
    std::vector<std::string> given = texts(key, R"(["en", "es"])");
    const toml::node* node = find(key);
    if (node == nullptr || m_findings.size() != before) return otherwise;
    if (given.empty()) find_fault(*node, key, "name at least one language, the clinic's own first");
    for (std::size_t index = 0; index < given.size(); ++index) {
      const std::string& language = given[index];
      if (spoken.empty() || std::ranges::contains(spoken, language)) continue;
      find_fault(*node->as_array()->get(index), key,
                 std::format("\"{}\" stands here; the kiosk speaks {}", language, listed(spoken, "\"", "\"")));
    }
    return given.empty() ? otherwise : given;
  }

  [[nodiscard]] std::string required_text(std::string_view key, std::string_view remedy) {
    const auto before = m_findings.size();
    std::string value = text(key);
    if (!value.empty() || m_findings.size() != before) return value;
    const toml::node* node = find(key);
    if (node != nullptr) {
      find_fault(*node, key, std::format("empty; {}", remedy));
    } else {
      missing(key, remedy);
    }
    return value;
  }

  // `unit` as words behind the number: "seconds".
  [[nodiscard]] int whole(std::string_view key, int otherwise, int least, int most, std::string_view unit) {
    const toml::node* node = find(key);
    if (node == nullptr) return otherwise;
    const auto* value = node->as_integer();
    if (value == nullptr) {
      find_fault(*node, key, std::format("{} stands here; give whole {}, {} to {}", kind_of(*node), unit, least, most));
    } else if (value->get() < least || value->get() > most) {
      find_fault(*node, key, std::format("{} is out of range; give {} to {} {}", value->get(), least, most, unit));
    } else {
      return static_cast<int>(value->get());
    }
    return otherwise;
  }

  [[nodiscard]] std::chrono::seconds seconds(std::string_view key, std::chrono::seconds otherwise, int least,
                                             int most) {
    return std::chrono::seconds(whole(key, static_cast<int>(otherwise.count()), least, most, "seconds"));
  }

  // Empty, or with one of these beginnings.
  [[nodiscard]] std::string address(std::string_view key, const std::vector<std::string>& beginnings) {
    std::string given = text(key);
    const bool fits = given.empty() || std::ranges::any_of(beginnings, [&](const std::string& beginning) {
                        return given.starts_with(beginning) && given.size() > beginning.size();
                      });
    if (!fits || given.contains(' '))
      find_fault(*find(key), key,
                 std::format("give an address without blanks, beginning with {}", listed(beginnings, "", "")));
    return given;
  }

  // Empty, or name@place: what a relay takes between < and >.
  [[nodiscard]] std::string mail_address(std::string_view key) {
    std::string given = text(key);
    const auto at = given.find('@');
    const bool fits = at != std::string::npos && at > 0 && at + 1 < given.size() &&
                      given.find_first_of(" <>,;", 0) == std::string::npos;
    if (!given.empty() && !fits) find_fault(*find(key), key, "give one mail address, such as nurse@clinic.example");
    return given;
  }

  [[nodiscard]] double required_millimetres(std::string_view key, double otherwise, double least, double most,
                                            std::string_view remedy) {
    const toml::node* node = find(key);
    if (node == nullptr) {
      missing(key, remedy);
      return otherwise;
    }
    const auto value = node->is_number() ? node->value<double>() : std::nullopt;
    if (!value) {
      find_fault(*node, key, std::format("{} stands here; give millimetres, {} to {}", kind_of(*node), least, most));
    } else if (!(*value >= least && *value <= most)) {
      find_fault(*node, key, std::format("{} is out of range; give {} to {} millimetres", *value, least, most));
    } else {
      return *value;
    }
    return otherwise;
  }

  [[nodiscard]] bool flag(std::string_view key, bool otherwise) {
    const toml::node* node = find(key);
    if (node == nullptr) return otherwise;
    if (const auto* value = node->as_boolean()) return value->get();
    find_fault(*node, key, std::format("{} stands here; give true or false, without quotes", kind_of(*node)));
    return otherwise;
  }

  template <class Enum>
  [[nodiscard]] Enum choice(std::string_view key, Enum otherwise, const std::array<std::string_view, 2>& words) {
    const toml::node* node = find(key);
    if (node == nullptr) return otherwise;
    const auto* value = node->as_string();
    const auto found = value == nullptr ? words.end() : std::ranges::find(words, value->get());
    if (found != words.end()) return static_cast<Enum>(found - words.begin());
    const std::string given = value == nullptr ? std::string(kind_of(*node)) : std::format("\"{}\"", value->get());
    find_fault(*node, key, std::format("{} stands here; give \"{}\" or \"{}\"", given, words[0], words[1]));
    return otherwise;
  }

  // The tables of an array of tables, [[section.key]].
  [[nodiscard]] std::vector<const toml::table*> tables(std::string_view key) {
    const toml::node* node = find(key);
    if (node == nullptr) return {};
    std::vector<const toml::table*> tables;
    const auto* array = node->as_array();
    for (std::size_t index = 0; array != nullptr && index < array->size(); ++index) {
      if (const auto* table = array->get(index)->as_table()) tables.push_back(table);
    }
    if (array == nullptr || tables.size() != array->size()) {
      find_fault(*node, key, std::format("head each entry with [[{}.{}]]", m_name, key));
    }
    return tables;
  }

  // A required text that the rest of the file made necessary.
  void missing(std::string_view key, std::string_view remedy) {
    const auto place = m_table == nullptr ? toml::source_position{1, 1} : m_table->source().begin;
    add(place, key,
        m_table == nullptr ? std::format("missing, with the whole table [{}]; {}", m_name, remedy)
                           : std::format("missing; {}", remedy));
  }

  [[nodiscard]] const std::string& name() const { return m_name; }
  [[nodiscard]] const std::vector<std::string>& known() const { return m_known; }
  [[nodiscard]] const toml::table* table() const { return m_table; }

 private:
  const toml::node* find(std::string_view key) {
    if (!std::ranges::contains(m_known, key)) m_known.emplace_back(key);
    return m_table == nullptr ? nullptr : m_table->get(key);
  }
  void find_fault(const toml::node& node, std::string_view key, std::string message) {
    add(node.source().begin, key, std::move(message));
  }
  void add(toml::source_position place, std::string_view key, std::string message) {
    // A table that only dotted keys made has no place of its own.
    m_findings.push_back({std::max(1, static_cast<int>(place.line)), std::max(1, static_cast<int>(place.column)),
                          std::format("{}.{}: {}", m_name, key, message)});
  }

  std::string m_name;
  const toml::table* m_table;
  std::vector<ConfigFinding>& m_findings;
  std::vector<std::string> m_known;
};

class Reader {
 public:
  Reader(const toml::table& root, const std::vector<std::string>& spoken) : m_root(root), m_spoken(spoken) {}

  [[nodiscard]] ConfigOutcome read() && {
    Config config;
    read_kiosk(config.kiosk);
    read_display(config.display);
    config.printer = read_printer("printer");
    config.prints_a_day = section("printer").whole("prints_a_day", config.prints_a_day, 1, 1000, "pages");
    config.nurses_printer = read_printer("nurses_printer");
    read_lamp(config.lamp);
    read_webhook(config.webhook);
    read_mail(config.mail);
    read_safety(config.safety, !config.nurses_printer.queue.empty() || !config.lamp.chip.empty() ||
                                   !config.webhook.url.empty() || !config.mail.relay.empty());
    read_audio(config.audio);
    Section& clinic = this->section("clinic");
    config.clinic.lessons = clinic.flag("lessons", config.clinic.lessons);
    config.clinic.clinicians = clinic.texts("clinicians", R"(["Dr. Abel", "Dr. Zed"])");
    read_retention(config.retention);
    read_metrics(config.metrics);
    read_usb(config.usb);
    config.maintenance.ssh = this->section("maintenance").flag("ssh", config.maintenance.ssh);
    read_forms(config.forms);
    report_unknown();
    std::ranges::stable_sort(m_findings, {},
                             [](const auto& finding) { return std::pair(finding.line, finding.column); });
    return {std::move(config), std::move(m_findings)};
  }

 private:
  Section& section(std::string_view name) {
    if (const auto known = m_sections.find(name); known != m_sections.end()) return known->second;
    const toml::node* node = m_root.get(name);
    if (node != nullptr && !node->is_table()) {
      find_fault(*node, std::format("{}: {} stands here; write it as a table, [{}]", name, kind_of(*node), name));
    }
    const auto* table = node == nullptr ? nullptr : node->as_table();
    return m_sections.emplace(name, Section(std::string(name), table, m_findings)).first->second;
  }

  void read_kiosk(Config::Kiosk& kiosk) {
    Section& section = this->section("kiosk");
    kiosk.name = section.required_text("name", "name this kiosk as staff call it, for example \"Kiosk 1\"");
    kiosk.clinic = section.text("clinic");
    kiosk.languages = section.languages("languages", kiosk.languages, m_spoken);
    if (const auto folder = section.text("data_folder"); !folder.empty()) kiosk.data_folder = folder;
    if (!kiosk.data_folder.is_absolute()) {
      find_fault(*section.table()->get("data_folder"),
                 "kiosk.data_folder: give a path from the root, beginning with /");
    }
    if (const auto nurse = section.text("charge_nurse", longest_name); !nurse.empty()) kiosk.charge_nurse = nurse;
    kiosk.disk_reserve_mib = section.whole("disk_reserve_mib", kiosk.disk_reserve_mib, 1, 4096, "MiB");
    kiosk.idle_warning = section.seconds("idle_warning_seconds", kiosk.idle_warning, 30, 600);
    kiosk.idle_grace = section.seconds("idle_grace_seconds", kiosk.idle_grace, 15, 120);
  }

  void read_display(Config::Display& display) {
    Section& section = this->section("display");
    display.width_mm = section.required_millimetres(
        "width_mm", display.width_mm, 80, 1200,
        "measure the visible width of the screen with a ruler and give it in millimetres, for example 217");
    display.theme = section.choice("theme", display.theme, {"light", "dark"});
  }

  Config::PrinterQueue read_printer(std::string_view name) {
    Section& section = this->section(name);
    Config::PrinterQueue printer;
    printer.queue = section.text("queue");
    // What CUPS allows in a queue's name.
    if (std::ranges::any_of(printer.queue,
                            [](char letter) { return letter == ' ' || letter == '/' || letter == '#'; })) {
      find_fault(*section.table()->get("queue"),
                 std::format("{}.queue: a queue's name has no blank, / or #; `lpstat -e` lists them", name));
    }
    printer.server = section.text("server");
    printer.address = section.address("address", {"ipp://", "ipps://"});
    if (!printer.address.empty() && printer.queue.empty())
      section.missing("queue", "give the queue a name that is made for this address");
    printer.paper = section.choice("paper", printer.paper, {"a4", "letter"});
    printer.deadline = section.seconds("deadline_seconds", printer.deadline, 10, 600);
    return printer;
  }

  void read_audio(Config::Audio& audio) {
    Section& section = this->section("audio");
    audio.headphones = section.flag("headphones", audio.headphones);
    audio.device = section.text("device");
    if (audio.device.starts_with('-')) {
      find_fault(*section.table()->get("device"),
                 "audio.device: give the name of a sound device, such as \"plughw:1\"; `aplay -L` lists them");
    }
  }

  void read_retention(Config::Retention& retention) {
    Section& section = this->section("retention");
    retention.answers_days = section.whole("answers_days", retention.answers_days, 1, 3650, "days");
    retention.visits_months = section.whole("visits_months", retention.visits_months, 1, 240, "months");
    retention.audit_years = section.whole("audit_years", retention.audit_years, 1, 30, "years");
  }

  void read_forms(Config::Forms& forms) {
    Section& section = this->section("forms");
    forms.site = section.text("site");
    if (!forms.site.empty() && !forms.site.is_absolute()) {
      find_fault(*section.table()->get("site"), "forms.site: give a path from the root, beginning with /");
    }
  }

  void read_metrics(Config::Metrics& metrics) {
    Section& section = this->section("metrics");
    metrics.file = section.text("file");
    if (!metrics.file.empty() && (!metrics.file.is_absolute() || metrics.file.extension() != ".prom")) {
      find_fault(*section.table()->get("file"),
                 "metrics.file: give a path from the root that ends in .prom, which is what the node exporter reads");
    }
  }

  void read_usb(Config::Usb& usb) {
    Section& section = this->section("usb");
    usb.allowed = section.texts("allowed", R"(["0eef:0001", "04b8:0e15:X1234"])");
    for (std::size_t index = 0; index < usb.allowed.size(); ++index) {
      if (is_usb_device(usb.allowed[index])) continue;
      find_fault(*section.table()->get("allowed")->as_array()->get(index),
                 std::format("usb.allowed: \"{}\" stands here; give vendor:product as `lsusb` shows them, such as "
                             "\"0eef:0001\", and :serial behind it where one device is meant",
                             usb.allowed[index]));
    }
  }

  void read_lamp(Config::Lamp& lamp) {
    Section& section = this->section("lamp");
    lamp.chip = section.text("chip");
    if (lamp.chip.contains('/')) {
      find_fault(*section.table()->get("chip"),
                 "lamp.chip: give the name of a GPIO chip, such as \"gpiochip0\"; `gpiodetect` lists them");
    }
    lamp.line = section.whole("line", lamp.line, 0, 511, "(an offset)");
    lamp.active_low = section.flag("active_low", lamp.active_low);
  }

  void read_webhook(Config::Webhook& webhook) {
    Section& section = this->section("webhook");
    webhook.url = section.address("url", {"https://", "http://"});
    webhook.second_url = section.address("second_url", {"https://", "http://"});
  }

  void read_mail(Config::Mail& mail) {
    Section& section = this->section("mail");
    mail.relay = section.address("relay", {"smtp://", "smtps://"});
    mail.from = section.mail_address("from");
    mail.to = section.mail_address("to");
    mail.second_to = section.mail_address("second_to");
    if (mail.relay.empty()) return;
    if (mail.from.empty()) section.missing("from", "name the sender that the relay takes");
    if (mail.to.empty()) section.missing("to", "name who answers an alert, such as nurse@clinic.example");
  }

  void read_safety(Config::Safety& safety, bool has_channel) {
    Section& section = this->section("safety");
    constexpr std::string_view remedy = "name who answers an alert, for example \"Charge nurse, ext. 12\"";
    safety.contact = has_channel ? section.required_text("contact", remedy) : section.text("contact");
    safety.second_contact = section.text("second_contact");
    safety.escalate_after = std::chrono::minutes(
        section.whole("escalate_after_minutes", static_cast<int>(safety.escalate_after.count()), 1, 60, "minutes"));
    safety.crisis_text = section.text("crisis_text", longest_paragraph);
    safety.emergency_number = section.text("emergency_number");
    for (const toml::table* table : section.tables("numbers")) {
      Section entry("safety.numbers", table, m_findings);
      CrisisNumber number;
      number.label = entry.required_text("label", "say whose number it is");
      number.number = entry.required_text("number", "give the number as people dial it, in double quotes");
      safety.numbers.push_back(std::move(number));
      report_unknown(entry);
    }
  }

  void report_unknown() {
    std::vector<std::string> names;
    for (const auto& [name, section] : m_sections) names.push_back(name);
    for (const auto& [key, node] : m_root) {
      if (m_sections.contains(key.str())) continue;
      const bool is_table = node.is_table() || node.is_array_of_tables();
      const std::string word(key.str());
      const std::string home = is_table ? std::string{} : home_of(word);
      const std::string_view meant = is_table ? nearest(word, names) : std::string_view{};
      std::string message = std::format("{}: unknown {}; ", word, is_table ? "table" : "key");
      if (!home.empty()) {
        message += std::format("it belongs in [{}]", home);
      } else if (!meant.empty()) {
        message += std::format("did you mean [{}]?", meant);
      } else {
        message += std::format("there are {}", listed(names, "[", "]"));
      }
      find_fault(key, std::move(message));
    }
    for (const auto& [name, section] : m_sections) report_unknown(section);
  }

  void report_unknown(const Section& section) {
    if (section.table() == nullptr) return;
    for (const auto& [key, node] : *section.table()) {
      const std::string word(key.str());
      if (std::ranges::contains(section.known(), word)) continue;
      const std::string_view meant = nearest(word, section.known());
      const std::string home = home_of(word);
      std::string message = std::format("{}.{}: unknown key; ", section.name(), word);
      if (!home.empty()) {
        message += std::format("it belongs in [{}]", home);
      } else if (!meant.empty()) {
        message += std::format("did you mean {}?", meant);
      } else {
        message += std::format("this table has {}", listed(section.known(), "", ""));
      }
      find_fault(key, std::move(message));
    }
  }

  // The only table that knows this key; empty when none does, or several.
  [[nodiscard]] std::string home_of(const std::string& key) const {
    std::string home;
    for (const auto& [name, section] : m_sections) {
      if (!std::ranges::contains(section.known(), key)) continue;
      if (!home.empty()) return {};
      home = name;
    }
    return home;
  }

  template <class Placed>
  void find_fault(const Placed& placed, std::string message) {
    const auto place = placed.source().begin;
    m_findings.push_back({static_cast<int>(place.line), static_cast<int>(place.column), std::move(message)});
  }

  const toml::table& m_root;
  const std::vector<std::string>& m_spoken;
  std::vector<ConfigFinding> m_findings;
  std::map<std::string, Section, std::less<>> m_sections;
};

}  // namespace

ConfigOutcome read_config(std::string_view toml, std::string_view file, const std::vector<std::string>& spoken) {
  const toml::parse_result parsed = toml::parse(toml, file);
  if (parsed) return Reader(parsed.table(), spoken).read();
  const toml::parse_error& error = parsed.error();
  const auto place = error.source().begin;
  ConfigOutcome outcome;
  outcome.findings.push_back(
      {std::max(1, static_cast<int>(place.line)), std::max(1, static_cast<int>(place.column)),
       std::format("{}; write key = value, one a line, each key once, texts in double quotes", error.description())});
  return outcome;
}

}  // namespace anteroom::platform

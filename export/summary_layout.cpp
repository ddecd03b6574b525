#include "export/summary_layout.h"

#include "export/paragraph.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <format>
#include <optional>
#include <set>

namespace anteroom::exporting {
namespace {

constexpr double small_size = 7.5;
constexpr double signature_room = 27;

// "Visit 3 · 2026-11-23 10:12 to 10:18 (6 min) · Follow-up · code 4821 · Waiting room 2"
std::string visit_line(const Summary& summary) {
  std::string line = std::format("Visit {} · {}", summary.number, summary.started);
  if (!summary.finished.empty()) {
    const bool same_day = summary.finished.substr(0, 10) == summary.started.substr(0, 10);
    const bool has_time = summary.finished.size() > 11;
    line += " to " + (same_day && has_time ? summary.finished.substr(11) : summary.finished);
    line += std::format(" ({} min)", summary.minutes);
  }
  line += " · " + summary.battery + " · code " + summary.visit_code + " · " + summary.kiosk;
  return summary.clinician.empty() ? line : line + " · for " + summary.clinician;
}

// In whole years on the day of the visit; "" where the visit has no day.
std::string age(const Summary& summary) {
  const auto day = parse_date(std::string_view(summary.started).substr(0, 10));
  if (!day || !summary.birth_date.ok() || *day < summary.birth_date) return {};
  int years = static_cast<int>(day->year()) - static_cast<int>(summary.birth_date.year());
  const bool before_birthday =
      std::pair(day->month(), day->day()) < std::pair(summary.birth_date.month(), summary.birth_date.day());
  if (before_birthday) --years;
  return std::format(" ({} years)", years);
}

// White on black where somebody must not overlook it, a thin box where all is well.
Drawing state_box(const Summary& summary, Typefaces& faces) {
  const bool all = !summary.incomplete;
  // A visit that was finished while a scale lacks answers is not complete.
  const bool has_gaps = std::ranges::any_of(summary.results, [](const FormResult& result) {
    return std::ranges::any_of(result.report.scores,
                               [](const forms::Score& score) { return score.printed && score.answered < score.of; });
  });
  const std::string word = !all ? "INCOMPLETE" : has_gaps ? "FINISHED" : "COMPLETE";
  constexpr double size = 11;
  const double width = faces.width(word, Weight::bold, size) + 16;
  Drawing box = set_text(faces, {{word, Weight::bold}}, width,
                         {.size = size, .align = Align::centre, .ink = all ? Ink::black : Ink::white, .leading = 1.7});
  if (all) {
    outline(box, 0, 0, width, box.height, 0.9);
  } else {
    box.fills.push_back({0, 0, width, box.height});
  }
  return box;
}

std::string rule_versions(const Summary& summary) {
  std::string line;
  for (const FormResult& result : summary.results) {
    line += line.empty() ? "Form/rules versions: " : " · ";
    line += std::format("{} {}/{}", result.short_name, result.report.version, result.report.scoring_version);
  }
  return line;
}

// Ticked where staff said it at the start, otherwise for whoever hands the page on.
Drawing help_boxes(const std::optional<bool>& with_help, Typefaces& faces) {
  constexpr double size = 9;
  constexpr double side = 8;
  Drawing line;
  double x = 0;
  const auto add = [&](const char* words, bool box, bool ticked = false) {
    if (box) {
      outline(line, x + 0.5, 1, side, side, 0.8);
      if (ticked) {
        line.strokes.push_back({x + 2, 2.5, x + side - 1, side - 0.5, 1.2});
        line.strokes.push_back({x + 2, side - 0.5, x + side - 1, 2.5, 1.2});
      }
      x += side + 4;
    }
    const double width = faces.width(words, Weight::regular, size);
    const Drawing text = set_text(faces, {{words}}, width + 1, {.size = size});
    paint(line, text, x, 0);
    line.height = std::max(line.height, text.height);
    x += width + 8;
  };
  add("Filled in", false);
  add("alone", true, with_help == false);
  add("with help", true, with_help == true);
  return line;
}

double width_of(const Drawing& drawing) {
  double width = 0;
  for (const TextRun& text : drawing.texts) width = std::max(width, text.x + text.width);
  for (const Stroke& stroke : drawing.strokes) width = std::max({width, stroke.x1, stroke.x2});
  for (const Fill& fill : drawing.fills) width = std::max(width, fill.x + fill.width);
  return width;
}

Drawing first_foot(const Summary& summary, double width, Typefaces& faces) {
  Drawing foot;
  foot.height = signature_room;
  const double line = foot.height - 12;
  const Drawing read_by = set_text(faces, {{"Read by"}}, 60, {.size = 9.5});
  const Drawing when = set_text(faces, {{"Date, time"}}, 60, {.size = 9.5});
  paint(foot, read_by, 0, line - 9);
  foot.strokes.push_back({44, line + 1, width * 0.6, line + 1, 0.6});
  paint(foot, when, width * 0.6 + 14, line - 9);
  foot.strokes.push_back({width * 0.6 + 66, line + 1, width, line + 1, 0.6});
  const Style style{.size = small_size};
  stack(foot, set_text(faces,
                       {{"Item 9 = 0 does not exclude risk. ", Weight::bold},
                        {"– means not asked; a missing answer never counts as 0. On each scale the bar ends at the "
                         "score and ticks show where a band begins. Bands are of the source beside them and no "
                         "diagnoses. Better and worse: past the instrument’s own threshold. " +
                         rule_versions(summary)}},
                       width, style));
  foot.height += 4;
  return foot;
}

// The last line of each page.
Drawing page_line(const Summary& summary, std::size_t page, std::size_t pages, bool goes_on, double width,
                  Typefaces& faces) {
  std::string number = std::format("Page {} of {}", page, pages);
  if (goes_on) number += std::format(", continued on page {}", page + 1);
  const double number_width = faces.width(number, Weight::bold, small_size) + 12;
  std::string words = "Printed " + summary.printed + " · patient-reported, not a diagnosis";
  if (!summary.audit_anchor.empty()) words += " · audit " + summary.audit_anchor;
  if (faces.has_replaced()) words += " · \uFFFD a letter that cannot be printed";
  Drawing line = set_text(faces, {{words}}, width - number_width, {.size = small_size});
  paint(line, set_text(faces, {{number, Weight::bold}}, number_width, {.size = small_size, .align = Align::right}),
        width - number_width, 0);
  return line;
}

}  // namespace

PageFrame page_frame(PageSize size) {
  constexpr double margin = 36;  // half an inch: no printer cuts there
  return size == PageSize::a4 ? PageFrame{595.28, 841.89, margin, 0, 0} : PageFrame{612, 792, margin, 0, 0};
}

std::string plain_number(double value) {
  std::string text = std::format("{:.4f}", value);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text == "-0" ? "0" : text;
}

std::string in_words(const forms::ScoreValue& value) {
  struct Words {
    std::string operator()(std::monostate) const { return {}; }
    std::string operator()(bool yes) const { return yes ? "yes" : "no"; }
    std::string operator()(const forms::Number& number) const {
      return std::format("{:.{}f}", number.value, number.decimals);
    }
    std::string operator()(const std::string& text) const { return text; }
    std::string operator()(const std::vector<std::string>& parts) const {
      std::string all;
      for (const std::string& part : parts) all += (all.empty() ? "" : ", ") + part;
      return all.empty() ? "none" : all;
    }
  };
  return std::visit(Words(), value);
}

bool has_range(const forms::Score& score) {
  // A count of times has a limit for typing errors only.
  constexpr double longest = 1000;
  return score.minimum && score.maximum && *score.maximum > *score.minimum &&
         *score.maximum - *score.minimum <= longest;
}

std::string signed_number(double value) {
  const std::string number = plain_number(std::abs(value));
  if (number == "0") return number;
  return (value < 0 ? "−" : "+") + number;
}

Drawing section_title(const std::string& title, double width, Typefaces& faces) {
  return set_text(faces, {{title, Weight::bold}}, width, {.size = section_size, .leading = 1.3});
}

Drawing direction_line(forms::Direction direction, double size, double width, Typefaces& faces) {
  if (direction == forms::Direction::none) return {};
  const bool up = direction == forms::Direction::higher_is_better;
  constexpr double mark = 5;
  Drawing line;
  const Drawing words = set_text(faces, {{up ? "higher is better" : "lower is better"}}, width - mark - 3,
                                 {.size = size, .leading = 1.2});
  paint(line, words, mark + 3, 0);
  line.height = words.height;
  const double middle = size * 1.2 / 2;
  const double tip = up ? middle - 2.2 : middle + 2.2;
  const double base = up ? middle + 2.2 : middle - 2.2;
  line.shapes.push_back({{{0, base}, {mark, base}, {mark / 2, tip}}});
  return line;
}

std::string identity(const Summary& summary) {
  return std::format("{} · {} · born {}", summary.record_number, summary.initials, to_string(summary.birth_date));
}

void add_header(PageFlow& flow, const Summary& summary, double width, Typefaces& faces) {
  const Drawing state = state_box(summary, faces);
  const double state_width = width_of(state);
  const double beside = width - state_width - 12;

  Drawing header =
      set_text(faces, {{summary.clinic, Weight::bold}, {" · patient-reported, not a diagnosis"}}, beside, {.size = 10});
  header.height += 3.5;  // room for the marks above a capital, as in Vietnamese
  stack(header,
        set_text(faces, {{identity(summary), Weight::bold}, {age(summary)}}, beside, {.size = 16, .leading = 1.2}));
  paint(header, state, width - state_width, 0);
  header.height = std::max(header.height, state.height);
  const Drawing help = help_boxes(summary.with_help, faces);
  const double help_width = width_of(help);
  const Drawing visit = set_text(faces, {{visit_line(summary)}}, width - help_width - 12, {.size = 9.5});
  paint(header, help, width - help_width, header.height);
  stack(header, visit);
  if (!summary.language.empty()) stack(header, set_text(faces, {{summary.language}}, width, {.size = 9.5}));
  header.height += 2.5;
  header.strokes.push_back({0, header.height, width, header.height, 1.4});
  flow.add(header);
}

namespace {

// How the first side is set: from one to the next less roomy, until all of it stands there. First the lines over time
// go over, of which the table has both ends. Where that does not help, they stay and fill the side, and the body map
// and the pointers begin the next.
struct Setting {
  Density density;
  TrendPlace trends = TrendPlace::here;
  bool is_last = false;
};
constexpr std::array<Setting, 5> settings = {{{Density::roomy},
                                              {Density::close},
                                              {Density::tight},
                                              {Density::tight, TrendPlace::pointer},
                                              {Density::tight, TrendPlace::here, true}}};

void say_that_body_and_pointers_follow(PageFlow& flow, const Summary& summary, double width, Typefaces& faces) {
  const std::string title = summary.body_map ? "Where it hurts, who may want to know" : "Who may want to know";
  Drawing line = section_title(title, width, faces);
  const double used = faces.width(title, Weight::bold, section_size) + 12;
  const Drawing place = set_text(faces, {{"on page 2"}}, width - used, {.size = 9.5});
  paint(line, place, used, line.height - place.height);
  if (section_gap + line.height <= flow.room()) flow.add(line, section_gap);
}

// Everything but the answers, which begin on the other side. What needs a second page is given up at once while there
// is another way to set it. Returns the points that are left on the side; none where it did not hold all.
std::optional<double> add_first_side(PageFlow& flow, const Summary& summary, const Setting& setting, double room,
                                     double width, Typefaces& faces) {
  const auto is_given_up = [&] { return !setting.is_last && flow.pages() > 1; };
  add_header(flow, summary, width, faces);
  add_flags(flow, summary, width, faces);
  add_own_words(flow, summary, width, faces);
  if (!is_given_up()) add_scores(flow, summary, setting.density, room, width, faces);
  if (!is_given_up()) add_trends(flow, summary, setting.density, setting.trends, width, faces);
  std::optional<double> left;
  if (setting.is_last && flow.pages() == 1) {
    say_that_body_and_pointers_follow(flow, summary, width, faces);
    left = flow.room();
    flow.next_page();
  }
  if (!is_given_up()) add_body_and_pointers(flow, summary, setting.density, width, faces);
  return flow.pages() == 1 ? flow.room() : left;
}

}  // namespace

std::vector<Drawing> lay_out_summary(const Summary& summary, PageSize size, Typefaces& faces) {
  PageFrame frame = page_frame(size);
  const double width = frame.text_width();
  const Drawing foot = first_foot(summary, width, faces);
  const double last_line = page_line(summary, 1, 1, false, width, faces).height;
  frame.first_foot = foot.height + last_line;
  frame.next_foot = last_line;

  PageFurniture furniture;
  furniture.running_head = [&] {
    Drawing head = set_text(
        faces, {{identity(summary), Weight::bold}, {" · visit " + summary.started + " · code " + summary.visit_code}},
        width, {.size = 9.5});
    head.height += 3;
    head.strokes.push_back({0, head.height, width, head.height, 1.4});
    head.height += 8;
    return head;
  };
  // The pointer stands in the last line of the page and takes no room of its own.
  std::set<std::size_t> going_on;
  furniture.continued_on = [&](int page) {
    going_on.insert(static_cast<std::size_t>(page) - 1);
    return Drawing{};
  };

  PageFlow flow(frame, furniture);
  TrendPlace trends = TrendPlace::here;
  for (const Setting& setting : settings) {
    flow = PageFlow(frame, furniture);
    going_on.clear();
    const auto left = add_first_side(flow, summary, setting, 0, width, faces);
    trends = setting.trends;
    if (!left) continue;
    // It would be a white strip at the foot.
    constexpr double kept_free = 6;
    flow = PageFlow(frame, furniture);
    going_on.clear();
    add_first_side(flow, summary, setting, *left - kept_free, width, faces);
    break;
  }
  const bool trends_follow = trends == TrendPlace::pointer && !summary.trends.empty();
  if (flow.pages() == 1 && (trends_follow || !summary.answers.empty())) flow.next_page();
  if (trends_follow) add_trends(flow, summary, Density::close, TrendPlace::next_side, width, faces);
  if (!summary.answers.empty()) add_answers(flow, summary, width, faces);
  std::vector<Drawing> pages = flow.finish();
  for (std::size_t page = 0; page < pages.size(); ++page) {
    const double bottom = frame.height - frame.margin;
    if (page == 0) paint(pages[page], foot, frame.margin, bottom - last_line - foot.height);
    paint(pages[page], page_line(summary, page + 1, pages.size(), going_on.contains(page + 1), width, faces),
          frame.margin, bottom - last_line);
  }
  return pages;
}

namespace {

std::string_view slip_words(const Slip& slip) {
  switch (slip.subject) {
    case SlipSubject::patient: break;
    case SlipSubject::printer: return "A printer needs somebody";
    case SlipSubject::storage: return "The kiosk cannot save";
  }
  return slip.urgent ? "Please see the patient now" : "Please see the patient";
}

}  // namespace

Drawing lay_out_slip_lines(const std::vector<SlipLine>& lines, double thickness, PageSize size, Typefaces& faces) {
  const PageFrame frame = page_frame(size);
  const double width = frame.text_width();
  constexpr double padding = 24;
  Drawing block;
  block.height = padding;
  for (const SlipLine& line : lines) {
    block.height += line.gap;
    stack(block,
          set_text(faces, {{line.text, line.weight}}, width - 2 * padding, {.size = line.size, .align = Align::centre}),
          padding);
  }
  block.height += padding;
  outline(block, 0, 0, width, block.height, thickness);

  Drawing page;
  page.height = frame.height;
  paint(page, block, frame.margin, frame.margin);
  return page;
}

Drawing lay_out_slip(const Slip& slip, PageSize size, Typefaces& faces) {
  std::vector<SlipLine> lines{{std::string(slip_words(slip)), Weight::bold, 32}};
  if (slip.escalated) lines.push_back({"Nobody has acknowledged this yet", Weight::bold, 22});
  lines.push_back({slip.kiosk, Weight::bold, 26, 18});
  if (!slip.visit_code.empty()) {
    lines.push_back({"Visit code", Weight::regular, 16, 8});
    lines.push_back({slip.visit_code, Weight::bold, 84});
  }
  lines.push_back({slip.minute, Weight::regular, 26, 8});
  if (!slip.contact.empty()) lines.push_back({"For: " + slip.contact, Weight::regular, 18});
  constexpr double urgent = 5;
  constexpr double calm = 1.5;
  return lay_out_slip_lines(lines, slip.urgent ? urgent : calm, size, faces);
}

}  // namespace anteroom::exporting

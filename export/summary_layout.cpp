#include "export/summary_layout.h"

#include "export/paragraph.h"

#include <format>

namespace anteroom::exporting {
namespace {

constexpr double small_size = 8;
constexpr double signature_room = 34;

std::string visit_line(const Summary& summary) {
  std::string line = "Visit " + summary.started;
  if (!summary.finished.empty()) {
    const bool same_day = summary.finished.substr(0, 10) == summary.started.substr(0, 10);
    const bool has_time = summary.finished.size() > 11;
    line += " to " + (same_day && has_time ? summary.finished.substr(11) : summary.finished);
    line += std::format(" ({} min)", summary.minutes);
  }
  return line;
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
  const std::string word = all ? "COMPLETE" : "INCOMPLETE";
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
                         "score and the long ticks show where a band begins. Bands are those of the source named "
                         "beside them and are not diagnoses. " +
                         rule_versions(summary)}},
                       width, style));
  foot.height += 4;
  return foot;
}

// The last line of each page.
Drawing page_line(const Summary& summary, std::size_t page, std::size_t pages, double width, Typefaces& faces) {
  const std::string number = std::format("Page {} of {}", page, pages);
  const double number_width = faces.width(number, Weight::bold, small_size) + 12;
  Drawing line = set_text(faces, {{"Printed " + summary.printed + " · patient-reported, not a diagnosis"}},
                          width - number_width, {.size = small_size});
  paint(line, set_text(faces, {{number, Weight::bold}}, number_width, {.size = small_size, .align = Align::right}),
        width - number_width, 0);
  return line;
}

}  // namespace

PageFrame page_frame(PageSize size) {
  constexpr double margin = 42;  // 15 mm: no printer cuts there
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

std::string identity(const Summary& summary) {
  return std::format("{} · {} · born {}", summary.record_number, summary.initials, to_string(summary.birth_date));
}

void add_header(PageFlow& flow, const Summary& summary, double width, Typefaces& faces) {
  const Drawing state = state_box(summary, faces);
  double state_width = 0;
  for (const Stroke& stroke : state.strokes) state_width = std::max(state_width, stroke.x2);
  for (const Fill& fill : state.fills) state_width = std::max(state_width, fill.x + fill.width);
  const double beside = width - state_width - 12;

  Drawing header =
      set_text(faces, {{summary.clinic, Weight::bold}, {" · patient-reported, not a diagnosis"}}, beside, {.size = 11});
  header.height += 2;
  stack(header, set_text(faces, {{identity(summary), Weight::bold}, {age(summary)}}, beside, {.size = 16}));
  paint(header, state, width - state_width, 0);
  header.height = std::max(header.height, state.height);
  header.height += 2;
  stack(header, set_text(faces,
                         {{visit_line(summary) + " · " + summary.battery + " · code " + summary.visit_code +
                           " · kiosk " + summary.kiosk}},
                         width, {.size = 9.5}));
  header.height += 5;
  header.strokes.push_back({0, header.height, width, header.height, 1.4});
  flow.add(header);
}

std::vector<Drawing> lay_out_summary(const Summary& summary, PageSize size, Typefaces& faces) {
  PageFrame frame = page_frame(size);
  const double width = frame.text_width();
  const Drawing foot = first_foot(summary, width, faces);
  const double last_line = page_line(summary, 1, 1, width, faces).height;
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
  furniture.continued_on = [&](int page) {
    return set_text(faces, {{std::format("continued on page {}", page), Weight::bold}}, width,
                    {.size = 9.5, .align = Align::right});
  };

  PageFlow flow(frame, furniture);
  add_header(flow, summary, width, faces);
  add_flags(flow, summary, width, faces);
  add_own_words(flow, summary, width, faces);
  add_scores(flow, summary, width, faces);
  if (!summary.answers.empty()) {
    flow.next_page();
    add_answers(flow, summary, width, faces);
  }
  std::vector<Drawing> pages = flow.finish();
  for (std::size_t page = 0; page < pages.size(); ++page) {
    const double bottom = frame.height - frame.margin;
    if (page == 0) paint(pages[page], foot, frame.margin, bottom - last_line - foot.height);
    paint(pages[page], page_line(summary, page + 1, pages.size(), width, faces), frame.margin, bottom - last_line);
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

Drawing lay_out_slip(const Slip& slip, PageSize size, Typefaces& faces) {
  const PageFrame frame = page_frame(size);
  const double width = frame.text_width();
  constexpr double padding = 24;
  const auto line = [&](const std::string& text, Weight weight, double font_size) {
    return set_text(faces, {{text, weight}}, width - 2 * padding, {.size = font_size, .align = Align::centre});
  };
  Drawing block;
  block.height = padding;
  stack(block, line(std::string(slip_words(slip)), Weight::bold, 32), padding);
  if (slip.escalated) stack(block, line("Nobody has acknowledged this yet", Weight::bold, 22), padding);
  block.height += 18;
  stack(block, line(slip.kiosk, Weight::bold, 26), padding);
  block.height += 8;
  if (!slip.visit_code.empty()) {
    stack(block, line("Visit code", Weight::regular, 16), padding);
    stack(block, line(slip.visit_code, Weight::bold, 84), padding);
    block.height += 8;
  }
  stack(block, line(slip.minute, Weight::regular, 26), padding);
  if (!slip.contact.empty()) stack(block, line("For: " + slip.contact, Weight::regular, 18), padding);
  block.height += padding;
  outline(block, 0, 0, width, block.height, slip.urgent ? 5 : 1.5);

  Drawing page;
  page.height = frame.height;
  paint(page, block, frame.margin, frame.margin);
  return page;
}

}  // namespace anteroom::exporting

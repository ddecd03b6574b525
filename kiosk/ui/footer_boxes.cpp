// The five boxes of the footer. Their widths are as frame_boxes() has them, unless a language's words need it
// otherwise.
#include "kiosk/ui/state.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace anteroom::ui {
namespace {

constexpr float short_label_mm = 34;  // a button with one line of it

// Each gets what it needs, and the others keep their proportions. Nothing where all needs together are too much.
std::optional<std::vector<float>> shared_out(const std::vector<float>& usual, const std::vector<float>& needs) {
  const float total = std::accumulate(usual.begin(), usual.end(), 0.0F);
  if (std::accumulate(needs.begin(), needs.end(), 0.0F) > total) return std::nullopt;
  std::vector<float> widths(usual.size());
  std::vector<bool> in_need(usual.size());
  for (bool again = true; again;) {
    again = false;
    float free = total;
    float proportions = 0;
    for (std::size_t box = 0; box < usual.size(); ++box) {
      free -= in_need[box] ? needs[box] : 0;
      proportions += in_need[box] ? 0 : usual[box];
    }
    for (std::size_t box = 0; box < usual.size(); ++box) {
      widths[box] = in_need[box] ? needs[box] : std::floor(usual[box] * free / proportions);
      if (widths[box] >= needs[box]) continue;
      in_need[box] = again = true;
    }
  }
  return widths;
}

}  // namespace

// The least width at which the label stands in one line or, where the height has room for them, in two.
float Ui::State::least_width(std::string_view label, Role role, const FooterLook& look, float height) {
  const auto width_of = [&](std::string_view words) {
    return text->layout(words, role, look.letters, 1e6F, Wrap::label).width;
  };
  float least = width_of(label);
  if (!look.breaks_short && least + 2 * look.padding <= px(short_label_mm)) return least;
  const float line = text->layout(label, role, look.letters, 1e6F, Wrap::label).line_height;
  if (2 * (line + look.air) > height) return least;
  for (std::size_t space = label.find(' '); space != std::string_view::npos; space = label.find(' ', space + 1)) {
    least = std::min(least, std::max(width_of(label.substr(0, space)), width_of(label.substr(space + 1))));
  }
  return least;
}

std::vector<float> Ui::State::footer_needs(const FooterWords& words, std::span<const std::size_t> row,
                                           const FooterLook& look) {
  std::vector<float> needs;
  for (const std::size_t box : row) {
    const Role role = box == static_cast<std::size_t>(FooterBox::next) ? Role::strong : Role::body;
    float need = px(measure::target);
    for (const std::string_view label : words.labels.at(box)) {
      // What it says once it is chosen stands within a thick frame; in one line it keeps off that.
      const bool is_usual = label == words.labels.at(box).front();
      const float frame = is_usual || look.breaks_short ? 0 : 2 * px(measure::chosen_outline);
      need = std::max(need, least_width(label, role, look, boxes.footer.at(box).h) + 2 * look.padding + frame + 1);
    }
    const std::string_view turns = box == static_cast<std::size_t>(FooterBox::skip)      ? words.pages.less
                                   : box == static_cast<std::size_t>(FooterBox::decline) ? words.pages.more
                                                                                         : std::string_view{};
    if (look.arrows && !turns.empty()) {
      // What leads to a page that was not seen is loud.
      const Role turn = box == static_cast<std::size_t>(FooterBox::decline) ? Role::strong : role;
      const float width = text->layout(turns, turn, look.letters, 1e6F, Wrap::label).width;
      need = std::max(need, width + 2 * button_padding() + icon_room() + 1);
    }
    needs.push_back(std::ceil(need));
  }
  return needs;
}

void Ui::share_footer(const FooterWords& words) {
  State& s = *m_state;
  std::string key = std::to_string(s.text->generation());
  for (const auto& labels : words.labels) {
    for (const std::string_view label : labels) key.append(1, '\n').append(label);
  }
  if (key == s.footer_key) return;
  s.footer_key = std::move(key);
  const auto usual_boxes = frame_boxes(s.options.metrics).footer;
  // An upright panel has a row above the first.
  std::vector<std::vector<std::size_t>> rows{{}};
  for (const FooterBox first : {FooterBox::back, FooterBox::skip}) {
    if (first == FooterBox::skip && !s.boxes.portrait) continue;
    if (first == FooterBox::skip) rows.emplace_back();
    for (std::size_t box = 0; box < usual_boxes.size(); ++box) {
      if (usual_boxes.at(box).y == usual_boxes.at(static_cast<std::size_t>(first)).y) rows.back().push_back(box);
    }
  }
  // The largest letters that fit everywhere: labels of several sizes side by side look like a mistake.
  const auto fit = [&](const State::FooterLook& look) {
    s.footer_scale = look.letters;
    s.boxes.footer = usual_boxes;
    return std::ranges::all_of(rows,
                               [&](const std::vector<std::size_t>& row) { return s.share_row(words, row, look); });
  };
  for (const Scale letters : label_scales) {
    // Words before decoration, but letters before both.
    for (const bool arrows : {true, false}) {
      for (const bool breaks_short : {false, true}) {
        if (fit({.letters = letters,
                 .padding = s.px(s.boxes.small ? 1.8F : 3),
                 .air = s.px(0.8F),
                 .arrows = arrows,
                 .breaks_short = breaks_short}))
          return;
      }
    }
  }
  // Closer to the edge rather than cut off.
  static_cast<void>(fit({.letters = Scale::staff, .padding = s.button_padding(), .air = 0, .arrows = false}));
}

bool Ui::State::share_row(const FooterWords& words, std::span<const std::size_t> row, const FooterLook& look) {
  std::vector<float> usual;
  for (const std::size_t box : row) usual.push_back(boxes.footer.at(box).w);
  const auto widths = shared_out(usual, footer_needs(words, row, look));
  if (!widths) return false;
  const float right = boxes.footer.at(row.back()).right();
  float x = boxes.footer.at(row.front()).x;
  for (std::size_t place = 0; place < row.size(); ++place) {
    Rect& box = boxes.footer.at(row[place]);
    box.x = x;
    box.w = place + 1 < row.size() ? (*widths)[place] : right - x;
    x += box.w + up(measure::gap);
  }
  return true;
}

std::optional<FooterBox> Ui::footer(const Footer& footer) {
  State& s = *m_state;
  struct Entry {
    FooterBox box;
    std::string_view id;
    const std::optional<FooterButton>& button;
    ButtonKind kind;
  };
  const Entry entries[] = {
      {FooterBox::back, "back", footer.back, ButtonKind::secondary},
      {FooterBox::ask_staff, "ask_staff", footer.ask_staff, ButtonKind::secondary},
      {FooterBox::skip, "skip", footer.skip, ButtonKind::quiet},
      {FooterBox::decline, "decline", footer.decline, ButtonKind::quiet},
      {FooterBox::next, footer.next_id, footer.next, ButtonKind::primary},
  };
  std::optional<FooterBox> tapped;
  if (std::ranges::none_of(entries, [](const Entry& entry) { return entry.button.has_value(); })) return tapped;
  s.footer_asked = true;
  const bool waits = footer.next && footer.next->after_last_page && s.page + 1 < s.pages_known;
  // Unless something louder stands on the screen: then who draws it has made the way on quieter. Staff's may be closed
  // for reasons that More does not mend.
  const bool is_closed = waits || (footer.next && !s.staff && !footer.next->enabled);
  const bool is_early = footer.next && footer.next->after_more && s.page + 1 < s.pages_known;
  s.next_waits = is_early || (is_closed && footer.next->kind.value_or(ButtonKind::primary) != ButtonKind::secondary);
  s.upper_boxes_taken = footer.skip || footer.decline;
  if ((s.upper_boxes_taken || footer.keeps_both_rows) && s.lower_row_only) s.upper_row_needed = s.relayout = true;
  Rect band = s.boxes.band;
  if (s.lower_row_only) {
    const float upper_row = s.boxes.footer.front().y - s.boxes.footer.at(static_cast<std::size_t>(FooterBox::skip)).y;
    band = {band.x, band.y + upper_row, band.w, band.h - upper_row};
  }
  s.pen.box(band, 0, s.colours->band);
  // Where it is no other ground than the page's a line parts them.
  if (s.theme == Theme::contrast) s.pen.box({band.x, band.y, band.w, s.up(0.3F)}, 0, s.colours->hairline);
  s.text_part = TextPart::button;
  for (const Entry& entry : entries) {
    if (!entry.button) continue;
    const Rect box = s.boxes.footer[static_cast<std::size_t>(entry.box)];
    const bool is_quieter = is_early && entry.box == FooterBox::next;
    const Face look{.kind = entry.button->kind.value_or(is_quieter ? ButtonKind::secondary : entry.kind),
                    .enabled = entry.button->enabled && !(waits && entry.box == FooterBox::next),
                    .chosen = entry.button->chosen,
                    .keeps_weight = true,
                    .scale = s.footer_letters()};
    if (s.only_reads && entry.box == FooterBox::next) {
      const bool arrow = s.has_room_for_icon(s.page_labels.more, Role::strong, s.footer_letters(), box);
      const Face more{
          .kind = ButtonKind::primary, .icon = arrow ? Icon::chevron_down : Icon::none, .scale = s.footer_letters()};
      if (s.face("more", s.page_labels.more, box, more)) s.turn_read_page(true);
      continue;
    }
    const std::string_view id = entry.button->id.empty() ? entry.id : entry.button->id;
    if (s.face(id, entry.button->label, box, look)) tapped = entry.box;
    if (tapped == FooterBox::back && s.may_read_again()) {
      tapped.reset();
      s.turn_read_page(false);
    }
    if (look.enabled) continue;
    if (!entry.button->why.words.empty()) {
      s.say_why(entry.button->why, box);
    } else if (waits && entry.box == FooterBox::next && s.taps.contact(id, box, true) == Contact::tapped) {
      // Where nothing may stand over what is to be read, who wants to go on is shown the rest of it. By the button's
      // own name: a second quick touch is no touch of what it has become.
      ++s.page;
      s.page_turned = true;
    }
  }
  s.text_part = TextPart::content;
  return tapped;
}

}  // namespace anteroom::ui

#include "kiosk/ui/ui.h"

#include "kiosk/ui/state.h"

#include <algorithm>
#include <cmath>
#include <format>
#include <imgui.h>
#include <string.h>
#include <utility>

namespace anteroom::ui {

namespace {

void wipe(Probe& probe) {
  for (Mark& mark : probe.marks) anteroom::wipe(mark.label);
  for (TextRun& run : probe.texts) anteroom::wipe(run.text);
  probe.marks.clear();
  probe.texts.clear();
}

// Glyph positions spell what was on the screen: zero the memory, not only its length.
void wipe(ImDrawList& list) {
  if (list.VtxBuffer.Data != nullptr)
    explicit_bzero(list.VtxBuffer.Data, static_cast<std::size_t>(list.VtxBuffer.size_in_bytes()));
  list.VtxBuffer.clear();
  list.IdxBuffer.clear();
  list.CmdBuffer.clear();
}

}  // namespace

Ui::Ui() = default;

Result<std::unique_ptr<Ui>> Ui::create(const UiOptions& options) {
  auto text = Text::create(options);
  if (!text) return std::unexpected(text.error());
  std::unique_ptr<Ui> ui(new Ui());
  ui->m_state = std::make_unique<State>(options);
  State& state = *ui->m_state;
  state.text = std::move(*text);
  state.theme = options.theme;
  state.text_size = options.text_size;
  state.boxes = frame_boxes(options.metrics);
  state.context = ImGui::CreateContext(&state.text->atlas());
  ImGui::SetCurrentContext(state.context);
  ImGuiIO& io = ImGui::GetIO();
  // Nothing is written to disk, nothing is taken from or given to a clipboard.
  io.IniFilename = nullptr;
  io.LogFilename = nullptr;
  io.GetClipboardTextFn = [](void*) -> const char* { return ""; };
  io.SetClipboardTextFn = [](void*, const char*) {};
  io.ConfigFlags |= ImGuiConfigFlags_NoMouseCursorChange;
  io.DisplaySize = ImVec2(options.metrics.window.w, options.metrics.window.h);
  return ui;
}

Ui::~Ui() {
  if (!m_state || m_state->context == nullptr) return;
  reset_session();
  ImGui::SetCurrentContext(m_state->context);
  ImGui::DestroyContext(m_state->context);
}

void Ui::begin_frame(const Touch& touch) {
  State& s = *m_state;
  ImGui::SetCurrentContext(s.context);
  if (s.wanted_size) {
    s.text_size = *std::exchange(s.wanted_size, std::nullopt);
    s.parted = Parted::nothing;
    // The same files have been baked before; a failure here could only be memory, and the old fonts then stay.
    if (s.text->bake(s.text_size)) ImGui::GetIO().Fonts = &s.text->atlas();
  }
  s.text->trim();
  s.taps.begin_frame(touch);
  s.answer_touch_on_why();
  s.colours = &palette(s.theme);
  wipe(s.probe);
  s.relayout = false;
  ImGui::GetIO().DeltaTime = 1.0F / 60;  // nothing moves by itself; ImGui only asks that time passes
  ImGui::NewFrame();
  s.pen = {ImGui::GetBackgroundDrawList(), s.options.metrics.px_per_mm};
  const Size window = s.options.metrics.window;
  s.pen.list->AddRectFilled({0, 0}, {window.w, window.h},
                            IM_COL32(s.colours->background.r, s.colours->background.g, s.colours->background.b, 255));
}

void Ui::end_frame() {
  ImGui::SetCurrentContext(m_state->context);
  ImGui::Render();
}

bool Ui::tapped() const { return m_state->taps.tapped(); }
bool Ui::unsettled() const { return m_state->taps.tapped() || m_state->relayout; }
unsigned Ui::font_generation() const { return m_state->text->generation(); }
const Probe& Ui::probe() const { return m_state->probe; }
Ui::PageShown Ui::page_shown() const { return {m_state->page + 1, m_state->pages_known}; }
const Metrics& Ui::metrics() const { return m_state->options.metrics; }
void Ui::set_theme(Theme theme) { m_state->theme = theme; }
Theme Ui::theme() const { return m_state->theme; }
TextSize Ui::text_size() const { return m_state->wanted_size.value_or(m_state->text_size); }

bool Ui::settings_changed() const {
  return m_state->theme != m_state->options.theme || text_size() != m_state->options.text_size;
}

TextSize Ui::largest_text() const { return largest_text_on(m_state->options.metrics); }

void Ui::set_text_size(TextSize size) {
  size = std::min(size, largest_text());
  if (size != text_size()) m_state->wanted_size = size;
}

void Ui::forget_shown() {
  State& s = *m_state;
  ImGui::SetCurrentContext(s.context);
  s.text->forget();
  s.forget_screen();
  s.pages_left.clear();
  anteroom::wipe(s.preamble_read);
  s.list_wanted.reset();
  wipe(s.probe);
  if (s.pen.list != nullptr) wipe(*s.pen.list);
}

void Ui::reset_session() {
  State& s = *m_state;
  forget_shown();
  s.taps.forget();
  s.theme = s.options.theme;
  set_text_size(s.options.text_size);
}

void Ui::State::forget_screen() {
  anteroom::wipe(screen);
  anteroom::wipe(instance);
  question.reset();
  parted = Parted::nothing;
  lead_is_known = false;
  answers_seen = false;
  anteroom::wipe(leads_here);
  only_reads = false;
  page_turned = false;
  page = 0;
  pages_known = 1;
  list_page.reset();
  list_seen = 0;
  all_seen = false;
  kept_plan.reset();
  kept_arrangement.reset();
  kept_list.reset();
  shift = false;
  keyboard_page.reset();
  keys_open = false;
  anteroom::wipe(label_seen);
  pinned_height = 0;
  question_in_strip = false;
  why_said.reset();
  upper_row_needed = false;
  centered_height = 0;
  pager_shown = false;
  air_now = Air::full;
  flow_letters = Scale::patient;
  keeps_letters = false;
  after_heading = 0;
  is_after_heading = false;
  anteroom::wipe(heading_words);
  grid_letters = Scale::patient;
  grid_height = grid_height_seen = 0;
  spreads.clear();
  column_heights.clear();
  stacked = false;
}

float Ui::State::up(float mm) const { return std::ceil(px(mm) - 0.01F); }

// ---- a screen ----

void Ui::begin_screen(const Screen& screen) {
  State& s = *m_state;
  if (s.screen != screen.id || s.instance != screen.instance) {
    if (!s.screen.empty())
      s.pages_left[s.screen + '\n' + s.instance] = {s.page, s.list_page, s.list_seen, s.all_seen, s.text_size};
    s.forget_screen();
    s.screen = screen.id;
    s.instance = screen.instance;
    const auto left = s.pages_left.find(s.screen + '\n' + s.instance);
    if (left != s.pages_left.end()) {
      s.page = left->second.page;
      // In other letters a list has other pages.
      if (left->second.text_size == s.text_size) {
        s.list_page = left->second.list_page;
        s.list_seen = left->second.list_seen;
        s.all_seen = left->second.all_seen;
      }
    }
    s.taps.screen_changed();
    s.footer_shown = screen.layout != Layout::staff;
  }
  s.probe.screen = screen.id;
  s.header_tapped.reset();
  if (!screen.instance.empty()) {
    s.mark({.id = std::string("instance:") + std::string(screen.instance), .enabled = false, .kind = MarkKind::state});
  }
  s.layout = screen.layout;
  s.staff = screen.audience == Audience::staff || screen.layout == Layout::staff;
  const bool is_whole = screen.layout == Layout::centered || screen.layout == Layout::keypad;
  s.wanted_fit = s.staff ? Fit::pages : is_whole ? Fit::first_page : screen.fit;
  s.answer_letters = s.flow_letters;
  s.room = s.boxes.content;
  s.keys = {};
  s.spacing = 0;
  s.gaps = 0;
  s.page_uses.clear();
  s.columns.reset();
  s.card.reset();

  // Without a footer its place belongs to the content; whether there is one shows when it is asked for.
  s.footer_asked = false;
  s.next_waits = false;
  s.upper_boxes_taken = false;
  s.page_cursor = 0;
  s.overfull = false;
  s.page_labels = {std::string(screen.pages.more), std::string(screen.pages.less)};
  // No words stand closer to the lower edge of the glass than to its sides.
  const float lowest = s.options.metrics.window.h - s.boxes.header.x;
  if (!s.footer_shown) s.room.h = std::min(s.boxes.footer.back().bottom(), lowest) - s.room.y;

  // Whether the footer has anything in its upper row shows when it is asked for, too.
  s.lower_row_only = s.boxes.portrait && s.footer_shown && !s.upper_row_needed;
  const float upper_row = s.boxes.footer.front().y - s.boxes.footer.at(static_cast<std::size_t>(FooterBox::skip)).y;
  if (s.lower_row_only) s.room.h += upper_row;

  // As many letters, whatever their size: who chose larger ones has a wider column.
  const float wider = std::max(
      1.0F, type_scale(s.text_size, s.options.metrics).body / type_scale(TextSize::medium, s.options.metrics).body);
  const float reading = std::min(s.room.w, s.up(measure::reading_width * wider));
  switch (screen.layout) {
    case Layout::question:
    case Layout::staff: break;
    case Layout::page: s.room.w = s.air_now != Air::full ? s.room.w : reading; break;
    case Layout::centered:
      s.room = {s.room.x + std::floor((s.room.w - reading) / 2), s.room.y, reading, s.room.h};
      break;
    case Layout::keypad:
      if (s.boxes.portrait) {
        const float height = 3 * s.up(measure::target) + 2 * s.up(measure::gap);
        s.keys = {s.room.x, s.room.bottom() - height, s.room.w, height};
        s.room.h -= height + s.up(measure::gap);
      } else {
        const float width = s.keypad_width();
        s.keys = {s.room.right() - width, s.room.y, width, s.room.h};
        s.room.w -= width + s.up(s.boxes.small ? 6 : 10);
      }
      break;
    case Layout::keyboard: {
      const float height = s.keyboard_height();
      s.keys = {s.room.x, s.room.bottom() - height, s.room.w, height};
      s.room.h -= height + s.up(s.boxes.small ? 1 : measure::gap);
      break;
    }
  }
  if (s.pinned_height > 0) s.room.h -= s.pinned_height + s.up(s.boxes.small ? 1 : measure::gap);
  s.column = s.room;
  s.y = s.room.y;
  if (s.layout == Layout::centered) s.y += std::max(0.0F, std::floor((s.room.h - s.centered_height) / 2));
}

void Ui::end_screen() {
  State& s = *m_state;
  s.flush_question();
  if (s.answer_letters != Scale::patient) {
    s.mark({.id = "letters:smaller", .label = {}, .rect = s.room, .enabled = false, .kind = MarkKind::state});
  }
  const Air air = s.air_now;
  const Scale letters = s.flow_letters;
  s.draw_pager();
  if (std::exchange(s.pages_known, s.page_cursor + 1) != s.page_cursor + 1) s.relayout = true;
  if (s.footer_asked != s.footer_shown) s.relayout = true;
  s.footer_shown = s.footer_asked;
  const float highest = std::exchange(s.grid_height_seen, 0.0F);
  if (std::abs(std::exchange(s.grid_height, highest) - highest) >= 1) s.relayout = true;
  const float top = s.layout == Layout::centered ? std::max(0.0F, std::floor((s.room.h - s.centered_height) / 2)) : 0;
  const float height = s.y - s.column.y - top;
  // What this frame left free says nothing of the next, if that stands closer or in other letters.
  const bool stays = air == s.air_now && letters == s.flow_letters;
  const float grows = stays ? s.spread_out(height) : 0;
  if (!stays) s.spreads.clear();
  if (s.layout == Layout::centered) {
    const float measured = s.page_cursor > 0 ? s.room.h : height + grows;
    if (std::abs(measured - s.centered_height) >= 1) s.relayout = true;
    s.centered_height = measured;
  }
  s.answers_seen = s.answers_seen || (!s.relayout && !s.only_reads);
}

// Things that stand closer share what that left free between them on their page, up to a gap each. By how much the
// next frame's only page is higher for it.
float Ui::State::spread_out(float height) {
  std::vector<float> shares(page_cursor + 1);
  page_uses.push_back({room.y + height, gaps});
  for (std::size_t of = 0; of < shares.size() && air_now != Air::full && !overfull; ++of) {
    const PageUse& use = page_uses.at(of);
    const auto between = static_cast<float>(use.gaps);
    const float around = layout == Layout::centered && page_cursor == 0 ? 2 : 0;
    if (use.gaps == 0) continue;
    const float free = room.bottom() - (use.bottom - spread_of(of) * between);
    shares[of] = std::floor(std::clamp(free / (between + around), 0.0F, up(measure::gap)));
  }
  const float grows = (shares.front() - spread_of(0)) * static_cast<float>(page_uses.front().gaps);
  for (std::size_t of = 0; of < shares.size(); ++of) relayout = relayout || std::abs(shares[of] - spread_of(of)) >= 1;
  spreads = std::move(shares);
  return grows;
}

void Ui::State::draw_pager() {
  if (page > page_cursor) {
    page = page_cursor;
    relayout = true;
  }
  // What does not fit is first tried without the room kept for a footer that nobody asked for, then with the lines and
  // things closer together, and only then on pages.
  if (!footer_asked && footer_shown && !pager_shown) return;
  const bool too_long = page_cursor > 0 || overfull;
  // What stands in the middle begins where the last frame's height put it. Unless that was the top, too long says
  // nothing yet: end_screen() has it begin higher in the next one.
  if (too_long && layout == Layout::centered && room.h - centered_height >= 2) return;
  if (too_long && !is_least()) {
    take_less_air();
    relayout = true;
    return;
  }
  // Who wants large letters is not given the smallest for the sake of one page.
  // And who reads on a further page anyway keeps letters that are larger than the usual ones.
  const bool may_be_least = boxes.small && (wanted_fit == Fit::first_page || text_size < TextSize::large);
  const Scale least = may_be_least                                                  ? Scale::staff
                      : wanted_fit == Fit::one_page && text_size >= TextSize::large ? Scale::between
                                                                                    : Scale::medium;
  if (too_long && wanted_fit != Fit::pages && !keeps_letters && flow_letters < least) {
    flow_letters = next_smaller(flow_letters);
    stacked = false;    // in these, columns may stand beside one another again
    pinned_height = 0;  // and what is typed has room below its words
    // Who asked for large letters has nothing smaller than who did not.
    if (flow_letters == Scale::medium) air_now = Air::full;
    relayout = true;
    return;
  }
  if (too_long && wanted_fit == Fit::one_page && !std::exchange(keeps_letters, true)) {
    flow_letters = Scale::between;
    stacked = false;
    relayout = true;
    return;
  }
  if (page_cursor > 0 && lower_row_only) {
    upper_row_needed = true;
    relayout = true;
    return;
  }
  if (!footer_asked) {
    const bool needed = page_cursor > 0;
    if (needed != pager_shown) relayout = true;
    pager_shown = needed;
    if (!needed) return;
    pen.box(boxes.band, 0, colours->band);
    footer_asked = true;
  }
  if (page_cursor == 0) return;
  const Rect& less_box = boxes.footer[static_cast<std::size_t>(FooterBox::skip)];
  const Rect& more_box = boxes.footer[static_cast<std::size_t>(FooterBox::decline)];
  text_part = TextPart::button;
  const bool icons = has_room_for_icon(page_labels.less, Role::body, footer_letters(), less_box) &&
                     has_room_for_icon(page_labels.more, Role::strong, footer_letters(), more_box);
  const bool back =
      face("less", page_labels.less, less_box,
           {.icon = icons ? Icon::chevron_up : Icon::none, .enabled = page > 0, .scale = footer_letters()});
  const bool on = face("more", page_labels.more, more_box,
                       {.kind = next_waits && page < page_cursor ? ButtonKind::primary : ButtonKind::secondary,
                        .icon = icons ? Icon::chevron_down : Icon::none,
                        .enabled = page < page_cursor,
                        .scale = footer_letters()});
  text_part = TextPart::content;
  // Nobody can tap what stands under something else.
  if (upper_boxes_taken) probe.marks.back().clipped = true;
  if (back) --page;
  if (on) ++page;
  page_turned = page_turned || back || on;
}

// The words of a button stand where they leave the progress its room.
float Ui::State::draw_header_buttons(const Header& header) {
  struct Entry {
    HeaderButton button;
    std::string_view id;
    std::string_view label;
    Icon icon;
  };
  const Entry entries[] = {
      {HeaderButton::reading, "reading", header.reading, Icon::letters},
      {HeaderButton::aloud, "aloud", header.aloud, header.is_read_aloud ? Icon::stop : Icon::voice},
      {HeaderButton::hide, "hide", header.hide, Icon::covered}};
  float right = boxes.header.right();
  for (const Entry& entry : entries) {
    const Rect box{right - boxes.header_button.w, boxes.header_button.y, boxes.header_button.w, boxes.header_button.h};
    // Where the size of the text cannot be changed its place stays free, so that the next button keeps its own.
    const bool keeps_place = entry.button == HeaderButton::reading && !header.aloud.empty();
    if (entry.label.empty() && keeps_place) right = box.x - up(measure::gap);
    if (entry.label.empty()) continue;
    if (icon_face(entry.id, entry.label, box, entry.icon)) header_tapped = entry.button;
    right = box.x - up(measure::gap);
  }
  const float beside = right - boxes.header.x;
  if (std::abs(beside - strip_room) >= 1) relayout = true;  // a question beside them takes it from here
  strip_room = beside;
  return beside;
}

void Ui::set_letters_of_language(std::u32string_view letters) { m_state->text->choose_face(letters); }

Scale Ui::State::line_scale(float height) const {
  const auto* const fits = std::ranges::find_if(
      label_scales, [&](Scale scale) { return text->capital_height(Role::body, scale) * 1.5F <= height; });
  return fits == label_scales.end() ? Scale::staff : *fits;
}

std::optional<HeaderButton> Ui::header_tapped() const { return m_state->header_tapped; }

void Ui::header(const Header& header) {
  State& s = *m_state;
  const Rect box = s.boxes.header;
  const float bar = s.up(1.1F);
  Rect line{box.x, box.y, box.w, box.h - (header.of > 0 ? bar + s.up(s.boxes.small ? 0 : 0.8F) : 0)};
  line.w = s.draw_header_buttons(header);
  const float beside_buttons = line.w;
  if (header.staff_light) {
    // Small and without words: staff know where to look, a bystander sees an upright stroke in the middle of the
    // margin. A dot was taken for dirt on the glass or for a full stop of what is asked, a tab on the edge for
    // something cut off.
    const float margin = s.options.metrics.window.w - box.right();
    const float width = std::max(3.0F, std::round(std::min(s.px(1.2F), 0.3F * margin)));
    const float height = s.px(7);
    const Rect stroke{box.right() + std::round((margin - width) / 2), std::floor(box.center().y - height / 2), width,
                      height};
    s.pen.box(stroke, width / 2, s.colours->tone(Tone::attention).text);
    s.mark({.id = "light", .label = {}, .rect = stroke, .enabled = false, .kind = MarkKind::state});
  }
  // The strip keeps its height and its letters at every text size: what stands below it is what is to be read.
  const Scale letters = s.staff ? Scale::staff : std::max(Scale::medium, s.line_scale(line.h));
  const auto on_one_line = [&](std::string_view words, float width) -> const TextLayout& {
    Scale scale = letters;
    const auto fits = [&] { return s.text->layout(words, Role::body, scale, 1e6F, Wrap::fill).width <= width; };
    while (scale != Scale::staff && !fits()) scale = next_smaller(scale);
    return s.text->layout(words, Role::body, scale, width, fits() ? Wrap::fill : Wrap::label);
  };
  // Where both do not fit on the line, the patient needs the progress and knows the clinic. It stands in its place
  // then: beside the buttons it would be read as what they do.
  const TextLayout& clinic = s.text->layout(header.clinic, Role::body, letters, line.w, Wrap::fill);
  const auto has_room_for_clinic = [&](float beside) {
    return !header.clinic.empty() && clinic.lines.size() == 1 && clinic.width <= line.w - beside;
  };
  float right = 0;
  // On the further pages of a screen of staff's the strip says what its heading did: whose visit, or what is asked.
  const bool is_on = s.layout == Layout::staff && s.page > 0 && !s.heading_words.empty();
  const std::string_view progress = is_on ? std::string_view(s.heading_words) : header.progress;
  if (!progress.empty() && !s.question_in_strip) {
    const auto width_of = [&](std::string_view words) {
      return s.text->layout(words, Role::body, Scale::staff, 1e6F, Wrap::fill).width;
    };
    // In words or in figures on all questions alike: as the last of them, with the widest number, needs it.
    const std::string figures = std::format("{} / {}", header.step, header.of);
    const float wider = width_of(std::format("{} / {}", header.of, header.of)) - width_of(figures);
    const bool wide = width_of(progress) + (header.of > 0 ? wider : 0) <= line.w;
    const TextLayout& words = on_one_line(wide || header.of == 0 ? progress : figures, line.w);
    // Words that no letters make fit stay away: the screen says itself what it is.
    const float letters_height = static_cast<float>(words.lines.size() - 1) * words.line_height +
                                 s.text->capital_height(Role::body, words.scale) * 1.5F;
    if (!words.broken && letters_height <= line.h + 0.5F) {
      // As the last of them needs it: the clinic's name does not come and go.
      right = words.width + (header.of > 0 ? 1.5F * wider : 0) + s.up(measure::block_gap);
      s.text_part = TextPart::progress;
      s.write(words, line, s.staff || has_room_for_clinic(right) ? Align::right : Align::left, s.colours->text);
    }
  }
  s.text_part = TextPart::clinic;
  if (!s.question_in_strip && has_room_for_clinic(right)) {
    s.write(clinic, {line.x, line.y, line.w - right, line.h}, Align::left, s.colours->quiet);
  }
  s.text_part = TextPart::content;
  if (header.of > 0) {
    const Rect track{box.x, s.question_in_strip ? box.y + s.up(0.5F) : box.bottom() - bar, beside_buttons, bar};
    s.pen.box(track, bar / 2, s.colours->hairline);
    const float share = std::clamp(static_cast<float>(header.step) / static_cast<float>(header.of), 0.0F, 1.0F);
    s.pen.box({track.x, track.y, std::max(bar, std::round(track.w * share)), bar}, bar / 2, s.colours->primary);
  }
}

}  // namespace anteroom::ui

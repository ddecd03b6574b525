// Owns what the Ui keeps between and during frames, and the few steps every widget is made of; only kiosk/ui/*.cpp see
// it.
#pragma once

#include "kiosk/ui/frame.h"
#include "kiosk/ui/pen.h"
#include "kiosk/ui/taps.h"
#include "kiosk/ui/text.h"
#include "kiosk/ui/theme.h"
#include "kiosk/ui/ui.h"

#include <cstdint>
#include <imgui.h>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace anteroom::ui {

// How a button-like box looks.
struct Face {
  ButtonKind kind = ButtonKind::secondary;
  Icon icon = Icon::none;
  bool icon_after = false;
  bool enabled = true;
  bool chosen = false;
};

struct PendingField {
  bool digits = false;
  std::string id;
  std::string label;
  std::string value;
  std::string hint;
  bool active = true;
  std::vector<std::size_t> groups;
  std::vector<std::string> group_hints;
};

struct PendingQuestion {
  std::string preamble;
  std::string stem;
  std::string more;
  std::string less;
  std::optional<PendingField> field;
};

struct PendingPages {
  std::string more;
  std::string less;
};

struct Ui::State {
  explicit State(const UiOptions& settings)
      : options(settings), taps(settings.ignore_repeats, settings.ignore_after_change) {}

  UiOptions options;  // as given: what a session starts with
  ImGuiContext* context = nullptr;
  std::unique_ptr<Text> text;
  Taps taps;
  Probe probe;
  Pen pen;
  const Palette* colours = nullptr;
  Theme theme = Theme::light;
  TextSize text_size = TextSize::medium;
  std::optional<TextSize> wanted_size;

  // The screen of this frame.
  FrameBoxes boxes;
  std::string screen;
  std::string instance;
  Layout layout = Layout::page;
  bool staff = false;
  Rect room;                    // where flowing content may stand
  Rect column;                  // the part of it that is being filled
  Rect keys;                    // where keypad() and keyboard() stand
  float y = 0;                  // where the next flowing thing begins
  std::size_t page_cursor = 0;  // the page that y is on
  PendingPages page_labels;
  float spacing = 0;  // owed between the last thing and the next
  std::optional<PendingQuestion> question;
  struct Columns {
    Rect around;
    int count = 0;
    int index = 0;
    float top = 0;
    float lowest = 0;
  };
  std::optional<Columns> columns;
  std::optional<Rect> card;  // its column and top while it is open
  ImDrawListSplitter splitter;

  // Kept while the same screen stays.
  std::size_t text_page = 0;
  std::size_t page = 0;                           // of flowing content
  std::map<std::string, std::size_t> pages_left;  // by screen and instance, for a way back; until the person leaves
  bool shift = false;
  std::optional<bool> digits_shown;
  float centered_height = 0;
  bool footer_shown = true;        // the room was made for a footer
  bool upper_boxes_taken = false;  // Skip or Prefer not to answer stand there
  bool dense = false;              // words and things closer together, since they would not fit otherwise
  bool pager_shown = false;        // the footer stands only for More and Less
  bool footer_asked = false;       // this frame had one
  bool relayout = false;

  [[nodiscard]] float px(float mm) const { return options.metrics.px(mm); }
  [[nodiscard]] float up(float mm) const;  // whole pixels, never less than mm
  [[nodiscard]] Align align() const { return layout == Layout::centered ? Align::center : Align::left; }

  [[nodiscard]] const TextLayout& lay(std::string_view words, Role role, float width, Wrap wrap = Wrap::fill);
  // Draws lines of a layout in a box, leaves a text run, and says whether all of it lay inside.
  bool write(const TextLayout& words, const Rect& box, Align align, Colour colour, std::size_t first = 0,
             std::size_t count = SIZE_MAX);
  // The layout of a label that fits in a box: wrapped, then in the staff's size if nothing else helps.
  [[nodiscard]] const TextLayout& lay_label(std::string_view words, Role role, const Rect& box);

  void mark(Mark mark);  // leaves it in the probe; clipped when it leaves the window
  // One button-like box: surface, icon, label, mark.
  bool face(std::string_view id, std::string_view label, const Rect& box, const Face& look);

  // Flow.
  // The box of the next flowing thing; empty when it stands on another page than the one shown. What follows directly
  // (the first line under a heading) needs `company` more of height on the same page.
  [[nodiscard]] std::optional<Rect> claim(float height, float space_after, float company = 0);
  void draw_pager();
  void flow_text(std::string_view words, Role role, Colour colour, Wrap wrap, float space_after);
  void flush_question();

  // Question and answers.
  Role stem_role = Role::heading;
  [[nodiscard]] float question_height(Role role, float width);
  void draw_question(const Rect& box, float foot);
  // Paging: the words' box, and the foot of what stands below them, where the button may reach.
  void draw_pages(const Rect& box, float foot);
  [[nodiscard]] Wrap question_wrap() const;
  [[nodiscard]] bool pages_needed(const Rect& box);
  [[nodiscard]] float page_button_width();
  // The free room above a block of this height at the foot of the screen holds the question; the block's box comes
  // back.
  [[nodiscard]] Rect stand_above(float block_height);
  [[nodiscard]] float field_height(const PendingField& field);
  void draw_field(const PendingField& field, const Rect& box);
  void flow_field(const PendingField& field);
  [[nodiscard]] bool tile(std::string_view id, std::string_view label, bool selected, const Rect& box);
  [[nodiscard]] float tile_height(std::span<const Option> tiles, float width, float least);
  [[nodiscard]] float keypad_width() const;
  [[nodiscard]] float keyboard_height() const;
  [[nodiscard]] bool key_face(std::string_view id, std::string_view label, Icon icon, const Rect& box, bool enabled,
                              bool chosen, Role role);
  void draw_check(Point center, float radius, bool chosen);

  void forget_screen();
};

void wipe(std::string& text);  // zeroes, then clears

}  // namespace anteroom::ui

// Owns what the Ui keeps between and during frames, and the few steps every widget is made of; only kiosk/ui/*.cpp see
// it.
#pragma once

#include "forms/base/wipe.h"
#include "kiosk/ui/figure_plan.h"
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
#include <span>
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
  bool keeps_weight = false;        // chosen, its words are no bolder than before: where they just fit
  std::optional<Scale> scale = {};  // of the label; else that of the screen
};

enum class KeyboardPage : std::uint8_t { letters, digits, others };

// How close what flows stands together: as is good to read; where that does not fit with less between things; and
// where that does not fit either with lines close together too, before it turns pages.
enum class Air : std::uint8_t { full, less, least };
// Words in a box, with less air where there is little room, and in smaller letters.
enum class MessageLook : std::uint8_t { usual, close, least };

inline constexpr std::size_t upright_key_rows = 5;

inline constexpr float page_button_mm = 15.2F;  // around the words of More and Up: their arrow and the padding

struct PendingField {
  bool digits = false;
  std::string id;
  std::string label;
  Tone label_tone = Tone::neutral;
  std::string value;
  std::string hint;
  std::string suffix;     // at the right inside the field
  std::size_t lines = 1;  // of text that is seen at once
  std::size_t most_lines = 1;
  float least_height = 0;  // pixels
  bool active = true;
  bool hidden = false;
  bool begins_anew = false;
  std::vector<std::size_t> groups;
  std::vector<std::string> group_hints;
  std::string in_words;

  ~PendingField() {
    wipe(value);
    wipe(in_words);
  }
};

struct PendingQuestion {
  std::string preamble;
  std::string stem;
  std::string hint;  // below the stem: how many may be chosen, what is missing
  Tone hint_tone = Tone::neutral;
  std::string advice;          // the hint, where the pager has no room for it
  float bottom = 0;            // of what is written of it above a list
  std::string read_first;      // what led to it, where that stands on a page of its own
  std::string answers_follow;  // said there
  std::optional<PendingField> field;
};

// What of a question is read on pages of its own, where its answers leave no room.
enum class Parted : std::uint8_t { nothing, preamble, all };

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
  Scale footer_scale = Scale::patient;  // all its labels are as large as the one that has the least room
  std::string footer_key;               // the words and letters that the footer's boxes were made for
  std::string screen;
  std::string instance;
  Layout layout = Layout::page;
  bool staff = false;
  Rect room;    // where flowing content may stand
  Rect column;  // the part of it that is being filled
  Rect keys;    // where keypad() and keyboard() stand
  // A panel so small that hangs sideways: the question begins beside the buttons of the strip, instead of the strip's
  // words.
  bool question_in_strip = false;
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
    std::size_t gaps_above = 0;
    std::size_t most_gaps = 0;
  };
  std::optional<Columns> columns;
  std::optional<Rect> card;  // its column and top while it is open
  ImDrawListSplitter splitter;

  struct Arrangement {
    std::size_t across = 1;
    float least = 0;  // mm
    Role stem = Role::heading;
    float width = 0;               // of a tile
    std::vector<float> rows = {};  // their heights
    float block = 0;               // height of all
    bool stem_turns = false;       // it has no room above them as a whole
  };
  struct Grid {
    Rect box;
    std::size_t across = 1;
    Size tile;
    std::size_t first = 0;  // the option in the upper left
    std::size_t count = 0;
    std::vector<float> rows = {};  // heights from the first row of all on; empty: as the tile's
  };
  struct KeptArrangement {
    std::size_t key = 0;
    Scale letters = Scale::patient;
    bool close_stem = false;
    std::optional<Arrangement> found;
  };
  struct KeptList {
    std::size_t key = 0;
    Scale letters = Scale::patient;
    float share = 0;
    Role stem = Role::heading;
    bool drops_advice = false;
    Grid grid;
  };

  // Kept while the same screen stays.
  Parted parted = Parted::nothing;
  bool begins_at_answers = false;  // what was parted from them is known
  bool answers_seen = false;
  std::size_t read_page = 0;  // from read_pages on: the answers
  std::size_t read_pages = 0;
  std::string leads_here;                // the preamble of this question
  bool lead_is_known = false;            // it was read before another
  std::string preamble_read;             // the last that was; until the person leaves
  bool question_is_known = false;        // it has been answered
  bool only_reads = false;               // this frame is a page of the question, without its answers
  std::size_t page = 0;                  // of flowing content
  bool page_turned = false;              // by whoever stands here: until then a list is shown where its choice is
  std::size_t pages_known = 1;           // of the last frame
  std::optional<std::size_t> list_page;  // of a list of answers
  std::size_t list_seen = 0;             // the furthest page of it
  std::optional<KeptPlan> kept_plan;
  std::optional<KeptArrangement> kept_arrangement;
  std::optional<KeptList> kept_list;
  bool all_seen = false;  // once all of a figure was seen, drawn or as a list
  struct PageLeft {
    std::size_t page = 0;
    std::optional<std::size_t> list_page;
    std::size_t list_seen = 0;
    bool all_seen = false;
    TextSize text_size = TextSize::medium;
  };
  std::map<std::string, PageLeft> pages_left;  // by screen and instance, for a way back; until the person leaves
  std::optional<bool> list_wanted;             // a list, rather than a drawing; until the person leaves
  bool shift = false;
  std::optional<KeyboardPage> keyboard_page;
  bool keys_open = false;   // over the question, where a panel has no room for both
  std::string label_seen;   // above the field: a new one opens the question again
  float pinned_height = 0;  // of a field that stands above its keys on every page of what flows
  float centered_height = 0;
  bool footer_shown = true;        // the room was made for a footer
  bool upper_boxes_taken = false;  // Skip or Prefer not to answer stand there
  Air air_now = Air::full;
  Fit wanted_fit = Fit::pages;          // see Screen
  bool keeps_letters = false;           // smaller ones did not bring it onto one page
  float after_heading = 0;              // height of what stood below the last frame's heading of staff's
  bool is_after_heading = false;        // the next thing does
  std::string heading_words;            // of that heading
  Scale grid_letters = Scale::patient;  // of buttons in several rows: all alike
  float grid_height = 0;                // of the same, as the last frame's highest
  float grid_height_seen = 0;           // in this one
  Scale flow_letters = Scale::patient;  // of what flows; kept while the same screen stays
  std::vector<float> column_heights;    // of columns that stand in the middle, of the last frame
  // Between the things of each page, of what they leave free when they stand closer. Where a page ends does not depend
  // on it.
  std::vector<float> spreads;
  std::size_t gaps = 0;  // between the things of this frame's page so far, in a column the most
  struct PageUse {
    float bottom = 0;  // of what stands on it
    std::size_t gaps = 0;
  };
  std::vector<PageUse> page_uses;  // this frame's pages that are full
  std::optional<Rect> why_said;    // where it stands why the way on is closed, until the next touch
  bool overfull = false;           // something that never breaks reached below the room
  bool stacked = false;            // columns stand below one another, since they would not fit beside each other
  // An upright panel has two rows of boxes at its foot: where neither Skip nor Prefer not to answer nor More can stand,
  // the upper one belongs to the content.
  bool lower_row_only = false;
  float strip_room = 0;           // of the strip, left of its buttons
  bool upper_row_needed = false;  // for More
  bool next_waits = false;        // the way on is closed on this page
  bool pager_shown = false;       // the footer stands only for More and Less
  bool footer_asked = false;      // this frame had one
  bool relayout = false;
  std::optional<HeaderButton> header_tapped;  // in this frame
  TextPart text_part = TextPart::content;     // of what is written now

  [[nodiscard]] float px(float mm) const { return options.metrics.px(mm); }
  [[nodiscard]] float up(float mm) const;  // whole pixels, never less than mm
  // Staff's are as large as what stands above them.
  [[nodiscard]] Scale footer_letters() const { return staff ? Scale::staff : footer_scale; }
  [[nodiscard]] Scale scale() const { return staff ? Scale::staff : answer_letters; }
  [[nodiscard]] Align align() const { return layout == Layout::centered ? Align::center : Align::left; }

  [[nodiscard]] const TextLayout& lay(std::string_view words, Role role, float width, Wrap wrap = Wrap::fill);
  // Draws lines of a layout in a box, leaves a text run, and says whether all of it lay inside.
  bool write(const TextLayout& words, const Rect& box, Align align, Colour colour, std::size_t first = 0,
             std::size_t count = SIZE_MAX);
  // The layout of a label that fits in a box: wrapped, then in ever smaller letters if nothing else helps.
  [[nodiscard]] const TextLayout& lay_label(std::string_view words, Role role, const Rect& box);
  [[nodiscard]] const TextLayout& lay_label(std::string_view words, Role role, const Rect& box, Scale largest);
  // The largest letters that a line of this height holds.
  [[nodiscard]] Scale line_scale(float height) const;

  // Left and right of a button's label.
  [[nodiscard]] float icon_room() const;  // an icon beside a button's words, and the gap between
  [[nodiscard]] float button_padding() const { return px(boxes.small ? 1.1F : 3); }
  struct FooterLook {
    Scale letters = Scale::patient;
    float padding = 0;         // left and right of a label
    float air = 0;             // above and below two lines
    bool arrows = false;       // beside the words that turn pages
    bool breaks_short = true;  // two short words may stand in two lines
  };
  [[nodiscard]] float least_width(std::string_view label, Role role, const FooterLook& look, float height);
  // What each box of this row of the footer needs at least in these letters.
  [[nodiscard]] std::vector<float> footer_needs(const FooterWords& words, std::span<const std::size_t> row,
                                                const FooterLook& look);

  // Moves the boxes of this row to where their words fit; false where they fit nowhere.
  [[nodiscard]] bool share_row(const FooterWords& words, std::span<const std::size_t> row, const FooterLook& look);

  // Why this closed box is closed, once it is touched.
  void say_why(const Why& why, const Rect& box);
  struct WhyPlace {
    Rect box;
    MessageLook look = {};
  };
  [[nodiscard]] WhyPlace place_why(const Why& why, const Rect& box);
  void answer_touch_on_why();

  void mark(Mark mark);  // leaves it in the probe; clipped when it leaves the window
  // A box with an icon alone; its words are for the mark and for who reads aloud.
  bool icon_face(std::string_view id, std::string_view label, const Rect& box, Icon icon);
  // The buttons at the right end of the strip; the width that is left of them.
  float draw_header_buttons(const Header& header);
  // One button-like box: surface, icon, label, mark.
  [[nodiscard]] float icon_side() const;
  [[nodiscard]] const TextLayout& pill_words(std::string_view words);
  [[nodiscard]] Size pill_size(std::string_view words);
  void draw_pill(const Pill& pill, const Rect& box);
  // Beside the label in one line. Of two buttons that belong together both have an icon, or neither.
  [[nodiscard]] bool has_room_for_icon(std::string_view label, Role role, Scale letters, const Rect& box);
  bool face(std::string_view id, std::string_view label, const Rect& box, const Face& look);

  // Flow.
  // The box of the next flowing thing; empty when it stands on another page than the one shown. What follows directly
  // (the first line under a heading) needs `company` more of height on the same page.
  [[nodiscard]] std::optional<Rect> claim(float height, float space_after, float company = 0);
  [[nodiscard]] bool turns_page(float height) const;  // whether the next flowing thing does
  void draw_pager();
  [[nodiscard]] float column_indent() const;
  void measure_column();
  float spread_out(float height);  // of what flowed on this frame's last page
  [[nodiscard]] float spread_of(std::size_t of) const { return of < spreads.size() ? spreads[of] : 0; }
  [[nodiscard]] float spread() const { return spread_of(page_cursor); }
  // Where this would be if nothing was spread out above it.
  [[nodiscard]] float bare(float place) const { return place - spread() * static_cast<float>(gaps); }
  [[nodiscard]] bool is_least() const { return air_now == Air::least; }
  void take_less_air() { air_now = air_now == Air::full ? Air::less : Air::least; }
  // `company`: what must at least follow on the same page.
  // Of buttons, with the gaps between them.
  [[nodiscard]] float block_gap() const;  // between things that are not one group, as the air allows
  [[nodiscard]] float height_of_rows(std::size_t rows) const;
  struct RowMeasure {
    float most = 0;     // width of a button that shares the row evenly
    float padding = 0;  // left and right of its words together
    float height = 0;
    float by_itself = 0;  // its height, if no other row of the same buttons is higher
  };
  [[nodiscard]] float face_air(float height) const;  // above and below its words
  [[nodiscard]] float close_padding(std::span<const ButtonSpec> buttons) const;
  [[nodiscard]] RowMeasure measure_row(std::span<const ButtonSpec> buttons, std::size_t of) const;
  void flow_text(std::string_view words, Role role, Colour colour, Wrap wrap, float space_after, float company = 0);
  void flush_question();

  // Question and answers.
  Role stem_role = Role::heading;
  // Of this frame's question and its answers. Where those have no room together in the letters that the patient chose,
  // they are smaller: all answers in sight count for more (ux.md, small screens).
  Scale answer_letters = Scale::patient;
  [[nodiscard]] std::span<const Scale> answer_scales() const;  // from the largest on
  // The largest letters, in each before smaller ones with lines closer together, in which this holds; else the last
  // that were tried stay.
  template <typename Fits>
  bool choose_letters(const Fits& fits) {
    for (const Scale each : answer_scales()) {
      for (const bool close : {false, true}) {
        answer_letters = each;
        close_stem = close;
        if (fits()) return true;
      }
    }
    return false;
  }
  bool close_stem = false;  // its lines closer together, so that it stays above its keys
  // What the strip's buttons leave of a width that begins at the left edge.
  [[nodiscard]] float beside_strip_buttons(float width) const;
  // Below a preamble that fills the strip the stem has the whole width.
  [[nodiscard]] float stem_width(float width);
  [[nodiscard]] float below_preamble() const { return boxes.small ? 1 : 2; }  // mm
  [[nodiscard]] float question_height(Role role, float width);
  // In its box above the answers, or on a page of its own before them: then only_reads, and nothing else is drawn.
  void draw_question(const Rect& whole);
  void part_question();
  [[nodiscard]] bool draw_read_page();
  void turn_read_page(bool on);
  // Whether Back leads to what was read rather than off the screen.
  [[nodiscard]] bool may_read_again() const {
    return only_reads ? read_page > 0 : parted != Parted::nothing && !begins_at_answers;
  }
  [[nodiscard]] Wrap question_wrap() const;
  [[nodiscard]] Wrap stem_wrap() const;
  [[nodiscard]] bool pages_needed(const Rect& box);
  [[nodiscard]] float above_hint(bool follows) const;  // nothing where the hint stands first
  [[nodiscard]] float page_button_width_of(const ListWords& words);
  [[nodiscard]] float line_room(const Lines& lines, float width);
  [[nodiscard]] const TextLayout& line_words(std::string_view line, float width);
  // The free room above a block of this height at the foot of the screen holds the question; the block's box comes
  // back.
  [[nodiscard]] Rect stand_above(float block_height);
  // Where keys stand below a question and its field. A panel that has no room for both shows the question first, with
  // a box to touch for writing; then the keys stand over it, with the field and a way back above them.
  struct WritingRoom {
    Rect box;                // of the keys
    bool keys_open = false;  // else there are none yet
    bool erased = false;     // the erase key beside the field was touched
  };
  // With `erase_label` erase stands beside the field, and the question always comes first.
  [[nodiscard]] WritingRoom write_above(float keys_height, const WriteWords& words, std::string_view erase_label,
                                        std::span<const Option> beside = {});
  void write_beside(float keys_height);
  // The question and the box to touch; both take the whole room.
  // `beside`: the tiles that stand beside the keys, of which the chosen one belongs to the answer.
  void draw_before_writing(const WriteWords& words, std::span<const Option> beside = {});
  // The question is on the screen again when there is something new to say about the field.
  void look_at_label();
  [[nodiscard]] float read_button_width(const WriteWords& words, float most);
  // What is said of an answer, beside it: a hint, or in a box of its own what must be put right.
  // The width of its sign, where no box stands round what needs attention.
  // Staff's stand beside their field on a small panel, where a box has no room.
  [[nodiscard]] bool is_boxed(Tone tone) const { return tone != Tone::neutral && !(boxes.small && staff); }
  [[nodiscard]] MessageLook message_look() const { return boxes.small ? MessageLook::close : MessageLook::usual; }
  [[nodiscard]] float message_height(std::string_view words, Tone tone, float width);
  void draw_message(std::string_view words, Tone tone, const Rect& box);
  [[nodiscard]] float around_message(MessageLook look) const;  // beside its words
  [[nodiscard]] const TextLayout& boxed_words(std::string_view words, float width, MessageLook look);
  [[nodiscard]] float boxed_message_height(std::string_view words, float width, MessageLook look = {});
  void draw_boxed_message(std::string_view words, Tone tone, const Rect& box, MessageLook look = {});
  [[nodiscard]] Role message_role(Tone tone) const;
  [[nodiscard]] Colour message_colour(Tone tone) const;
  [[nodiscard]] Role hint_role() const;
  [[nodiscard]] Colour hint_colour() const;
  [[nodiscard]] float field_height(const PendingField& field, float width);
  // As many lines as `height` allows, at least one.
  void fit_field(PendingField& field, float height, float width);
  [[nodiscard]] float label_gap(Tone tone) const;
  [[nodiscard]] float end_width(float width) const;
  [[nodiscard]] const TextLayout& lay_end(std::string_view value, const Rect& inside);
  void draw_field(const PendingField& field, const Rect& box);
  void draw_digits(const PendingField& field, const Rect& box);
  void draw_caret(float x, const Rect& inside);
  struct BesideGrid {
    std::size_t across = 1;
    Size tile;
  };
  // Tiles between a field and its keys, or below the field: a unit, the half of the day.
  [[nodiscard]] BesideGrid beside_grid(const Choices& choices, float width);
  [[nodiscard]] float beside_height(const Choices& choices, float width);
  [[nodiscard]] std::optional<Key> draw_beside(const Choices& choices, const Rect& box);
  void flow_field(const PendingField& field);
  struct AnchorWords {
    const TextLayout* low = nullptr;
    float low_width = 0;
    const TextLayout* high = nullptr;
    float high_width = 0;
  };
  [[nodiscard]] AnchorWords anchor_words(const NumberRow& row, bool numbered);  // below the numbers
  [[nodiscard]] bool tile(std::string_view id, const Option& option, ChoiceMark shape, const Rect& box);
  // The least height of any of these tiles, and with this air above and below their words together.
  [[nodiscard]] float tile_height(std::span<const Option> tiles, float width, float least);
  [[nodiscard]] float tile_height_with(std::span<const Option> tiles, float width, float least, float air_mm);
  [[nodiscard]] float tile_words_width(float width) const;
  [[nodiscard]] float least_column() const;
  [[nodiscard]] bool tile_breaks_a_word(std::span<const Option> tiles, float width);
  void draw_choice_mark(Point center, float radius, const Option& option, ChoiceMark shape);
  [[nodiscard]] std::vector<float> row_heights(const Choices& choices, const Arrangement& one, bool even, float air_mm);
  // How all of them stand on one screen, and in which letters; nothing when they cannot.
  [[nodiscard]] std::optional<Arrangement> arrange(const Choices& choices);
  [[nodiscard]] std::optional<Arrangement> arrange_in_letters(const Choices& choices);
  // Of all that an arrangement depends on: nothing is searched for again while it stays the same.
  [[nodiscard]] std::size_t arrangement_key(const Choices& choices) const;
  [[nodiscard]] std::optional<std::size_t> draw_grid(const Choices& choices, const Grid& grid);
  // What fits into this box, the rest on further pages: the grid of one page, its box at the foot of `area`.
  [[nodiscard]] Grid fit_grid(const Choices& choices, const Rect& area);
  void fit_uneven(const Choices& choices, const Rect& area, Grid& best);
  // Of a list that turns pages: fewer are not worth larger letters, nor rows of one height.
  static constexpr std::size_t enough_a_page = 4;
  [[nodiscard]] Chosen turn_pages(const Choices& choices, const Grid& page, const Rect& pager,
                                  bool middle_taken = false);
  // A drawing and what stands beside it; nothing where the panel has no room for it.
  [[nodiscard]] std::optional<FigurePlan> plan_figure(const FigureChoices& figure);
  [[nodiscard]] std::optional<FigurePlan> measure_figure(const FigureChoices& figure);
  [[nodiscard]] std::optional<FigurePlan> measure_in_letters(FigurePlan plan, const FigureChoices& figure);
  // Whether this way fits; completes the plan.
  [[nodiscard]] bool try_plan(const FigureChoices& figure, FigurePlan& plan);
  // The least that holds the label of each button in the size of the text.
  [[nodiscard]] float figure_button_width(const FigureChoices& figure, const FigurePlan& plan);
  [[nodiscard]] std::optional<FigureControls> figure_controls(const FigureChoices& figure, const FigurePlan& plan,
                                                              float width);
  [[nodiscard]] std::vector<FigureCard> figure_cards(const FigureChoices& figure, const FigurePlan& plan,
                                                     std::size_t of_page) const;
  [[nodiscard]] std::optional<std::size_t> option_under_finger(const FigureChoices& figure,
                                                               std::span<const FigureCard> cards) const;
  // On a part of it, and not only nearest to it.
  [[nodiscard]] bool finger_is_on(const FigureChoices& figure, std::span<const FigureCard> cards,
                                  std::size_t option) const;
  void draw_figure_card(const FigureChoices& figure, const FigureCard& figure_card, Scale side_letters,
                        float words_from_edge, float words_air_mm, float least_reach,
                        std::optional<std::size_t> pressed);
  // Of the words beside the drawing. At the usual size more of the body at once is worth more than large ones.
  [[nodiscard]] Scale least_letters() const {
    return boxes.small || text_size < TextSize::large ? Scale::staff : Scale::medium;
  }
  // The widest of those words in these letters.
  [[nodiscard]] float longest_side(const FigureWords::View& said, Scale letters) const;
  [[nodiscard]] FigureSides place_sides(const FigureChoices& figure, const FigureCard& figure_card, Scale letters,
                                        float from_edge, float air_mm);
  void write_sides(const FigureChoices& figure, const FigureCard& figure_card, Scale letters, float from_edge,
                   float air_mm, float least_reach);
  void mark_part(const FigureChoices& figure, const FigureCard& figure_card, const FigurePart& part);
  [[nodiscard]] FigureTouch draw_figure_controls(const FigureChoices& figure, const FigurePlan& plan,
                                                 std::optional<std::size_t> pressed);
  [[nodiscard]] Chosen figure_as_list(const FigureChoices& figure);
  void show_as_list(bool list);
  [[nodiscard]] Chosen draw_arranged(const Choices& choices, const Arrangement& whole);
  struct Told {
    std::string_view words;
    bool comes_first = false;  // where there is no room for the page too
  };
  // Pages of anything at the foot of a question: the page shown of `pages`, its buttons and words drawn in `box`.
  struct PagerSaid {
    bool told = false;
    bool page = false;
  };
  // What of it had room there.
  PagerSaid draw_list_pager(const ListWords& words, std::size_t pages, const Told& hint, bool must_see, const Rect& box,
                            bool middle_taken = false);
  [[nodiscard]] float lines_between();  // its buttons one below the other: three of what is told
  void advise(std::string_view words, float list_top, float right);
  // Upright: what is left between them.
  [[nodiscard]] Rect pager_middle(const ListWords& words, const Rect& box);
  struct ListBoxes {
    Rect area;
    Rect pager;
    Rect question;
  };
  // The room that is left, shared out between a question's words, a list and its pager.
  // Words that take more than `share` of it turn pages of their own; `also` is what else stands in the pager's column.
  // No words are larger than `stem`.
  struct ListShare {
    float share = 0.45F;
    float also = 0;
    Role stem = Role::heading;
    bool middle_taken = false;  // upright: something else stands between the pager's buttons
  };
  // The longer the list and the larger the letters, the more of its answers shall stand on one page.
  [[nodiscard]] float share_above(std::size_t count) const {
    constexpr std::size_t long_list = 4;
    return count > long_list && (boxes.small || text_size >= TextSize::large) ? 0.28F : 0.45F;
  }
  [[nodiscard]] ListBoxes list_boxes(const ListWords& words, std::size_t most_pages, const ListShare& share);
  // A page of a list, in the largest letters in which it holds a few answers.
  struct ListPage {
    ListBoxes boxes;
    Grid grid;
  };
  [[nodiscard]] ListPage list_page_of(const Choices& choices,
                                      const std::function<ListBoxes(float least_share, Role stem)>& boxes_now);
  // The question's words, down to where the list begins.
  void write_above_list(const ListBoxes& place, float list_top);
  [[nodiscard]] float keypad_width() const;
  // The question, its field and what else stands there have room beside the keys.
  [[nodiscard]] bool fits_beside_keypad(const Keypad& keypad, float keypad_width);
  void make_comfortable(PendingField& field, const Keypad& keypad);
  void read_beside_keypad(const WriteWords& words, float keypad_width);
  [[nodiscard]] float keyboard_height() const;
  [[nodiscard]] bool key_face(std::string_view id, std::string_view label, Icon icon, const Rect& box, bool enabled,
                              bool chosen, Role role);
  void draw_check(Point center, float radius, bool chosen);

  void forget_screen();
};

}  // namespace anteroom::ui

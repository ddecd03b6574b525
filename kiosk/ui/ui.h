// Owns one frame of screen and touch: everything that is drawn goes through here, in millimetres, and every target
// leaves a mark in the Probe. It refuses to know what the words mean, what time it is, and what happens after a tap.
#pragma once

#include "forms/base/result.h"
#include "kiosk/ui/geometry.h"
#include "kiosk/ui/probe.h"
#include "kiosk/ui/sheet.h"

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace anteroom::ui {

// So many frames bring any screen to rest (Ui::unsettled): letters, air and pages are each tried in one of its own.
// More would be a loop, and a loop must not freeze the kiosk.
inline constexpr int most_frames_to_rest = 20;

enum class Theme : std::uint8_t { light, dark, contrast };  // contrast: black, white and yellow, no shades

// Capital height of body text in mm: 3.8, 4.8, 6.4, 8.5 (VVSG 2.0 7.1-G). Patients start with medium; staff lists use
// small.
enum class TextSize : std::uint8_t { small, medium, large, largest };

enum class Tone : std::uint8_t { neutral, good, attention, danger };
enum class Weight : std::uint8_t { normal, strong };
// `attention`: what should be looked at, beside a way on that is louder.
enum class ButtonKind : std::uint8_t { primary, secondary, quiet, danger, attention };

// On a 7 inch panel the largest letters leave a question, its answers and the footer no room together: the largest size
// is not offered, and upright (93 mm wide) large is 5.6 mm.
[[nodiscard]] TextSize largest_text_on(const Metrics& metrics);

struct FontFiles {
  std::filesystem::path regular;
  std::filesystem::path bold;
  std::filesystem::path fallback;            // for texts with letters that the first two lack, and for single signs
  std::filesystem::path fallback_bold = {};  // empty: the fallback is bold as it is
};

struct UiOptions {
  Metrics metrics;
  FontFiles fonts;
  std::u32string letters;  // code points of the loaded forms and names; Latin letters and punctuation are always there
  Theme theme = Theme::light;
  TextSize text_size = TextSize::medium;
  std::chrono::milliseconds ignore_repeats{300};       // of the same target, release to press (tremor)
  std::chrono::milliseconds ignore_after_change{250};  // presses on a screen that has only just appeared
};

// The finger as one frame sees it. `now` is any steady time; only differences count.
struct Touch {
  Point at;
  bool down = false;
  std::chrono::milliseconds now{0};
  std::chrono::milliseconds late{0};  // so long this change of `down` may have waited for the frame before it to end
};

enum class Layout : std::uint8_t {
  question,  // text above, the answer block at the foot of the content, full width
  page,      // a reading column from the top, as wide as is good to read
  centered,  // the same column, its content in the middle of the height (welcome, thanks)
  keypad,    // a reading column, and keypad() beside it (below it on small and portrait panels)
  keyboard,  // full width from the top, and keyboard() below
  staff,     // full width from the top, for staff
};

enum class Audience : std::uint8_t { patient, staff };  // staff read compact text whatever size the patient chose

struct PageLabels {
  std::string_view more = {};  // mark more
  std::string_view less = {};  // mark less
};

// What happens to what flows where it does not fit. Layouts centered and keypad are always `first_page`.
enum class Fit : std::uint8_t {
  pages,       // it turns pages
  one_page,    // smaller letters where they bring it onto one page; else it turns pages in large ones
  first_page,  // smaller letters even if it then turns pages: what there is to decide, or to call, stands on the first
};

struct Screen {
  std::string_view id = {};  // "patient.question"; goes to the probe
  // What makes it another screen of the same kind: the linkId. Another instance begins with its keys unshifted and is
  // deaf for a moment; a screen that was left and comes back shows the page that it was left on. State mark
  // instance:<instance>.
  std::string_view instance = {};
  Layout layout = Layout::page;
  Audience audience = Audience::patient;  // Layout::staff is always for staff
  PageLabels pages = {};                  // for content that needs more than one page; arrows alone when empty
  Fit fit = Fit::pages;
};

// The strip at the top. Empty texts are left out; the bar shows only when of > 0.
struct Header {
  std::string_view clinic = {};
  std::string_view progress = {};  // "Question 3 of 12"; where that is too wide "3 / 12", of step and of
  int step = 0;                    // 1-based
  int of = 0;
  bool staff_light = false;  // a small upright stroke in the right margin, for staff's eyes; state mark "light"
  // Words of the buttons at the right end, which show icons alone; each absent when empty.
  std::string_view hide = {};     // mark "hide"
  std::string_view reading = {};  // mark "reading": text size and colours
  std::string_view aloud = {};    // mark "aloud": read this screen aloud, or stop
  bool is_read_aloud = false;     // it is being read, and the button stops it
};

enum class HeaderButton : std::uint8_t { hide, reading, aloud };

// Why a button is closed.
struct Why {
  std::string words = {};
  std::string button = {};  // the label of the one that the words tell to touch: they do not stand on it
};

struct FooterButton {
  std::string_view label = {};
  bool enabled = true;
  bool chosen = false;                  // skip and decline show that they are the present answer
  std::string_view id = {};             // of the mark; the box's own when empty
  std::optional<ButtonKind> kind = {};  // the box's own when absent
  bool after_last_page = false;         // of what flows on the screen: closed before that, and More leads there
  bool after_more = false;              // open from the first page on, but More is louder until the last
  Why why = {};                         // said when it is touched while closed, until the next touch; mark "why"
};

// Five boxes at the foot that stand in the same place on every screen (0 px drift); an absent one leaves its box empty.
struct Footer {
  std::optional<FooterButton> ask_staff = {};
  std::optional<FooterButton> back = {};
  std::optional<FooterButton> skip = {};
  std::optional<FooterButton> decline = {};
  std::optional<FooterButton> next = {};  // mark "continue"
  std::string_view next_id = "continue";  // "finish" on the review
  bool keeps_both_rows = false;           // upright: what comes and goes in the upper one moves nothing
};

enum class FooterBox : std::uint8_t { back, ask_staff, skip, decline, next };

// Everything that the boxes of the footer may say in one language, in the order of FooterBox.
struct FooterWords {
  std::array<std::vector<std::string_view>, 5> labels = {};
  PageLabels pages = {};  // in the boxes of skip and decline, with an arrow where there is room
};

struct Option {
  std::string_view label = {};
  bool selected = false;
  int rank = 0;              // ChoiceMark::ranked: its place, from 1; 0 while it has none
  std::string_view id = {};  // of the mark; option:<index> when empty
};

// What a tile shows of how many may be chosen: a round mark, a square one, or the place in an order.
enum class ChoiceMark : std::uint8_t { one, several, ranked };

// The words of a list that turns pages.
struct ListWords {
  std::string_view more = {};                                                    // mark list:more
  std::string_view less = {};                                                    // mark list:less
  std::function<std::string(std::size_t page, std::size_t of)> page_words = {};  // "Page 1 of 3"
};

struct Choices {
  std::span<const Option> options = {};
  ChoiceMark shape = ChoiceMark::one;
  bool in_pairs = false;  // two neighbours belong side by side (left, right)
  std::string_view hint = {};
  Tone hint_tone = Tone::neutral;
  // The answer is whole, wherever it stands: the hint comes before the page where a list has no room to say both, and
  // the way to the other pages is not loud.
  bool hint_first = false;
  // In a list that turns pages, instead of the hint; of an order only on a page where none of it stands.
  std::string_view told = {};
  ListWords words = {};
};

struct Chosen {
  std::optional<std::size_t> tapped = {};
  bool seen_all = true;     // every page of the list has been on the screen
  std::string onward = {};  // while it has not: the label of the button that leads on
};

struct Figure;  // kiosk/ui/figure.h

// The words of a drawing that answers are chosen on.
struct FigureWords {
  struct View {
    std::string_view seen = {};  // "Front"
    std::string_view at_left = {};
    std::string_view at_right = {};
  };
  std::span<const View> views = {};  // in the figure's order
  std::string_view upper = {};       // of the two halves
  std::string_view lower = {};
  std::string_view show_back = {};  // where one side is shown at a time
  std::string_view show_front = {};
  // Names a view, from 1, where a half from one side is shown at a time: the upper halves of all sides come first.
  std::function<std::string(std::size_t number)> view_words = {};
  std::string_view undo = {};  // mark body:undo
  // Says, while something is chosen, that a part of the drawing was never shown, and names the button that shows it.
  std::function<std::string(std::string_view button)> unseen = {};
  std::function<std::string(std::string_view button)> unseen_in_short = {};  // where that has no room
  std::string_view show_list = {};                                           // mark body:list
  std::string_view show_figure = {};                                         // mark body:figure
};

// Answers that are parts of a drawing, beside the same answers as a list.
struct FigureChoices {
  const Figure* figure = nullptr;
  Choices choices = {};                          // what the list shows
  std::span<const std::string_view> parts = {};  // by option: what the figure calls it; empty: it stands beside it
  std::span<const std::string> told = {};        // what is chosen, in words: the first that fits is shown
  bool can_undo = false;                         // a touch that chose or took away
  FigureWords words = {};
};

struct FigureTouch {
  Chosen chosen = {};
  bool undo = false;
};

// Answers that were written one after the other, each on its own line.
struct Lines {
  std::span<const std::string> lines = {};
  std::string_view add_label = {};     // mark add; empty: no more can be added
  std::string_view remove_label = {};  // marks remove:<index>
  std::string_view hint = {};
  Tone hint_tone = Tone::neutral;
  ListWords words = {};
};

struct LineTouch {
  bool add = false;
  std::optional<std::size_t> remove = {};
};

// Integers from `low` to `high`, at most 11 of them; option:<index> marks count from `low`.
struct NumberRow {
  int low = 0;
  int high = 10;
  std::string_view low_anchor = {};   // "No pain"
  std::string_view high_anchor = {};  // "Pain as bad as you can imagine"
  std::optional<int> selected = {};
};

struct YesNo {
  std::string_view yes_label = {};
  std::string_view no_label = {};
  std::optional<bool> selected = {};
};

// A key of a keypad or keyboard. Shift, digits and letters are kept by the Ui; what arrives here is ready to append.
struct Key {
  bool erase = false;
  char32_t letter = 0;                     // when not erase
  std::optional<std::size_t> choice = {};  // a tile beside the keys, and no key
};

// For panels that have no room for the question and the keys together.
struct WriteWords {
  std::string_view write = {};  // mark keys:open: "Touch here to write"
  std::string_view read = {};   // mark keys:close: "Question"
};

struct Keypad {
  bool point = false;   // key:point, for decimals
  bool minus = false;   // key:minus
  bool enabled = true;  // digits off when the field is full; erase stays on
  bool locked = false;  // erase is off too
  std::string_view erase_label = {};
  std::string_view point_label = ".";  // how the language writes it; the key's letter is a point in any
  Choices beside = {};                 // below the field: what the number is in, or which half of the day
  WriteWords words = {};
};

enum class KeyboardKind : std::uint8_t {
  text,           // the letters of the language, space shift digits comma point apostrophe hyphen …
  record_number,  // opens with digits; a-z hyphen point
  letters,        // a-z and erase only, capitals (initials)
};

struct Keyboard {
  KeyboardKind kind = KeyboardKind::text;
  bool enabled = true;
  bool locked = false;  // erase is off too
  std::string_view erase_label = {};
  std::string_view space_label = {};
  std::string_view language = {};  // whose letters and whose order; English when it has no keys of its own
  WriteWords words = {};
};

struct TextField {
  std::string_view id = {};     // mark field:<id>; not a target
  std::string_view label = {};  // above the field; may be empty
  Tone label_tone = Tone::neutral;
  std::string_view value = {};
  std::string_view hint = {};    // while the value is empty
  bool active = true;            // shows the caret, always at the end
  std::string_view suffix = {};  // after the value: what a number is in, or how many letters are left
  std::size_t most_lines = 1;    // seen at once, where there is room
};

// One box a character: a visit code, or a date as DD MM YYYY.
struct DigitField {
  std::string_view id = {};  // mark field:<id>
  std::string_view label = {};
  Tone label_tone = Tone::neutral;
  std::string_view digits = {};                        // what has been typed
  bool hidden = false;                                 // a dot for each of them
  bool active = true;                                  // false: nothing can be typed now
  bool begins_anew = false;                            // the next digit takes the place of all of them
  std::span<const std::size_t> groups = {};            // {4} or {2, 2, 4}
  std::span<const std::string_view> group_hints = {};  // {"Day", "Month", "Year"} or empty
  std::string_view in_words = {};                      // the same as people read it, once it is whole
};

struct Row {
  std::string_view section = {};  // a heading above this row, never parted from it; empty for most
  std::string_view id = {};       // mark, as it stands
  std::string_view title = {};
  std::string_view detail = {};  // below the title; may be empty
  std::string_view value = {};   // at the right; may be empty
  std::string_view pill = {};    // at the far right; may be empty
  Tone pill_tone = Tone::neutral;
  bool enabled = true;
  std::optional<bool> selected = {};  // set: the row is one choice of several (battery) and shows a check
  bool changes = false;               // a touch changes the value: a pencil at the far right says so
  bool is_name = false;               // it is known by its title, which is bold rather than the value
};

// Of a table: nothing of it can be touched.
struct TableRow {
  std::string_view name = {};
  std::span<const std::string> cells = {};  // one for each head
  std::string_view note = {};               // at the end of the row; may be empty
};

class Ui {
 public:
  // Bakes the fonts. not_found or invalid_input when a font file is absent or unusable.
  [[nodiscard]] static Result<std::unique_ptr<Ui>> create(const UiOptions& options);
  ~Ui();
  Ui(const Ui&) = delete;
  Ui& operator=(const Ui&) = delete;

  // ---- one frame, by kiosk/window or a test's driver ----
  void begin_frame(const Touch& touch);
  void end_frame();
  // The last frame took a tap.
  [[nodiscard]] bool tapped() const;
  // The frame just ended was tapped or measured something anew: run another before showing it.
  [[nodiscard]] bool unsettled() const;
  // Grows when the fonts were baked again and their texture must be loaded anew.
  [[nodiscard]] unsigned font_generation() const;
  [[nodiscard]] const Probe& probe() const;
  // Which page of what flows on this screen is shown, from 1, and of how many, as the last frame had it.
  struct PageShown {
    std::size_t page = 1;
    std::size_t of = 1;
  };
  [[nodiscard]] PageShown page_shown() const;
  [[nodiscard]] const Metrics& metrics() const;

  // ---- settings; a change of text size or theme shows in the next frame ----
  void set_theme(Theme theme);
  void set_text_size(TextSize size);
  [[nodiscard]] Theme theme() const;
  [[nodiscard]] TextSize text_size() const;
  // The largest that this panel has room for; set_text_size goes no further.
  [[nodiscard]] TextSize largest_text() const;
  // Either differs from what a session starts with.
  [[nodiscard]] bool settings_changed() const;

  // Forgets the person: settings as at the start, pages, keyboard, cached text and vertices; freed memory is zeroed
  // first.
  void reset_session();
  // The same for words and vertices alone: who sits here stays, and what they have answered goes.
  void forget_shown();

  // ---- a screen: begin, header, footer and content in any order, end ----
  void begin_screen(const Screen& screen);
  void end_screen();
  void header(const Header& header);
  // The button of this frame's header that was tapped.
  [[nodiscard]] std::optional<HeaderButton> header_tapped() const;
  [[nodiscard]] std::optional<FooterBox> footer(const Footer& footer);
  // Before any text: the letters that the language of the screen is written with. Where the first face lacks one of
  // them the whole screen is in the other, so that it never mixes two; a text by itself (a name, another language's
  // form) still is in the other where it needs to be.
  void set_letters_of_language(std::u32string_view letters);
  // Before footer(): gives each box the width that its words need. The same words give the same boxes on every screen.
  void share_footer(const FooterWords& words);

  // ---- a question: its words take the room above the answer block that follows. Where that is too little what leads
  // to it (the preamble), or all of it, has pages of its own first: More, in the box of the way on, leads from them to
  // the answers, and Back to them. `answers_follow` says it there. Who has answered, or comes from a question with the
  // same preamble, begins there. ----
  void question(std::string_view preamble, std::string_view stem, PageLabels labels, bool is_known = false,
                std::string_view answers_follow = {});
  // Marks option:<index>. Tiles of 20 mm, more columns if the height is short, 16 mm before anything else gives way.
  // A list that no screen can hold turns pages; the state mark list:page:<page>:<of> then says where it stands.
  [[nodiscard]] Chosen choices(const Choices& choices);
  [[nodiscard]] std::optional<std::size_t> choices(std::span<const Option> options);
  // Marks option:<index> of kind part; body:list and body:figure change to the list and back. Where the figure is shown
  // in halves or from one side at a time it turns pages as a list does. On a panel that has no room for it the list
  // stands instead, with no way to the figure.
  [[nodiscard]] FigureTouch figure_choices(const FigureChoices& figure);
  [[nodiscard]] LineTouch lines(const Lines& lines);
  [[nodiscard]] std::optional<int> number_row(const NumberRow& row);  // the number, not the index
  [[nodiscard]] std::optional<bool> yes_no(const YesNo& choice);      // marks yes, no
  [[nodiscard]] std::optional<Key> keypad(const Keypad& keypad);      // marks key:0 … key:erase
  [[nodiscard]] std::optional<Key> keyboard(const Keyboard& keyboard);

  // A text_field or digit_field called between question() and keypad()/keyboard() stands right above the keys.
  // Below the question's words: what the answer still needs.
  void question_hint(std::string_view text, Tone tone);

  // ---- flowing content, top to bottom in the column; what does not fit stands on a next page. The boxes of Skip and
  // Prefer not to answer, which no such screen needs, then hold `less` and `more` ----
  void title(std::string_view text);    // the largest: welcome, thanks
  void heading(std::string_view text);  // the question of this screen
  // With `rows` it is never on another page than the rows of buttons that follow, nor than a last paragraph before
  // them.
  void paragraph(std::string_view text, std::size_t rows = 0, std::string_view last = {});
  void caption(std::string_view text);  // quiet
  // Muted, never on another page than the rows of buttons that follow.
  void label(std::string_view text, std::size_t rows = 1);
  void bullet(std::string_view text, Weight weight = Weight::normal);  // paragraph with a dot before it
  void notice(std::string_view text, Tone tone);
  void space(float mm);
  void text_field(const TextField& field);
  void digit_field(const DigitField& field);
  // Large characters to be read out (a visit code); leaves a state mark `id`.
  void code(std::string_view id, std::string_view text);
  // A pill that says a state; with an id it leaves a state mark.
  // With `lines_below` lines of text below it, which never stand on another page.
  struct Pill {
    std::string_view text;
    Tone tone = Tone::neutral;
    std::string_view id = {};
  };
  void pill(std::string_view text, Tone tone, std::string_view id = {}, std::size_t lines_below = 0);
  // Beside one another where they have room, and never on two pages.
  void pills(std::span<const Pill> pills);
  // Words to be copied, line by line, in columns that begin one below the other: three where they have room. All on one
  // page; leaves a state mark `id`.
  void grid(std::string_view id, std::span<const std::string> cells);
  [[nodiscard]] bool button(std::string_view id, std::string_view label, ButtonKind kind, bool enabled = true);
  // Buttons side by side in equal boxes; the index that was tapped.
  struct ButtonSpec {
    std::string_view id = {};
    std::string_view label = {};
    ButtonKind kind = ButtonKind::secondary;
    bool enabled = true;
    bool chosen = false;
  };
  enum class RowWidth : std::uint8_t { natural, full };  // as the words need it; or the whole column
  // `of` makes a row of fewer buttons as narrow as one of that many, so that rows below one another match.
  [[nodiscard]] std::optional<std::size_t> button_row(std::span<const ButtonSpec> buttons, std::size_t of = 0,
                                                      RowWidth row_width = RowWidth::natural);
  // A label of these buttons, so many in a row, which are drawn next. With `groups` as many such labels and their
  // buttons never stand on two pages.
  void label(std::string_view text, std::span<const ButtonSpec> buttons, std::size_t in_a_row, std::size_t groups = 1);
  // A notice with its own button at the right (an alert to be acknowledged).
  [[nodiscard]] bool notice_with_button(std::string_view text, Tone tone, const ButtonSpec& button);
  // A page of paper as wide as the column, in as many parts as its height needs, each on a page of its own; leaves a
  // state mark `id`.
  void sheet(std::string_view id, const Sheet& sheet);
  // A line a row, its cells below the heads; a cell that is missing is the caller's "–". Where the panel is too narrow
  // heads break behind their first hyphen, then the first columns stay away, and a note stands below its row. Returns
  // how many columns, the last ones, have room.
  std::size_t table(std::span<const std::string> heads, std::span<const TableRow> rows);
  // Rows that can be tapped, each as high as its words need. The index of the tapped row.
  [[nodiscard]] std::optional<std::size_t> list(std::span<const Row> rows, PageLabels labels);
  // Columns of the content: `begin_columns(2)` … `next_column()` … `end_columns()`.
  // False where they have no room beside one another: what is in them then stands below one another.
  bool begin_columns(int count);
  void next_column();
  void end_columns();
  // What is drawn between stands on a card.
  void begin_card();
  void end_card();

 private:
  Ui();
  struct State;
  std::unique_ptr<State> m_state;
};

}  // namespace anteroom::ui

// Why the way on is closed: said where nothing is cut by it, until the next touch.
#include "kiosk/ui/state.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>
#include <utility>
#include <vector>

namespace anteroom::ui {
namespace {

constexpr float widest = 120;    // mm: a line that is read at a glance
constexpr float narrowest = 34;  // mm
// What is lost while the words stand there, as the millimetres that they would rather stand farther away from the
// finger. What can be touched, and the question, are worth more than what is said beside them.
constexpr float cost_of_target = 2000;
constexpr float cost_of_closed = 500;
constexpr float cost_of_question = 1300;
constexpr float cost_of_cut_question = 5000;  // half of it stays in the strip
constexpr float cost_of_words = 150;
constexpr float cost_of_less_air = 30;        // and as much again for smaller letters
constexpr float cost_of_a_line = 80;          // of the third and each further one
constexpr float cost_of_touching = 40;        // closer to something than things stand to one another
constexpr float cost_of_band = 200;           // partly over the footer's ground
constexpr float cost_of_standing_alone = 25;  // its left edge is nothing's and its right edge neither

struct Obstacle {
  Rect rect;  // with the air around it
  float cost = 0;
  Rect seen;
};

bool covers(const Rect& one, const Rect& other) {
  return other.x < one.right() && other.right() > one.x && other.y < one.bottom() && other.bottom() > one.y;
}

// But for what is lost where edges are added up: what was made to hold something has to hold it.
bool holds(const Rect& one, const Rect& other) {
  constexpr float lost = 0.1F;
  return other.x >= one.x - lost && other.right() <= one.right() + lost && other.y >= one.y - lost &&
         other.bottom() <= one.bottom() + lost;
}

// What of it lies outside this is its air.
Rect within(const Rect& part, const Rect& rect) {
  const float x = std::max(rect.x, part.x);
  const float y = std::max(rect.y, part.y);
  return {x, y, std::min(rect.right(), part.right()) - x, std::min(rect.bottom(), part.bottom()) - y};
}

Rect around_both(const Rect& one, const Rect& other) {
  const float x = std::min(one.x, other.x);
  const float y = std::min(one.y, other.y);
  return {x, y, std::max(one.right(), other.right()) - x, std::max(one.bottom(), other.bottom()) - y};
}

// What stands on the screen between its header and its footer.
std::vector<Obstacle> obstacles_in(const Rect& part, const Probe& probe, float air) {
  std::vector<Obstacle> found;
  for (const Mark& mark : probe.marks) {
    const bool is_seen = mark.id != "letters:smaller" && !mark.id.starts_with("list:page:");
    if (!is_seen || mark.rect.w <= 0 || !covers(part, mark.rect)) continue;
    found.push_back({mark.rect.inset(-air),
                     mark.enabled || mark.kind == MarkKind::state ? cost_of_target : cost_of_closed, mark.rect});
  }
  const std::size_t marks = found.size();
  // The question is the loudest of what stands above all that can be touched; beside keys, of what has none above it.
  const auto stands_above = [&](const Rect& run, bool in_its_column) {
    return std::all_of(found.begin(), found.begin() + static_cast<std::ptrdiff_t>(marks), [&](const Obstacle& mark) {
      const bool beside = in_its_column && (mark.seen.right() <= run.x || mark.seen.x >= run.right());
      return beside || mark.seen.y >= run.bottom();
    });
  };
  const auto loudness = [](const TextRun& run) { return run.capital_height_mm + (run.strong ? 0.2F : 0); };
  float loudest = 0;
  bool in_its_column = false;
  const auto look = [&] {
    for (const TextRun& run : probe.texts) {
      if (covers(part, run.rect) && stands_above(run.rect, in_its_column)) loudest = std::max(loudest, loudness(run));
    }
  };
  look();
  in_its_column = loudest <= 0;
  if (in_its_column) look();
  for (const TextRun& run : probe.texts) {
    if (!covers(part, run.rect)) continue;
    const bool is_label =
        std::ranges::any_of(found.begin(), found.begin() + static_cast<std::ptrdiff_t>(marks),
                            [&](const Obstacle& mark) { return mark.rect.contains(run.rect.center()); });
    if (is_label) continue;
    const Rect words{run.rect.x - 3 * air, run.rect.y, run.rect.w + 6 * air, run.rect.h};
    const bool is_question = stands_above(run.rect, in_its_column) && loudness(run) > loudest - 0.1F;
    const bool is_cut = run.rect.y < part.y - 1;  // it begins in the strip: the rest of it cannot be hidden
    found.push_back({words, is_cut ? cost_of_cut_question : is_question ? cost_of_question : cost_of_words, run.rect});
  }
  return found;
}

struct Span {
  float x = 0;
  float w = 0;
};

// Where words may stand in a part of the screen: from the left to the right, and above or below what.
struct Places {
  std::vector<Span> spans;
  std::vector<float> edges;
};

struct Distances {  // pixels
  float gap = 0;    // above and below
  float beside = 0;
  float narrowest = 0;  // of the words
  float widest = 0;
};

Places places_between(std::span<const Obstacle> obstacles, const Rect& part, const Distances& distances) {
  Places found{.spans = {}, .edges = {part.bottom(), part.y - distances.gap}};
  const auto add = [&](float x, float w) {
    if (w >= distances.narrowest && x >= part.x && x + w <= part.right() + 1) found.spans.push_back({x, w});
  };
  for (const float w : {std::min(part.w, distances.widest), std::floor(part.w / 2), part.w}) {
    add(part.x, w);
    add(part.right() - w, w);
  }
  for (const auto& [rect, cost, seen] : obstacles) {
    add(seen.x, seen.w);
    add(part.x, rect.x - distances.beside - part.x);
    add(rect.right() + distances.beside, part.right() - rect.right() - distances.beside);
    found.edges.push_back(rect.y);
    found.edges.push_back(rect.bottom());
  }
  // Many of them stand at the same places.
  std::ranges::sort(found.edges);
  const auto same_edges = std::ranges::unique(found.edges, [](float one, float other) { return other - one < 1; });
  found.edges.erase(same_edges.begin(), same_edges.end());
  std::ranges::sort(found.spans, {}, [](const Span& span) { return std::pair(span.x, span.w); });
  const auto same_spans = std::ranges::unique(found.spans, [](const Span& one, const Span& other) {
    return std::abs(one.x - other.x) < 1 && std::abs(one.w - other.w) < 1;
  });
  found.spans.erase(same_spans.begin(), same_spans.end());
  return found;
}

}  // namespace

void Ui::State::say_why(const Why& why, const Rect& box) {
  if (taps.contact("why", box, true) == Contact::tapped) why_said = Rect{};
  if (!why_said) return;
  const auto [said, look] = place_why(why, box);
  // What it covers is not on the screen.
  std::erase_if(probe.texts, [&](TextRun& run) {
    const bool covered = covers(said, run.rect);
    if (!covered) return false;
    wipe(run.text);
    // Where lines are close the tails of its last letters reach a little below its box.
    constexpr float tail = 0.13F;  // of a capital
    const float height = run.rect.h + std::ceil(px(tail * run.capital_height_mm));
    pen.box({run.rect.x, run.rect.y, run.rect.w, height}, 0, colours->background);
    return true;
  });
  pen.shadow(said, px(measure::radius), colours->shadow);
  draw_boxed_message(why.words, Tone::attention, said, look);
  mark({.id = "why", .label = why.words, .rect = said, .enabled = false, .kind = MarkKind::state});
  why_said = said;
}

// In free room where there is some, as near as it goes; else over what is missed least, which is hidden whole.
Ui::State::WhyPlace Ui::State::place_why(const Why& why, const Rect& box) {
  const float gap = up(0.5F);
  const float lowest = upper_boxes_taken ? boxes.footer.at(static_cast<std::size_t>(FooterBox::skip)).y : box.y;
  const Rect part{boxes.content.x, boxes.content.y, boxes.content.w, std::min(lowest, box.y) - boxes.content.y};
  const std::vector<Obstacle> obstacles = obstacles_in(part, probe, gap - 1);
  const auto [spans, edges] =
      places_between(obstacles, part, {.gap = gap, .beside = up(2), .narrowest = up(narrowest), .widest = up(widest)});
  const std::string button = with_ink(why.button);
  const Mark* const named = button.empty() ? nullptr : [&] {
    const auto found = std::ranges::find_if(probe.marks, [&](const Mark& mark) { return mark.label == button; });
    return found == probe.marks.end() ? nullptr : &*found;
  }();
  // Near what is typed, where something is, else near the finger.
  const auto field = std::ranges::find_if(probe.marks, [](const Mark& mark) { return mark.id.starts_with("field:"); });
  const Mark* const typed = field == probe.marks.end() ? nullptr : &*field;
  WhyPlace best{.box = {}, .look = MessageLook::least};
  float least = std::numeric_limits<float>::max();
  const auto consider = [&](Rect place, MessageLook look, float tower) {
    // Half of a line, or of a button, looks broken. Each of them makes it grow once: what is lost where edges are added
    // up must not have the kiosk search for ever.
    bool again = true;
    for (std::size_t round = 0; again && round <= obstacles.size(); ++round) {
      again = false;
      for (const Obstacle& obstacle : obstacles) {
        const Rect whole = within(part, obstacle.seen);
        if (!covers(place, obstacle.rect) || holds(place, whole)) continue;
        place = around_both(place, whole);
        again = true;
      }
    }
    if (!holds(part, place)) return;
    float cost = cost_of_less_air * static_cast<float>(look) + cost_of_a_line * tower;
    for (const Obstacle& obstacle : obstacles) cost += covers(place, obstacle.rect) ? obstacle.cost : 0;
    if (named && covers(place, named->rect)) cost += 10 * cost_of_target;
    const float usual_gap = up(measure::gap) - 1;
    const Rect wider = place.inset(-usual_gap);
    if (std::ranges::any_of(
            obstacles, [&](const Obstacle& other) { return covers(wider, other.rect) && !covers(place, other.rect); }))
      cost += cost_of_touching;
    if (place.bottom() > boxes.band.y) cost += cost_of_band;
    const auto is_at = [](float one, float other) { return std::abs(one - other) < 4; };
    const bool aligned = is_at(place.x, part.x) || is_at(place.right(), part.right()) ||
                         std::ranges::any_of(obstacles, [&](const Obstacle& other) {
                           return is_at(place.x, other.seen.x) || is_at(place.right(), other.seen.right());
                         });
    if (!aligned) cost += cost_of_standing_alone;
    const float away = typed ? std::abs(place.x - typed->rect.x) + std::abs(place.y - typed->rect.bottom())
                             : std::abs(place.right() - box.right()) + std::abs(place.bottom() - box.y);
    cost += options.metrics.mm(away) / 2;
    if (cost >= least) return;
    least = cost;
    best = {place, look};
  };
  for (const Span& span : spans) {
    for (const MessageLook look : {MessageLook::usual, MessageLook::close, MessageLook::least}) {
      const TextLayout& words = boxed_words(why.words, span.w, look);
      if (words.broken) continue;
      const float w = std::min(span.w, std::ceil(words.width) + 1 + around_message(look));
      const float h = boxed_message_height(why.words, w, look);
      const float tower = std::max(0.0F, static_cast<float>(words.lines.size()) - 2);
      for (const float x : {span.x, span.x + span.w - w}) {
        for (const float edge : edges) {
          for (const float between : {gap, up(measure::gap)}) {
            consider({x, edge - between - h, w, h}, look, tower);
            consider({x, edge + between, w, h}, look, tower);
          }
        }
      }
    }
  }
  // As far from what stands above as from what stands below, where it cannot be far from both.
  const auto stands_across = [&](const Obstacle& other) {
    return other.seen.x < best.box.right() && other.seen.right() > best.box.x && !covers(best.box, other.rect);
  };
  float above = part.y;
  float below = best.box.bottom() <= boxes.band.y ? std::min(part.bottom(), boxes.band.y) : part.bottom();
  for (const Obstacle& other : obstacles) {
    if (!stands_across(other)) continue;
    if (other.seen.bottom() <= best.box.y) above = std::max(above, other.seen.bottom());
    if (other.seen.y >= best.box.bottom()) below = std::min(below, other.seen.y);
  }
  const float air = std::min(up(measure::gap), std::floor((below - above - best.box.h) / 2));
  if (best.box.w > 0 && air > 0)
    best.box.y = std::clamp(best.box.y, above + air, std::max(above + air, below - air - best.box.h));
  // No room at all: then at the bottom, whatever it hides.
  if (best.box.w <= 0) {
    best.box.w = part.w;
    best.box.h = boxed_message_height(why.words, best.box.w, best.look);
    best.box.x = part.x;
    best.box.y = part.bottom() - best.box.h;
  }
  return best;
}

// It goes with the next touch of anything. Nobody chooses what it hides.
void Ui::State::answer_touch_on_why() {
  if (!why_said || !taps.went_down()) return;
  if (why_said->contains(taps.finger())) taps.ignore_press();
  why_said.reset();
}

}  // namespace anteroom::ui

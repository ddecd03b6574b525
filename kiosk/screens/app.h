// The whole kiosk as the window sees it: one call a frame. It owns the state, and decides nothing that flow or screens
// do not.
#pragma once

#include "kiosk/flow/state.h"
#include "kiosk/screens/aloud.h"
#include "kiosk/screens/chrome.h"
#include "kiosk/services.h"
#include "kiosk/ui/ui.h"
#include "kiosk/words/words.h"

#include <chrono>

namespace anteroom::screens {

class App {
 public:
  // Without a vocabulary it speaks the English of the source.
  explicit App(Services& services, words::Vocabulary vocabulary = {});
  App(Services& services, flow::State state, words::Vocabulary vocabulary = {});  // goes on from there

  // Before Ui::begin_frame: takes in what workers brought back and what time did; forgets the answers of who
  // has finished, and the person who left. True when something was forgotten: whoever put the program together may have
  // more to forget.
  bool settle(ui::Ui& ui);
  // Between begin_frame and end_frame: draws the screen and takes the touch. True when the touch changed something, so
  // that another frame is due at once.
  bool frame(ui::Ui& ui);
  // A letter from a scanner (U+000D ends its number): it reaches a record number that staff are asked for, or the day's
  // list, and nothing else.
  void scanned(char32_t letter);
  // How long the loop may sleep when nothing comes from a finger or a worker.
  [[nodiscard]] std::chrono::milliseconds wait() const;

  [[nodiscard]] const flow::State& state() const { return m_state; }

 private:
  void step(flow::Intent intent);
  void settle_aloud();
  void play_sound_test(const ui::Ui& ui, const Chrome& chrome);
  // Somebody changed how the welcome screen reads: when they are taken to be gone. Never while there is nothing to
  // undo.
  [[nodiscard]] flow::Milliseconds reading_ends() const;

  Services& m_services;
  words::Vocabulary m_vocabulary;
  flow::State m_state;
  bool m_answers_left = false;  // the visit is over, the person may still be here
  bool m_person_left = false;
  bool m_reading = false;  // text size and colours stand over the screen
  bool m_reading_changed = false;
  ReadingAloud m_aloud;
};

}  // namespace anteroom::screens

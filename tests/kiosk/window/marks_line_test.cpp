#include "kiosk/window/marks_line.h"

#include <gtest/gtest.h>

namespace anteroom::window {
namespace {

TEST(MarksLine, has_ids_and_boxes_and_never_a_text) {
  ui::Probe probe;
  probe.screen = "patient.question";
  probe.marks.push_back({.id = "option:0", .label = "Nearly every day", .rect = {1.4F, 2, 3, 4}, .selected = true});
  probe.marks.push_back({.id = "continue", .label = "Continue", .rect = {5, 6, 7, 8}, .enabled = false});
  probe.texts.push_back({.text = "Thoughts that you would be better off dead", .rect = {}});
  EXPECT_EQ(marks_line(12, marks_of(probe)), R"({"frame":12,"screen":"patient.question","marks":[)"
                                             R"({"id":"option:0","x":1,"y":2,"w":3,"h":4,"enabled":true},)"
                                             R"({"id":"continue","x":5,"y":6,"w":7,"h":8,"enabled":false}]})"
                                             "\n");
}

TEST(MarksLine, an_odd_id_stays_json) {
  ui::Probe probe;
  probe.marks.push_back({.id = "a\"b\\c\n"});
  EXPECT_TRUE(marks_of(probe).contains(R"("a\"b\\c\u000a")"));
}

}  // namespace
}  // namespace anteroom::window

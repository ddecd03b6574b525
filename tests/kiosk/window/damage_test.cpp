#include "kiosk/window/damage.h"

#include "tests/support/panel.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <random>

namespace anteroom::window {
namespace {

constexpr int width = 640;
constexpr int height = 400;

// Coloured boxes on a canvas of plain numbers, drawn a second time as ImGui would hand them over.
struct Box {
  PixelRect rect;
  ImU32 colour = 0;
};

class Picture {
 public:
  Picture() : m_context(ImGui::CreateContext()), m_list(ImGui::GetDrawListSharedData()) {
    ImGui::GetIO().IniFilename = nullptr;
    ImGui::GetIO().Fonts->Build();
    ImGui::GetIO().DisplaySize = ImVec2(width, height);
    ImGui::NewFrame();
  }
  ~Picture() {
    ImGui::EndFrame();
    ImGui::DestroyContext(m_context);
  }
  Picture(const Picture&) = delete;
  Picture& operator=(const Picture&) = delete;

  ImDrawData& draw(const std::vector<Box>& boxes) {
    m_list._ResetForNewFrame();
    m_list.PushTextureID(ImTextureID(1));
    m_list.PushClipRect({0, 0}, {width, height});
    for (const Box& box : boxes) {
      m_list.AddRectFilled({static_cast<float>(box.rect.x), static_cast<float>(box.rect.y)},
                           {static_cast<float>(box.rect.right()), static_cast<float>(box.rect.bottom())}, box.colour);
    }
    m_data.Clear();
    m_data.Valid = true;
    m_data.CmdLists.push_back(&m_list);
    m_data.CmdListsCount = 1;
    m_data.DisplaySize = ImVec2(width, height);
    return m_data;
  }

 private:
  ImGuiContext* m_context;
  ImDrawList m_list;
  ImDrawData m_data;
};

std::vector<ImU32> painted(const std::vector<Box>& boxes) {
  std::vector<ImU32> canvas(width * height, 0);
  for (const Box& box : boxes) {
    for (int y = std::max(0, box.rect.y); y < std::min(height, box.rect.bottom()); ++y) {
      for (int x = std::max(0, box.rect.x); x < std::min(width, box.rect.right()); ++x) {
        canvas[static_cast<std::size_t>(y * width + x)] = box.colour;
      }
    }
  }
  return canvas;
}

constexpr ImU32 red = 0xFF0000FF;
constexpr ImU32 blue = 0xFFFF0000;
const Box paper{{0, 0, width, height}, 0xFFFFFFFF};

TEST(Damage, the_first_frame_is_all_new_and_the_same_again_is_nothing) {
  Picture picture;
  Damage damage(width, height);
  EXPECT_EQ(damage.update(picture.draw({paper})), (std::vector<PixelRect>{{0, 0, width, height}}));
  EXPECT_TRUE(damage.update(picture.draw({paper})).empty());
  damage.reset();
  EXPECT_EQ(damage.update(picture.draw({paper})).size(), 1U);
}

TEST(Damage, a_small_change_damages_a_small_part) {
  Picture picture;
  Damage damage(width, height);
  static_cast<void>(damage.update(picture.draw({paper, {{70, 70, 20, 20}, red}})));
  const auto changed = damage.update(picture.draw({paper, {{70, 70, 20, 20}, blue}}));
  EXPECT_EQ(changed, (std::vector<PixelRect>{{64, 64, 64, 64}}));
}

TEST(Damage, two_changes_far_apart_stay_two) {
  Picture picture;
  Damage damage(width, height);
  static_cast<void>(damage.update(picture.draw({paper})));
  const auto changed = damage.update(picture.draw({paper, {{10, 10, 5, 5}, red}, {{600, 380, 5, 5}, red}}));
  EXPECT_EQ(changed.size(), 2U);
}

TEST(Damage, which_of_two_lies_above_is_a_difference) {
  Picture picture;
  Damage damage(width, height);
  const Box one{{10, 10, 30, 30}, red};
  const Box other{{10, 10, 30, 30}, blue};
  static_cast<void>(damage.update(picture.draw({paper, one, other})));
  EXPECT_FALSE(damage.update(picture.draw({paper, other, one})).empty());
}

TEST(Damage, every_pixel_that_differs_is_inside_and_the_rest_is_left_alone) {
  Picture picture;
  std::mt19937 random(20260101);  // any seed will do; a fixed one repeats
  const auto number = [&](int low, int high) { return std::uniform_int_distribution<int>(low, high)(random); };
  Damage damage(width, height);
  std::vector<Box> boxes = {paper};
  for (int count = 0; count < 12; ++count) {
    boxes.push_back({{number(-20, width), number(-20, height), number(1, 120), number(1, 90)}, red});
  }
  static_cast<void>(damage.update(picture.draw(boxes)));
  for (int round = 0; round < 300; ++round) {
    const std::vector<ImU32> before = painted(boxes);
    Box& moved = boxes[static_cast<std::size_t>(number(1, static_cast<int>(boxes.size()) - 1))];
    moved.rect.x += number(-9, 9);
    moved.colour = blue + static_cast<ImU32>(number(1, 5));
    const std::vector<ImU32> after = painted(boxes);
    const auto changed = damage.update(picture.draw(boxes));
    for (std::size_t one = 0; one < changed.size(); ++one) {
      for (std::size_t other = one + 1; other < changed.size(); ++other) {
        const bool apart = changed[one].right() <= changed[other].x || changed[other].right() <= changed[one].x ||
                           changed[one].bottom() <= changed[other].y || changed[other].bottom() <= changed[one].y;
        EXPECT_TRUE(apart);
      }
    }
    for (int y = 0; y < height; ++y) {
      for (int x = 0; x < width; ++x) {
        const auto pixel = static_cast<std::size_t>(y * width + x);
        if (before[pixel] == after[pixel]) continue;
        const bool inside = std::ranges::any_of(changed, [&](const PixelRect& one) {
          return x >= one.x && x < one.right() && y >= one.y && y < one.bottom();
        });
        ASSERT_TRUE(inside) << "round " << round << " pixel " << x << "," << y;
      }
    }
  }
}

TEST(Damage, what_is_kept_is_clipped_to_its_rectangle_and_no_more_than_needed) {
  Picture picture;
  ImDrawData& frame = picture.draw({paper, {{10, 10, 20, 20}, red}, {{500, 300, 20, 20}, red}});
  Damage::keep_only(frame, {{0, 0, 64, 64}});
  const ImDrawList& list = *frame.CmdLists[0];
  ASSERT_EQ(list.CmdBuffer.Size, 1);
  EXPECT_EQ(list.CmdBuffer[0].ElemCount, 12U) << "the paper and the near box, two triangles each";
  EXPECT_FLOAT_EQ(list.CmdBuffer[0].ClipRect.z, 64);
  EXPECT_FLOAT_EQ(list.CmdBuffer[0].ClipRect.w, 64);
}

TEST(Damage, a_pressed_key_costs_a_small_part_of_the_screen) {
  testing::Panel panel;
  const auto draw = [](ui::Ui& ui) {
    ui.begin_screen({.id = "patient.code", .layout = ui::Layout::keypad});
    ui.heading("Your visit code");
    static_cast<void>(ui.keypad({.erase_label = "Erase"}));
    ui.end_screen();
  };
  panel.show(draw);
  Damage damage(1280, 800);
  static_cast<void>(damage.update(*ImGui::GetDrawData()));
  panel.wait(std::chrono::milliseconds(400));
  panel.press(panel.probe().find("key:5")->rect.center(), draw);
  const auto changed = damage.update(*ImGui::GetDrawData());
  int pixels = 0;
  for (const PixelRect& one : changed) pixels += one.w * one.h;
  EXPECT_GT(pixels, 0);
  EXPECT_LT(pixels, 1280 * 800 / 10);
}

}  // namespace
}  // namespace anteroom::window

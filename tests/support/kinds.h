// A kiosk that stands at one question of the form with every kind, and a finger on it.
#pragma once

#include "kiosk/flow/path.h"
#include "tests/support/every_kind.h"
#include "tests/support/finger.h"

#include <filesystem>
#include <format>

namespace anteroom::testing {

inline std::unique_ptr<ui::Ui> ui_of(ui::Size size, float width_mm, ui::TextSize text) {
  ui::UiOptions options;
  options.metrics = {size, size.w / width_mm};
  const std::filesystem::path atkinson = "/usr/share/fonts/truetype/atkinson-hyperlegible";
  options.fonts = {atkinson / "AtkinsonHyperlegible-Regular.ttf", atkinson / "AtkinsonHyperlegible-Bold.ttf",
                   "/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf"};
  options.text_size = text;
  auto made = ui::Ui::create(options);
  EXPECT_TRUE(made);
  return made ? std::move(*made) : nullptr;
}

class Kinds : public ::testing::Test {
 protected:
  void open(std::string_view link_id, ui::TextSize text = ui::TextSize::medium, ui::Size size = {1280, 800},
            float width_mm = 217) {
    m_visit = m_world.begin({"nrs"});
    flow::Session& session = *m_world.on<flow::Patient>()->session;
    session.visit = forms::Visit({&m_form});
    m_world.on<flow::Patient>()->step = flow::question_at(session, {"kinds", std::string(link_id)});
    m_ui = ui_of(size, width_mm, text);
    m_app = std::make_unique<screens::App>(*m_world.services, std::move(m_world.state));
    m_finger = std::make_unique<Finger>(m_world, *m_ui, *m_app);
  }

  void tap(const std::string& id) { m_finger->tap(id); }
  void type(std::string_view keys) {
    if (m_finger->sees("keys:open")) tap("keys:open");
    for (const char key : keys) tap(key == ' ' ? "key:space" : std::format("key:{}", key));
  }
  [[nodiscard]] bool enabled(std::string_view id) const {
    const ui::Mark* mark = m_finger->probe().find(id);
    return mark != nullptr && mark->enabled;
  }
  // Taps an option wherever in the list it stands.
  void choose(const std::string& id) {
    while (!m_finger->sees(id) && enabled("list:less")) tap("list:less");
    while (!m_finger->sees(id) && enabled("list:more")) tap("list:more");
    tap(id);
  }
  void see_the_end() {
    while (enabled("list:more")) tap("list:more");
  }
  [[nodiscard]] std::string stored(std::string_view link_id) {
    std::string payload = "nothing";
    for (const auto& row : m_world.rows(m_visit.id)) {
      if (row.link_id == link_id) payload = row.payload;
    }
    return payload;
  }
  [[nodiscard]] std::string at() const {
    for (const ui::Mark& mark : m_finger->probe().marks) {
      if (mark.id.starts_with("instance:")) return mark.id.substr(9);
    }
    return m_finger->screen();
  }
  static std::string json(const forms::Answer& answer) { return forms::to_json(answer); }
  static forms::Value code(std::string text) { return forms::Coding{"urn:test", std::move(text)}; }

  forms::Form m_form = every_kind();
  KioskWorld m_world;
  platform::VisitRow m_visit;
  std::unique_ptr<ui::Ui> m_ui;
  std::unique_ptr<screens::App> m_app;
  std::unique_ptr<Finger> m_finger;
};

}  // namespace anteroom::testing

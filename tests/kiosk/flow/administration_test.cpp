// Who works here and what opens the day, changed from the screen: the vault looks for itself who asks, nothing changes
// before its end, and a secret is shown once.
#include "kiosk/flow/open_day.h"
#include "kiosk/flow/staff_export.h"
#include "tests/support/kiosk_world.h"

#include <gmock/gmock.h>
#include <ranges>

namespace anteroom {
namespace {

using namespace flow;
using intent::Tool;
using platform::AuditEvent;
using platform::StaffRole;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::KioskWorld;
using testing::made_up_other_passphrase;
using testing::made_up_passphrase;

constexpr std::string_view pin = "274951";

class Administration : public ::testing::Test {
 protected:
  Administration() {
    add("C. Charge", StaffRole::charge_nurse);
    add("I. Tee", StaffRole::it);
    add("N. Nurse", StaffRole::nurse);
    m_world.open_day();
  }

  std::int64_t add(const std::string& name, StaffRole role) {
    return store().add_staff(name, role, testing::sealed_pin(pin, name)).value();
  }
  void sign_in(std::string_view name, std::string_view digits = pin) {
    m_world.state.screen = Welcome{};
    m_world.clock.pass(std::chrono::minutes{1});
    m_world.send(intent::OpenStaff{});
    ASSERT_NE(m_world.on<SignIn>(), nullptr);
    const auto& people = m_world.on<SignIn>()->people;
    const auto person = std::ranges::find(people, name, &platform::StaffRow::name);
    ASSERT_NE(person, people.end());
    m_world.send(intent::PickPerson{static_cast<int>(person - people.begin())});
    m_world.type(digits);
    m_world.send(intent::Continue{});
    m_world.work();
  }
  void open(Tool tool, std::string_view name = "I. Tee") {
    sign_in(name);
    m_world.send(intent::OpenTool{tool});
  }
  // On the page of somebody in the list.
  void touch(std::string_view name) {
    const auto& people = screen().people;
    const auto person = std::ranges::find(people, name, &platform::StaffRow::name);
    ASSERT_NE(person, people.end());
    m_world.send(intent::PickPerson{static_cast<int>(person - people.begin())});
  }
  void prove(std::string_view passphrase) {
    for (const auto part : std::views::split(passphrase, ' ')) {
      const std::string word{std::string_view(part)};
      const auto offered = [&] { return offered_words(keys().proof, *m_world.services); };
      for (const char letter : word) {
        if (std::ranges::contains(offered(), word)) break;
        m_world.send(intent::Type{static_cast<char32_t>(letter)});
      }
      const auto words = offered();
      m_world.send(intent::Choose{static_cast<int>(std::ranges::find(words, word) - words.begin())});
    }
    m_world.send(intent::Continue{});
  }
  [[nodiscard]] bool opens_the_day(std::string_view passphrase) {
    return m_world.services->vault.open_day(passphrase).has_value();
  }
  [[nodiscard]] std::vector<std::string> written_down(AuditEvent event) {
    std::vector<std::string> entries;
    const auto trail = store().audit_trail();
    EXPECT_TRUE(trail);
    for (const platform::AuditRow& row : trail->rows) {
      if (row.entry.event == event && row.entry.actor != "kiosk")
        entries.push_back(row.entry.actor + ": " + row.entry.object);
    }
    return entries;
  }
  [[nodiscard]] std::vector<std::string> names() {
    std::vector<std::string> names;
    const auto people = store().staff().value();
    for (const platform::StaffRow& person : people) names.push_back(person.name);
    return names;
  }
  [[nodiscard]] platform::RecordStore& store() { return m_world.store->inner(); }
  [[nodiscard]] staff::People& screen() { return *m_world.staff_on<staff::People>(); }
  [[nodiscard]] staff::Keys& keys() { return *m_world.staff_on<staff::Keys>(); }

  KioskWorld m_world{KioskWorld::Vault::over_a_line};
};

using People = staff::People;
using Keys = staff::Keys;

TEST_F(Administration, somebody_new_gets_a_pin_that_fits) {
  open(Tool::people);
  m_world.send(intent::Continue{});
  m_world.type("T. Okafor");
  m_world.send(intent::Continue{});
  m_world.send(intent::PickRole{StaffRole::charge_nurse});
  m_world.send(intent::Continue{});
  EXPECT_EQ(screen().stage, People::Stage::making);
  m_world.work();
  ASSERT_EQ(screen().stage, People::Stage::pin);
  const std::string digits = screen().pin;
  m_world.send(intent::Continue{});
  EXPECT_EQ(screen().stage, People::Stage::list);
  EXPECT_EQ(screen().pin, "") << "shown once";
  sign_in("T. Okafor", digits);
  ASSERT_NE(m_world.on<Staff>(), nullptr);
  EXPECT_EQ(m_world.on<Staff>()->role, StaffRole::charge_nurse);
  EXPECT_THAT(written_down(AuditEvent::staff_added), Contains("staff 2: staff 4"));
}

TEST_F(Administration, a_name_stands_once_and_has_no_quotation_mark) {
  open(Tool::people);
  m_world.send(intent::Continue{});
  m_world.type("N. \"Nurse");
  EXPECT_EQ(screen().name, "N. Nurse");
  m_world.send(intent::Continue{});
  m_world.send(intent::Continue{});
  m_world.work();
  EXPECT_EQ(screen().stage, People::Stage::name);
  EXPECT_EQ(screen().problem, People::Problem::taken);
  // What is said of a name goes with it.
  m_world.send(intent::Erase{});
  EXPECT_EQ(screen().problem, People::Problem::none);
  EXPECT_EQ(names().size(), 3U);
}

TEST_F(Administration, a_new_pin_takes_the_place_of_the_one_before) {
  open(Tool::people);
  touch("N. Nurse");
  m_world.send(intent::NewPin{});
  m_world.work();
  ASSERT_EQ(screen().stage, People::Stage::pin);
  const std::string digits = screen().pin;
  sign_in("N. Nurse");
  EXPECT_EQ(m_world.on<Staff>(), nullptr) << "the one before fits no more";
  sign_in("N. Nurse", digits);
  EXPECT_NE(m_world.on<Staff>(), nullptr);
  EXPECT_THAT(written_down(AuditEvent::pin_changed), ElementsAre("staff 2: staff 3"));
}

TEST_F(Administration, who_left_is_removed_by_two_touches) {
  open(Tool::people);
  touch("N. Nurse");
  m_world.send(intent::RemovePerson{});
  m_world.send(intent::Back{});
  EXPECT_EQ(screen().stage, People::Stage::person);
  EXPECT_EQ(names().size(), 3U);
  m_world.send(intent::RemovePerson{});
  m_world.send(intent::Continue{});
  EXPECT_EQ(screen().stage, People::Stage::list);
  EXPECT_THAT(names(), ElementsAre("C. Charge", "I. Tee"));
  EXPECT_THAT(written_down(AuditEvent::staff_removed), ElementsAre("staff 2: staff 3"));
}

TEST_F(Administration, nobody_removes_themselves_so_one_stays_who_can_add_somebody) {
  open(Tool::people);
  touch("I. Tee");
  m_world.send(intent::RemovePerson{});
  m_world.send(intent::Continue{});
  EXPECT_EQ(screen().problem, People::Problem::own);
  EXPECT_EQ(names().size(), 3U);
}

TEST_F(Administration, who_was_removed_removes_nobody) {
  sign_in("C. Charge");
  const auto charge = m_world.on<Staff>()->id;
  open(Tool::people);
  touch("C. Charge");
  m_world.send(intent::RemovePerson{});
  m_world.send(intent::Continue{});
  EXPECT_THAT(names(), ElementsAre("I. Tee", "N. Nurse"));
  EXPECT_EQ(m_world.services->office.remove_person(charge, "N. Nurse").error().fault, Fault::denied);
}

TEST_F(Administration, a_charge_nurse_says_who_works_here_and_has_no_keys) {
  open(Tool::people, "C. Charge");
  ASSERT_NE(m_world.staff_on<People>(), nullptr);
  touch("I. Tee");
  m_world.send(intent::NewPin{});
  m_world.work();
  EXPECT_EQ(screen().stage, People::Stage::pin);
  open(Tool::keys, "C. Charge");
  EXPECT_NE(m_world.staff_on<staff::VisitList>(), nullptr);
  const auto by = m_world.on<Staff>()->id;
  EXPECT_EQ(m_world.services->office.prepare_epoch(by).error().fault, Fault::denied);
}

TEST_F(Administration, a_nurse_does_neither_whatever_the_screen_says) {
  open(Tool::people, "N. Nurse");
  ASSERT_NE(m_world.staff_on<staff::VisitList>(), nullptr);
  std::get<Staff>(m_world.state.screen).step = People{};
  m_world.send(intent::Continue{});
  EXPECT_EQ(screen().stage, People::Stage::list);
  const auto by = m_world.on<Staff>()->id;
  platform::Office& office = m_world.services->office;
  EXPECT_EQ(office.add_person(by, "X", StaffRole::nurse, "sealed").error().fault, Fault::denied);
  EXPECT_EQ(office.change_pin(by, "I. Tee", "sealed").error().fault, Fault::denied);
  EXPECT_EQ(office.remove_person(by, "I. Tee").error().fault, Fault::denied);
  EXPECT_EQ(names().size(), 3U);
}

TEST_F(Administration, without_a_right_pin_and_an_open_day_nobody_changes_anything) {
  platform::Office& office = m_world.services->office;
  EXPECT_EQ(office.remove_person(2, "N. Nurse").error().fault, Fault::denied) << "who has not signed in";
  sign_in("I. Tee", "000001");
  EXPECT_EQ(office.remove_person(2, "N. Nurse").error().fault, Fault::denied) << "after a wrong PIN";
  sign_in("I. Tee");
  m_world.state.day.reset();
  EXPECT_EQ(office.remove_person(2, "N. Nurse").error().fault, Fault::denied) << "once the day is closed";
  EXPECT_EQ(names().size(), 3U);
}

TEST_F(Administration, one_more_passphrase_counts_once_it_is_on_paper) {
  open(Tool::keys);
  ASSERT_EQ(keys().keys.ways.size(), 2U);
  m_world.send(intent::Continue{});
  prove(made_up_passphrase);
  EXPECT_EQ(keys().stage, Keys::Stage::working);
  m_world.work();
  ASSERT_EQ(keys().stage, Keys::Stage::passphrase);
  EXPECT_EQ(keys().passphrase, made_up_other_passphrase);
  EXPECT_TRUE(store().key_ring()->slots.empty()) << "nothing has been kept";
  m_world.send(intent::Continue{});
  m_world.send(intent::Continue{});
  EXPECT_EQ(keys().stage, Keys::Stage::added);
  EXPECT_EQ(keys().passphrase, "");
  EXPECT_TRUE(m_world.state.day) << "the day stays open";
  EXPECT_TRUE(opens_the_day(made_up_other_passphrase));
  EXPECT_THAT(written_down(AuditEvent::keys_changed), ElementsAre("staff 2: "));
}

TEST_F(Administration, a_passphrase_that_nobody_wrote_down_never_counts) {
  open(Tool::keys);
  m_world.send(intent::Continue{});
  prove(made_up_passphrase);
  m_world.work();
  m_world.send(intent::Back{});
  EXPECT_EQ(keys().stage, Keys::Stage::list);
  EXPECT_TRUE(store().key_ring()->slots.empty());
  EXPECT_FALSE(opens_the_day(made_up_other_passphrase));
}

TEST_F(Administration, wrong_words_prove_nothing) {
  open(Tool::keys);
  m_world.send(intent::Continue{});
  prove("zoom zoom zoom zoom zoom zoom");
  m_world.work();
  ASSERT_EQ(keys().stage, Keys::Stage::proof);
  EXPECT_EQ(keys().proof.problem, OpenDay::Problem::wrong);
  prove(made_up_passphrase);
  m_world.work();
  EXPECT_EQ(keys().stage, Keys::Stage::passphrase);
}

TEST_F(Administration, who_leaves_takes_a_passphrase_along_that_opens_nothing_any_more) {
  open(Tool::keys);
  m_world.send(intent::Continue{});
  prove(made_up_passphrase);
  m_world.work();
  m_world.send(intent::Continue{});
  m_world.send(intent::Continue{});
  m_world.send(intent::Continue{});
  ASSERT_EQ(keys().keys.ways.size(), 3U);
  m_world.send(intent::RemoveWay{keys().keys.ways.front().number});
  m_world.send(intent::Continue{});
  prove(made_up_other_passphrase);
  m_world.work();
  ASSERT_EQ(keys().stage, Keys::Stage::changed);
  EXPECT_FALSE(m_world.state.day) << "what was opened with the old key is closed";
  EXPECT_FALSE(opens_the_day(made_up_passphrase));
  EXPECT_EQ(store().key_ring()->epochs.size(), 2U) << "and answers go to a new one";
  m_world.send(intent::Continue{});
  EXPECT_NE(m_world.on<Welcome>(), nullptr);
  EXPECT_TRUE(opens_the_day(made_up_other_passphrase));
}

TEST_F(Administration, the_last_passphrase_stays) {
  open(Tool::keys);
  m_world.send(intent::RemoveWay{keys().keys.ways.front().number});
  m_world.send(intent::Continue{});
  prove(made_up_passphrase);
  m_world.work();
  EXPECT_EQ(keys().stage, Keys::Stage::list);
  EXPECT_EQ(keys().problem, Keys::Problem::last);
  EXPECT_TRUE(m_world.state.day);
}

TEST_F(Administration, a_new_key_seals_at_once_and_what_was_sealed_before_stays_readable) {
  const std::string before = m_world.services->vault.seal("old", platform::place_of_answer(VisitId{1}, 1)).value();
  open(Tool::keys);
  m_world.send(intent::RotateKey{});
  m_world.send(intent::Continue{});
  m_world.work();
  ASSERT_EQ(keys().stage, Keys::Stage::changed);
  EXPECT_FALSE(m_world.state.day);
  const std::string after = m_world.services->vault.seal("new", platform::place_of_answer(VisitId{1}, 2)).value();
  const auto day = m_world.services->vault.open_day(made_up_passphrase);
  ASSERT_TRUE(day);
  EXPECT_EQ((*day)->open(before, platform::place_of_answer(VisitId{1}, 1)), "old");
  EXPECT_EQ((*day)->open(after, platform::place_of_answer(VisitId{1}, 2)), "new");
  EXPECT_FALSE(testing::made_up_unlocked()->open(after, platform::place_of_answer(VisitId{1}, 2)))
      << "it is another key";
}

TEST_F(Administration, a_backup_goes_onto_the_stick_and_is_written_down_before) {
  m_world.stick.become(platform::StickState::ready);
  open(Tool::backup);
  ASSERT_NE(m_world.staff_on<staff::Export>(), nullptr);
  m_world.pass(stick_poll);
  m_world.send(intent::Continue{});
  EXPECT_THAT(written_down(AuditEvent::exported), ElementsAre("staff 2: backup"));
  m_world.work();
  ASSERT_EQ(m_world.staff_on<staff::Export>()->stage, staff::Export::Stage::done);
  ASSERT_EQ(m_world.stick.files().size(), 1U);
  EXPECT_THAT(m_world.stick.files().begin()->first, ::testing::MatchesRegex("anteroom-kiosk-1-20..-..-..\\.backup"));
  EXPECT_EQ(m_world.stick.files().begin()->second, testing::MadeUpBackup::text);
  m_world.send(intent::Continue{});
  EXPECT_NE(m_world.staff_on<staff::Machine>(), nullptr);
}

TEST_F(Administration, a_backup_that_the_vault_does_not_make_is_said_and_taken_back_from_the_log) {
  m_world.stick.become(platform::StickState::ready);
  sign_in("C. Charge");
  auto& screen = std::get<Staff>(m_world.state.screen);
  screen.step = export_of_kiosk(intent::ExportKind::backup);
  screen.role = StaffRole::it;  // a kiosk that says so: the vault knows better
  m_world.pass(stick_poll);
  m_world.send(intent::Continue{});
  m_world.work();
  ASSERT_NE(m_world.staff_on<staff::Export>(), nullptr);
  EXPECT_EQ(m_world.staff_on<staff::Export>()->problem, staff::Export::Problem::store);
  EXPECT_THAT(m_world.stick.files(), IsEmpty());
  EXPECT_EQ(store().audit_trail()->rows.back().entry.event, AuditEvent::not_exported);
}

TEST_F(Administration, what_a_helper_needs_goes_onto_the_stick_without_a_name) {
  m_world.stick.become(platform::StickState::ready);
  open(Tool::support);
  m_world.pass(stick_poll);
  m_world.send(intent::Continue{});
  m_world.work();
  ASSERT_EQ(m_world.stick.files().size(), 1U);
  EXPECT_EQ(m_world.stick.files().begin()->second, "1 checks, 3 names to leave out");
  EXPECT_THAT(written_down(AuditEvent::exported), ElementsAre("staff 2: support"));
}

TEST_F(Administration, backup_and_support_are_its_alone) {
  m_world.stick.become(platform::StickState::ready);
  for (const Tool tool : {Tool::backup, Tool::support}) {
    open(tool, "C. Charge");
    EXPECT_NE(m_world.staff_on<staff::VisitList>(), nullptr);
    std::get<Staff>(m_world.state.screen).step = export_of_kiosk(intent::ExportKind::backup);
    m_world.pass(stick_poll);
    m_world.send(intent::Continue{});
    m_world.work();
  }
  EXPECT_THAT(m_world.stick.files(), IsEmpty());
  EXPECT_THAT(written_down(AuditEvent::exported), IsEmpty());
}

}  // namespace
}  // namespace anteroom

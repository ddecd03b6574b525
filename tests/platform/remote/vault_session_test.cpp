// The vault behind a line: what the kiosk's process gets of it, and what nobody gets.
#include "platform/vault/sign_in.h"
#include "tests/platform/store/store_folder.h"
#include "tests/support/store_over_a_line.h"

#include <future>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <print>
#include <sys/socket.h>

namespace anteroom::platform {
namespace {

using testing::made_up_passphrase;
using testing::made_up_unlocked;
using testing::made_up_vault;

class VaultOverALine : public StoreFolder {
 protected:
  VaultOverALine() {
    auto store = open_record_store(file(), right_key, OpenMode::create);
    if (!store) throw std::runtime_error(store.error().detail);
    m_store = std::move(*store);
    if (!m_store->keep_identities(identity_sealer(m_keys))) throw std::runtime_error("no sealer");
    m_served.emplace(
        *m_store, m_keys, m_clock,
        testing::Findings{
            .examine = [this] { return examine(); },
            .check_records = [] { return std::vector<Check>{{"disk", Condition::broken, "9 MiB free"}}; }});
    m_kiosk.emplace(m_served->lines());
  }

  // A day of forty answers, as the kiosk commits them.
  VisitId answered_visit(int answers = 40) {
    const auto visit = records().start_visit(new_visit(), noon, 17);
    EXPECT_TRUE(visit && records().begin_visit(visit->id, noon));
    for (int sequence = 1; sequence <= answers; ++sequence) {
      const auto sealed = m_kiosk->seal("{\"i\":3}", place_of_answer(visit->id, sequence));
      EXPECT_TRUE(sealed && records().commit_answer(visit->id, {sequence, "phq-9", "9", *sealed, noon}, 40, {}));
    }
    return visit->id;
  }
  [[nodiscard]] KioskRecords& records() { return m_kiosk->records(); }
  [[nodiscard]] testing::ServedVault& served() { return *m_served; }
  [[nodiscard]] Line& line(VaultLine which) { return *m_served->lines().at(static_cast<std::size_t>(which)); }

  virtual Result<std::vector<std::string>> examine() { return std::vector<std::string>{"page 7"}; }

  testing::HandClock m_clock;
  Vault m_keys = made_up_vault();
  std::unique_ptr<RecordStore> m_store;
  std::optional<testing::ServedVault> m_served;
  std::optional<RemoteVault> m_kiosk;
};

TEST_F(VaultOverALine, what_was_sealed_opens_while_the_day_is_open_and_not_after) {
  const VisitId visit = answered_visit();
  const auto rows = records().answers(visit);
  ASSERT_TRUE(rows && rows->size() == 40);
  auto day = m_kiosk->open_day(made_up_passphrase);
  ASSERT_TRUE(day) << day.error().detail;
  for (const AnswerRow& row : *rows)
    EXPECT_EQ((*day)->open(row.payload, place_of_answer(visit, row.sequence)), "{\"i\":3}");
  EXPECT_EQ((*day)->open(rows->front().payload, place_of_answer(visit, 2)).error().fault, Fault::corrupt);
  auto second = m_kiosk->open_day(made_up_passphrase);
  ASSERT_TRUE(second);
  EXPECT_EQ((*day)->open(rows->front().payload, place_of_answer(visit, 1)).error().fault, Fault::denied)
      << "the day before";
  const std::int64_t number = 2;
  EXPECT_TRUE((*second)->open(rows->front().payload, place_of_answer(visit, 1)));
  second->reset();
  EXPECT_EQ(
      (wire::ask<QuickCalls, &VaultDesk::open>(line(VaultLine::quick), number, std::string_view(rows->front().payload),
                                               std::string_view(place_of_answer(visit, 1)))
           .error()
           .fault),
      Fault::denied)
      << "nobody holds it any more";
}

TEST_F(VaultOverALine, a_peer_without_an_open_day_opens_none_of_1000_records) {
  int opened = 0;
  int tried = 0;
  for (int count = 0; count < 25; ++count) {
    const VisitId visit = answered_visit();
    const auto rows = records().answers(visit);
    ASSERT_TRUE(rows);
    for (const AnswerRow& row : *rows) {
      const std::string place = place_of_answer(visit, row.sequence);
      // Whatever number stands for a day, open or to come.
      for (const std::int64_t day : {0, 1, 2, -1}) {
        if (wire::ask<QuickCalls, &VaultDesk::open>(line(VaultLine::quick), day, std::string_view(row.payload),
                                                    std::string_view(place)))
          ++opened;
      }
      ++tried;
    }
  }
  EXPECT_FALSE(m_kiosk->open_day("abacus abdomen abdominal abide abiding wrong"));
  records().open_identities([](std::string_view, std::string_view) { return Result<std::string>("mine"); });
  const auto rows = records().visits(noon, noon + std::chrono::hours{1});
  ASSERT_TRUE(rows && rows->size() == 25);
  for (const VisitRow& row : *rows) EXPECT_EQ(row.facts.record_number, "");
  std::println("write-only over the line: {} of {} records opened", opened, tried);
  EXPECT_EQ(opened, 0);
  EXPECT_EQ(tried, 1000);
}

TEST_F(VaultOverALine, opens_no_pin_and_nothing_of_its_own) {
  const auto day = m_kiosk->open_day(made_up_passphrase);
  ASSERT_TRUE(day);
  const std::string verifier = testing::sealed_pin("402817", "Rosa");
  EXPECT_TRUE(made_up_unlocked()->open(verifier, place_of_pin("Rosa"))) << "it would open";
  EXPECT_EQ((*day)->open(verifier, place_of_pin("Rosa")).error().fault, Fault::denied);
  EXPECT_EQ((*day)->open(verifier, "audit 1 1").error().fault, Fault::denied);
  EXPECT_EQ(m_kiosk->seal("mine", place_of_pin("Rosa")).error().fault, Fault::denied);
  EXPECT_EQ(m_kiosk->seal("mine", "audit 1 1").error().fault, Fault::denied);
}

TEST_F(VaultOverALine, says_how_the_records_are_while_no_day_is_open) {
  const auto checks = m_kiosk->check_records();
  ASSERT_TRUE(checks && checks->size() == 1);
  EXPECT_EQ(checks->front().name, "disk");
  EXPECT_EQ(checks->front().condition, Condition::broken);
  EXPECT_EQ(checks->front().text, "9 MiB free");
}

// A kiosk that was taken over asks what it likes; the vault counts all the same.
class PinOverALine : public VaultOverALine {
 protected:
  PinOverALine() {
    m_rosa = m_store->add_staff("Rosa", StaffRole::nurse, m_verifier).value_or(0);
    m_day = m_kiosk->open_day(made_up_passphrase).value_or(nullptr);
  }
  Result<bool> check(std::string_view pin) { return m_day->is_pin_of("Rosa", m_verifier, pin); }
  Result<bool> count_and_check(std::string_view pin) {
    if (const auto counted = records().count_sign_in(m_rosa, noon); !counted) return std::unexpected(counted.error());
    return check(pin);
  }
  [[nodiscard]] int failed() { return m_store->staff()->front().failed_attempts; }

  std::string m_verifier = testing::sealed_pin("402817", "Rosa");
  std::int64_t m_rosa = 0;
  std::shared_ptr<const Unlocked> m_day;
};

TEST_F(PinOverALine, each_look_was_counted_before) {
  ASSERT_TRUE(m_day);
  EXPECT_EQ(check("402817").error().fault, Fault::denied) << "not counted";
  EXPECT_EQ(count_and_check("402818"), false);
  EXPECT_EQ(check("402817").error().fault, Fault::denied) << "counted once, looked at once";
  EXPECT_EQ(failed(), 1);
  ASSERT_TRUE(records().count_sign_in(m_rosa, noon));
  EXPECT_EQ(m_day->is_pin_of("Mia", m_verifier, "402817").error().fault, Fault::denied) << "counted for another";
  EXPECT_EQ(m_day->is_pin_of("Rosa", testing::sealed_pin("402818", "Rosa"), "402818").error().fault, Fault::denied)
      << "not the PIN that is hers today";
  EXPECT_EQ(check("402817"), true);
  EXPECT_EQ(failed(), 2);
  EXPECT_EQ(records().count_sign_in(99, noon).error().fault, Fault::not_found);
}

TEST_F(PinOverALine, tries_are_forgotten_after_a_right_one_only) {
  ASSERT_TRUE(m_day);
  EXPECT_EQ(records().clear_sign_ins(m_rosa).error().fault, Fault::denied);
  EXPECT_EQ(count_and_check("402818"), false);
  EXPECT_EQ(records().clear_sign_ins(m_rosa).error().fault, Fault::denied);
  EXPECT_EQ(count_and_check("402817"), true);
  ASSERT_TRUE(records().clear_sign_ins(m_rosa));
  EXPECT_EQ(failed(), 0);
  EXPECT_EQ(count_and_check("402818"), false);
  EXPECT_EQ(records().clear_sign_ins(m_rosa).error().fault, Fault::denied) << "the last one was wrong";
  EXPECT_EQ(failed(), 1);
}

TEST_F(PinOverALine, after_five_there_is_a_wait_and_after_ten_no_more) {
  ASSERT_TRUE(m_day);
  for (int tried = 1; tried <= 10; ++tried) {
    const auto wait = delay_after(tried - 1).wait;
    if (wait.count() > 0) {
      m_clock.pass(wait - std::chrono::milliseconds{1});
      EXPECT_EQ(records().count_sign_in(m_rosa, noon).error().fault, Fault::denied) << tried;
      m_clock.pass(std::chrono::milliseconds{1});
    }
    ASSERT_TRUE(records().count_sign_in(m_rosa, noon)) << tried;
  }
  m_clock.pass(std::chrono::hours{1});
  EXPECT_EQ(records().count_sign_in(m_rosa, noon).error().fault, Fault::denied);
  EXPECT_EQ(failed(), 10);
}

// Everything of the office that changes something or hands something out.
std::vector<Fault> asked_for(Office& office, std::int64_t by) {
  const auto fault = [](const auto& answer) { return answer ? Fault::internal : answer.error().fault; };
  return {fault(office.add_person(by, "Mia", StaffRole::it, "sealed")),
          fault(office.change_pin(by, "Rosa", "sealed")),
          fault(office.remove_person(by, "Rosa")),
          fault(office.keep_keys(by)),
          fault(office.prepare_passphrase(by, made_up_passphrase)),
          fault(office.prepare_removal(by, 1, made_up_passphrase)),
          fault(office.prepare_epoch(by)),
          fault(office.begin_backup(by)),
          fault(office.backup_part(by, 0))};
}

TEST_F(PinOverALine, nothing_is_administered_without_a_right_pin_of_somebody_who_may) {
  ASSERT_TRUE(m_day);
  const auto none = ::testing::Each(Fault::denied);
  for (const std::int64_t by : {std::int64_t{0}, std::int64_t{99}, m_rosa}) EXPECT_THAT(asked_for(*m_kiosk, by), none);
  ASSERT_EQ(count_and_check("402817"), true);
  EXPECT_THAT(asked_for(*m_kiosk, m_rosa), none) << "a nurse may nothing of it";
  EXPECT_EQ(m_store->staff()->size(), 1U);
}

TEST_F(PinOverALine, it_have_the_office_until_the_day_is_closed_or_the_pin_was_wrong) {
  const std::string verifier = testing::sealed_pin("402817", "Tee");
  const auto tee = m_store->add_staff("Tee", StaffRole::it, verifier).value();
  const auto types = [&](std::string_view pin) {
    return records().count_sign_in(tee, noon) && m_day->is_pin_of("Tee", verifier, pin).value_or(false);
  };
  ASSERT_TRUE(types("402817"));
  EXPECT_EQ(m_kiosk->keep_keys(tee).error().fault, Fault::not_found) << "nothing was prepared";
  EXPECT_EQ(m_kiosk->backup_part(tee, 0).error().fault, Fault::not_found) << "nothing was begun";
  EXPECT_EQ(m_kiosk->begin_backup(tee), testing::MadeUpBackup::text.size());
  EXPECT_EQ(m_kiosk->backup_part(tee, 0), testing::MadeUpBackup::text.substr(0, 7));
  EXPECT_EQ(m_kiosk->remove_person(tee, "Tee").error().fault, Fault::conflict);
  ASSERT_TRUE(m_kiosk->add_person(tee, "Mia", StaffRole::nurse, m_kiosk->make_pin("Mia")->sealed));
  EXPECT_FALSE(types("402818"));
  EXPECT_THAT(asked_for(*m_kiosk, tee), ::testing::Each(Fault::denied));
  ASSERT_TRUE(types("402817"));
  m_day.reset();
  EXPECT_THAT(asked_for(*m_kiosk, tee), ::testing::Each(Fault::denied));
}

TEST_F(VaultOverALine, rows_tell_who_they_are_of_on_an_open_day_only) {
  const VisitId visit = answered_visit(1);
  EXPECT_EQ(records().visit(visit)->facts.initials, "");
  auto day = m_kiosk->open_day(made_up_passphrase);
  ASSERT_TRUE(day);
  records().open_identities(identity_opener(*day));
  EXPECT_EQ(records().visit(visit)->facts.initials, "MO");
  records().open_identities({});
  EXPECT_EQ(records().visit(visit)->facts.initials, "");
  records().open_identities(identity_opener(*day));
  day->reset();
  EXPECT_EQ(records().visit(visit)->facts.initials, "") << "nobody holds the day any more";
}

TEST_F(VaultOverALine, a_day_closes_by_itself_whatever_the_kiosk_thinks) {
  const VisitId visit = answered_visit(1);
  const auto day = m_kiosk->open_day(made_up_passphrase);
  records().open_identities(identity_opener(*day));
  const std::string sealed = records().answers(visit)->front().payload;
  m_clock.pass(longest_day - std::chrono::milliseconds{1});
  EXPECT_TRUE((*day)->open(sealed, place_of_answer(visit, 1)));
  EXPECT_EQ(served().session().close_when_over(), std::chrono::milliseconds{1});
  m_clock.pass(std::chrono::milliseconds{1});
  EXPECT_EQ((*day)->open(sealed, place_of_answer(visit, 1)).error().fault, Fault::denied);
  EXPECT_EQ((*day)->is_pin_of("Rosa", testing::sealed_pin("402817", "Rosa"), "402817").error().fault, Fault::denied);
  EXPECT_EQ(records().visit(visit)->facts.initials, "");
}

TEST_F(VaultOverALine, checks_the_audit_trail_where_its_keys_are) {
  m_store->keep_audit(audit_pen(m_clock));
  testing::RepeatingRandom random;
  const auto start = new_audit_start(m_keys, 1, random);
  ASSERT_TRUE(start && m_store->begin_audit(start->start, start->first_key));
  for (int count = 0; count < 600; ++count) ASSERT_TRUE(records().note(AuditEvent::printed, "visit 1"));
  EXPECT_EQ(m_kiosk->check_audit(0).error().fault, Fault::denied) << "the day is closed";
  const auto day = m_kiosk->open_day(made_up_passphrase);
  const auto half = m_kiosk->check_audit(0);
  ASSERT_TRUE(half) << half.error().detail;
  EXPECT_EQ(half->number, checked_at_once);
  EXPECT_FALSE(half->is_done);
  const auto whole = m_kiosk->check_audit(half->number);
  ASSERT_TRUE(whole);
  EXPECT_EQ(whole->number, 601);
  EXPECT_TRUE(whole->is_done && !whole->fault);
  EXPECT_EQ(m_kiosk->check_audit(7).error().fault, Fault::conflict);
  EXPECT_EQ(records().audit_anchor()->value(), anchor_of(**m_store->audit_state()));
}

TEST_F(VaultOverALine, a_request_that_is_none_ends_the_line_and_does_nothing) {
  const VisitId visit = answered_visit(2);
  wire::Writer cut;
  cut.number(QuickCalls::number<&KioskRecords::end_visit>());
  put(cut, visit);
  EXPECT_FALSE(line(VaultLine::quick).ask(cut.text())) << "arguments are missing";
  EXPECT_EQ(records().visit(visit).error().fault, Fault::unavailable) << "nobody is there any more";
  EXPECT_FALSE(m_kiosk->stands());
  EXPECT_FALSE(line(VaultLine::slow).ask("\xff\xff")) << "no such call";
  wire::Writer elsewhere;
  elsewhere.number(std::uint16_t{1});
  put(elsewhere, visit);
  EXPECT_FALSE(line(VaultLine::examination).ask(elsewhere.text())) << "a call of another line";
  served().end();
  for (const auto each : {VaultLine::quick, VaultLine::slow, VaultLine::examination})
    EXPECT_EQ(served().how_it_ended(each), LineEnd::nonsense);
  EXPECT_EQ(m_store->visit(visit)->state, VisitState::in_progress);
  EXPECT_EQ(m_store->answers(visit)->size(), 2U);
}

TEST_F(VaultOverALine, what_waits_long_holds_up_nothing_else) {
  std::promise<void> let_go;
  m_kiosk.reset();
  m_served.reset();
  m_served.emplace(*m_store, m_keys, m_clock, testing::Findings{.examine = [&]() -> Result<std::vector<std::string>> {
    let_go.get_future().wait();
    return std::vector<std::string>{"page 7"};
  }});
  m_kiosk.emplace(m_served->lines());
  auto examined = std::async(std::launch::async, [&] { return m_kiosk->examine(); });
  EXPECT_TRUE(m_kiosk->open_day(made_up_passphrase));
  EXPECT_TRUE(records().staff());
  EXPECT_EQ(examined.wait_for(std::chrono::milliseconds{0}), std::future_status::timeout);
  let_go.set_value();
  EXPECT_EQ(examined.get(), std::vector<std::string>{"page 7"});
}

TEST_F(VaultOverALine, nothing_acknowledged_is_lost_when_the_vault_dies) {
  const VisitId visit = answered_visit(5);
  served().end();
  const auto lost = records().commit_answer(visit, {6, "phq-9", "9", "s", noon}, 40, {});
  ASSERT_FALSE(lost);
  EXPECT_EQ(lost.error().fault, Fault::unavailable);
  EXPECT_FALSE(m_kiosk->stands());
  m_kiosk.reset();
  m_served.reset();
  m_store.reset();
  const auto again = open_record_store(file(), right_key, OpenMode::existing);
  ASSERT_TRUE(again);
  EXPECT_EQ((*again)->answers(visit)->size(), 5U);
  EXPECT_EQ((*again)->visit(visit)->state, VisitState::incomplete);
}

// ---- the line itself ------------------------------------------------------------------------------------------------

class BareLine : public ::testing::Test {
 protected:
  // What becomes of these bytes, and nothing behind them.
  LineEnd end_of(std::string_view bytes) {
    auto ends = *line_pair();
    // On a thread of its own: it may be more than a socket holds.
    const std::jthread sender([&ends, bytes] {
      for (std::string_view rest = bytes; !rest.empty();) {
        const ssize_t sent = ::send(ends[0].number(), rest.data(), rest.size(), MSG_NOSIGNAL);
        if (sent <= 0) break;
        rest.remove_prefix(static_cast<std::size_t>(sent));
      }
      ::shutdown(ends[0].number(), SHUT_WR);
    });
    return serve_line(ends[1], {.answer = [this](std::string_view) {
                        ++m_answered;
                        return std::string();
                      }});
  }
  int m_answered = 0;
};

TEST_F(BareLine, ends_well_between_two_requests_only) {
  EXPECT_EQ(end_of(""), LineEnd::hung_up);
  EXPECT_EQ(end_of(std::string_view("\2\0\0\0ab", 6)), LineEnd::hung_up);
  EXPECT_EQ(m_answered, 1);
  EXPECT_EQ(end_of(std::string_view("\2\0\0\0a", 5)), LineEnd::nonsense) << "cut short";
  EXPECT_EQ(end_of(std::string_view("\2\0", 2)), LineEnd::nonsense) << "in the middle of a length";
  EXPECT_EQ(end_of(std::string_view("\xff\xff\xff\xff", 4)), LineEnd::nonsense);
  EXPECT_EQ(m_answered, 1);
}

TEST_F(BareLine, takes_no_request_that_is_too_long) {
  const std::string longest(std::size_t{1} << 20U, 'a');
  EXPECT_EQ(end_of(std::string("\0\0\x10\0", 4) + longest), LineEnd::hung_up);
  EXPECT_EQ(m_answered, 1);
  EXPECT_EQ(end_of(std::string("\1\0\x10\0", 4) + longest + 'a'), LineEnd::nonsense) << "a byte more than may be";
  EXPECT_EQ(m_answered, 1);
}

TEST_F(BareLine, knows_who_is_at_the_other_end) {
  const auto ends = *line_pair();
  EXPECT_EQ(peer_of(ends[1])->user, own_user());
  EXPECT_EQ(peer_of(ends[1])->process, ::getpid());
  EXPECT_EQ(*user_named("root"), 0U);
  EXPECT_EQ(user_named("nobody at all").error().fault, Fault::not_found);
}

TEST_F(BareLine, a_reply_that_is_none_is_a_failure_and_the_last) {
  auto ends = *line_pair();
  std::thread other([&] { (void)serve_line(ends[1], {.answer = [](std::string_view) { return std::string("\2"); }}); });
  SocketLine line(std::move(ends[0]), "the vault");
  const std::int64_t after = 0;
  EXPECT_EQ((wire::ask<QuickCalls, &VaultDesk::check_audit>(line, after)).error().fault, Fault::unavailable);
  EXPECT_FALSE(line.stands());
  other.join();
}

}  // namespace
}  // namespace anteroom::platform

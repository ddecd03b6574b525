// The audit trail as the store writes it and the vault checks it: real entries in a real file, then a thousand ways to
// tamper with them.
#include "platform/vault/audit.h"

#include "tests/platform/store/store_folder.h"
#include "tests/support/hand_clock.h"
#include "tests/support/kiosk_keys.h"
#include "tests/support/repeating_random.h"

#include <functional>
#include <random>

namespace anteroom::platform {
namespace {

using testing::HandClock;
using testing::made_up_unlocked;
using testing::made_up_vault;

class AuditTest : public StoreFolder {
 protected:
  // A store that keeps its trail, begun for the newest epoch.
  std::unique_ptr<RecordStore> audited() {
    auto store = open();
    store->keep_audit(audit_pen(m_clock));
    begin(*store, made_up_vault(), 1);
    return store;
  }

  void begin(RecordStore& store, const Vault& vault, std::int64_t first) {
    testing::RepeatingRandom random;
    const auto start = new_audit_start(vault, first, random);
    ASSERT_TRUE(start);
    ASSERT_TRUE(store.begin_audit(start->start, start->first_key));
  }

  // A morning: two visits, one of them with an alert, and a wrong PIN.
  AuditTrail morning() {
    const auto store = audited();
    store->act_as("staff 1");
    const auto first = store->start_visit(new_visit(), noon, 1);
    const auto second = store->start_visit(new_visit("KZ-1043"), noon, 2);
    EXPECT_TRUE(first && second);
    store->act_as("patient");
    EXPECT_TRUE(store->begin_visit(first->id, noon));
    EXPECT_TRUE(store->commit_answer(first->id, {1, "phq-9", "9", "sealed", noon}, 1,
                                     NewAlert{AlertKind::safety_answer, "phq-9", "9", noon}));
    EXPECT_TRUE(store->end_visit(first->id, VisitState::finished, noon));
    const auto person = store->add_staff("Rosa", StaffRole::nurse, "verifier");
    EXPECT_TRUE(store->count_sign_in(*person, noon));
    EXPECT_TRUE(store->note(AuditEvent::printed, "visit 1"));
    EXPECT_TRUE(store->end_visit(second->id, VisitState::cancelled, noon));
    return *store->audit_trail();
  }

  HandClock m_clock;
};

TEST_F(AuditTest, whatever_happens_writes_its_entry_with_who_and_what_by_number) {
  const AuditTrail trail = morning();
  std::vector<std::string> told;
  for (const AuditRow& row : trail.rows)
    told.push_back(std::format("{} {} {}", row.entry.actor, static_cast<int>(row.entry.event), row.entry.object));
  const auto line = [](std::string_view actor, AuditEvent event, std::string_view object) {
    return std::format("{} {} {}", actor, static_cast<int>(event), object);
  };
  EXPECT_EQ(told, (std::vector<std::string>{
                      line("kiosk", AuditEvent::chain_begun, "epoch 1"),
                      line("staff 1", AuditEvent::visit_started, "visit 1"),
                      line("staff 1", AuditEvent::visit_started, "visit 2"),
                      line("patient", AuditEvent::checked_in, "visit 1"),
                      line("patient", AuditEvent::alert_raised, "alert 1"),
                      line("patient", AuditEvent::visit_finished, "visit 1"),
                      line("patient", AuditEvent::staff_added, "staff 1"),
                      line("patient", AuditEvent::pin_tried, "staff 1"),
                      line("patient", AuditEvent::printed, "visit 1"),
                      line("patient", AuditEvent::visit_cancelled, "visit 2"),
                  }));
  EXPECT_FALSE(check_audit(trail, *made_up_unlocked(), anchor_of(trail.state)));
}

TEST_F(AuditTest, what_fails_writes_nothing_and_what_cannot_be_written_does_not_happen) {
  const auto store = open();
  store->keep_audit(audit_pen(m_clock));
  EXPECT_EQ(store->start_visit(new_visit(), noon, 1).error().fault, Fault::conflict) << "the chain has not begun";
  EXPECT_TRUE(store->visits(noon, noon + std::chrono::hours{1})->empty());
  begin(*store, made_up_vault(), 1);
  EXPECT_FALSE(store->begin_visit(VisitId{77}, noon));
  EXPECT_EQ(store->audit_trail()->rows.size(), 1U);
}

TEST_F(AuditTest, a_visit_that_a_power_cut_ended_is_in_the_trail_once_by_the_kiosk_that_starts_again) {
  {
    const auto store = audited();
    store->act_as("patient");
    const auto cut_short = store->start_visit(new_visit(), noon, 1);
    const auto waiting = store->start_visit(new_visit("KZ-1043"), noon, 2);
    ASSERT_TRUE(cut_short && waiting && store->begin_visit(cut_short->id, noon));
  }
  m_clock.pass(std::chrono::hours{3});
  const auto start = [&](OpenMode mode) {
    auto opened = open_record_store(file(), right_key, mode, 0, audit_pen(m_clock));
    EXPECT_TRUE(opened);
    return std::move(*opened);
  };
  const auto entries = [](RecordStore& store) {
    std::vector<AuditRow> found;
    const auto trail = store.audit_trail();
    for (const AuditRow& row : trail->rows)
      if (row.entry.event == AuditEvent::visit_incomplete) found.push_back(row);
    return found;
  };
  const auto beside = start(OpenMode::beside);
  EXPECT_TRUE(entries(*beside).empty()) << "next to a running kiosk nothing is settled";
  for (int again = 0; again < 2; ++again) {
    const auto store = start(OpenMode::existing);
    const auto found = entries(*store);
    ASSERT_EQ(found.size(), 1U) << "once, also at a second start";
    EXPECT_EQ(found.front().entry.actor, "kiosk");
    EXPECT_EQ(found.front().entry.object, "visit 1");
    EXPECT_EQ(found.front().entry.at.wall, m_clock.now());
    const AuditTrail trail = *store->audit_trail();
    EXPECT_FALSE(check_audit(trail, *made_up_unlocked(), anchor_of(trail.state)));
  }
}

TEST_F(AuditTest, a_visit_is_ended_at_the_start_also_where_no_trail_has_begun) {
  {
    const auto store = open();
    const auto cut_short = store->start_visit(new_visit(), noon, 1);
    ASSERT_TRUE(cut_short && store->begin_visit(cut_short->id, noon));
  }
  const auto opened = open_record_store(file(), right_key, OpenMode::existing, 0, audit_pen(m_clock));
  ASSERT_TRUE(opened);
  EXPECT_EQ((*opened)->visit(VisitId{1})->state, VisitState::incomplete);
  EXPECT_TRUE((*opened)->audit_trail()->rows.empty());
}

TEST_F(AuditTest, the_chain_goes_on_over_a_restart_and_a_new_epoch) {
  audited().reset();
  auto store = open();
  store->keep_audit(audit_pen(m_clock));
  ASSERT_TRUE(store->note(AuditEvent::started, {}));
  const Vault before = made_up_vault();
  auto ring = before.with_new_epoch(noon);
  ASSERT_TRUE(ring && store->set_key_ring(*ring));
  const auto after = Vault::create(testing::key_full_of(7), *ring);
  begin(*store, *after, store->audit_state()->value().number + 1);
  ASSERT_TRUE(store->note(AuditEvent::day_opened, {}));
  const auto trail = *store->audit_trail();
  EXPECT_EQ(trail.rows.size(), 5U);
  EXPECT_EQ(trail.starts.size(), 2U);
  const auto unlocked = after->unlock(testing::made_up_passphrase);
  ASSERT_TRUE(unlocked);
  EXPECT_FALSE(check_audit(trail, **unlocked, anchor_of(trail.state)));
}

TEST_F(AuditTest, newest_entries_come_first_a_page_at_a_time) {
  const auto store = audited();
  for (int time = 0; time < 5; ++time) ASSERT_TRUE(store->note(AuditEvent::started, {}));
  const auto page = store->audit_rows(6, 2);
  ASSERT_EQ(page->size(), 2U);
  EXPECT_EQ(page->front().number, 5);
  EXPECT_EQ(page->back().number, 4);
}

TEST_F(AuditTest, of_a_thousand_ways_to_tamper_every_one_is_found) {
  const AuditTrail whole = morning();
  std::mt19937 random(20261125);
  const auto below = [&](std::size_t end) { return std::uniform_int_distribution<std::size_t>(0, end - 1)(random); };
  // Each returns false where it would change nothing.
  const std::vector<std::function<bool(AuditTrail&)>> ways = {
      [&](AuditTrail& trail) {
        AuditRow& row = trail.rows[below(trail.rows.size())];
        switch (below(8)) {
          case 0: row.entry.actor += "1"; break;
          case 1: row.entry.object = "visit 9"; break;
          case 2: row.entry.event = AuditEvent::exported; break;
          case 3: row.entry.at.wall += std::chrono::milliseconds{1}; break;
          case 4: row.entry.at.since_boot += std::chrono::milliseconds{1}; break;
          case 5: row.entry.at.boot_id += "0"; break;
          case 6: row.entry.at.synchronised = !row.entry.at.synchronised; break;
          default: row.mac[below(32)] ^= std::byte{1}; break;
        }
        return true;
      },
      [&](AuditTrail& trail) {  // gone
        trail.rows.erase(trail.rows.begin() + static_cast<std::ptrdiff_t>(below(trail.rows.size())));
        return true;
      },
      [&](AuditTrail& trail) {  // gone, and the rest moved up
        const std::size_t at = below(trail.rows.size());
        trail.rows.erase(trail.rows.begin() + static_cast<std::ptrdiff_t>(at));
        for (std::size_t next = at; next < trail.rows.size(); ++next) --trail.rows[next].number;
        --trail.state.number;
        return true;
      },
      [&](AuditTrail& trail) {  // exchanged, with the numbers put right
        const std::size_t one = below(trail.rows.size());
        const std::size_t other = below(trail.rows.size());
        if (one == other) return false;
        std::swap(trail.rows[one].entry, trail.rows[other].entry);
        return trail.rows[one].entry.event != trail.rows[other].entry.event ||
               trail.rows[one].entry.object != trail.rows[other].entry.object;
      },
      [&](AuditTrail& trail) {  // put in
        const std::size_t at = below(trail.rows.size());
        AuditRow row = trail.rows[at];
        trail.rows.insert(trail.rows.begin() + static_cast<std::ptrdiff_t>(at), row);
        for (std::size_t next = at + 1; next < trail.rows.size(); ++next) ++trail.rows[next].number;
        ++trail.state.number;
        return true;
      },
      [&](AuditTrail& trail) {  // cut off, and nothing else
        trail.rows.resize(trail.rows.size() - 1 - below(trail.rows.size() - 1));
        return true;
      },
      [&](AuditTrail& trail) {  // the beginning of the keys
        std::string& sealed = trail.starts.front().sealed_key;
        sealed[below(sealed.size())] ^= 1;
        return true;
      },
  };
  const auto unlocked = made_up_unlocked();
  int tampered = 0;
  int found = 0;
  while (tampered < 1000) {
    AuditTrail trail = whole;
    if (!ways[below(ways.size())](trail)) continue;
    ++tampered;
    if (check_audit(trail, *unlocked, std::nullopt)) ++found;
  }
  RecordProperty("tampered", tampered);
  RecordProperty("found", found);
  EXPECT_EQ(found, tampered);
}

TEST_F(AuditTest, what_lies_beside_the_entries_is_checked_too) {
  const AuditTrail whole = morning();
  const auto fault_after = [&](const auto& change) {
    AuditTrail trail = whole;
    change(trail);
    const auto fault = check_audit(trail, *made_up_unlocked(), std::nullopt);
    return fault ? fault->number : 0;
  };
  const std::int64_t behind_the_end = whole.state.number + 1;
  EXPECT_EQ(fault_after([](AuditTrail&) {}), 0);
  EXPECT_EQ(fault_after([](AuditTrail& trail) { trail.starts.clear(); }), 1) << "no first key";
  EXPECT_EQ(fault_after([](AuditTrail& trail) {
              trail.starts.clear();
              trail.rows.erase(trail.rows.begin());
            }),
            1);
  EXPECT_EQ(fault_after([](AuditTrail& trail) {
              trail.starts.push_back(trail.starts.front());
              trail.starts.back().first = 99;
            }),
            99)
      << "a key of an entry that is not there";
  EXPECT_EQ(fault_after([](AuditTrail& trail) {
              trail.starts.front().sealed_key = *made_up_vault().seal("too short for a key", "audit 1 1");
            }),
            1);
  EXPECT_EQ(fault_after([](AuditTrail& trail) { trail.state.next_key = testing::key_full_of(3); }), behind_the_end)
      << "nobody could check what is written from here on";
  EXPECT_EQ(fault_after([](AuditTrail& trail) { trail.state.hash.front() ^= std::byte{1}; }), behind_the_end);
}

TEST_F(AuditTest, a_chain_is_checked_in_parts_as_it_is_whole) {
  const auto store = audited();
  const auto unlocked = made_up_unlocked();
  for (int entry = 0; entry < 9; ++entry) ASSERT_TRUE(store->note(AuditEvent::started, {}));
  AuditCheck check;
  for (int part = 0; part < 3; ++part) {
    EXPECT_FALSE(check.take(*store->audit_part(check.number(), 4), *unlocked));
    EXPECT_EQ(check.is_done(), part == 2) << part;
  }
  EXPECT_EQ(check.number(), 10);
  ASSERT_TRUE(store->note(AuditEvent::day_opened, {}));
  AuditTrail part = *store->audit_part(check.number(), 4);
  EXPECT_FALSE(AuditCheck(check).take(part, *unlocked)) << "it has grown";
  part.rows.front().entry.event = AuditEvent::day_closed;
  const auto fault = AuditCheck(check).take(part, *unlocked);
  ASSERT_TRUE(fault);
  EXPECT_EQ(fault->number, 11);
  part.rows.clear();
  EXPECT_TRUE(check.take(part, *unlocked)) << "the end is missing";
}

TEST_F(AuditTest, a_day_has_its_own_entries_and_knows_the_days_beside_it) {
  const auto store = audited();
  const Instant first = m_clock.now();
  m_clock.pass(std::chrono::hours{48});
  ASSERT_TRUE(store->note(AuditEvent::day_opened, {}));
  ASSERT_TRUE(store->note(AuditEvent::day_closed, {}));
  const Instant second = m_clock.now();
  const auto rows = store->audit_between(second, second + std::chrono::hours{1});
  ASSERT_TRUE(rows);
  ASSERT_EQ(rows->size(), 2U);
  EXPECT_EQ(rows->front().entry.event, AuditEvent::day_closed) << "newest first";
  EXPECT_EQ(*store->audit_before(second), first);
  EXPECT_EQ(*store->audit_from(first + std::chrono::milliseconds{1}), second);
  m_clock.pass(std::chrono::hours{48});
  ASSERT_TRUE(store->note(AuditEvent::day_opened, {}));
  EXPECT_EQ(*store->audit_before(m_clock.now()), second) << "the day before, not the first of all";
  EXPECT_EQ(*store->audit_from(first + std::chrono::milliseconds{1}), second);
  EXPECT_EQ(*store->audit_before(first), std::nullopt);
  EXPECT_EQ(*store->audit_from(m_clock.now() + std::chrono::milliseconds{1}), std::nullopt);
}

// Somebody with the whole file can put it back to an hour ago. Only paper tells.
TEST_F(AuditTest, a_chain_that_was_put_back_is_found_by_a_mark_on_paper) {
  const auto store = audited();
  const AuditTrail early = *store->audit_trail();
  ASSERT_TRUE(store->note(AuditEvent::printed, "visit 1"));
  const AuditAnchor printed = anchor_of(store->audit_trail()->state);
  EXPECT_FALSE(check_audit(early, *made_up_unlocked(), std::nullopt));
  const auto cut = check_audit(early, *made_up_unlocked(), printed);
  ASSERT_TRUE(cut);
  EXPECT_EQ(cut->number, 2);

  // Put back, and then gone on with: as many entries, but another one in that place.
  AuditState state = early.state;
  AuditTrail other = early;
  const AuditPen pen = audit_pen(m_clock);
  other.rows.push_back(pen.link(state, {pen.moment(), "staff 1", AuditEvent::started, {}}));
  other.state = state;
  EXPECT_FALSE(check_audit(other, *made_up_unlocked(), std::nullopt));
  EXPECT_TRUE(check_audit(other, *made_up_unlocked(), printed));
}

TEST_F(AuditTest, a_mark_is_read_as_it_was_printed_and_refused_otherwise) {
  const AuditAnchor anchor{1042, "3f9a0c6be1d24477"};
  EXPECT_EQ(*read_anchor(to_string(anchor)), anchor);
  EXPECT_EQ(*read_anchor("1042-3f9a0c6be1d24477"), anchor);
  for (const std::string_view wrong : {"", "1042", "0 3f9a0c6be1d24477", "1042 3f9a", "1042 3F9A0C6BE1D24477",
                                       "1042 3f9a0c6be1d24477 ", "x 3f9a0c6be1d24477", "1042x3f9a0c6be1d24477",
                                       "1042 3f9a0c6be1d2447g", "1042 3f9a0c6be1d2447/", "1042 3f9a0c6be1d2447:"}) {
    EXPECT_EQ(read_anchor(wrong).error().fault, Fault::invalid_input) << wrong;
  }
}

}  // namespace
}  // namespace anteroom::platform

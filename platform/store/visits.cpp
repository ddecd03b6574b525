// Visits: who comes for what, and how far they are.
#include "platform/store/sqlcipher_record_store.h"

#include <algorithm>
#include <format>
#include <ranges>
#include <set>

namespace anteroom::platform {
namespace {

constexpr std::array<std::string_view, 5> visit_words = {"waiting", "in_progress", "finished", "incomplete",
                                                         "cancelled"};
constexpr std::array<std::string_view, 5> summary_words = {"not_printed", "printing", "printed", "saved_not_printed",
                                                           "unclear"};
constexpr std::uint32_t codes = 10'000;

constexpr std::array<std::string_view, 3> sex_words = {"female", "male", "unknown"};

// One column carries the forms of a visit: neither a form's id (see refuse) nor a rule, which is JSON, holds a control
// character.
constexpr char between_forms = '\x1e';
constexpr char between_facts = '\x1f';
constexpr std::string_view select_visit =
    "SELECT id, code, identity, record_index, battery, started_by, state, summary, created_at, begun_at,"
    " finished_at, answered, asked, print_job, printed_at, marked, sex, language, number, time_verified,"
    " (SELECT group_concat(form || char(31) || withheld || unspoken || interpreter || char(31) || rule || char(31) || "
    "version,"
    " char(30)"
    " ORDER BY position) FROM visit_forms WHERE visit = visits.id), handout, handout_state, answers_removed_at FROM "
    "visits ";

std::string visit_where(std::string_view condition) { return std::string(select_visit).append(condition); }

std::vector<std::string> split(const std::string& list, char separator) {
  std::vector<std::string> parts;
  if (list.empty()) return parts;
  for (const auto part : std::views::split(list, separator)) parts.emplace_back(std::string_view(part));
  return parts;
}

void read_forms(Statement& row, const std::string& list, NewVisit& facts) {
  for (const std::string& entry : split(list, between_forms)) {
    const auto parts = split(entry, between_facts);
    if (parts.size() != 4 || parts[1].size() != 3) return row.fail(Fault::corrupt, "a visit's form cannot be read");
    const auto is = [&](std::size_t fact) { return parts[1][fact] == '1'; };
    (is(1) ? facts.unspoken : is(0) ? facts.withheld : facts.forms).push_back(parts[0]);
    if (is(2)) facts.interpreted.push_back(parts[0]);
    if (!parts[2].empty()) facts.rules.emplace(parts[0], parts[2]);
    if (!parts[3].empty()) facts.versions.emplace(parts[0], parts[3]);
  }
}

bool is_letter_or_digit(char character) {
  return (character >= 'A' && character <= 'Z') || (character >= 'a' && character <= 'z') ||
         (character >= '0' && character <= '9');
}

Result<void> refuse(const NewVisit& visit) {
  const auto consists_of = [](const std::string& text, std::string_view others) {
    return std::ranges::all_of(
        text, [&](char character) { return is_letter_or_digit(character) || others.contains(character); });
  };
  if (visit.record_number.empty() || visit.record_number.size() > 20 || !consists_of(visit.record_number, "-.")) {
    return failure(Fault::invalid_input, "a record number has 1 to 20 letters, digits, hyphens or points");
  }
  // Letters of other alphabets are two to four bytes in UTF-8; a continuation byte is no character of its own.
  const auto letters = std::ranges::count_if(
      visit.initials, [](char byte) { return (static_cast<unsigned char>(byte) & 0xc0U) != 0x80; });
  const auto is_ascii_letter = [](char byte) {
    return (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z') || static_cast<unsigned char>(byte) >= 0x80;
  };
  if (letters < 1 || letters > 4 || !std::ranges::all_of(visit.initials, is_ascii_letter)) {
    return failure(Fault::invalid_input, "initials are 1 to 4 letters");
  }
  if (!visit.birth_date.ok()) return failure(Fault::invalid_input, "the birth date is not a day of the calendar");
  if (!consists_of(visit.language, "-"))
    return failure(Fault::invalid_input, "a language is a tag such as es or pt-BR");
  for (const auto& [form, rule] : visit.rules) {
    if (std::ranges::any_of(rule, [](char byte) { return static_cast<unsigned char>(byte) < 0x20; }))
      return failure(Fault::invalid_input, "a form's rule has a control character");
  }
  for (const auto* forms : {&visit.forms, &visit.withheld, &visit.unspoken}) {
    for (const std::string& form : *forms) {
      if (form.empty() || !consists_of(form, "-_.")) {
        return failure(Fault::invalid_input, "a form's id has letters, digits, hyphens, underscores and points");
      }
    }
  }
  return {};
}

}  // namespace

VisitRow SqlcipherRecordStore::visit_of(Statement& row) {
  VisitRow visit;
  visit.id = VisitId{row.integer(0)};
  visit.code = row.text(1);
  visit.facts = {.record_number = {},
                 .initials = {},
                 .birth_date = Date{},
                 .battery = row.text(4),
                 .forms = {},
                 .withheld = {},
                 .started_by = row.text(5),
                 .sex = row.word<Sex>(16, sex_words),
                 .language = row.text(17)};
  visit.facts.time_verified = row.integer(19) != 0;
  read_forms(row, row.text(20), visit.facts);
  tell_identity(row, row.blob(2), row.blob(3), visit);
  visit.number = row.number(18);
  visit.state = row.word<VisitState>(6, visit_words);
  visit.summary = row.word<SummaryState>(7, summary_words);
  visit.created_at = row.instant(8);
  visit.begun_at = row.optional_instant(9);
  visit.finished_at = row.optional_instant(10);
  visit.answered = row.number(11);
  visit.asked = row.number(12);
  if (!row.is_null(13)) visit.print_job = row.number(13);
  visit.printed_at = row.optional_instant(14);
  visit.marked = row.integer(15) != 0;
  visit.handout = split(row.text(21), ' ');
  visit.handout_state = row.word<SummaryState>(22, summary_words);
  visit.answers_removed_at = row.optional_instant(23);
  return visit;
}

Result<std::string> SqlcipherRecordStore::unused_code(std::uint32_t seed) {
  const auto open = rows_of(m_database.query("SELECT code FROM visits WHERE state IN ('waiting', 'in_progress')"),
                            [](Statement& row) { return row.text(0); });
  if (!open) return std::unexpected(open.error());
  const std::set<std::string, std::less<>> taken(open->begin(), open->end());
  for (std::uint32_t step = 0; step < codes; ++step) {
    std::string code = std::format("{:04}", (seed % codes + step) % codes);
    if (!taken.contains(code)) return code;
  }
  return failure(Fault::conflict, "every four-digit code belongs to an open visit: finish or cancel some");
}

Result<VisitRow> SqlcipherRecordStore::start_visit(const NewVisit& visit, Instant at, std::uint32_t code_seed) {
  if (auto refused = refuse(visit); !refused) return std::unexpected(std::move(refused.error()));
  if (auto room = m_database.room(); !room) return std::unexpected(std::move(room.error()));
  return m_database.transaction([&]() -> Result<VisitRow> {
    const auto code = unused_code(code_seed);
    if (!code) return std::unexpected(code.error());
    const auto sealed = seal_identity({visit.record_number, visit.initials, visit.birth_date});
    if (!sealed) return std::unexpected(sealed.error());
    const auto inserted = m_database.run(
        "INSERT INTO visits (code, record_number, initials, birth_date, battery, started_by, created_at, sex, language,"
        " identity, record_index, birth_index, time_verified, number) VALUES (?1, '', '', '', ?2, ?3, ?4, ?5, ?6, ?7, "
        "?8,"
        " ?9, ?10, 1 + (SELECT count(*) FROM visits WHERE record_index = ?8 AND state = 'finished'))",
        {*code, visit.battery, visit.started_by, bound(at), word_of(visit.sex, sex_words), visit.language,
         Blob{sealed->sealed}, Blob{bytes_of(sealed->record)}, Blob{bytes_of(sealed->birth)},
         visit.time_verified ? 1 : 0});
    if (!inserted) return std::unexpected(inserted.error());
    const VisitId id{m_database.last_insert_id()};
    std::int64_t position = 0;
    for (const auto* forms : {&visit.forms, &visit.withheld, &visit.unspoken}) {
      for (const std::string& form : *forms) {
        const auto rule = visit.rules.find(form);
        const auto added = m_database.run(
            "INSERT INTO visit_forms (visit, position, form, withheld, unspoken, interpreter, rule)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            {id.value, ++position, form, forms == &visit.forms ? 0 : 1, forms == &visit.unspoken ? 1 : 0,
             std::ranges::contains(visit.interpreted, form) ? 1 : 0,
             rule == visit.rules.end() ? std::string_view() : std::string_view(rule->second)});
        if (!added) return std::unexpected(added.error());
      }
    }
    if (auto kept = keep_facts(id, visit); !kept) return std::unexpected(std::move(kept.error()));
    if (auto noted = write_audit(AuditEvent::visit_started, object_of(id)); !noted)
      return std::unexpected(std::move(noted.error()));
    return this->visit(id);
  });
}

Result<VisitRow> SqlcipherRecordStore::visit(VisitId id) {
  auto row = row_of_one(
      m_database.query(visit_where("WHERE id = ?"), {id.value}), [this](Statement& each) { return visit_of(each); },
      "there is no such visit");
  if (!row) return row;
  if (auto read = read_facts(*row); !read) return std::unexpected(std::move(read.error()));
  return row;
}

Result<VisitRow> SqlcipherRecordStore::open_visit_by_code(std::string_view code) {
  return row_of_one(
      m_database.query(visit_where("WHERE code = ? AND state IN ('waiting', 'in_progress')"), {code}),
      [this](Statement& row) { return visit_of(row); }, "no open visit has this code");
}

Result<std::vector<VisitRow>> SqlcipherRecordStore::visits(Instant from, Instant to) {
  return rows_of(m_database.query(visit_where("WHERE (created_at >= ? AND created_at < ?) OR (time_verified = 0 AND"
                                              " state <> 'cancelled' AND summary <> 'printed') ORDER BY id"),
                                  {bound(from), bound(to)}),
                 [this](Statement& row) { return visit_of(row); });
}

Result<std::vector<VisitRow>> SqlcipherRecordStore::visits_of(std::string_view record_number) {
  if (!m_sealer) return failure(Fault::conflict, "there is nothing to find a patient with");
  const BlindIndex index = m_sealer->index(std::string("record number\n").append(record_number));
  const auto ids =
      rows_of(m_database.query("SELECT id FROM visits WHERE record_index = ? ORDER BY id", {Blob{bytes_of(index)}}),
              [](Statement& row) { return VisitId{row.integer(0)}; });
  if (!ids) return std::unexpected(ids.error());
  std::vector<VisitRow> rows;
  for (const VisitId id : *ids) {
    auto row = visit(id);
    if (!row) return std::unexpected(std::move(row.error()));
    rows.push_back(std::move(*row));
  }
  return rows;
}

Result<int> SqlcipherRecordStore::count_check_in(VisitId id) {
  return row_of_one(
      m_database.query("UPDATE visits SET check_ins = check_ins + 1 WHERE id = ? RETURNING check_ins", {id.value}),
      [](Statement& row) { return row.number(0); }, "there is no such visit");
}

Result<void> SqlcipherRecordStore::begin_visit(VisitId id, Instant at) {
  return audited(AuditEvent::checked_in, object_of(id), [&] {
    return one_row(
        m_database.run("UPDATE visits SET state = 'in_progress', check_ins = 0, begun_at = coalesce(begun_at, ?)"
                       " WHERE id = ? AND state IN ('waiting', 'in_progress')",
                       {bound(at), id.value}),
        "only an open visit can begin");
  });
}

Result<void> SqlcipherRecordStore::set_form_versions(VisitId id, const FormVersions& versions) {
  return m_database.transaction([&]() -> Result<void> {
    for (const auto& [form, version] : versions) {
      const auto set =
          m_database.run("UPDATE visit_forms SET version = ? WHERE visit = ? AND form = ?", {version, id.value, form});
      if (!set) return std::unexpected(set.error());
    }
    return {};
  });
}

Result<VisitRow> SqlcipherRecordStore::resume_visit(VisitId id) {
  return m_database.transaction([&]() -> Result<VisitRow> {
    const auto row = visit(id);
    if (!row) return row;
    const auto code = unused_code(static_cast<std::uint32_t>(std::stoul(row->code)));
    if (!code) return std::unexpected(code.error());
    const auto resumed = m_database.run(
        "UPDATE visits SET state = 'in_progress', finished_at = NULL, code = ?"
        " WHERE id = ? AND state = 'incomplete' AND answers_removed_at IS NULL",
        {*code, id.value});
    if (auto one = one_row(resumed, "only an incomplete visit that has its answers can go on"); !one)
      return std::unexpected(one.error());
    if (const auto stale = m_database.run("DELETE FROM scores WHERE visit = ?", {id.value}); !stale)
      return std::unexpected(stale.error());
    if (auto noted = write_audit(AuditEvent::visit_resumed, object_of(id)); !noted)
      return std::unexpected(std::move(noted.error()));
    return visit(id);
  });
}

Result<void> SqlcipherRecordStore::withhold_form(VisitId id, std::string_view form) {
  return one_row(m_database.run("UPDATE visit_forms SET withheld = 1 WHERE visit = ? AND form = ?", {id.value, form}),
                 "this visit does not offer this form");
}

Result<void> SqlcipherRecordStore::end_visit(VisitId id, VisitState state, Instant at) {
  return m_database.transaction([&] { return end(id, state, at); });
}

Result<void> SqlcipherRecordStore::end(VisitId id, VisitState state, Instant at) {
  if (state == VisitState::waiting || state == VisitState::in_progress) {
    return failure(Fault::invalid_input, "a visit ends as finished, incomplete or cancelled");
  }
  const auto allowed = state == VisitState::cancelled ? "('waiting', 'in_progress')" : "('in_progress')";
  const auto word = word_of(state, visit_words);
  const auto event = state == VisitState::finished     ? AuditEvent::visit_finished
                     : state == VisitState::incomplete ? AuditEvent::visit_incomplete
                                                       : AuditEvent::visit_cancelled;
  const auto ended =
      m_database.run(std::format("UPDATE visits SET state = ?, finished_at = ? WHERE id = ? AND state IN {}", allowed),
                     {word, bound(at), id.value});
  if (!ended) return std::unexpected(ended.error());
  if (*ended == 1) return write_audit(event, object_of(id));
  const auto row = visit(id);
  if (!row) return std::unexpected(row.error());
  if (row->state == state) return {};
  return failure(Fault::conflict,
                 std::format("a visit that is {} cannot become {}", word_of(row->state, visit_words), word));
}

Result<void> SqlcipherRecordStore::set_handout(VisitId id, const std::vector<std::string>& pages) {
  std::string list;
  for (const std::string& page : pages) list += (list.empty() ? "" : " ") + page;
  return one_row(m_database.run("UPDATE visits SET handout = ? WHERE id = ?", {list, id.value}),
                 "there is no such visit");
}

Result<void> SqlcipherRecordStore::set_handout_state(VisitId id, SummaryState state) {
  return one_row(
      m_database.run("UPDATE visits SET handout_state = ? WHERE id = ?", {word_of(state, summary_words), id.value}),
      "there is no such visit");
}

Result<void> SqlcipherRecordStore::mark_visit(VisitId id, bool marked) {
  return one_row(m_database.run("UPDATE visits SET marked = ? WHERE id = ?", {marked ? 1 : 0, id.value}),
                 "there is no such visit");
}

Result<void> SqlcipherRecordStore::set_summary(VisitId id, SummaryState state, std::optional<int> print_job,
                                               std::optional<Instant> printed_at) {
  const auto event = [&]() -> std::optional<AuditEvent> {
    switch (state) {
      case SummaryState::printing: return AuditEvent::printing;
      case SummaryState::printed: return AuditEvent::printed;
      case SummaryState::saved_not_printed: return AuditEvent::not_printed;
      case SummaryState::not_printed:
      case SummaryState::unclear: break;
    }
    return std::nullopt;
  }();
  return m_database.transaction([&]() -> Result<void> {
    auto set = one_row(m_database.run("UPDATE visits SET summary = ?1, print_job = ?2, printed_at = ?3,"
                                      " first_printed_at = coalesce(first_printed_at, ?3) WHERE id = ?4",
                                      {word_of(state, summary_words), bound(print_job), bound(printed_at), id.value}),
                       "there is no such visit");
    if (!set || !event) return set;
    return write_audit(*event, object_of(id));
  });
}

}  // namespace anteroom::platform

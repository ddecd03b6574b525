// Who a visit is of: sealed, and found again by hashes. In clear only while somebody has the day open.
#include "platform/store/sqlcipher_record_store.h"

#include <utility>

namespace anteroom::platform {
namespace {

constexpr char between = '\x1f';  // in no record number, and no letter

// Sealed to its patient: a row cannot be given another's name.
std::string place_of_identity(std::string_view record_index) { return std::string("identity\n").append(record_index); }

}  // namespace

SqlcipherRecordStore::~SqlcipherRecordStore() { forget_identities(); }

void SqlcipherRecordStore::forget_identities() {
  for (auto& [id, identity] : m_identities) {
    wipe(identity.record_number);
    wipe(identity.initials);
  }
  m_identities.clear();
}

void SqlcipherRecordStore::forget() {
  forget_identities();
  m_database.forget();
}

void SqlcipherRecordStore::open_identities(IdentityOpener opener) {
  m_opener = std::move(opener);
  forget();
}

Result<SqlcipherRecordStore::SealedIdentity> SqlcipherRecordStore::seal_identity(const Identity& identity) const {
  if (!m_sealer) return failure(Fault::conflict, "there is nothing to seal with who a visit is of");
  SealedIdentity made{{}, m_sealer->index("record number\n" + identity.record_number), {}};
  const std::string birth_date = to_string(identity.birth_date);
  // Beside the patient's own index: two of one birthday do not look alike.
  made.birth = m_sealer->index(std::string("birth date\n").append(bytes_of(made.record)).append(birth_date));
  std::string text = identity.record_number + between + identity.initials + between + birth_date;
  auto sealed = m_sealer->seal(text, place_of_identity(bytes_of(made.record)));
  wipe(text);
  if (!sealed) return std::unexpected(std::move(sealed.error()));
  made.sealed = *std::move(sealed);
  return made;
}

void SqlcipherRecordStore::tell_identity(Statement& row, std::string_view sealed, std::string_view record_index,
                                         VisitRow& visit) {
  if (!m_opener || sealed.empty()) return;
  auto known = m_identities.find(visit.id.value);
  if (known == m_identities.end()) {
    auto text = m_opener(sealed, place_of_identity(record_index));
    if (!text) return row.fail(text.error().fault, std::move(text.error().detail));
    const std::size_t first = text->find(between);
    const std::size_t second = first == std::string::npos ? first : text->find(between, first + 1);
    const auto birth_date = second == std::string::npos ? std::nullopt : parse_date(text->substr(second + 1));
    if (birth_date) {
      Identity identity{text->substr(0, first), text->substr(first + 1, second - first - 1), *birth_date};
      known = m_identities.emplace(visit.id.value, std::move(identity)).first;
    }
    wipe(*text);
    if (!birth_date) return row.fail(Fault::corrupt, "who a visit is of cannot be read");
  }
  visit.facts.record_number = known->second.record_number;
  visit.facts.initials = known->second.initials;
  visit.facts.birth_date = known->second.birth_date;
}

Result<void> SqlcipherRecordStore::keep_identities(IdentitySealer sealer) {
  m_sealer = std::move(sealer);
  struct Clear {
    std::int64_t id;
    Identity identity;
  };
  const auto clear =
      rows_of(m_database.query("SELECT id, record_number, initials, birth_date FROM visits WHERE record_number <> ''"),
              [](Statement& row) {
                const auto birth_date = parse_date(row.text(3));
                if (!birth_date) row.fail(Fault::corrupt, "a birth date in the database is none");
                return Clear{row.integer(0), {row.text(1), row.text(2), birth_date.value_or(Date{})}};
              });
  if (!clear) return std::unexpected(clear.error());
  if (clear->empty()) return {};
  return m_database.transaction([&]() -> Result<void> {
    for (const auto& [id, identity] : *clear) {
      if (auto kept = put_identity(id, identity); !kept) return kept;
    }
    return {};
  });
}

Result<void> SqlcipherRecordStore::put_identity(std::int64_t visit, const Identity& identity) {
  const auto sealed = seal_identity(identity);
  if (!sealed) return std::unexpected(sealed.error());
  return one_row(
      m_database.run("UPDATE visits SET record_number = '', initials = '', birth_date = '',"
                     " identity = ?, record_index = ?, birth_index = ? WHERE id = ?",
                     {Blob{sealed->sealed}, Blob{bytes_of(sealed->record)}, Blob{bytes_of(sealed->birth)}, visit}),
      "a visit was not sealed");
}

Result<void> SqlcipherRecordStore::reseal_identities() {
  if (!m_opener) return failure(Fault::conflict, "the day is closed, so nobody can tell who visits are of");
  const auto visits =
      rows_of(m_database.query("SELECT id, identity, record_index FROM visits"), [this](Statement& row) {
        VisitRow visit;
        visit.id = VisitId{row.integer(0)};
        tell_identity(row, row.blob(1), row.blob(2), visit);
        return visit;
      });
  if (!visits) return std::unexpected(visits.error());
  return m_database.transaction([&]() -> Result<void> {
    for (const VisitRow& visit : *visits) {
      const NewVisit& facts = visit.facts;
      if (auto put = put_identity(visit.id.value, {facts.record_number, facts.initials, facts.birth_date}); !put)
        return put;
    }
    return {};
  });
}

Result<bool> SqlcipherRecordStore::is_born_on(VisitId id, const Date& birth_date) {
  if (!m_sealer) return failure(Fault::conflict, "there is nothing to compare a birth date with");
  const auto kept = row_of_one(
      m_database.query("SELECT record_index, birth_index FROM visits WHERE id = ?", {id.value}),
      [](Statement& row) { return std::pair(row.blob(0), row.blob(1)); }, "there is no such visit");
  if (!kept) return std::unexpected(kept.error());
  const BlindIndex typed =
      m_sealer->index(std::string("birth date\n").append(kept->first).append(to_string(birth_date)));
  return kept->second == bytes_of(typed);
}

}  // namespace anteroom::platform

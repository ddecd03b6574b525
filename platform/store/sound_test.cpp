// The sound test that counts.
#include "platform/store/sqlcipher_record_store.h"

namespace anteroom::platform {

Result<std::optional<SoundTest>> SqlcipherRecordStore::sound_test() {
  auto rows = rows_of(m_database.query("SELECT passed_on, passed_by, device FROM sound_test"), [](Statement& row) {
    return SoundTest{parse_date(row.text(0)).value_or(Date{}), row.text(1), row.text(2)};
  });
  if (!rows) return std::unexpected(std::move(rows.error()));
  if (rows->empty()) return std::nullopt;
  if (!rows->front().passed_on.ok()) return failure(Fault::corrupt, "the day of the sound test is no day");
  return std::move(rows->front());
}

Result<void> SqlcipherRecordStore::set_sound_test(const std::optional<SoundTest>& test) {
  const auto changed = test ? m_database.run(
                                  "INSERT INTO sound_test (id, passed_on, passed_by, device) VALUES (1, ?, ?, ?)"
                                  " ON CONFLICT (id) DO UPDATE SET passed_on = excluded.passed_on,"
                                  " passed_by = excluded.passed_by, device = excluded.device",
                                  {to_string(test->passed_on), test->passed_by, test->device})
                            : m_database.run("DELETE FROM sound_test", {});
  if (!changed) return std::unexpected(changed.error());
  return {};
}

}  // namespace anteroom::platform

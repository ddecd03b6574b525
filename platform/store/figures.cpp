// What a machine's overseers may know of the visits.
#include "platform/store/sqlcipher_record_store.h"

namespace anteroom::platform {

Result<StoreFigures> SqlcipherRecordStore::figures(Instant since) {
  const auto instant = [](Statement& row) { return row.optional_instant(0); };
  StoreFigures figures;
  // One visit at a time, so the newest that is finished was also finished last: read from the end, and soon there.
  const auto finished = rows_of(
      m_database.query("SELECT finished_at FROM visits WHERE state = 'finished' ORDER BY id DESC LIMIT 1"), instant);
  if (!finished) return std::unexpected(finished.error());
  if (!finished->empty()) figures.last_finished = finished->front();
  const auto unprinted = row_of_one(m_database.query("SELECT min(finished_at) FROM visits WHERE created_at >= ?"
                                                     " AND summary IN ('printing', 'saved_not_printed')",
                                                     {bound(since)}),
                                    instant, "no summaries");
  if (!unprinted) return std::unexpected(unprinted.error());
  figures.unprinted_since = *unprinted;
  figures.bytes = m_database.bytes_on_disk();
  return figures;
}

}  // namespace anteroom::platform

// The staff who may sign in, and how often somebody tried to.
#include "platform/store/sqlcipher_record_store.h"

#include <format>

namespace anteroom::platform {
namespace {

constexpr std::string_view select_staff =
    "SELECT id, name, role, sealed_pin, failed_attempts, last_failure FROM staff ";
constexpr std::array<std::string_view, 3> role_words = {"nurse", "charge_nurse", "it"};

std::string with(std::string_view select, std::string_view rest) { return std::string(select).append(rest); }

std::string object_of_staff(std::int64_t id) { return std::format("staff {}", id); }

StaffRow staff_of(Statement& row) {
  return {.id = row.integer(0),
          .name = row.text(1),
          .role = row.word<StaffRole>(2, role_words),
          .sealed_pin = row.blob(3),
          .failed_attempts = row.number(4),
          .last_failure = row.optional_instant(5)};
}

}  // namespace

Result<std::vector<StaffRow>> SqlcipherRecordStore::staff() {
  return rows_of(m_database.query(with(select_staff, "ORDER BY name, id")), staff_of);
}

Result<std::int64_t> SqlcipherRecordStore::add_staff(std::string_view name, StaffRole role,
                                                     std::string_view sealed_pin) {
  if (name.empty() || sealed_pin.empty()) return failure(Fault::invalid_input, "staff have a name and a PIN");
  return m_database.transaction([&]() -> Result<std::int64_t> {
    const auto added = m_database.run("INSERT INTO staff (name, role, sealed_pin) VALUES (?, ?, ?)",
                                      {name, word_of(role, role_words), Blob{sealed_pin}});
    if (!added) {
      return added.error().fault == Fault::conflict ? failure(Fault::conflict, "there is somebody of this name already")
                                                    : std::unexpected(added.error());
    }
    const std::int64_t id = m_database.last_insert_id();
    if (auto noted = write_audit(AuditEvent::staff_added, object_of_staff(id)); !noted)
      return std::unexpected(std::move(noted.error()));
    return id;
  });
}

Result<void> SqlcipherRecordStore::set_pin(std::string_view name, std::string_view sealed_pin) {
  if (sealed_pin.empty()) return failure(Fault::invalid_input, "staff have a PIN");
  return m_database.transaction([&]() -> Result<void> {
    const auto id = row_of_one(
        m_database.query("UPDATE staff SET sealed_pin = ?, failed_attempts = 0, last_failure = NULL WHERE name = ?"
                         " RETURNING id",
                         {Blob{sealed_pin}, name}),
        [](Statement& row) { return row.integer(0); }, "there is nobody of this name");
    if (!id) return std::unexpected(id.error());
    return write_audit(AuditEvent::pin_changed, object_of_staff(*id));
  });
}

Result<void> SqlcipherRecordStore::remove_staff(std::string_view name) {
  return m_database.transaction([&]() -> Result<void> {
    const auto id = row_of_one(
        m_database.query("DELETE FROM staff WHERE name = ? RETURNING id", {name}),
        [](Statement& row) { return row.integer(0); }, "there is nobody of this name");
    if (!id) return std::unexpected(id.error());
    return write_audit(AuditEvent::staff_removed, object_of_staff(*id));
  });
}

Result<StaffRow> SqlcipherRecordStore::count_sign_in(std::int64_t staff, Instant at) {
  return m_database.transaction([&]() -> Result<StaffRow> {
    auto counted = row_of_one(
        m_database.query("UPDATE staff SET failed_attempts = failed_attempts + 1, last_failure = ? WHERE id = ?"
                         " RETURNING id, name, role, sealed_pin, failed_attempts, last_failure",
                         {bound(at), staff}),
        staff_of, "there is no such person");
    if (!counted) return counted;
    if (auto noted = write_audit(AuditEvent::pin_tried, object_of_staff(staff)); !noted)
      return std::unexpected(std::move(noted.error()));
    return counted;
  });
}

Result<void> SqlcipherRecordStore::clear_sign_ins(std::int64_t staff) {
  return audited(AuditEvent::pin_accepted, object_of_staff(staff), [&] {
    return one_row(m_database.run("UPDATE staff SET failed_attempts = 0, last_failure = NULL WHERE id = ?", {staff}),
                   "there is no such person");
  });
}

}  // namespace anteroom::platform

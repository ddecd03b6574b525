-- What staff may do, and PINs sealed: while the day is closed nothing is here that a guess could be tried against. A PIN
-- from before fits nothing any more; `anteroom admin new-pin` makes another.

CREATE TABLE sealed_staff (
  id INTEGER PRIMARY KEY AUTOINCREMENT,  -- never given twice: the audit trail names people by it
  name TEXT NOT NULL UNIQUE,
  role TEXT NOT NULL CHECK (role IN ('nurse', 'charge_nurse', 'it')),
  sealed_pin BLOB NOT NULL,
  failed_attempts INTEGER NOT NULL DEFAULT 0,
  last_failure INTEGER
) STRICT;
INSERT INTO sealed_staff SELECT id, name, 'nurse', CAST('none' AS BLOB), failed_attempts, last_failure FROM staff;
DROP TABLE staff;
ALTER TABLE sealed_staff RENAME TO staff;

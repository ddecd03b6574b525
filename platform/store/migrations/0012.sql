-- The audit trail is read by day, and what is too old is deleted once a day.

CREATE INDEX audit_by_wall ON audit (wall);

-- When it was last looked for, at most one row, and how much went.
CREATE TABLE retention_run (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  at INTEGER NOT NULL,
  visits INTEGER NOT NULL,
  entries INTEGER NOT NULL  -- of the audit trail
) STRICT;

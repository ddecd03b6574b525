-- The audit trail: a chain in which each entry names the one before. Who and what are numbers: never a name, never an
-- answer.

CREATE TABLE audit (
  number INTEGER PRIMARY KEY CHECK (number > 0),
  wall INTEGER NOT NULL,        -- milliseconds since 1970 in UTC, as the clock said
  since_boot INTEGER NOT NULL,  -- milliseconds
  boot_id TEXT NOT NULL,
  synchronised INTEGER NOT NULL,
  actor TEXT NOT NULL,
  event TEXT NOT NULL,
  object TEXT NOT NULL,
  previous BLOB NOT NULL CHECK (length(previous) = 32),
  mac BLOB NOT NULL CHECK (length(mac) = 32)
) STRICT;

-- The end of the chain, at most one row, and the key of the entry that comes next: the one before it is written over.
CREATE TABLE audit_state (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  number INTEGER NOT NULL,
  hash BLOB NOT NULL CHECK (length(hash) = 32),
  next_key BLOB NOT NULL CHECK (length(next_key) = 32)
) STRICT;

CREATE TABLE audit_starts (
  first INTEGER PRIMARY KEY,
  epoch INTEGER NOT NULL,
  sealed_key BLOB NOT NULL
) STRICT;

-- Answers are sealed: bytes that this kiosk cannot open by itself. The clinic's keys, public or sealed, lie beside them.

CREATE TABLE epochs (
  number INTEGER PRIMARY KEY,
  public_key BLOB NOT NULL CHECK (length(public_key) = 32),
  signature BLOB NOT NULL,
  made_at INTEGER NOT NULL
) STRICT;

CREATE TABLE slots (
  number INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('passphrase', 'recovery')),
  public_key BLOB NOT NULL CHECK (length(public_key) = 32),
  salt BLOB NOT NULL,
  operations INTEGER NOT NULL,
  memory_bytes INTEGER NOT NULL,
  made_at INTEGER NOT NULL
) STRICT;

CREATE TABLE epoch_keys (
  epoch INTEGER NOT NULL REFERENCES epochs (number),
  slot INTEGER NOT NULL REFERENCES slots (number),
  sealed BLOB NOT NULL,
  PRIMARY KEY (epoch, slot)
) STRICT, WITHOUT ROWID;

CREATE TABLE sealed_answers (
  visit INTEGER NOT NULL REFERENCES visits (id),
  sequence INTEGER NOT NULL CHECK (sequence > 0),
  form TEXT NOT NULL,
  link_id TEXT NOT NULL,
  payload BLOB NOT NULL,  -- empty: the patient took the answer back
  at INTEGER NOT NULL,
  PRIMARY KEY (visit, sequence)
) STRICT, WITHOUT ROWID;
INSERT INTO sealed_answers SELECT visit, sequence, form, link_id, CAST(payload AS BLOB), at FROM answers;
DROP TABLE answers;
ALTER TABLE sealed_answers RENAME TO answers;

CREATE TABLE sealed_after_visit (
  key BLOB PRIMARY KEY NOT NULL DEFAULT (randomblob(16)),
  form TEXT NOT NULL,
  version TEXT NOT NULL,
  clinician TEXT NOT NULL,
  month TEXT NOT NULL CHECK (month GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]'),
  answers BLOB NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO sealed_after_visit SELECT key, form, version, clinician, month, CAST(answers AS BLOB) FROM after_visit;
DROP TABLE after_visit;
ALTER TABLE sealed_after_visit RENAME TO after_visit;

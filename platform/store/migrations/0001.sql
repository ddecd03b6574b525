-- Visits, their answers and alerts, and the staff who may sign in. Instants are milliseconds since 1970 in UTC.

CREATE TABLE visits (
  id INTEGER PRIMARY KEY AUTOINCREMENT,  -- never given twice: an id printed once means one visit for ever
  code TEXT NOT NULL CHECK (code GLOB '[0-9][0-9][0-9][0-9]'),
  record_number TEXT NOT NULL,
  initials TEXT NOT NULL,
  birth_date TEXT NOT NULL,
  battery TEXT NOT NULL,
  started_by TEXT NOT NULL,
  state TEXT NOT NULL DEFAULT 'waiting'
    CHECK (state IN ('waiting', 'in_progress', 'finished', 'incomplete', 'cancelled')),
  summary TEXT NOT NULL DEFAULT 'not_printed'
    CHECK (summary IN ('not_printed', 'printing', 'printed', 'saved_not_printed', 'unclear')),
  created_at INTEGER NOT NULL,
  begun_at INTEGER,
  finished_at INTEGER,
  check_ins INTEGER NOT NULL DEFAULT 0,
  asked INTEGER NOT NULL DEFAULT 0,
  answered INTEGER NOT NULL DEFAULT 0,           -- questions with an answer now
  answers_committed INTEGER NOT NULL DEFAULT 0,  -- rows in answers; fewer there means that some were lost
  print_job INTEGER,
  printed_at INTEGER,
  marked INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE INDEX visits_by_creation ON visits (created_at);
-- No two patients in the waiting room have the same code.
CREATE UNIQUE INDEX open_visits_by_code ON visits (code) WHERE state IN ('waiting', 'in_progress');
-- What a start of the program looks for.
CREATE INDEX visits_printing ON visits (id) WHERE summary = 'printing';

CREATE TABLE visit_forms (
  visit INTEGER NOT NULL REFERENCES visits (id),
  position INTEGER NOT NULL,
  form TEXT NOT NULL,
  withheld INTEGER NOT NULL,
  PRIMARY KEY (visit, position),
  UNIQUE (visit, form)
) STRICT, WITHOUT ROWID;

CREATE TABLE answers (
  visit INTEGER NOT NULL REFERENCES visits (id),
  sequence INTEGER NOT NULL CHECK (sequence > 0),
  form TEXT NOT NULL,
  link_id TEXT NOT NULL,
  payload TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (visit, sequence)
) STRICT, WITHOUT ROWID;

CREATE TABLE alerts (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  visit INTEGER NOT NULL REFERENCES visits (id),
  kind TEXT NOT NULL CHECK (kind IN ('safety_answer', 'come_now', 'ask_staff')),
  form TEXT NOT NULL,
  link_id TEXT NOT NULL,
  at INTEGER NOT NULL,
  state TEXT NOT NULL DEFAULT 'raised' CHECK (state IN ('raised', 'delivered', 'seen', 'acknowledged')),
  attempts INTEGER NOT NULL DEFAULT 0,
  delivered_at INTEGER,
  acknowledged_at INTEGER,
  acknowledged_by TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE INDEX alerts_by_visit ON alerts (visit);
CREATE INDEX open_alerts ON alerts (id) WHERE state <> 'acknowledged';

CREATE TABLE staff (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL UNIQUE,
  pin_verifier TEXT NOT NULL,
  failed_attempts INTEGER NOT NULL DEFAULT 0,
  last_failure INTEGER
) STRICT;

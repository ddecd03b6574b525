-- What a nurse's day adds: alerts of the kiosk's own trouble, each step of an alert on its way to a person and what was
-- done, the self-tests of the channels, what staff know of a visit beforehand, and every print with its reason.

CREATE TABLE alerts_with_action (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  visit INTEGER REFERENCES visits (id),  -- NULL: the kiosk's own trouble
  kind TEXT NOT NULL
    CHECK (kind IN ('safety_answer', 'come_now', 'ask_staff', 'printer_trouble', 'storage_trouble')),
  form TEXT NOT NULL,
  link_id TEXT NOT NULL,
  at INTEGER NOT NULL,
  state TEXT NOT NULL DEFAULT 'raised' CHECK (state IN ('raised', 'delivered', 'seen', 'acknowledged')),
  attempts INTEGER NOT NULL DEFAULT 0,
  delivered_at INTEGER,
  escalated_at INTEGER,  -- when the second contact was told
  acknowledged_at INTEGER,
  acknowledged_by TEXT NOT NULL DEFAULT '',
  action TEXT NOT NULL DEFAULT 'none' CHECK (action IN ('none', 'seen', 'handed_over', 'patient_left')),
  CHECK (visit IS NOT NULL OR kind IN ('printer_trouble', 'storage_trouble'))
) STRICT;
INSERT INTO alerts_with_action
  (id, visit, kind, form, link_id, at, state, attempts, delivered_at, acknowledged_at, acknowledged_by)
  SELECT id, visit, kind, form, link_id, at, state, attempts, delivered_at, acknowledged_at, acknowledged_by FROM alerts;
DROP TABLE alerts;
ALTER TABLE alerts_with_action RENAME TO alerts;
CREATE INDEX alerts_by_visit ON alerts (visit);
CREATE INDEX open_alerts ON alerts (id) WHERE state <> 'acknowledged';

CREATE TABLE alert_steps (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  alert INTEGER NOT NULL REFERENCES alerts (id),
  at INTEGER NOT NULL,
  kind TEXT NOT NULL
    CHECK (kind IN ('delivered', 'undelivered', 'escalated', 'not_escalated', 'seen', 'acknowledged')),
  channel TEXT NOT NULL CHECK (channel IN ('', 'printer', 'lamp', 'webhook', 'mail')),
  person TEXT NOT NULL  -- who acknowledged it; '' for all else
) STRICT;
CREATE INDEX alert_steps_by_alert ON alert_steps (alert, id);

CREATE TABLE channel_tests (
  channel TEXT PRIMARY KEY CHECK (channel IN ('printer', 'lamp', 'webhook', 'mail')),
  tested_at INTEGER NOT NULL,
  passed_at INTEGER,    -- the last that passed
  fault TEXT NOT NULL   -- of the latest, in words for IT staff; '' when it passed
) STRICT, WITHOUT ROWID;

-- What staff know of a visit beforehand; NULL is "not available", never "none".
CREATE TABLE visit_facts (
  visit INTEGER PRIMARY KEY REFERENCES visits (id),
  with_help INTEGER NOT NULL,
  clinician TEXT NOT NULL,
  chart_as_of TEXT CHECK (chart_as_of GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
  opioid_mme INTEGER CHECK (opioid_mme BETWEEN 0 AND 9999),
  benzodiazepine INTEGER,
  naloxone INTEGER
) STRICT;

CREATE TABLE prints (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  visit INTEGER NOT NULL REFERENCES visits (id),
  person TEXT NOT NULL,
  at INTEGER NOT NULL,
  reason TEXT NOT NULL CHECK (reason IN ('first', 'lost', 'unreadable', 'another_reader', 'changed'))
) STRICT;
CREATE INDEX prints_by_person ON prints (person, at);
CREATE INDEX prints_by_visit ON prints (visit, id);

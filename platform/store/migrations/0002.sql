-- What a visit is tailored by: sex as in the chart, the patient's language, the number of the visit, and for each form the
-- rule that opens it, whether it is done in English with an interpreter, and why it was left out. And the answers after a
-- visit, which know neither visit nor patient nor time.

ALTER TABLE visits ADD COLUMN sex TEXT NOT NULL DEFAULT 'unknown' CHECK (sex IN ('female', 'male', 'unknown'));
ALTER TABLE visits ADD COLUMN language TEXT NOT NULL DEFAULT '';  -- '' = each form's own
ALTER TABLE visits ADD COLUMN number INTEGER NOT NULL DEFAULT 1;  -- finished visits of this record number before it, and 1

CREATE INDEX visits_by_record_number ON visits (record_number);
UPDATE visits SET number = 1 + (
  SELECT count(*) FROM visits AS earlier
  WHERE earlier.record_number = visits.record_number AND earlier.state = 'finished' AND earlier.id < visits.id);

ALTER TABLE visit_forms ADD COLUMN rule TEXT NOT NULL DEFAULT '';         -- forms::BatteryForm::rule; '' = always asked
ALTER TABLE visit_forms ADD COLUMN interpreter INTEGER NOT NULL DEFAULT 0;  -- 1: in the form's own language, with one
ALTER TABLE visit_forms ADD COLUMN unspoken INTEGER NOT NULL DEFAULT 0;     -- 1: withheld because of the language

-- The key is random, so neither the order of the rows nor the key tells when a row came.
CREATE TABLE after_visit (
  key BLOB PRIMARY KEY NOT NULL DEFAULT (randomblob(16)),
  form TEXT NOT NULL,
  version TEXT NOT NULL,
  clinician TEXT NOT NULL,
  month TEXT NOT NULL CHECK (month GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]'),
  answers TEXT NOT NULL
) STRICT, WITHOUT ROWID;

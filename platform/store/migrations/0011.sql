-- At the end of a visit its answers become one sealed response and the single rows go. And the version of each form as
-- it was when the visit began: only equal versions are compared, or read.

CREATE TABLE responses (
  visit INTEGER PRIMARY KEY REFERENCES visits (id),
  payload BLOB NOT NULL,     -- sealed by the vault
  answers INTEGER NOT NULL   -- rows that it took the place of: visits.answers_committed
) STRICT;

-- A Pi without a battery clock may wake in 1970: nobody vouches for what it says before it is set.
ALTER TABLE visits ADD COLUMN time_verified INTEGER NOT NULL DEFAULT 1;
CREATE INDEX visits_of_unknown_time ON visits (id) WHERE time_verified = 0;

ALTER TABLE visit_forms ADD COLUMN version TEXT NOT NULL DEFAULT '';  -- '' = from before: not known

-- A visit's scores are a sealed record of their own, written as it is submitted, so that its answers can go before it does:
-- some days after the page was first printed. Visits from before get theirs while the day is open.

CREATE TABLE scores (
  visit INTEGER PRIMARY KEY REFERENCES visits (id),
  payload BLOB NOT NULL  -- sealed by the vault
) STRICT;

ALTER TABLE visits ADD COLUMN first_printed_at INTEGER;    -- another print of the page does not begin it anew
ALTER TABLE visits ADD COLUMN answers_removed_at INTEGER;  -- then answers and responses have no row of it
UPDATE visits SET first_printed_at = printed_at;

ALTER TABLE retention_run ADD COLUMN answers INTEGER NOT NULL DEFAULT 0;  -- visits whose answers were removed

-- The sound test that counts, at most one: reading aloud is offered while it is here.

CREATE TABLE sound_test (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  passed_on TEXT NOT NULL CHECK (passed_on GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
  passed_by TEXT NOT NULL,
  device TEXT NOT NULL  -- of ALSA, '' = its default
) STRICT;

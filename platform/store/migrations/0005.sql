-- Which pages about pain the patient wants printed, by id with blanks between, and whether that sheet is on paper.

ALTER TABLE visits ADD COLUMN handout TEXT NOT NULL DEFAULT '' CHECK (handout NOT GLOB '*[^a-z -]*');
ALTER TABLE visits ADD COLUMN handout_state TEXT NOT NULL DEFAULT 'not_printed'
  CHECK (handout_state IN ('not_printed', 'printing', 'printed', 'saved_not_printed', 'unclear'));
CREATE INDEX visits_printing_handout ON visits (id) WHERE handout_state = 'printing';

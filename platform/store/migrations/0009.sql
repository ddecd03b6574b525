-- Who a visit is of is sealed; what finds a patient again is a hash with a key of the device. The columns in clear are
-- emptied as soon as the program has its keys (SqlcipherRecordStore::keep_identities), and stay so.

ALTER TABLE visits ADD COLUMN identity BLOB NOT NULL DEFAULT x'';
ALTER TABLE visits ADD COLUMN record_index BLOB NOT NULL DEFAULT x'';
ALTER TABLE visits ADD COLUMN birth_index BLOB NOT NULL DEFAULT x'';
DROP INDEX visits_by_record_number;
CREATE INDEX visits_by_record_index ON visits (record_index);

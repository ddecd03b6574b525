-- Devices whose records this one took over from a backup: what they signed still counts.

CREATE TABLE former_devices (
  signer BLOB PRIMARY KEY CHECK (length(signer) = 32),
  signature BLOB NOT NULL
) STRICT, WITHOUT ROWID;

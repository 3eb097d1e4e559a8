-- Erasure: who was erased, as keyed hashes, and which erasures are not finished.
CREATE TABLE IF NOT EXISTS discovery_tombstone (
    person_hash TEXT    NOT NULL PRIMARY KEY,
    key_id      TEXT    NOT NULL,
    standing    INTEGER NOT NULL,
    revision    INTEGER NOT NULL
) WITHOUT ROWID;

CREATE INDEX IF NOT EXISTS discovery_tombstone_revision ON discovery_tombstone (revision);

CREATE TABLE IF NOT EXISTS discovery_erasure (
    person_hash TEXT NOT NULL PRIMARY KEY,
    person      BLOB NOT NULL,
    at_millis   INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS discovery_erasure_confirmed (
    person_hash TEXT NOT NULL,
    holder      TEXT NOT NULL,
    PRIMARY KEY (person_hash, holder)
) WITHOUT ROWID;

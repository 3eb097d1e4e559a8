-- Erasure: who was erased, as keyed hashes, and which erasures are not finished.
CREATE TABLE IF NOT EXISTS discovery_tombstone (
    person_hash text    NOT NULL PRIMARY KEY,
    key_id      text    NOT NULL,
    standing    integer NOT NULL,
    revision    bigint  NOT NULL
);

CREATE INDEX IF NOT EXISTS discovery_tombstone_revision ON discovery_tombstone (revision);

CREATE TABLE IF NOT EXISTS discovery_erasure (
    person_hash text   NOT NULL PRIMARY KEY,
    person      bytea  NOT NULL,
    at_millis   bigint NOT NULL
);

CREATE TABLE IF NOT EXISTS discovery_erasure_confirmed (
    person_hash text NOT NULL,
    holder      text NOT NULL,
    PRIMARY KEY (person_hash, holder)
);

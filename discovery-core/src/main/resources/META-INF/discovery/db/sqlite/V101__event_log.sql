-- What people did, in the order of arrival. The keys are keyed hashes of people's ids: they find, the ids decide.
CREATE TABLE IF NOT EXISTS discovery_event (
    seq         INTEGER PRIMARY KEY,
    id          TEXT NOT NULL,
    user_key    INTEGER NOT NULL,
    target_key  INTEGER,
    user_id     TEXT NOT NULL,
    type        TEXT NOT NULL,
    item_id     TEXT,
    time_ms     INTEGER NOT NULL,
    received_ms INTEGER NOT NULL,
    amount      REAL,
    label       TEXT,
    session_id  TEXT,
    device_type TEXT,
    locale      TEXT,
    zone        TEXT
);

CREATE UNIQUE INDEX IF NOT EXISTS discovery_event_by_id ON discovery_event (id);

-- Whom events name, written in sorted blocks: an index by person that grows at its end.
CREATE TABLE IF NOT EXISTS discovery_event_person (
    block      INTEGER NOT NULL,
    person_key INTEGER NOT NULL,
    seq        INTEGER NOT NULL,
    PRIMARY KEY (block, person_key, seq)
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS discovery_event_block (
    block INTEGER PRIMARY KEY
);

-- Keyed hashes of people who were erased.
CREATE TABLE IF NOT EXISTS discovery_event_erased (
    person_hash TEXT PRIMARY KEY
) WITHOUT ROWID;

-- One row: the last position given, up to where people are indexed, how often somebody was erased, the key of the hashes.
CREATE TABLE IF NOT EXISTS discovery_event_state (
    id          INTEGER PRIMARY KEY CHECK (id = 1),
    last_seq    INTEGER NOT NULL,
    indexed_seq INTEGER NOT NULL,
    erasures    INTEGER NOT NULL,
    secret      TEXT NOT NULL
);

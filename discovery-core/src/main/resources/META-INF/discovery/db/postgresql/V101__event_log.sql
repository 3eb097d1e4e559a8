-- What people did, in the order of arrival. The keys are keyed hashes of people's ids: they find, the ids decide.
CREATE TABLE IF NOT EXISTS discovery_event (
    seq         BIGINT PRIMARY KEY,
    id          TEXT COLLATE "C" NOT NULL,
    user_key    BIGINT NOT NULL,
    target_key  BIGINT,
    user_id     TEXT COLLATE "C" NOT NULL,
    type        TEXT NOT NULL,
    item_id     TEXT COLLATE "C",
    time_ms     BIGINT NOT NULL,
    received_ms BIGINT NOT NULL,
    amount      DOUBLE PRECISION,
    label       TEXT,
    session_id  TEXT,
    device_type TEXT,
    locale      TEXT,
    zone        TEXT
);

CREATE UNIQUE INDEX IF NOT EXISTS discovery_event_by_id ON discovery_event (id);

-- Whom events name, written in sorted blocks: an index by person that grows at its end.
CREATE TABLE IF NOT EXISTS discovery_event_person (
    block      BIGINT NOT NULL,
    person_key BIGINT NOT NULL,
    seq        BIGINT NOT NULL,
    PRIMARY KEY (block, person_key, seq)
);

CREATE TABLE IF NOT EXISTS discovery_event_block (
    block BIGINT PRIMARY KEY
);

-- Keyed hashes of people who were erased.
CREATE TABLE IF NOT EXISTS discovery_event_erased (
    person_hash TEXT COLLATE "C" PRIMARY KEY
);

-- One row: the last position given, up to where people are indexed, how often somebody was erased, the key of the hashes.
CREATE TABLE IF NOT EXISTS discovery_event_state (
    id          INTEGER PRIMARY KEY CHECK (id = 1),
    last_seq    BIGINT NOT NULL,
    indexed_seq BIGINT NOT NULL,
    erasures    BIGINT NOT NULL,
    secret      TEXT NOT NULL
);

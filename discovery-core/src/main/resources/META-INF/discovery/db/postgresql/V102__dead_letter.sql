-- Events that were not accepted, as they came.
CREATE TABLE IF NOT EXISTS discovery_dead_letter (
    id       BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    reason   TEXT NOT NULL,
    message  TEXT NOT NULL,
    json     TEXT NOT NULL,
    cut      INTEGER NOT NULL,
    user_id  TEXT,
    item_id  TEXT,
    first_ms BIGINT NOT NULL,
    last_ms  BIGINT NOT NULL,
    attempts INTEGER NOT NULL
);

CREATE INDEX IF NOT EXISTS discovery_dead_letter_by_age ON discovery_dead_letter (last_ms);

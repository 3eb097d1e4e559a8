-- Consent: what people chose, by person and signal group ('*' is the person as a whole), and the trail of changes.
CREATE TABLE IF NOT EXISTS discovery_revision (
    name     TEXT    NOT NULL PRIMARY KEY,
    revision INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS discovery_consent (
    person_id    TEXT    NOT NULL,
    signal_group TEXT    NOT NULL,
    state        INTEGER NOT NULL,
    visibility   TEXT,
    revision     INTEGER NOT NULL,
    at_millis    INTEGER NOT NULL,
    PRIMARY KEY (person_id, signal_group)
) WITHOUT ROWID;

CREATE INDEX IF NOT EXISTS discovery_consent_revision ON discovery_consent (revision);

CREATE TABLE IF NOT EXISTS discovery_consent_trail (
    number       INTEGER NOT NULL PRIMARY KEY,
    person_hash  TEXT    NOT NULL,
    key_id       TEXT    NOT NULL,
    signal_group TEXT    NOT NULL,
    kind         TEXT    NOT NULL,
    at_millis    INTEGER NOT NULL,
    digest       BLOB    NOT NULL
);

CREATE INDEX IF NOT EXISTS discovery_consent_trail_person ON discovery_consent_trail (person_hash);

-- Consent: what people chose, by person and signal group ('*' is the person as a whole), and the trail of changes.
CREATE TABLE IF NOT EXISTS discovery_revision (
    name     text   NOT NULL PRIMARY KEY,
    revision bigint NOT NULL
);

CREATE TABLE IF NOT EXISTS discovery_consent (
    person_id    text    COLLATE "C" NOT NULL,
    signal_group text    NOT NULL,
    state        integer NOT NULL,
    visibility   text,
    revision     bigint  NOT NULL,
    at_millis    bigint  NOT NULL,
    PRIMARY KEY (person_id, signal_group)
);

CREATE INDEX IF NOT EXISTS discovery_consent_revision ON discovery_consent (revision);

CREATE TABLE IF NOT EXISTS discovery_consent_trail (
    number       bigint NOT NULL PRIMARY KEY,
    person_hash  text   NOT NULL,
    key_id       text   NOT NULL,
    signal_group text   NOT NULL,
    kind         text   NOT NULL,
    at_millis    bigint NOT NULL,
    digest       bytea  NOT NULL
);

CREATE INDEX IF NOT EXISTS discovery_consent_trail_person ON discovery_consent_trail (person_hash);

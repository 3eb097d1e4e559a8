-- Changes of consent that what is derived has not followed yet; whose they are is encrypted.
CREATE TABLE IF NOT EXISTS discovery_unsettled (
    token        TEXT   NOT NULL PRIMARY KEY,
    signal_group TEXT   NOT NULL,
    person       BLOB   NOT NULL,
    at_millis    INTEGER NOT NULL
) WITHOUT ROWID;

-- Changes of consent that what is derived has not followed yet; whose they are is encrypted.
CREATE TABLE IF NOT EXISTS discovery_unsettled (
    token        text   NOT NULL PRIMARY KEY,
    signal_group text   NOT NULL,
    person       bytea  NOT NULL,
    at_millis    bigint NOT NULL
);

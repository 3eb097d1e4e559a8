-- Features: what each code stands for, the present of every row, and what it replaced.
CREATE TABLE IF NOT EXISTS discovery_feature (
    entity    TEXT    NOT NULL,
    code      INTEGER NOT NULL,
    name      TEXT    NOT NULL,
    kind      TEXT    NOT NULL,
    dimension INTEGER NOT NULL,
    PRIMARY KEY (entity, code),
    UNIQUE (entity, name)
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS discovery_feature_row (
    entity   TEXT NOT NULL,
    id       TEXT NOT NULL,
    features BLOB NOT NULL,
    PRIMARY KEY (entity, id)
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS discovery_feature_past (
    entity    TEXT    NOT NULL,
    id        TEXT    NOT NULL,
    code      INTEGER NOT NULL,
    at_millis INTEGER NOT NULL,
    content   BLOB,
    PRIMARY KEY (entity, id, code, at_millis)
) WITHOUT ROWID;

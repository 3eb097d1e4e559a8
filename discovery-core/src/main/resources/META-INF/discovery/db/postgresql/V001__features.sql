-- Features: what each code stands for, the present of every row, and what it replaced.
-- Ids compare by their bytes, so that no locale of the database changes an order.
CREATE TABLE IF NOT EXISTS discovery_feature (
    entity    text    NOT NULL,
    code      integer NOT NULL,
    name      text    NOT NULL,
    kind      text    NOT NULL,
    dimension integer NOT NULL,
    PRIMARY KEY (entity, code),
    UNIQUE (entity, name)
);

CREATE TABLE IF NOT EXISTS discovery_feature_row (
    entity   text  NOT NULL,
    id       text  COLLATE "C" NOT NULL,
    features bytea NOT NULL,
    PRIMARY KEY (entity, id)
);

CREATE TABLE IF NOT EXISTS discovery_feature_past (
    entity    text    NOT NULL,
    id        text    COLLATE "C" NOT NULL,
    code      integer NOT NULL,
    at_millis bigint  NOT NULL,
    content   bytea,
    PRIMARY KEY (entity, id, code, at_millis)
);

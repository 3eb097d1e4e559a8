-- Keyed hashes of the ids of events that their doers removed: a later delivery does not bring them back.
CREATE TABLE IF NOT EXISTS discovery_event_removed (
    id_hash TEXT PRIMARY KEY
) WITHOUT ROWID;

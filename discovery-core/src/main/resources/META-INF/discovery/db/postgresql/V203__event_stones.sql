-- The event log's own list of erased people goes into the one table of stones, under the name of the log's own key.
INSERT INTO discovery_revision (name, revision) VALUES ('tombstone', 0) ON CONFLICT (name) DO NOTHING;

UPDATE discovery_revision SET revision = revision + 1
WHERE name = 'tombstone' AND EXISTS (SELECT 1 FROM discovery_event_erased);

INSERT INTO discovery_tombstone (person_hash, key_id, standing, revision)
SELECT person_hash, '*event-log', 1, (SELECT revision FROM discovery_revision WHERE name = 'tombstone')
FROM discovery_event_erased WHERE true
ON CONFLICT (person_hash) DO NOTHING;

DROP TABLE discovery_event_erased;

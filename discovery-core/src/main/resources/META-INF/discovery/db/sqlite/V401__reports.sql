-- Reports about people, and what moderators said of them.
CREATE TABLE IF NOT EXISTS discovery_report (
    id             INTEGER PRIMARY KEY AUTOINCREMENT,
    reporter_id    TEXT,
    reported_id    TEXT NOT NULL,
    category       TEXT NOT NULL,
    evidence       TEXT,
    filed_ms       INTEGER NOT NULL,
    state          TEXT NOT NULL,
    moderator_id   TEXT,
    lease_until_ms INTEGER,
    revision       INTEGER NOT NULL
);

CREATE INDEX IF NOT EXISTS discovery_report_by_state ON discovery_report (state, id);
CREATE INDEX IF NOT EXISTS discovery_report_by_reporter ON discovery_report (reporter_id);
CREATE INDEX IF NOT EXISTS discovery_report_by_reported ON discovery_report (reported_id);
CREATE INDEX IF NOT EXISTS discovery_report_by_revision ON discovery_report (revision);

-- While a report is undecided, the same cannot be filed again.
CREATE UNIQUE INDEX IF NOT EXISTS discovery_report_once ON discovery_report (reporter_id, reported_id, category)
    WHERE state IN ('OPEN', 'NEEDS_MORE');

CREATE TABLE IF NOT EXISTS discovery_report_decision (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    report_id    INTEGER NOT NULL,
    moderator_id TEXT,
    outcome      TEXT NOT NULL,
    why          TEXT NOT NULL,
    at_ms        INTEGER NOT NULL
);

CREATE INDEX IF NOT EXISTS discovery_report_decision_by_report ON discovery_report_decision (report_id, id);
CREATE INDEX IF NOT EXISTS discovery_report_decision_by_moderator ON discovery_report_decision (moderator_id);

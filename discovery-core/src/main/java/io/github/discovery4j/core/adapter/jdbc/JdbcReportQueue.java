package io.github.discovery4j.core.adapter.jdbc;

import io.github.discovery4j.core.consent.PersonalRecord;
import io.github.discovery4j.core.safety.Report;
import io.github.discovery4j.core.safety.ReportDecision;
import io.github.discovery4j.core.safety.ReportFiling;
import io.github.discovery4j.core.safety.ReportQueue;
import io.github.discovery4j.core.safety.ReportRules;
import io.github.discovery4j.core.safety.ReportState;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Reports in a database: what a call returned from is durable.
 *
 * <p>Each change is one transaction that begins with the queue's revision, so that changes of all processes come one after
 * another, and two moderators are never given the same report. Erased ids go from the tables; what the database keeps of
 * them beside (free pages, logs, backups) is its own affair. <b>Threads:</b> safe, several processes too; listeners hear of
 * this process alone, {@link #changedAfter} of all.
 */
public final class JdbcReportQueue implements ReportQueue {

    private static final String REVISION = "reports";
    private static final String COLUMNS =
            "id, reporter_id, reported_id, category, evidence, filed_ms, state, moderator_id, lease_until_ms, revision";
    private static final String UNDECIDED = "state IN ('OPEN', 'NEEDS_MORE')";

    private final Database database;
    private final InstantSource clock;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    /** Work under a revision of its own. */
    private interface Change<T> {
        T under(Connection connection, long revision) throws SQLException;
    }

    /** Sets the values of a statement. */
    private interface Values {
        void setOn(PreparedStatement statement) throws SQLException;
    }

    /**
     * Uses a queue.
     *
     * @param database whose tables exist
     * @param clock tells when something is filed and decided, and which claims have ended; that of all processes
     */
    public JdbcReportQueue(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    private <T> T change(Change<T> change) {
        T result = database.write(connection -> change.under(connection, Revisions.next(connection, REVISION, 0)));
        listeners.forEach(Runnable::run);
        return result;
    }

    private Instant now() {
        return Instant.ofEpochMilli(clock.millis());
    }

    @Override
    public Report file(ReportFiling filing) {
        Instant at = now();
        return change((connection, revision) -> {
            Optional<Report> same = undecidedLike(connection, filing);
            return same.isPresent()
                    ? same.get()
                    : Report.filed(insert(connection, filing, at, revision), filing, at, revision);
        });
    }

    private static Optional<Report> undecidedLike(Connection connection, ReportFiling filing) throws SQLException {
        return reports(
                        connection,
                        "reporter_id = ? AND reported_id = ? AND category = ? AND " + UNDECIDED,
                        statement -> {
                            statement.setString(1, filing.reporterId());
                            statement.setString(2, filing.reportedId());
                            statement.setString(3, filing.category());
                        })
                .stream()
                .findFirst();
    }

    private static long insert(Connection connection, ReportFiling filing, Instant at, long revision)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                INSERT INTO discovery_report (reporter_id, reported_id, category, evidence, filed_ms, state, revision)
                VALUES (?, ?, ?, ?, ?, 'OPEN', ?) RETURNING id""")) {
            statement.setString(1, filing.reporterId());
            statement.setString(2, filing.reportedId());
            statement.setString(3, filing.category());
            statement.setString(4, filing.evidence().orElse(null));
            statement.setLong(5, at.toEpochMilli());
            statement.setLong(6, revision);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    @Override
    public Optional<Report> claim(String moderatorId, Duration lease) {
        Instant now = now();
        Report.Claim claim = ReportRules.newClaim(moderatorId, now, lease);
        return change((connection, revision) -> {
            Optional<Report> oldest = reports(
                            connection,
                            "state = 'OPEN' AND (lease_until_ms IS NULL OR lease_until_ms <= ?) AND reported_id <> ?"
                                    + " AND (reporter_id IS NULL OR reporter_id <> ?) ORDER BY id LIMIT 1",
                            statement -> {
                                statement.setLong(1, now.toEpochMilli());
                                statement.setString(2, moderatorId);
                                statement.setString(3, moderatorId);
                            })
                    .stream()
                    .findFirst();
            return oldest.isEmpty()
                    ? oldest
                    : Optional.of(stored(connection, oldest.get().claimedBy(claim, revision)));
        });
    }

    @Override
    public Report decide(long reportId, String moderatorId, ReportState outcome, String why) {
        ReportRules.requireDecision(outcome, why);
        Instant now = now();
        ReportDecision decision = new ReportDecision(reportId, Optional.of(moderatorId), outcome, why, now);
        return change((connection, revision) -> {
            Report report = existing(connection, reportId);
            if (report.state() == outcome && saidBefore(connection, decision)) {
                return report;
            }
            report.requireDecidable(moderatorId, now);
            Report decided = stored(connection, report.in(outcome, revision));
            log(connection, decision);
            return decided;
        });
    }

    private static boolean saidBefore(Connection connection, ReportDecision decision) throws SQLException {
        List<ReportDecision> said = decisions(connection, "report_id = ?", decision.reportId());
        return !said.isEmpty() && said.getLast().repeats(decision);
    }

    private static void log(Connection connection, ReportDecision decision) throws SQLException {
        update(
                connection,
                "INSERT INTO discovery_report_decision (report_id, moderator_id, outcome, why, at_ms) VALUES (?, ?, ?, ?, ?)",
                statement -> {
                    statement.setLong(1, decision.reportId());
                    statement.setString(2, decision.moderatorId().orElse(null));
                    statement.setString(3, decision.outcome().name());
                    statement.setString(4, decision.why());
                    statement.setLong(5, decision.at().toEpochMilli());
                });
    }

    @Override
    public Report reopen(long reportId, Optional<String> evidence) {
        ReportRules.requireEvidence(evidence);
        return change((connection, revision) -> {
            Report report = existing(connection, reportId);
            if (report.unchangedByReopening()) {
                return report;
            }
            if (report.state().decided() && report.filing().isPresent()) {
                report.requireNoOther(undecidedLike(connection, report.filing().get()));
            }
            return stored(connection, report.reopened(evidence, revision));
        });
    }

    private static Report existing(Connection connection, long reportId) throws SQLException {
        return one(connection, reportId).orElseThrow(() -> ReportRules.unknown(reportId));
    }

    private static Optional<Report> one(Connection connection, long reportId) throws SQLException {
        return reports(connection, "id = ?", statement -> statement.setLong(1, reportId)).stream()
                .findFirst();
    }

    /** Writes what can change of a report. */
    private static Report stored(Connection connection, Report report) throws SQLException {
        update(
                connection,
                "UPDATE discovery_report SET reporter_id = ?, evidence = ?, state = ?, moderator_id = ?, lease_until_ms = ?,"
                        + " revision = ? WHERE id = ?",
                statement -> {
                    statement.setString(1, report.reporterId().orElse(null));
                    statement.setString(2, report.evidence().orElse(null));
                    statement.setString(3, report.state().name());
                    if (report.claim().isPresent()) {
                        statement.setString(4, report.claim().get().moderatorId());
                        statement.setLong(5, report.claim().get().until().toEpochMilli());
                    } else {
                        statement.setNull(4, Types.VARCHAR);
                        statement.setNull(5, Types.BIGINT);
                    }
                    statement.setLong(6, report.revision());
                    statement.setLong(7, report.id());
                });
        return report;
    }

    @Override
    public Optional<Report> find(long reportId) {
        return database.read(connection -> one(connection, reportId));
    }

    @Override
    public List<Report> list(ReportState state, long after, int limit) {
        ReportRules.requireLimit(limit);
        return database.read(connection ->
                reports(connection, "state = ? AND id > ? ORDER BY id LIMIT ?", statement -> {
                    statement.setString(1, state.name());
                    statement.setLong(2, after);
                    statement.setInt(3, limit);
                }));
    }

    @Override
    public List<ReportDecision> decisions(long reportId) {
        return database.read(connection -> decisions(connection, "report_id = ?", reportId));
    }

    @Override
    public List<Report> changedAfter(long revision, int limit) {
        ReportRules.requireLimit(limit);
        return database.read(connection -> reports(connection, "revision > ? ORDER BY revision LIMIT ?", statement -> {
            statement.setLong(1, revision);
            statement.setInt(2, limit);
        }));
    }

    private static List<Report> reports(Connection connection, String where, Values values) throws SQLException {
        List<Report> reports = new ArrayList<>();
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT " + COLUMNS + " FROM discovery_report WHERE " + where)) {
            values.setOn(statement);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    reports.add(report(row));
                }
            }
        }
        return reports;
    }

    private static Report report(ResultSet row) throws SQLException {
        @Nullable String moderator = row.getString(8);
        return new Report(
                row.getLong(1),
                Optional.ofNullable(row.getString(2)),
                row.getString(3),
                row.getString(4),
                Optional.ofNullable(row.getString(5)),
                Instant.ofEpochMilli(row.getLong(6)),
                ReportState.valueOf(row.getString(7)),
                moderator == null
                        ? Optional.empty()
                        : Optional.of(new Report.Claim(moderator, Instant.ofEpochMilli(row.getLong(9)))),
                row.getLong(10));
    }

    private static List<ReportDecision> decisions(Connection connection, String where, Object value)
            throws SQLException {
        List<ReportDecision> decisions = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT report_id, moderator_id, outcome, why, at_ms FROM discovery_report_decision WHERE " + where
                        + " ORDER BY id")) {
            statement.setObject(1, value);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    decisions.add(new ReportDecision(
                            row.getLong(1),
                            Optional.ofNullable(row.getString(2)),
                            ReportState.valueOf(row.getString(3)),
                            row.getString(4),
                            Instant.ofEpochMilli(row.getLong(5))));
                }
            }
        }
        return decisions;
    }

    @Override
    public void listen(Runnable listener) {
        listeners.add(listener);
    }

    @Override
    public List<PersonalRecord> export(String personId) {
        return JdbcFeatureStore.storable(personId)
                ? database.read(connection -> export(connection, personId))
                : List.of();
    }

    private static List<PersonalRecord> export(Connection connection, String personId) throws SQLException {
        List<PersonalRecord> records = new ArrayList<>();
        List<Report> reports = reports(connection, "reporter_id = ? OR reported_id = ? ORDER BY id", statement -> {
            statement.setString(1, personId);
            statement.setString(2, personId);
        });
        reports.forEach(report -> ReportRules.record(report, personId).ifPresent(records::add));
        decisions(connection, "moderator_id = ?", personId)
                .forEach(decision -> records.add(ReportRules.record(decision)));
        return records;
    }

    @Override
    public boolean takeBack(String reporterId, long reportId) {
        return change((connection, revision) -> {
            Optional<Report> report = one(connection, reportId)
                    .filter(filed ->
                            filed.reporterId().filter(reporterId::equals).isPresent());
            if (report.isPresent()) {
                stored(connection, report.get().takenBack(revision));
            }
            return report.isPresent();
        });
    }

    @Override
    public int erase(String personId) {
        if (!JdbcFeatureStore.storable(personId)) {
            return 0;
        }
        return change((connection, revision) -> {
            int erased = export(connection, personId).size();
            Values person = statement -> statement.setString(1, personId);
            update(
                    connection,
                    "DELETE FROM discovery_report_decision WHERE report_id IN (SELECT id FROM discovery_report WHERE reported_id = ?)",
                    person);
            update(connection, "DELETE FROM discovery_report WHERE reported_id = ?", person);
            update(
                    connection,
                    "UPDATE discovery_report_decision SET moderator_id = NULL WHERE moderator_id = ?",
                    person);
            List<Report> named = reports(connection, "reporter_id = ? OR moderator_id = ? ORDER BY id", statement -> {
                statement.setString(1, personId);
                statement.setString(2, personId);
            });
            for (Report report : named) {
                stored(connection, report.without(personId, Revisions.next(connection, REVISION, 0)));
            }
            return erased;
        });
    }

    private static int update(Connection connection, String sql, Values values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            values.setOn(statement);
            return statement.executeUpdate();
        }
    }
}

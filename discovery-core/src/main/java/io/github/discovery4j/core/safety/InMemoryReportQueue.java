package io.github.discovery4j.core.safety;

import io.github.discovery4j.core.consent.PersonalRecord;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongFunction;

/**
 * Reports in memory, for tests and small hosts; they survive nothing.
 *
 * <p><b>Cost:</b> most calls look at all reports. <b>Threads:</b> safe, one lock.
 */
public final class InMemoryReportQueue implements ReportQueue {

    private final InstantSource clock;
    private final TreeMap<Long, Report> reports = new TreeMap<>();
    private final List<ReportDecision> log = new ArrayList<>();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private long lastId;
    private long lastRevision;

    /**
     * Creates an empty queue.
     *
     * @param clock tells when something is filed and decided, and which claims have ended
     */
    public InMemoryReportQueue(InstantSource clock) {
        this.clock = clock;
    }

    private Instant now() {
        return Instant.ofEpochMilli(clock.millis());
    }

    @Override
    public Report file(ReportFiling filing) {
        Report filed;
        synchronized (this) {
            Optional<Report> same = undecidedLike(filing);
            if (same.isPresent()) {
                return same.get();
            }
            Instant at = now();
            filed = put(revision -> Report.filed(++lastId, filing, at, revision));
        }
        tell();
        return filed;
    }

    @Override
    public Optional<Report> claim(String moderatorId, Duration lease) {
        Report claimed;
        synchronized (this) {
            Instant now = now();
            Report.Claim claim = ReportRules.newClaim(moderatorId, now, lease);
            Optional<Report> oldest = reports.values().stream()
                    .filter(report -> report.claimableBy(moderatorId, now))
                    .findFirst();
            if (oldest.isEmpty()) {
                return Optional.empty();
            }
            claimed = put(revision -> oldest.get().claimedBy(claim, revision));
        }
        tell();
        return Optional.of(claimed);
    }

    @Override
    public Report decide(long reportId, String moderatorId, ReportState outcome, String why) {
        ReportRules.requireDecision(outcome, why);
        Report decided;
        synchronized (this) {
            Report report = existing(reportId);
            Instant now = now();
            ReportDecision decision = new ReportDecision(reportId, Optional.of(moderatorId), outcome, why, now);
            if (report.state() == outcome && saidBefore(decision)) {
                return report;
            }
            report.requireDecidable(moderatorId, now);
            decided = put(revision -> report.in(outcome, revision));
            log.add(decision);
        }
        tell();
        return decided;
    }

    private boolean saidBefore(ReportDecision decision) {
        List<ReportDecision> said = decisions(decision.reportId());
        return !said.isEmpty() && said.getLast().repeats(decision);
    }

    @Override
    public Report reopen(long reportId, Optional<String> evidence) {
        ReportRules.requireEvidence(evidence);
        Report opened;
        synchronized (this) {
            Report report = existing(reportId);
            if (report.unchangedByReopening()) {
                return report;
            }
            if (report.state().decided()) {
                report.filing().ifPresent(filing -> report.requireNoOther(undecidedLike(filing)));
            }
            opened = put(revision -> report.reopened(evidence, revision));
        }
        tell();
        return opened;
    }

    private Optional<Report> undecidedLike(ReportFiling filing) {
        return reports.values().stream()
                .filter(report -> report.repeatedBy(filing))
                .findFirst();
    }

    private Report existing(long reportId) {
        return find(reportId).orElseThrow(() -> ReportRules.unknown(reportId));
    }

    private Report put(LongFunction<Report> change) {
        Report report = change.apply(++lastRevision);
        reports.put(report.id(), report);
        return report;
    }

    private void tell() {
        listeners.forEach(Runnable::run);
    }

    @Override
    public synchronized Optional<Report> find(long reportId) {
        return Optional.ofNullable(reports.get(reportId));
    }

    @Override
    public synchronized List<Report> list(ReportState state, long after, int limit) {
        ReportRules.requireLimit(limit);
        return reports.tailMap(after, false).values().stream()
                .filter(report -> report.state() == state)
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized List<ReportDecision> decisions(long reportId) {
        return log.stream().filter(decision -> decision.reportId() == reportId).toList();
    }

    @Override
    public synchronized List<Report> changedAfter(long revision, int limit) {
        ReportRules.requireLimit(limit);
        return reports.values().stream()
                .filter(report -> report.revision() > revision)
                .sorted(Comparator.comparingLong(Report::revision))
                .limit(limit)
                .toList();
    }

    @Override
    public void listen(Runnable listener) {
        listeners.add(listener);
    }

    @Override
    public synchronized List<PersonalRecord> export(String personId) {
        List<PersonalRecord> records = new ArrayList<>();
        reports.values().forEach(report -> ReportRules.record(report, personId).ifPresent(records::add));
        log.stream()
                .filter(decision ->
                        decision.moderatorId().filter(personId::equals).isPresent())
                .forEach(decision -> records.add(ReportRules.record(decision)));
        return records;
    }

    @Override
    public boolean takeBack(String reporterId, long reportId) {
        synchronized (this) {
            Report report = reports.get(reportId);
            if (report == null || report.reporterId().filter(reporterId::equals).isEmpty()) {
                return false;
            }
            put(report::takenBack);
        }
        tell();
        return true;
    }

    @Override
    public int erase(String personId) {
        int erased;
        synchronized (this) {
            erased = export(personId).size();
            reports.values().removeIf(report -> report.reportedId().equals(personId));
            log.removeIf(decision -> !reports.containsKey(decision.reportId()));
            log.replaceAll(decision -> decision.withoutModerator(personId));
            for (Report report : List.copyOf(reports.values())) {
                if (!report.without(personId, report.revision()).equals(report)) {
                    put(revision -> report.without(personId, revision));
                }
            }
        }
        tell();
        return erased;
    }
}

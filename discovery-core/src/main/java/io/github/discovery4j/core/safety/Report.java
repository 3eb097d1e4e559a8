package io.github.discovery4j.core.safety;

import java.time.Instant;
import java.util.Optional;

/**
 * A report and where it stands. {@link #toString} names nobody.
 *
 * @param id its number, growing in the order of filing
 * @param reporterId who reported; empty once they were erased or took it back
 * @param reportedId whom
 * @param category the host's word for what it is about
 * @param evidence where the host keeps what it is about
 * @param filedAt when
 * @param state where it stands
 * @param claim who works on it; empty for nobody
 * @param revision grows with each change of any report of its queue
 */
public record Report(
        long id,
        Optional<String> reporterId,
        String reportedId,
        String category,
        Optional<String> evidence,
        Instant filedAt,
        ReportState state,
        Optional<Claim> claim,
        long revision) {

    /**
     * A moderator's right to decide a report. {@link #toString} names nobody.
     *
     * @param moderatorId whose
     * @param until when it ends
     */
    public record Claim(String moderatorId, Instant until) {

        boolean runs(Instant now) {
            return until.isAfter(now);
        }

        @Override
        public String toString() {
            return "Claim[until=" + until + "]";
        }
    }

    /**
     * Returns a report that was just filed.
     *
     * @param id its number
     * @param filing what was filed
     * @param at when
     * @param revision of this change
     * @return the report, open
     */
    public static Report filed(long id, ReportFiling filing, Instant at, long revision) {
        return new Report(
                id,
                Optional.of(filing.reporterId()),
                filing.reportedId(),
                filing.category(),
                filing.evidence(),
                at,
                ReportState.OPEN,
                Optional.empty(),
                revision);
    }

    /**
     * Tells whether a filing says again what this undecided report says.
     *
     * @param filing a later one
     * @return true if reporter, reported person and category are the same
     */
    public boolean repeatedBy(ReportFiling filing) {
        return state.undecided()
                && reporterId.filter(filing.reporterId()::equals).isPresent()
                && reportedId.equals(filing.reportedId())
                && category.equals(filing.category());
    }

    /**
     * Tells whether a moderator may be given this report.
     *
     * @param moderatorId who asks
     * @param now the moment
     * @return true while it is open and nobody works on it, and unless it is about the moderator or by them
     */
    public boolean claimableBy(String moderatorId, Instant now) {
        return state == ReportState.OPEN
                && claim.filter(held -> held.runs(now)).isEmpty()
                && !reportedId.equals(moderatorId)
                && reporterId.filter(moderatorId::equals).isEmpty();
    }

    /**
     * Returns this report in a moderator's hands.
     *
     * @param holder who works on it, and until when
     * @param change of this change
     * @return the report
     */
    public Report claimedBy(Claim holder, long change) {
        return new Report(id, reporterId, reportedId, category, evidence, filedAt, state, Optional.of(holder), change);
    }

    /**
     * Checks that a moderator may decide this report now.
     *
     * @param moderatorId who wants to
     * @param now the moment
     * @throws IllegalStateException if it is not open, or its claim is another's or has ended
     */
    public void requireDecidable(String moderatorId, Instant now) {
        if (state != ReportState.OPEN) {
            throw new IllegalStateException(
                    "report %d must be open to be decided, was %s; reopen it first".formatted(id, state));
        }
        if (claim.filter(held -> held.moderatorId().equals(moderatorId)).isEmpty()) {
            throw new IllegalStateException(
                    "report %d must be decided by the moderator who claimed it, was %s; claim it first"
                            .formatted(id, claim.isEmpty() ? "claimed by nobody" : "claimed by another"));
        }
        Instant until = claim.orElseThrow().until();
        if (!until.isAfter(now)) {
            throw new IllegalStateException(
                    "report %d must be decided while its claim runs, it ended at %s; claim it again"
                            .formatted(id, until));
        }
    }

    /**
     * Returns this report in another state, in nobody's hands.
     *
     * @param next where it stands
     * @param change of this change
     * @return the report
     */
    public Report in(ReportState next, long change) {
        return new Report(id, reporterId, reportedId, category, evidence, filedAt, next, Optional.empty(), change);
    }

    /**
     * Tells whether this report is open already.
     *
     * @return true if there is nothing to reopen
     * @throws IllegalStateException if the reporter took it back
     */
    public boolean unchangedByReopening() {
        if (state == ReportState.WITHDRAWN) {
            throw new IllegalStateException(
                    "report %d was taken back by its reporter and stays so; file another".formatted(id));
        }
        return state == ReportState.OPEN;
    }

    /**
     * Returns this report open again.
     *
     * @param more where the host keeps what it is about; what was there stays if this is empty
     * @param change of this change
     * @return the report
     */
    public Report reopened(Optional<String> more, long change) {
        return new Report(
                id,
                reporterId,
                reportedId,
                category,
                more.or(() -> evidence),
                filedAt,
                ReportState.OPEN,
                Optional.empty(),
                change);
    }

    /**
     * Returns this report after its reporter took it back.
     *
     * @param change of this change
     * @return withdrawn and without evidence, or as it was decided; without its reporter either way
     */
    public Report takenBack(long change) {
        boolean withdrawn = state.undecided();
        return new Report(
                id,
                Optional.empty(),
                reportedId,
                category,
                withdrawn ? Optional.empty() : evidence,
                filedAt,
                withdrawn ? ReportState.WITHDRAWN : state,
                Optional.empty(),
                change);
    }

    /**
     * Returns this report without somebody who was erased, its reporter or who claimed it.
     *
     * @param personId who was erased
     * @param change of this change
     * @return the report; this one if it does not name them
     */
    public Report without(String personId, long change) {
        Optional<String> reporter = reporterId.filter(id -> !id.equals(personId));
        Optional<Claim> holder = claim.filter(held -> !held.moderatorId().equals(personId));
        return reporter.equals(reporterId) && holder.equals(claim)
                ? this
                : new Report(id, reporter, reportedId, category, evidence, filedAt, state, holder, change);
    }

    /**
     * Returns what was filed.
     *
     * @return empty once the reporter is erased
     */
    public Optional<ReportFiling> filing() {
        return reporterId.map(reporter -> new ReportFiling(reporter, reportedId, category, evidence));
    }

    /**
     * Checks that no other report that says the same is undecided.
     *
     * @param other one that does, if any
     * @throws IllegalStateException if there is one
     */
    public void requireNoOther(Optional<Report> other) {
        if (other.isPresent()) {
            throw new IllegalStateException(
                    "report %d cannot be reopened while report %d, which says the same, is undecided; decide that one"
                            .formatted(id, other.get().id()));
        }
    }

    @Override
    public String toString() {
        return "Report[id=%d, category=%s, state=%s]".formatted(id, category, state);
    }
}

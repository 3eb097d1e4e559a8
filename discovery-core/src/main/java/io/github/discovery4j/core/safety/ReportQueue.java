package io.github.discovery4j.core.safety;

import io.github.discovery4j.core.consent.PersonalDataHolder;
import io.github.discovery4j.core.consent.PersonalRecord;
import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.core.model.Visibility;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reports about people: filed, claimed by moderators, decided, and remembered.
 *
 * <p>Laws:
 *
 * <ul>
 *   <li>While a report is undecided, filing the same again gives the same report.
 *   <li>No report is in two moderators' hands at a time; a claim that ended is anybody's again.
 *   <li>Only who holds the running claim decides; saying the same again has no effect. Each decision is one more line in
 *       {@link #decisions}, and no line ever changes, but that an erased moderator's id goes.
 *   <li>Each change gives its report the largest {@linkplain Report#revision revision}. A change that fails leaves nothing
 *       half done.
 *   <li>The erasure of a reporter, or of a moderator, keeps reports and decisions without the id; that of a reported person
 *       deletes all reports about them.
 *   <li>Nobody reads who reported them. Whom a report is about reads what was decided, not what is undecided.
 * </ul>
 *
 * <p>Reports are records of {@link #GROUP}: they hold whatever anybody has switched off. <b>Threads:</b> safe.
 */
public interface ReportQueue extends PersonalDataHolder {

    /** The group of safety records; switching it off has no effect on them. */
    SignalGroup GROUP = new SignalGroup("safety");

    /** The name of this holder. */
    String NAME = "reports";

    /** How long a moderator's words may be, in characters. */
    int LONGEST_WHY = 2_000;

    /**
     * Takes a report in.
     *
     * @param filing what is reported
     * @return the new report, or the undecided one that says the same
     */
    Report file(ReportFiling filing);

    /**
     * Gives a moderator the oldest open report that is in nobody's hands.
     *
     * @param moderatorId who will decide it
     * @param lease for how long it is theirs, more than zero
     * @return empty when there is none
     */
    Optional<Report> claim(String moderatorId, Duration lease);

    /**
     * Decides a report.
     *
     * @param reportId which
     * @param moderatorId who claimed it
     * @param outcome {@link ReportState#UPHELD}, {@link ReportState#DISMISSED} or {@link ReportState#NEEDS_MORE}
     * @param why in the moderator's words, naming nobody, at most {@value #LONGEST_WHY} characters
     * @return the report as it then stands
     * @throws IllegalArgumentException if there is no such report, or the outcome is none
     * @throws IllegalStateException if it is not the moderator's to decide
     */
    Report decide(long reportId, String moderatorId, ReportState outcome, String why);

    /**
     * Opens a report again: more is known, or its decision is contested. Earlier decisions stay in the log.
     *
     * @param reportId which
     * @param evidence where the host keeps what it is about; empty to leave that as it was
     * @return the report as it then stands; an open one does not change
     * @throws IllegalArgumentException if there is no such report
     * @throws IllegalStateException if the reporter took it back
     */
    Report reopen(long reportId, Optional<String> evidence);

    /**
     * Returns a report.
     *
     * @param reportId its number
     * @return empty when there is none of that number
     */
    Optional<Report> find(long reportId);

    /**
     * Lists reports of a state, oldest first.
     *
     * @param state where they stand
     * @param after only those whose number is larger
     * @param limit how many at most, 1 or more
     * @return the reports
     */
    List<Report> list(ReportState state, long after, int limit);

    /**
     * Lists what moderators said of a report, oldest first.
     *
     * @param reportId which
     * @return the decisions
     */
    List<ReportDecision> decisions(long reportId);

    /**
     * Lists what has changed, for whoever keeps something derived.
     *
     * @param revision only reports whose revision is larger
     * @param limit how many at most, 1 or more
     * @return the reports as they stand now, by revision; deleted ones are not among them
     */
    List<Report> changedAfter(long revision, int limit);

    /**
     * Asks to be told after each change that this process makes.
     *
     * @param listener quick; what it throws reaches whoever made the change, which holds
     */
    void listen(Runnable listener);

    @Override
    default String holderName() {
        return NAME;
    }

    @Override
    default Set<SignalGroup> signalGroups() {
        return Set.of(GROUP);
    }

    /** {@inheritDoc} Nothing here is derived. */
    @Override
    default int forget(String personId, SignalGroup group) {
        return 0;
    }

    /**
     * Checks what a moderator says.
     *
     * @param outcome of a decision
     * @param why of it
     * @throws IllegalArgumentException if the outcome is none, or the words are blank or too long
     */
    static void requireDecision(ReportState outcome, String why) {
        if (!outcome.isOutcome()) {
            throw new IllegalArgumentException(
                    "outcome of a report must be UPHELD, DISMISSED or NEEDS_MORE, was %s; choose one"
                            .formatted(outcome));
        }
        ReportTexts.require("a moderator's words", why, LONGEST_WHY);
    }

    /**
     * Returns when a claim that begins now ends.
     *
     * @param moderatorId who claims
     * @param now the moment
     * @param lease for how long
     * @return the claim
     * @throws IllegalArgumentException if the lease is not more than zero
     */
    static Report.Claim newClaim(String moderatorId, Instant now, Duration lease) {
        ReportFiling.requireId("moderator's id", moderatorId);
        if (!lease.isPositive()) {
            throw new IllegalArgumentException(
                    "lease of a report must be more than zero, was %s; an hour is usual".formatted(lease));
        }
        return new Report.Claim(
                moderatorId, Instant.ofEpochMilli(now.plus(lease).toEpochMilli()));
    }

    /**
     * Checks evidence that comes later.
     *
     * @param evidence a reference
     * @throws IllegalArgumentException if it is blank, too long or not well-formed
     */
    static void requireEvidence(Optional<String> evidence) {
        evidence.ifPresent(ReportFiling::requireEvidence);
    }

    /**
     * Checks the size of a page.
     *
     * @param limit how many at most
     * @throws IllegalArgumentException if it is less than 1
     */
    static void requireLimit(int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("limit must be 1 or more, was %d; ask for some".formatted(limit));
        }
    }

    /**
     * Says that there is no report of a number.
     *
     * @param reportId the number
     * @return to be thrown
     */
    static IllegalArgumentException unknown(long reportId) {
        return new IllegalArgumentException(
                "report %d must exist and does not; take the number from claim or list".formatted(reportId));
    }

    /**
     * Returns what a person may read of a report that they filed or that is about them.
     *
     * @param report any
     * @param personId anybody
     * @return empty when there is nothing for them to read
     */
    static Optional<PersonalRecord> record(Report report, String personId) {
        String stands = report.category() + ", " + report.state() + ", of " + report.filedAt();
        if (report.reporterId().filter(personId::equals).isPresent()) {
            return Optional.of(new PersonalRecord(NAME, GROUP, "reported by you", report.reportedId() + ": " + stands)
                    .withKey(Long.toString(report.id()))
                    .from("stated by you")
                    .usedFor("moderation", "guardrails")
                    .visibleTo(Visibility.PRIVATE_OPT_IN));
        }
        if (report.reportedId().equals(personId) && report.state().decided()) {
            return Optional.of(new PersonalRecord(NAME, GROUP, "decided about you", stands)
                    .from("a report and a moderator")
                    .usedFor("guardrails")
                    .visibleTo(Visibility.PRIVATE_OPT_IN));
        }
        return Optional.empty();
    }

    /**
     * Returns what a moderator may read of a decision of their own.
     *
     * @param decision theirs
     * @return the record
     */
    static PersonalRecord record(ReportDecision decision) {
        return new PersonalRecord(
                        NAME,
                        GROUP,
                        "decided by you",
                        "report %d, %s, at %s".formatted(decision.reportId(), decision.outcome(), decision.at()))
                .from("stated by you")
                .usedFor("moderation")
                .visibleTo(Visibility.PRIVATE_OPT_IN);
    }

    /**
     * {@inheritDoc}
     *
     * <p>The key of a report that the person filed: an undecided one is taken back, a decided one stays without their id.
     */
    @Override
    default boolean remove(String personId, String key) {
        try {
            return takeBack(personId, Long.parseLong(key));
        } catch (NumberFormatException e) {
            return false;
        }
    }

    /**
     * Takes a report back.
     *
     * @param reporterId who filed it
     * @param reportId which; an undecided one is {@linkplain ReportState#WITHDRAWN withdrawn}, a decided one loses its
     *     reporter's id
     * @return false if the person has filed no such report
     */
    boolean takeBack(String reporterId, long reportId);
}

package io.github.discovery4j.core.safety;

import io.github.discovery4j.core.consent.PersonalRecord;
import io.github.discovery4j.core.model.Visibility;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What every {@link ReportQueue} checks and shows, for whoever writes one. <b>Threads:</b> safe. */
public final class ReportRules {

    private ReportRules() {}

    /**
     * Checks what a moderator says.
     *
     * @param outcome of a decision
     * @param why of it
     * @throws IllegalArgumentException if the outcome is none, or the words are blank or too long
     */
    public static void requireDecision(ReportState outcome, String why) {
        if (!outcome.isOutcome()) {
            throw new IllegalArgumentException(
                    "outcome of a report must be UPHELD, DISMISSED or NEEDS_MORE, was %s; choose one"
                            .formatted(outcome));
        }
        ReportTexts.require("a moderator's words", why, ReportQueue.LONGEST_WHY);
    }

    /**
     * Returns when a claim that begins now ends.
     *
     * @param moderatorId who claims
     * @param now the moment
     * @param lease for how long
     * @return the claim
     * @throws IllegalArgumentException if the lease is less than a millisecond
     */
    public static Report.Claim newClaim(String moderatorId, Instant now, Duration lease) {
        ReportFiling.requireId("moderator's id", moderatorId);
        if (lease.compareTo(Duration.ofMillis(1)) < 0) {
            throw new IllegalArgumentException(
                    "lease of a report must be a millisecond or more, was %s; an hour is usual".formatted(lease));
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
    public static void requireEvidence(Optional<String> evidence) {
        evidence.ifPresent(ReportFiling::requireEvidence);
    }

    /**
     * Checks the size of a page.
     *
     * @param limit how many at most
     * @throws IllegalArgumentException if it is less than 1
     */
    public static void requireLimit(int limit) {
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
    public static IllegalArgumentException unknown(long reportId) {
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
    public static Optional<PersonalRecord> record(Report report, String personId) {
        String stands = report.category() + ", " + report.state() + ", of " + report.filedAt();
        if (report.reporterId().filter(personId::equals).isPresent()) {
            return Optional.of(new PersonalRecord(
                            ReportQueue.NAME, ReportQueue.GROUP, "reported by you", report.reportedId() + ": " + stands)
                    .withKey(Long.toString(report.id()))
                    .from("stated by you")
                    .usedFor("moderation", "guardrails")
                    .visibleTo(Visibility.PRIVATE_OPT_IN));
        }
        if (report.reportedId().equals(personId) && report.state().decided()) {
            return Optional.of(new PersonalRecord(ReportQueue.NAME, ReportQueue.GROUP, "decided about you", stands)
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
    public static PersonalRecord record(ReportDecision decision) {
        return new PersonalRecord(
                        ReportQueue.NAME,
                        ReportQueue.GROUP,
                        "decided by you",
                        "report %d, %s, at %s".formatted(decision.reportId(), decision.outcome(), decision.at()))
                .from("stated by you")
                .usedFor("moderation")
                .visibleTo(Visibility.PRIVATE_OPT_IN);
    }
}

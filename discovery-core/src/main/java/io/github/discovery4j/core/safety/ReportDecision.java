package io.github.discovery4j.core.safety;

import java.time.Instant;
import java.util.Optional;

/**
 * What a moderator said of a report, when and why. {@link #toString} names nobody.
 *
 * @param reportId which report
 * @param moderatorId who said it; empty once they were erased
 * @param outcome upheld, dismissed, or needs more
 * @param why in the moderator's words, naming nobody
 * @param at when
 */
public record ReportDecision(long reportId, Optional<String> moderatorId, ReportState outcome, String why, Instant at) {

    /**
     * Tells whether another decision says the same as this one.
     *
     * @param later of the same report
     * @return true if moderator, outcome and words are the same
     */
    public boolean repeats(ReportDecision later) {
        return moderatorId.equals(later.moderatorId) && outcome == later.outcome && why.equals(later.why);
    }

    ReportDecision withoutModerator(String personId) {
        return moderatorId.filter(personId::equals).isEmpty()
                ? this
                : new ReportDecision(reportId, Optional.empty(), outcome, why, at);
    }

    @Override
    public String toString() {
        return "ReportDecision[report=%d, outcome=%s, at=%s]".formatted(reportId, outcome, at);
    }
}

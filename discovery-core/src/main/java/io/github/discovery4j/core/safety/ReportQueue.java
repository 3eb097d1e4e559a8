package io.github.discovery4j.core.safety;

import io.github.discovery4j.core.consent.PersonalDataHolder;
import io.github.discovery4j.core.model.SignalGroup;
import java.time.Duration;
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
 *   <li>No report is in two moderators' hands at a time; a claim that ended is anybody's again. Moderators are people of the
 *       same ids: none is given a report about or by themselves.
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
     * Gives a moderator the oldest open report that is in nobody's hands, and neither about nor by the moderator.
     *
     * @param moderatorId who will decide it; the id under which they would be reported
     * @param lease for how long it is theirs, a millisecond or more
     * @return empty when there is none
     * @throws IllegalArgumentException if the id is not well-formed, or the lease too short
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
     * Returns a report, whoever asks: what a moderator sees of reports about themselves is the host's to keep from them.
     *
     * @param reportId its number
     * @return empty when there is none of that number
     */
    Optional<Report> find(long reportId);

    /**
     * Lists reports of a state, oldest first, whoever asks: as {@link #find}.
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

package io.github.discovery4j.core.stage;

import java.util.function.Predicate;

/**
 * Judges every candidate: blocks, harassment, already seen, caps.
 *
 * <p>Laws: a row's verdict depends on that row alone; everything that {@link #exclusions} names, {@link #judge} removes.
 * When it throws, its undecided rows are removed; an engine cannot be built to skip a guardrail.
 *
 * <p><b>Threads:</b> safe.
 */
@FunctionalInterface
public interface Guardrail {

    /**
     * Gives a verdict on each row.
     *
     * @param candidates the rows, with their scores and features
     * @param verdicts takes them; a row without one is removed
     */
    void judge(ScoredCandidates candidates, Verdicts verdicts);

    /**
     * Returns what can be left out while retrieving, because it would be removed whatever its features.
     *
     * <p>Saves sources the work; it decides nothing. When it throws, nothing is left out on its account and
     * {@link #judge} decides. Sources ask the predicate from threads of their own, side by side, and an abandoned one may
     * do so after the request has ended: it must be safe for that.
     *
     * @param context the request
     * @return true for ids that need not be retrieved
     */
    default Predicate<String> exclusions(RequestContext context) {
        return id -> false;
    }
}

package io.github.discovery4j.rank.guardrail;

import io.github.discovery4j.core.model.Verdict;
import io.github.discovery4j.core.stage.Guardrail;
import io.github.discovery4j.core.stage.RequestContext;
import io.github.discovery4j.core.stage.ScoredCandidates;
import io.github.discovery4j.core.stage.Verdicts;
import java.util.function.Predicate;

/**
 * Keeps people from being shown too often, to whomever.
 *
 * <p>A slate counts once it is recorded, so requests that run side by side may each show a person who is one short of the cap: the
 * cap can be passed by as many as run at a time. <b>Cost:</b> one look-up a candidate. <b>Threads:</b> safe.
 */
public final class ExposureCapGuardrail implements Guardrail {

    private static final String REASON = "shown often enough lately";

    private final ExposureCounts counts;
    private final int most;
    private final Verdict beyond;

    private ExposureCapGuardrail(ExposureCounts counts, int most, Verdict beyond) {
        if (most < 1) {
            throw new IllegalArgumentException(
                    "exposure cap must be 1 or more, was %d; leave people out of the sources to show them never"
                            .formatted(most));
        }
        if (most > ExposureCounts.MOST_COUNTED) {
            throw new IllegalArgumentException(
                    "exposure cap must be %d or less, as far as counts go, was %d; take a shorter window and a lower cap"
                            .formatted(ExposureCounts.MOST_COUNTED, most));
        }
        this.counts = counts;
        this.most = most;
        this.beyond = beyond;
    }

    /**
     * Removes who was shown often enough.
     *
     * @param counts asked at every request, and fed by {@link ExposureCounts#recorder} or {@link ExposureCounts#record}
     * @param most how often somebody may be shown in the counts' window, in [1, {@link ExposureCounts#MOST_COUNTED}]
     * @return the guardrail
     * @throws IllegalArgumentException if the cap is out of range
     */
    public static ExposureCapGuardrail removing(ExposureCounts counts, int most) {
        return new ExposureCapGuardrail(counts, most, new Verdict.Remove(REASON));
    }

    /**
     * Demotes who was shown often enough, for hosts with few people.
     *
     * @param counts asked at every request
     * @param most how often somebody may be shown before, in [1, {@link ExposureCounts#MOST_COUNTED}]
     * @param tier to demote to, 1 or more
     * @return the guardrail
     * @throws IllegalArgumentException if the cap or the tier is out of range
     */
    public static ExposureCapGuardrail demoting(ExposureCounts counts, int most, int tier) {
        return new ExposureCapGuardrail(counts, most, new Verdict.Demote(tier, REASON));
    }

    @Override
    public void judge(ScoredCandidates candidates, Verdicts verdicts) {
        for (int row = 0; row < candidates.size(); row++) {
            verdicts.set(row, reached(candidates.id(row), candidates.context()) ? beyond : Verdict.keep());
        }
    }

    /** {@inheritDoc} Nothing where people are demoted. */
    @Override
    public Predicate<String> exclusions(RequestContext context) {
        return beyond instanceof Verdict.Remove ? id -> reached(id, context) : id -> false;
    }

    private boolean reached(String id, RequestContext context) {
        return counts.count(id, context.instant()) >= most;
    }
}

package io.github.discovery4j.rank.guardrail;

import io.github.discovery4j.core.model.Verdict;
import io.github.discovery4j.core.stage.Guardrail;
import io.github.discovery4j.core.stage.RequestContext;
import io.github.discovery4j.core.stage.ScoredCandidates;
import io.github.discovery4j.core.stage.Verdicts;
import java.util.function.Predicate;

/**
 * Shows nobody who may reach no more people, or nobody at all to a viewer who may not.
 *
 * <p>It looks and takes nothing: call {@link OutreachLimits#tryAcquire} when somebody really reaches out. A slate that stays
 * empty for its viewer says so in its trace; tell the viewer by {@link OutreachLimits#nextAt}. <b>Cost:</b> one look-up a
 * candidate, or one a request. <b>Threads:</b> safe.
 */
public final class OutreachGuardrail implements Guardrail {

    private static final Verdict CANDIDATE = new Verdict.Remove("candidate has used up their outreach");
    private static final Verdict VIEWER = new Verdict.Remove("viewer has used up their outreach");

    private final OutreachLimits limits;
    private final boolean viewerBegins;

    private OutreachGuardrail(OutreachLimits limits, boolean viewerBegins) {
        this.limits = limits;
        this.viewerBegins = viewerBegins;
    }

    /**
     * For slates whose candidates begin: whoever is shown is invited to write to the viewer.
     *
     * @param limits asked at every request
     * @return the guardrail; it removes candidates who may reach nobody
     */
    public static OutreachGuardrail candidatesBegin(OutreachLimits limits) {
        return new OutreachGuardrail(limits, false);
    }

    /**
     * For slates whose viewer begins: the viewer is invited to write to whoever is shown.
     *
     * @param limits asked at every request
     * @return the guardrail; it removes all candidates while the viewer may reach nobody
     */
    public static OutreachGuardrail viewerBegins(OutreachLimits limits) {
        return new OutreachGuardrail(limits, true);
    }

    @Override
    public void judge(ScoredCandidates candidates, Verdicts verdicts) {
        Predicate<String> away = exclusions(candidates.context());
        Verdict removed = viewerBegins ? VIEWER : CANDIDATE;
        for (int row = 0; row < candidates.size(); row++) {
            verdicts.set(row, away.test(candidates.id(row)) ? removed : Verdict.keep());
        }
    }

    @Override
    public Predicate<String> exclusions(RequestContext context) {
        if (viewerBegins) {
            boolean exhausted = limits.exhausted(context.viewerId(), context.instant());
            return id -> exhausted;
        }
        return id -> limits.exhausted(id, context.instant());
    }
}

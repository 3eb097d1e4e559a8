package io.github.discovery4j.rank.guardrail;

import io.github.discovery4j.core.model.Verdict;
import io.github.discovery4j.core.stage.Guardrail;
import io.github.discovery4j.core.stage.RequestContext;
import io.github.discovery4j.core.stage.ScoredCandidates;
import io.github.discovery4j.core.stage.Verdicts;
import java.util.function.Predicate;

/**
 * Removes people whom the viewer blocks, and people who block the viewer.
 *
 * <p>The reason is the same for both directions, so that a trace does not tell who blocked whom. <b>Cost:</b> two to four
 * hash look-ups a candidate, no allocation per candidate. <b>Threads:</b> safe.
 */
public final class BlockListGuardrail implements Guardrail {

    private static final Verdict BLOCKED = new Verdict.Remove("blocked, in one direction or both");

    private final Blocks blocks;

    /**
     * Creates the guardrail.
     *
     * @param blocks asked at every request
     */
    public BlockListGuardrail(Blocks blocks) {
        this.blocks = blocks;
    }

    @Override
    public void judge(ScoredCandidates candidates, Verdicts verdicts) {
        String viewerId = candidates.context().viewerId();
        for (int row = 0; row < candidates.size(); row++) {
            boolean blocked = blocks.isBlockedEitherWay(viewerId, candidates.id(row));
            verdicts.set(row, blocked ? BLOCKED : Verdict.keep());
        }
    }

    @Override
    public Predicate<String> exclusions(RequestContext context) {
        String viewerId = context.viewerId();
        return id -> blocks.isBlockedEitherWay(viewerId, id);
    }
}

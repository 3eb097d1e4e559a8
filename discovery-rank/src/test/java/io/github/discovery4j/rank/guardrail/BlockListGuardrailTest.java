package io.github.discovery4j.rank.guardrail;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.discovery4j.core.model.Verdict;
import io.github.discovery4j.core.stage.Guardrail;
import io.github.discovery4j.core.stage.RequestContext;
import io.github.discovery4j.core.stage.ScoredCandidates;
import io.github.discovery4j.core.stage.Verdicts;
import io.github.discovery4j.testkit.Batches;
import io.github.discovery4j.testkit.GuardrailContract;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class BlockListGuardrailTest extends GuardrailContract {

    private final Blocks blocks = new Blocks();
    private final BlockListGuardrail guardrail = new BlockListGuardrail(blocks);

    BlockListGuardrailTest() {
        blocks.block("ana", "ben");
        blocks.block("cleo", "ana");
    }

    @Override
    protected Guardrail guardrail() {
        return guardrail;
    }

    @Override
    protected List<String> viewers() {
        return List.of("ana", "ben", "cleo", "dora");
    }

    @Override
    protected List<String> items() {
        return List.of("ana", "ben", "cleo", "dora");
    }

    @Test
    void removesBothDirectionsForTheSameReason() {
        RequestContext context = Batches.context("ana");
        ScoredCandidates people = Batches.scored(context, List.of("ben", "cleo", "dora"), 3, 2, 1);
        Verdicts verdicts = new Verdicts(3);
        guardrail.judge(people, verdicts);
        assertThat(verdicts.get(0)).isInstanceOf(Verdict.Remove.class).isEqualTo(verdicts.get(1));
        assertThat(verdicts.get(2)).isEqualTo(Verdict.keep());
        assertThat(guardrail.exclusions(context)).accepts("ben", "cleo").rejects("dora");
    }

    @Test
    void aBlockSetInMidRequestCounts() {
        Predicate<String> exclusions = guardrail.exclusions(Batches.context("ana"));
        blocks.block("dora", "ana");
        assertThat(exclusions).accepts("dora");
    }
}

package io.github.discovery4j.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.discovery4j.core.model.CandidateList;
import io.github.discovery4j.core.model.Slate;
import io.github.discovery4j.core.model.SlateItem;
import io.github.discovery4j.core.model.SlateRequest;
import io.github.discovery4j.core.observe.DiscoveryListener;
import io.github.discovery4j.core.observe.Drop;
import io.github.discovery4j.core.observe.TracedSlate;
import io.github.discovery4j.core.stage.CandidateSource;
import io.github.discovery4j.core.stage.Guardrail;
import io.github.discovery4j.core.stage.RequestContext;
import io.github.discovery4j.core.stage.ScoredCandidates;
import io.github.discovery4j.core.stage.Verdicts;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Stages that fail where nobody expects it; the request is answered all the same. */
class HostileStagesTest {

    private static final SlateRequest REQUEST =
            SlateRequest.forViewer("viewer").size(2).build();
    private static final CandidateSource GOOD = (context, limit) -> CandidateList.builder(context.items(), 3)
            .add("a", 3)
            .add("bad", 2)
            .add("b", 1)
            .build();

    @Test
    void aListenerThatCannotSayWhetherItWantsImpressionsGetsNone() {
        DiscoveryListener broken = new DiscoveryListener() {
            @Override
            public boolean wantsImpressions() {
                throw new IllegalStateException("queue is away");
            }
        };
        try (DiscoveryEngine engine =
                PatientEngine.builder().source("good", GOOD).listener(broken).build()) {
            assertThat(ids(engine.recommend(REQUEST))).containsExactly("a", "bad");
        }
    }

    @Test
    void aGuardrailWhoseExclusionsFailStillJudges() {
        Guardrail guardrail = new Guardrail() {
            @Override
            public void judge(ScoredCandidates candidates, Verdicts verdicts) {
                for (int row = 0; row < candidates.size(); row++) {
                    if (candidates.id(row).equals("bad")) {
                        verdicts.remove(row, "bad");
                    }
                }
                verdicts.keepUndecided();
            }

            @Override
            public Predicate<String> exclusions(RequestContext context) {
                return id -> {
                    throw new AssertionError("bug");
                };
            }
        };
        try (DiscoveryEngine engine = PatientEngine.builder()
                .source("good", GOOD)
                .guard("guard", guardrail)
                .build()) {
            assertThat(ids(engine.recommend(REQUEST))).containsExactly("a", "b");
        }
    }

    @Test
    void aDropStandsOnceInTheTraceEvenWhenSourcesAreAskedAgain() {
        Guardrail noBad = (candidates, verdicts) -> {
            for (int row = 0; row < candidates.size(); row++) {
                if (candidates.id(row).equals("bad")) {
                    verdicts.remove(row, "bad");
                }
            }
            verdicts.keepUndecided();
        };
        try (DiscoveryEngine engine = PatientEngine.builder()
                .source("good", GOOD)
                .fallback(GOOD)
                .guard("no bad", noBad)
                .build()) {
            SlateRequest request =
                    REQUEST.toBuilder().size(3).exclude(List.of("b")).build();
            TracedSlate answer = engine.recommendTraced(request);
            assertThat(ids(answer.slate())).containsExactly("a");
            assertThat(answer.trace().notes()).anyMatch(note -> note.contains("once more"));
            assertThat(answer.trace().drops())
                    .containsExactlyInAnyOrder(new Drop("b", "merge", "excluded"), new Drop("bad", "no bad", "bad"));
        }
    }

    @Test
    void aTimeoutThatNoClockCanCountIsAllowed() {
        Duration ages = Duration.ofSeconds(Long.MAX_VALUE);
        try (DiscoveryEngine engine = DiscoveryEngine.builder()
                .source("good", GOOD)
                .timeout(ages)
                .sourceTimeout(ages)
                .build()) {
            assertThat(ids(engine.recommend(REQUEST))).containsExactly("a", "bad");
            assertThat(ids(engine.recommend(REQUEST.toBuilder().timeout(ages).build())))
                    .containsExactly("a", "bad");
        }
    }

    private static List<String> ids(Slate slate) {
        return slate.items().stream().map(SlateItem::id).toList();
    }
}

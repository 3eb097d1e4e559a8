package io.github.discovery4j.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.discovery4j.core.model.Slate;
import io.github.discovery4j.core.observe.Demotion;
import io.github.discovery4j.core.observe.Drop;
import io.github.discovery4j.core.observe.Trace;
import io.github.discovery4j.core.stage.Guardrail;
import io.github.discovery4j.core.stage.KeptCandidates;
import io.github.discovery4j.core.stage.RequestContext;
import io.github.discovery4j.core.stage.ScoredCandidates;
import io.github.discovery4j.core.stage.Verdicts;
import io.github.discovery4j.testkit.Batches;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class JudgingTest {

    private final TraceRecorder recorder = new Ticking().trace();
    private final RequestContext context = Batches.context("viewer");

    @Test
    void theLowestTierOfAllGuardrailsHoldsAndADropStandsOnceUnderTheFirst() {
        Judging judging = judging(
                (candidates, verdicts) -> {
                    verdicts.demote(0, 2, "odd");
                    verdicts.remove(1, "bad");
                    verdicts.keepUndecided();
                },
                (candidates, verdicts) -> {
                    verdicts.demote(0, 1, "less odd");
                    verdicts.remove(1, "bad too");
                    verdicts.keepUndecided();
                });
        ScoredCandidates scored = Batches.scored(context, List.of("a", "b", "c"), 3, 2, 1);
        KeptCandidates kept = judging.judge(scored, recorder);
        assertThat(kept.size()).isEqualTo(2);
        assertThat(kept.id(0)).isEqualTo("c");
        assertThat(kept.id(1)).isEqualTo("a");
        assertThat(kept.tier(1)).isEqualTo(2);
        assertThat(trace().drops()).containsExactly(new Drop("b", "guard 0", "bad"));
    }

    @Test
    void anErrorInAGuardrailRemovesTheUndecidedAndOneThatEndangersTheProcessIsThrownOn() {
        ScoredCandidates scored = Batches.scored(context, List.of("a", "b"), 2, 1);
        KeptCandidates kept = judging((candidates, verdicts) -> {
                    verdicts.keep(0);
                    throw new StackOverflowError();
                })
                .judge(scored, recorder);
        assertThat(kept.size()).isEqualTo(1);
        assertThat(trace().drops()).containsExactly(new Drop("b", "guard 0", "undecided"));
        Judging endangering = judging((candidates, verdicts) -> {
            throw new InternalError("the virtual machine is in trouble");
        });
        assertThatThrownBy(() -> endangering.judge(scored, recorder)).isInstanceOf(InternalError.class);
    }

    @Test
    void exclusionsOfAllGuardrailsCountAndOneThatCannotSayExcludesNothing() {
        Guardrail speechless = new Guardrail() {
            @Override
            public void judge(ScoredCandidates candidates, Verdicts verdicts) {}

            @Override
            public Predicate<String> exclusions(RequestContext context) {
                throw new IllegalStateException("graph is away");
            }
        };
        Predicate<String> excluded = judging(
                        speechless,
                        excluding(id -> {
                            throw new IllegalStateException("away");
                        }),
                        excluding(id -> {
                            throw new AssertionError("bug");
                        }),
                        excluding("blocked"::equals))
                .exclusions(context, recorder);
        assertThat(excluded.test("blocked")).isTrue();
        assertThat(excluded.test("other")).isFalse();
        assertThat(trace().notes())
                .containsExactly(
                        "guardrail \"guard 0\" could not say what to exclude: java.lang.IllegalStateException");
    }

    @Test
    void demotionsAreCountedByReasonAndNotOfThoseWhoAreRemovedAnyway() {
        Judging judging = judging(
                (candidates, verdicts) -> {
                    verdicts.demote(0, 1, "odd");
                    verdicts.demote(1, 2, "odd");
                    verdicts.demote(2, 1, "odd");
                    verdicts.demote(3, 1, "late");
                },
                (candidates, verdicts) -> {
                    verdicts.remove(2, "bad");
                    verdicts.demote(0, 1, "odd");
                    verdicts.keepUndecided();
                });
        judging.judge(Batches.scored(context, List.of("a", "b", "c", "d"), 4, 3, 2, 1), recorder);
        assertThat(trace().demotions())
                .containsExactly(
                        new Demotion("guard 0", "odd", 2),
                        new Demotion("guard 0", "late", 1),
                        new Demotion("guard 1", "odd", 1));
        judging(new Guardrail[0]).judge(Batches.scored(context, List.of("a"), 1), recorder);
        assertThat(trace().demotions()).as("the last judgement counts").isEmpty();
    }

    @Test
    void whatSourcesPassOverIsCountedOnceUnderTheFirstGuardrailThatExcludesIt() {
        Predicate<String> excluded = judging(
                        excluding("both"::equals),
                        excluding(Set.of("both", "blocked")::contains),
                        excluding(id -> false))
                .exclusions(context, recorder);
        assertThat(List.of("both", "blocked", "both", "blocked")).allMatch(excluded);
        assertThat(excluded.test("free")).isFalse();
        assertThat(trace().passedOver()).isEqualTo(Map.of("guard 0", 1, "guard 1", 1));
        assertThat(judging(excluding("both"::equals))
                        .exclusions(context, recorder)
                        .test("other"))
                .isFalse();
        assertThat(trace().passedOver()).as("opened again, counted again").isEqualTo(Map.of("guard 1", 1));
    }

    @Test
    void aGuardrailThatExcludesEverybodyIsCountedUpToABound() {
        Predicate<String> excluded = judging(excluding(id -> true)).exclusions(context, recorder);
        for (int person = 0; person < 3 * Trace.MOST_PASSED_OVER; person++) {
            assertThat(excluded.test("p" + person)).isTrue();
        }
        assertThat(trace().passedOver()).isEqualTo(Map.of("guard 0", Trace.MOST_PASSED_OVER));
    }

    private static Guardrail excluding(Predicate<String> exclusion) {
        return new Guardrail() {
            @Override
            public void judge(ScoredCandidates candidates, Verdicts verdicts) {
                verdicts.keepUndecided();
            }

            @Override
            public Predicate<String> exclusions(RequestContext context) {
                return exclusion;
            }
        };
    }

    private static Judging judging(Guardrail... guardrails) {
        List<Named<Guardrail>> named = new ArrayList<>();
        for (Guardrail guardrail : guardrails) {
            named.add(new Named<>("guard " + named.size(), guardrail));
        }
        return new Judging(named);
    }

    private Trace trace() {
        return recorder.finish(new Slate("s", Instant.EPOCH, 1, List.of(), Map.of()), List.of(), List.of());
    }
}

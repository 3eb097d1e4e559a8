package io.github.discovery4j.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.discovery4j.core.model.Deadline;
import io.github.discovery4j.core.model.IdSpace;
import io.github.discovery4j.core.model.Slate;
import io.github.discovery4j.core.model.SlateRequest;
import io.github.discovery4j.core.observe.StepOutcome;
import io.github.discovery4j.core.observe.StepTrace;
import io.github.discovery4j.core.observe.Trace;
import io.github.discovery4j.core.stage.Caps;
import io.github.discovery4j.core.stage.Constraint;
import io.github.discovery4j.core.stage.Diversifier;
import io.github.discovery4j.core.stage.GreedySelection;
import io.github.discovery4j.core.stage.KeptCandidates;
import io.github.discovery4j.core.stage.RequestContext;
import io.github.discovery4j.core.stage.Selection;
import io.github.discovery4j.testkit.Batches;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Candidates a1, a2 and b3 stand in tier 0 in this order, b4 in tier 1. */
class ChoosingTest {

    private final TraceRecorder recorder = new Ticking().trace();

    @Test
    void aLawfulChoiceStandsWhateverItsOrderWithinATier() {
        assertThat(choose(fixed(2, 0, 1, 3), 4)).containsExactly(2, 0, 1, 3);
        assertThat(steps()).containsExactly("diversifier Completed");
        assertThat(trace().notes()).isEmpty();
    }

    @Test
    void everyBrokenLawIsNamedAndTheBestByScoreChosen() {
        Map<String, int[]> broken = Map.of(
                "chose more than k", new int[] {0, 1, 2, 3},
                "chose something twice, or something that there is not", new int[] {0, 0, 1},
                "put a lower tier before a higher one", new int[] {0, 3, 1},
                "stopped before k", new int[] {1, 0});
        broken.forEach((law, picks) -> {
            TraceRecorder trace = new Ticking().trace();
            Selection selection = new Choosing(fixed(picks)).choose(kept(Deadline.never()), 3, trace);
            assertThat(indexes(selection)).as(law).containsExactly(0, 1, 2);
            assertThat(finish(trace).steps().getFirst().outcome()).isEqualTo(new StepOutcome.Failed(law));
        });
        assertThat(choose(fixed(-1), 3)).containsExactly(0, 1, 2);
        assertThat(choose(fixed(4), 3)).containsExactly(0, 1, 2);
    }

    @Test
    void anEmptyChoiceBreaksALawUnlessThereIsNothing() {
        assertThat(choose(fixed(), 2)).containsExactly(0, 1);
        KeptCandidates nothing = Batches.kept(Batches.scored(Batches.context("viewer"), List.of()));
        assertThat(new Choosing(fixed()).choose(nothing, 2, recorder).size()).isZero();
    }

    @Test
    @SuppressWarnings("NullAway") // returning null is the mistake under test
    void nullAndExceptionsAreFailures() {
        assertThat(choose((kept, k) -> null, 2)).containsExactly(0, 1);
        assertThat(choose(
                        (kept, k) -> {
                            throw new StackOverflowError();
                        },
                        2))
                .containsExactly(0, 1);
        assertThat(steps())
                .containsExactly(
                        "diversifier Failed", "by score Completed", "diversifier Failed", "by score Completed");
    }

    @Test
    void aChoiceThatBreaksAHardConstraintIsReplacedByOneThatKeepsIt() {
        assertThat(choose(with(List.of(Caps.hard(1)), 0, 1), 2)).containsExactly(0, 2);
        assertThat(trace().steps().getFirst().outcome()).isEqualTo(new StepOutcome.Failed("broke a hard constraint"));
    }

    @Test
    void aSoftConstraintMayBeBroken() {
        assertThat(choose(with(List.of(Caps.soft(1)), 0, 1), 2)).containsExactly(0, 1);
        assertThat(steps()).containsExactly("diversifier Completed");
    }

    @Test
    void aChoiceMayBeShortWhereHardConstraintsForbidTheRest() {
        assertThat(choose(with(List.of(Caps.hard(1)), 0, 2), 4)).containsExactly(0, 2);
        assertThat(steps()).containsExactly("diversifier Completed");
    }

    @Test
    void aHardConstraintBindsEvenWhenItIsInfeasible() {
        Caps infeasible = new Caps("impossible", true, 0, false);
        assertThat(choose(with(List.of(infeasible), 0, 1), 2)).isEmpty();
        assertThat(steps()).containsExactly("diversifier Failed", "by score Completed");
    }

    @Test
    void aLowerTierThatAHardConstraintPutFirstIsTraced() {
        Caps noneOfA = new Caps("no a", true, 1, true);
        Diversifier greedy = greedy(noneOfA);
        KeptCandidates kept = kept(Deadline.never(), "a1", "a2", "c3");
        KeptCandidates lower = Batches.kept(kept.scored(), 0, 0, 1);
        assertThat(indexes(new Choosing(greedy).choose(lower, 2, recorder))).containsExactly(0, 2);
        assertThat(trace().notes()).containsExactly("a hard constraint put a lower tier before a higher one");
    }

    @Test
    void withoutTimeTheBestByScoreUnderTheHardConstraintsAreChosen() {
        Choosing choosing = new Choosing(with(List.of(Caps.hard(1)), 3));
        Selection selection = choosing.choose(kept(Deadline.after(Duration.ZERO)), 2, recorder);
        assertThat(indexes(selection)).containsExactly(0, 2);
        assertThat(steps()).containsExactly("diversifier Skipped", "by score Completed");
    }

    @Test
    void whenAConstraintFailsNothingIsChosen() {
        Constraint failing = new Constraint() {
            @Override
            public String name() {
                return "failing";
            }

            @Override
            public boolean hard() {
                return true;
            }

            @Override
            public Progress start(KeptCandidates kept, int k) {
                throw new IllegalStateException("no labels");
            }
        };
        assertThat(choose(with(List.of(failing), 0, 1), 2)).isEmpty();
        assertThat(steps()).containsExactly("diversifier Failed", "by score Failed");
    }

    @Test
    void whenADiversifierCannotNameItsConstraintsNothingIsChosen() {
        Diversifier secretive = new Diversifier() {
            @Override
            public Selection select(KeptCandidates kept, int k) {
                return Selection.certain(new int[] {0}, List.of());
            }

            @Override
            public List<Constraint> constraints() {
                throw new IllegalStateException("settings are away");
            }
        };
        assertThat(choose(secretive, 1)).isEmpty();
        assertThat(steps()).containsExactly("diversifier Failed");
    }

    private List<Integer> choose(Diversifier diversifier, int k) {
        return indexes(new Choosing(diversifier).choose(kept(Deadline.never()), k, recorder));
    }

    private static Diversifier fixed(int... picks) {
        return with(List.of(), picks);
    }

    private static Diversifier with(List<Constraint> constraints, int... picks) {
        return new Diversifier() {
            @Override
            public Selection select(KeptCandidates kept, int k) {
                return Selection.certain(picks, List.of());
            }

            @Override
            public List<Constraint> constraints() {
                return constraints;
            }
        };
    }

    private static Diversifier greedy(Constraint constraint) {
        return new Diversifier() {
            @Override
            public Selection select(KeptCandidates kept, int k) {
                return GreedySelection.select(kept, k, constraints(), GreedySelection.Gain.byScore(kept));
            }

            @Override
            public List<Constraint> constraints() {
                return List.of(constraint);
            }
        };
    }

    private static KeptCandidates kept(Deadline deadline) {
        return Batches.kept(kept(deadline, "a1", "a2", "b3", "b4").scored(), 0, 0, 0, 1);
    }

    private static KeptCandidates kept(Deadline deadline, String... ids) {
        RequestContext context = RequestContext.builder(
                        SlateRequest.forViewer("viewer").build(), new IdSpace())
                .deadline(deadline)
                .build();
        return Batches.kept(Batches.scored(
                context,
                List.of(ids),
                IntStream.range(0, ids.length).mapToDouble(i -> 9 - i).toArray()));
    }

    private static List<Integer> indexes(Selection selection) {
        return IntStream.range(0, selection.size()).mapToObj(selection::index).toList();
    }

    private List<String> steps() {
        return trace().steps().stream()
                .map((StepTrace step) ->
                        step.stage() + " " + step.outcome().getClass().getSimpleName())
                .toList();
    }

    private Trace trace() {
        return finish(recorder);
    }

    private static Trace finish(TraceRecorder recorder) {
        return recorder.finish(new Slate("s", Instant.EPOCH, 1, List.of(), Map.of()), List.of(), List.of());
    }
}

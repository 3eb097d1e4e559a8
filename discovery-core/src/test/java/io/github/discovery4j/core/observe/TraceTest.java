package io.github.discovery4j.core.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.discovery4j.core.model.Candidate;
import io.github.discovery4j.core.model.FeatureSchema;
import io.github.discovery4j.core.model.FeatureTable;
import io.github.discovery4j.core.model.Slate;
import io.github.discovery4j.core.model.SlateItem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TraceTest {

    private static final Slate SLATE =
            new Slate("s", Instant.EPOCH, 2, List.of(new SlateItem("secret", 0, 1, List.of())), Map.of());

    @Test
    void addsUpTheTimeOfAStep() {
        Trace trace = trace(List.of(
                new StepTrace("source", "near", new StepOutcome.Completed(), 5, 0, 3),
                new StepTrace("source", "far", new StepOutcome.TimedOut(), 7, 0, 0),
                new StepTrace("merge", "merge", new StepOutcome.Completed(), 2, 3, 3)));
        assertThat(trace.nanos("source")).isEqualTo(12);
        assertThat(trace.nanos("merge")).isEqualTo(2);
        assertThat(trace.nanos("explain")).isZero();
    }

    @Test
    void isACopyOfWhatItWasMadeFrom() {
        List<StepTrace> steps = new ArrayList<>();
        Trace trace = trace(steps);
        steps.add(new StepTrace("merge", "merge", new StepOutcome.Completed(), 2, 3, 3));
        assertThat(trace.steps()).isEmpty();
    }

    @Test
    void namesNobodyWhenPrinted() {
        Trace trace = trace(List.of());
        Impression impression = impression(1, 1);
        assertThat(trace + " " + new TracedSlate(SLATE, trace) + " " + trace.drops() + " " + trace.chosen() + " "
                        + impression)
                .contains("request=r1")
                .doesNotContain("secret");
    }

    @Test
    void anImpressionHasOnePropensityAndOneFeatureRowAnItem() {
        assertThat(impression(1, 1).firstPosition()).isEqualTo(4);
        for (int[] wrong : new int[][] {{0, 1}, {1, 0}, {2, 2}}) {
            assertThatThrownBy(() -> impression(wrong[0], wrong[1]))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(
                            "1 items had %d propensities and %d feature rows".formatted(wrong[0], wrong[1]));
        }
    }

    @Test
    void theListenerThatHearsNothingWantsNothing() {
        assertThat(DiscoveryListener.NOOP.wantsImpressions()).isFalse();
        DiscoveryListener.NOOP.slateMade(trace(List.of()));
        DiscoveryListener.NOOP.impression(impression(1, 1));
        DiscoveryListener.NOOP.circuitChanged("near", true);
    }

    private static Impression impression(int propensities, int rows) {
        FeatureTable features = FeatureTable.allocate(FeatureSchema.of("none", "1", List.of()), rows);
        return new Impression("secret viewer", SLATE, 4, java.util.Collections.nCopies(propensities, 0.5), features);
    }

    private static Trace trace(List<StepTrace> steps) {
        return new Trace(
                "r1",
                Instant.EPOCH,
                9_000,
                2,
                1,
                steps,
                List.of(new Drop("secret", "merge", "excluded")),
                List.of(new Candidate("secret", List.of())),
                List.of(),
                Map.of(),
                List.of(),
                List.of(),
                List.of(),
                Map.of());
    }
}

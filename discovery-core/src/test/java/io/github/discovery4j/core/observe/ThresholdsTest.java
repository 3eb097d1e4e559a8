package io.github.discovery4j.core.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.discovery4j.core.capture.CapturedLog;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ThresholdsTest {

    private static final Threshold SLOW = Threshold.above(Meters.SLATE_LATENCY, 120);

    private final List<ThresholdEvent> events = new ArrayList<>();
    private final DiscoveryListener listener = new DiscoveryListener() {
        @Override
        public void thresholdCrossed(ThresholdEvent event) {
            events.add(event);
        }
    };
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void tellsOnceOfACrossingAndOnceOfTheRecovery() {
        Thresholds thresholds = thresholds(SLOW.over(Duration.ofMinutes(1)));
        latencies(thresholds, 100, 130, 150, 160, 170);
        assertThat(events).hasSize(1);
        assertThat(events.getFirst().crossed()).isTrue();
        assertThat(events.getFirst().observed()).isEqualTo((100 + 130 + 150) / 3.0, within(1e-9));
        assertThat(events.getFirst().samples()).isEqualTo(3);
        assertThat(events.getFirst().at()).isEqualTo(now);
        latencies(thresholds, 20, 20, 20);
        assertThat(events).extracting(ThresholdEvent::crossed).containsExactly(true, false);
        latencies(thresholds, 20);
        assertThat(events).hasSize(2);
    }

    @Test
    void aFigureThatHoversBetweenTheLimitsIsNotToldOfAgain() {
        Thresholds thresholds =
                thresholds(Threshold.above(Meters.FEEDBACK_DEAD_LETTERS, 10).recoversAt(5));
        for (double letters : new double[] {11, 9, 11, 6, 12, 5.5}) {
            thresholds.record(Meters.FEEDBACK_DEAD_LETTERS, letters);
        }
        assertThat(events).hasSize(1);
        thresholds.record(Meters.FEEDBACK_DEAD_LETTERS, 5);
        assertThat(events).extracting(ThresholdEvent::crossed).containsExactly(true, false);
    }

    @Test
    void theLimitItselfIsNotBeyondIt() {
        Thresholds thresholds = thresholds(SLOW, Threshold.below(Meters.FEATURE_CACHE_HIT_RATIO, 0.8));
        latencies(thresholds, 120);
        thresholds.record(Meters.FEATURE_CACHE_HIT_RATIO, 0.8, "people");
        assertThat(events).isEmpty();
        thresholds.record(Meters.FEATURE_CACHE_HIT_RATIO, Math.nextDown(0.8), "people");
        assertThat(events).hasSize(1);
    }

    @Test
    void samplesLeaveTheWindow() {
        Thresholds thresholds = thresholds(SLOW.over(Duration.ofMinutes(1)));
        latencies(thresholds, 1_000);
        now = now.plusSeconds(59);
        latencies(thresholds, 10);
        assertThat(events).as("the mean of both is 505").hasSize(1);
        now = now.plusSeconds(6);
        latencies(thresholds, 10);
        assertThat(events).extracting(ThresholdEvent::crossed).containsExactly(true, false);
        assertThat(events.getLast().samples()).isEqualTo(2);
    }

    @Test
    void tooFewSamplesDecideNothingOnEitherWay() {
        Thresholds thresholds = thresholds(SLOW.over(Duration.ofMinutes(1)).minimumSamples(3));
        latencies(thresholds, 500, 500);
        assertThat(events).isEmpty();
        latencies(thresholds, 500);
        assertThat(events).hasSize(1);
        now = now.plus(Duration.ofHours(1));
        latencies(thresholds, 10, 10);
        assertThat(events).as("no news is no recovery").hasSize(1);
        latencies(thresholds, 10);
        assertThat(events).hasSize(2);
    }

    @Test
    void aQuietCounterRecoversWhenItIsJudged() {
        Thresholds thresholds = thresholds(Threshold.above(Meters.SOURCE_CALLS, 2)
                .where("outcome", "failed")
                .over(Duration.ofMinutes(1)));
        for (int call = 0; call < 5; call++) {
            thresholds.record(Meters.SOURCE_CALLS, 1, "taste", "completed");
        }
        assertThat(events).as("those of another tag do not count").isEmpty();
        for (int call = 0; call < 3; call++) {
            thresholds.record(Meters.SOURCE_CALLS, 1, "taste", "failed");
        }
        assertThat(events).hasSize(1);
        thresholds.judge();
        assertThat(events).hasSize(1);
        now = now.plus(Duration.ofMinutes(2));
        thresholds.judge();
        assertThat(events).extracting(ThresholdEvent::crossed).containsExactly(true, false);
        assertThat(events.getLast().observed()).isZero();
    }

    @Test
    void aClockThatGoesBackHarmsNothing() {
        Thresholds thresholds = thresholds(SLOW);
        latencies(thresholds, 10);
        now = now.minus(Duration.ofDays(1));
        latencies(thresholds, 10, 1_000);
        assertThat(events).hasSize(1);
        assertThat(events.getFirst().samples()).isEqualTo(3);
    }

    @Test
    void whatIsNoNumberIsNoSample() {
        Thresholds thresholds = thresholds(SLOW);
        latencies(thresholds, Double.NaN, 130);
        assertThat(events.getFirst().samples()).isEqualTo(1);
    }

    @Test
    void othersMetersDoNotConcernIt() {
        Thresholds thresholds = thresholds(SLOW);
        thresholds.record(Meters.FEATURE_LATENCY, 1_000, "people");
        assertThat(events).isEmpty();
    }

    @Test
    void aListenerThatThrowsHarmsNothing() {
        DiscoveryListener broken = new DiscoveryListener() {
            @Override
            public void thresholdCrossed(ThresholdEvent event) {
                throw new IllegalStateException("pager of zz-secret-9 is away");
            }
        };
        Thresholds thresholds =
                Thresholds.builder(broken).add(SLOW).clock(() -> now).build();
        try (CapturedLog log = new CapturedLog()) {
            latencies(thresholds, 500, 500);
            assertThat(log.lines()).singleElement().satisfies(line -> {
                assertThat(line.keys()).containsEntry("error", "java.lang.IllegalStateException");
                assertThat(line.text()).doesNotContain("zz-secret");
            });
        }
    }

    /** The percentile of the nearest rank, from sorted samples. */
    @Property
    void aPercentileIsJudgedExactly(
            @ForAll @Size(min = 1, max = 60) List<@IntRange(min = 0, max = 20) Integer> samples,
            @ForAll @DoubleRange(min = 0.01, max = 1) double share,
            @ForAll @IntRange(min = 0, max = 20) int limit,
            @ForAll boolean above) {
        events.clear();
        Threshold base =
                above ? Threshold.above(Meters.SLATE_LATENCY, limit) : Threshold.below(Meters.SLATE_LATENCY, limit);
        Thresholds thresholds = thresholds(base.percentile(share).minimumSamples(samples.size()));
        samples.forEach(sample -> thresholds.record(Meters.SLATE_LATENCY, sample));
        int[] sorted = samples.stream().mapToInt(Integer::intValue).sorted().toArray();
        int rank = (int) Math.max(1, Math.ceil(share * sorted.length - 1e-9));
        int percentile = sorted[rank - 1];
        assertThat(events).hasSize((above ? percentile > limit : percentile < limit) ? 1 : 0);
    }

    @Test
    void theNinetyFifthOfAHundredIsTheFifthFromTheTop() {
        Thresholds thresholds = thresholds(SLOW.percentile(0.95).minimumSamples(100));
        double[] samples = new double[100];
        Arrays.fill(samples, 10);
        Arrays.fill(samples, 0, 5, 500);
        latencies(thresholds, samples);
        assertThat(events).isEmpty();
        latencies(thresholds, 500);
        assertThat(events).hasSize(1);
        assertThat(events.getFirst().observed()).isEqualTo(6 / 101.0);
    }

    @Test
    void refusesWhatCannotBeMeant() {
        assertThatThrownBy(() -> Threshold.above(Meters.SLATE_LATENCY, Double.NaN))
                .hasMessageContaining("finite");
        assertThatThrownBy(() -> SLOW.recoversAt(121)).hasMessageContaining("never end");
        assertThatThrownBy(() -> Threshold.below(Meters.SLATE_LATENCY, 1).recoversAt(0.5))
                .hasMessageContaining("never end");
        assertThatThrownBy(() -> SLOW.percentile(0)).hasMessageContaining("0.95 is usual");
        assertThatThrownBy(() -> SLOW.percentile(Double.NaN)).hasMessageContaining("(0, 1]");
        assertThatThrownBy(() -> SLOW.over(Duration.ofMillis(999))).hasMessageContaining("PT0.999S");
        assertThatThrownBy(() -> SLOW.minimumSamples(0)).hasMessageContaining("1 or more");
        assertThatThrownBy(() -> SLOW.where("stage", "x")).hasMessageContaining("has no tag \"stage\"");
    }

    private Thresholds thresholds(Threshold... all) {
        Thresholds.Builder builder = Thresholds.builder(listener).clock(() -> now);
        for (Threshold one : all) {
            builder.add(one);
        }
        return builder.build();
    }

    private static void latencies(Thresholds thresholds, double... millis) {
        for (double value : millis) {
            thresholds.record(Meters.SLATE_LATENCY, value);
        }
    }
}

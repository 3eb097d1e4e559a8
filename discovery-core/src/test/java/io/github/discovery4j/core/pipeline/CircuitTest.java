package io.github.discovery4j.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.discovery4j.core.InParallel;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CircuitTest {

    private static final Duration TEN_SECONDS = Duration.ofSeconds(10);

    private final Ticking clock = new Ticking();
    private final Circuit circuit = new Circuit(clock.limits(2, TEN_SECONDS, 2));

    @Test
    void opensAfterFailuresInARowAndSaysSoOnce() {
        assertThat(circuit.admits()).isTrue();
        assertThat(circuit.failed()).isFalse();
        assertThat(circuit.admits()).isTrue();
        assertThat(circuit.failed()).as("opens").isTrue();
        assertThat(circuit.admits()).isFalse();
        assertThat(circuit.failed()).as("was open already").isFalse();
    }

    @Test
    void anAnswerInBetweenStartsTheCountAgain() {
        circuit.failed();
        assertThat(circuit.succeeded()).as("it was closed").isFalse();
        assertThat(circuit.failed()).isFalse();
        assertThat(circuit.admits()).isTrue();
    }

    @Test
    void afterAWhileOneCallTriesAgain() {
        open();
        clock.pass(TEN_SECONDS.minusNanos(1));
        assertThat(circuit.admits()).isFalse();
        clock.pass(Duration.ofNanos(1));
        assertThat(circuit.admits()).isTrue();
        assertThat(circuit.admits()).as("one at a time").isFalse();
    }

    @Test
    void aTrialThatSucceedsClosesIt() {
        open();
        clock.pass(TEN_SECONDS);
        assertThat(circuit.admits()).isTrue();
        assertThat(circuit.succeeded()).as("closes").isTrue();
        assertThat(circuit.admits()).isTrue();
        assertThat(circuit.failed()).as("the count began again").isFalse();
    }

    @Test
    void aTrialThatFailsKeepsItOpenForAnotherWhile() {
        open();
        clock.pass(TEN_SECONDS);
        assertThat(circuit.admits()).isTrue();
        assertThat(circuit.failed()).as("said before").isFalse();
        assertThat(circuit.admits()).isFalse();
        clock.pass(TEN_SECONDS.minusNanos(1));
        assertThat(circuit.admits()).isFalse();
        clock.pass(Duration.ofNanos(1));
        assertThat(circuit.admits()).isTrue();
    }

    @Test
    void aTrialThatNeverRanLeavesTheTurnToTheNext() {
        open();
        clock.pass(TEN_SECONDS);
        assertThat(circuit.admits()).isTrue();
        circuit.withdrawn();
        assertThat(circuit.admits()).isTrue();
    }

    @Test
    void admitsNothingWhileTooManyCallsAreStuck() {
        circuit.abandoned();
        assertThat(circuit.admits()).isTrue();
        circuit.abandoned();
        assertThat(circuit.admits()).isFalse();
        circuit.returned();
        assertThat(circuit.admits()).isTrue();
    }

    @Test
    void mayStayOpenForLongerThanTheClockCanCount() {
        Circuit forGood = new Circuit(clock.limits(1, Duration.ofSeconds(Long.MAX_VALUE), 1));
        assertThat(forGood.failed()).isTrue();
        clock.pass(Duration.ofDays(36_500));
        assertThat(forGood.admits()).isFalse();
    }

    @Test
    void ofManyThreadsOneGetsTheTrial() throws Exception {
        open();
        for (int round = 0; round < 200; round++) {
            clock.pass(TEN_SECONDS);
            assertThat(InParallel.run(3, thread -> circuit.admits())).containsOnlyOnce(true);
            circuit.failed();
        }
    }

    private void open() {
        circuit.failed();
        circuit.failed();
    }
}

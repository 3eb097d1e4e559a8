package io.github.discovery4j.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.discovery4j.core.model.CandidateList;
import io.github.discovery4j.core.stage.CandidateSource;
import io.github.discovery4j.testkit.Batches;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SourceCallTest {

    private static final long A_MINUTE = TimeUnit.MINUTES.toNanos(1);

    private final Ticking clock = new Ticking();
    private final Limits limits = clock.limits(1_000, Duration.ofSeconds(1), 1);
    private final Circuit circuit = new Circuit(limits);

    @Test
    void returnsWhatTheSourceFoundAndHowLongItTook() throws Exception {
        CandidateList found = CandidateList.empty();
        SourceCall call = call((context, limit) -> {
            clock.pass(Duration.ofNanos(limit));
            return found;
        });
        assertThat(call.started()).isFalse();
        assertThat(call.nanos()).isZero();
        call.run();
        assertThat(call.await(0)).isSameAs(found);
        assertThat(call.started()).isTrue();
        assertThat(call.nanos()).isEqualTo(7);
        assertThat(circuit.admits()).isTrue();
    }

    @Test
    void passesOnWhatTheSourceThrew() {
        SourceCall call = call((context, limit) -> {
            throw new IllegalStateException("away");
        });
        call.run();
        assertThatThrownBy(() -> call.await(A_MINUTE))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(IllegalStateException.class);
        assertThat(circuit.admits()).isTrue();
    }

    @Test
    void abandonedBeforeItStartsItNeverRunsAndIsNotStuck() {
        AtomicInteger calls = new AtomicInteger();
        SourceCall call = call((context, limit) -> {
            calls.incrementAndGet();
            return CandidateList.empty();
        });
        assertThatThrownBy(() -> call.await(-5)).isInstanceOf(TimeoutException.class);
        call.run();
        assertThat(calls).hasValue(0);
        assertThat(call.started()).isFalse();
        assertThat(circuit.admits()).isTrue();
    }

    @Test
    void abandonedWhileItRunsItIsInterruptedAndCountsAsStuckUntilItReturns() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        AtomicBoolean stop = new AtomicBoolean();
        SourceCall call = call((context, limit) -> {
            running.countDown();
            while (!stop.get()) {
                if (Thread.interrupted()) {
                    interrupted.countDown();
                }
                Thread.onSpinWait();
            }
            return CandidateList.empty();
        });
        Thread thread = Thread.ofPlatform().start(call);
        running.await();
        assertThatThrownBy(() -> call.await(0)).isInstanceOf(TimeoutException.class);
        interrupted.await();
        assertThat(call.started()).isTrue();
        assertThat(circuit.admits()).as("one is stuck").isFalse();
        stop.set(true);
        thread.join();
        assertThat(circuit.admits()).isTrue();
    }

    @Test
    void abandonedJustAsItReturnsItIsNeverLeftCountedAsStuck() throws Exception {
        for (int round = 0; round < 2_000; round++) {
            CountDownLatch running = new CountDownLatch(1);
            SourceCall call = call((context, limit) -> {
                running.countDown();
                return CandidateList.empty();
            });
            Thread thread = Thread.ofVirtual().start(call);
            running.await();
            try {
                call.await(0);
            } catch (TimeoutException e) {
                assertThat(call.started()).isTrue();
            }
            thread.join();
            assertThat(circuit.admits()).as("round %d", round).isTrue();
        }
    }

    @Test
    void whoIsInterruptedWhileWaitingAbandonsTheCall() {
        AtomicInteger calls = new AtomicInteger();
        SourceCall call = call((context, limit) -> {
            calls.incrementAndGet();
            return CandidateList.empty();
        });
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> call.await(A_MINUTE)).isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).as("as any wait does").isFalse();
        call.run();
        assertThat(calls).hasValue(0);
    }

    @Test
    void runsOnce() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        SourceCall call = call((context, limit) -> {
            calls.incrementAndGet();
            return CandidateList.empty();
        });
        call.run();
        call.run();
        assertThat(calls).hasValue(1);
        assertThat(call.await(0).size()).isZero();
    }

    private SourceCall call(CandidateSource source) {
        return new SourceCall(source, Batches.context("viewer"), 7, circuit, limits, SourceWatch.NOOP);
    }
}

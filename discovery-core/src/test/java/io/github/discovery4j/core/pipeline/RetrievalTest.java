package io.github.discovery4j.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.discovery4j.core.model.CandidateList;
import io.github.discovery4j.core.model.Slate;
import io.github.discovery4j.core.observe.DiscoveryListener;
import io.github.discovery4j.core.observe.StepOutcome;
import io.github.discovery4j.core.observe.StepTrace;
import io.github.discovery4j.core.stage.CandidateSource;
import io.github.discovery4j.core.stage.RequestContext;
import io.github.discovery4j.testkit.Batches;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RetrievalTest {

    private static final Duration TEN_SECONDS = Duration.ofSeconds(10);
    private static final CandidateSource NOTHING = (context, limit) -> CandidateList.empty();

    private final Ticking clock = new Ticking();
    private final RequestContext context = Batches.context("viewer");

    @Test
    void aTimedOutSourceTookTheTimeSinceItWasAskedHoweverManyWereWaitedForBefore() throws Exception {
        CountDownLatch bothRun = new CountDownLatch(2);
        CountDownLatch end = new CountDownLatch(1);
        CandidateSource hanging = (context, limit) -> {
            bothRun.countDown();
            awaitQuietly(end);
            return CandidateList.empty();
        };
        List<Thread> threads = new ArrayList<>();
        Executor ofItsOwn = task -> {
            threads.add(Thread.ofPlatform().start(task));
            if (threads.size() == 2) {
                awaitQuietly(bothRun);
                clock.pass(Duration.ofMinutes(3));
            }
        };
        List<StepTrace> steps = ask(
                ofItsOwn, DiscoveryListener.NOOP, List.of(new Named<>("one", hanging), new Named<>("other", hanging)));
        assertThat(steps).extracting(StepTrace::outcome).containsOnly(new StepOutcome.TimedOut());
        assertThat(steps)
                .extracting(StepTrace::nanos)
                .containsOnly(Duration.ofMinutes(3).toNanos());
        end.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
    }

    @Test
    void aLimitBelowOneIsTheSourcesFailure() {
        AtomicInteger calls = new AtomicInteger();
        for (int limit : new int[] {0, -1}) {
            CandidateSource source = new CandidateSource() {
                @Override
                public CandidateList retrieve(RequestContext context, int limit) {
                    calls.incrementAndGet();
                    return CandidateList.empty();
                }

                @Override
                public int limit() {
                    return limit;
                }
            };
            assertThat(outcome(source)).isInstanceOf(StepOutcome.Failed.class);
        }
        assertThat(calls).hasValue(0);
    }

    @Test
    void aSourceThatCannotSayItsLimitOrWhetherItBlocksHasFailed() {
        CandidateSource noLimit = new CandidateSource() {
            @Override
            public CandidateList retrieve(RequestContext context, int limit) {
                return CandidateList.empty();
            }

            @Override
            public int limit() {
                throw new IllegalStateException("settings are away");
            }
        };
        CandidateSource noIdea = new CandidateSource() {
            @Override
            public CandidateList retrieve(RequestContext context, int limit) {
                return CandidateList.empty();
            }

            @Override
            public boolean blocking() {
                throw new IllegalStateException("settings are away");
            }
        };
        StepOutcome failed = new StepOutcome.Failed("java.lang.IllegalStateException");
        assertThat(outcome(noLimit)).isEqualTo(failed);
        assertThat(outcome(noIdea)).isEqualTo(failed);
    }

    @Test
    void anExecutorThatFailsInItsOwnWayCostsTheSourceAndNotTheRequest() {
        List<StepTrace> steps = ask(
                task -> {
                    throw new IllegalStateException("shut down");
                },
                DiscoveryListener.NOOP,
                List.of(new Named<>("source", NOTHING)));
        assertThat(steps.getFirst().outcome()).isEqualTo(new StepOutcome.Failed("java.lang.IllegalStateException"));
    }

    @Test
    void aSourceThatEndangersTheProcessIsAskedAgainAfterAWhile() {
        AtomicInteger calls = new AtomicInteger();
        CandidateSource greedy = (context, limit) -> {
            calls.incrementAndGet();
            throw new InternalError("the virtual machine is in trouble");
        };
        List<Named<CandidateSource>> sources = List.of(new Named<>("greedy", greedy));
        Retrieval retrieval = new Retrieval(sources, clock.limits(1, TEN_SECONDS, 1), Runnable::run);
        for (int trial = 1; trial <= 3; trial++) {
            assertThatThrownBy(() -> retrieval.ask("source", sources, context, clock.trace()))
                    .isInstanceOf(InternalError.class);
            assertThat(calls).hasValue(trial);
            TraceRecorder trace = clock.trace();
            retrieval.ask("source", sources, context, trace);
            assertThat(steps(trace).getFirst().outcome()).isEqualTo(new StepOutcome.Skipped("circuit open"));
            clock.pass(TEN_SECONDS);
        }
    }

    @Test
    void whateverAListenerThrowsHarmsNothing() {
        DiscoveryListener broken = new DiscoveryListener() {
            @Override
            public void circuitChanged(String source, boolean open) {
                throw new AssertionError("broken");
            }
        };
        CandidateSource failing = (context, limit) -> {
            throw new IllegalStateException("away");
        };
        List<StepTrace> steps =
                ask(Runnable::run, broken, List.of(new Named<>("failing", failing), new Named<>("good", NOTHING)));
        assertThat(steps)
                .extracting(step -> step.outcome().getClass().getSimpleName())
                .containsExactly("Failed", "Completed");
    }

    @Test
    void anInterruptedRequestLeavesItsSourcesAndStaysInterrupted() {
        List<Runnable> queue = new ArrayList<>();
        Thread.currentThread().interrupt();
        List<StepTrace> steps = ask(queue::add, DiscoveryListener.NOOP, List.of(new Named<>("source", NOTHING)));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(steps.getFirst().outcome())
                .isEqualTo(new StepOutcome.Skipped("the request's thread was interrupted"));
    }

    @Test
    void aSourceThatNoThreadTookUpInTimeIsNotBlamed() {
        RequestContext almostLate =
                context.withDeadline(io.github.discovery4j.core.model.Deadline.after(Duration.ofNanos(2), clock::now));
        List<Named<CandidateSource>> sources = List.of(new Named<>("source", NOTHING));
        Retrieval retrieval = new Retrieval(sources, clock.limits(1, TEN_SECONDS, 1), task -> {});
        for (int request = 0; request < 2; request++) {
            TraceRecorder trace = clock.trace();
            retrieval.ask("source", sources, almostLate, trace);
            assertThat(steps(trace).getFirst().outcome())
                    .isEqualTo(new StepOutcome.Skipped("no thread was free in time"));
        }
        clock.pass(Duration.ofNanos(2));
        TraceRecorder late = clock.trace();
        retrieval.ask("source", sources, almostLate, late);
        assertThat(steps(late).getFirst().outcome()).isEqualTo(new StepOutcome.Skipped("no time left"));
    }

    private StepOutcome outcome(CandidateSource source) {
        return ask(Runnable::run, DiscoveryListener.NOOP, List.of(new Named<>("source", source)))
                .getFirst()
                .outcome();
    }

    private List<StepTrace> ask(Executor executor, DiscoveryListener listener, List<Named<CandidateSource>> sources) {
        TraceRecorder trace = clock.trace(listener);
        Retrieval retrieval = new Retrieval(sources, clock.limits(1, TEN_SECONDS, 5), executor);
        assertThat(retrieval.ask("source", sources, context.withDeadline(inTwoMinutes()), trace))
                .hasSameSizeAs(sources);
        return steps(trace);
    }

    private io.github.discovery4j.core.model.Deadline inTwoMinutes() {
        return io.github.discovery4j.core.model.Deadline.after(Duration.ofMinutes(2), clock::now);
    }

    private static List<StepTrace> steps(TraceRecorder trace) {
        return trace.finish(new Slate("s", Instant.EPOCH, 1, List.of(), Map.of()), List.of(), List.of())
                .steps();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        boolean interrupted = false;
        while (true) {
            try {
                latch.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

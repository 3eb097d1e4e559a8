package io.github.discovery4j.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.discovery4j.core.model.CandidateList;
import io.github.discovery4j.core.model.SlateItem;
import io.github.discovery4j.core.model.SlateRequest;
import io.github.discovery4j.core.observe.DiscoveryListener;
import io.github.discovery4j.core.observe.StepOutcome;
import io.github.discovery4j.core.observe.StepTrace;
import io.github.discovery4j.core.observe.TracedSlate;
import io.github.discovery4j.core.stage.CandidateSource;
import io.github.discovery4j.core.stage.RequestContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Sources that throw, hang, spin and return garbage, beside one that works. */
@Timeout(60)
class SourceFailureTest {

    private static final SlateRequest REQUEST =
            SlateRequest.forViewer("viewer").size(2).build();
    private static final CandidateSource GOOD = (context, limit) -> found(context, "a", "b");

    @Test
    void aSourceThatThrowsIsSkippedAndItsCircuitOpensAndCloses() {
        AtomicLong nanos = new AtomicLong();
        AtomicBoolean broken = new AtomicBoolean(true);
        AtomicInteger calls = new AtomicInteger();
        List<String> events = new ArrayList<>();
        CandidateSource flaky = (context, limit) -> {
            calls.incrementAndGet();
            if (broken.get()) {
                throw new IllegalStateException("the index is away");
            }
            return found(context, "c");
        };
        try (DiscoveryEngine engine = PatientEngine.builder()
                .source("good", GOOD)
                .source("flaky", flaky)
                .circuit(3, Duration.ofSeconds(10), 3)
                .ticker(nanos::get)
                .listener(new DiscoveryListener() {
                    @Override
                    public void circuitChanged(String source, boolean open) {
                        events.add(source + (open ? " open" : " closed"));
                    }
                })
                .build()) {
            for (int i = 0; i < 3; i++) {
                assertThat(outcome(engine.recommendTraced(REQUEST), "flaky"))
                        .isEqualTo(new StepOutcome.Failed("java.lang.IllegalStateException"));
            }
            assertThat(outcome(engine.recommendTraced(REQUEST), "flaky"))
                    .isEqualTo(new StepOutcome.Skipped("circuit open"));
            assertThat(calls).hasValue(3);

            nanos.addAndGet(Duration.ofSeconds(11).toNanos());
            assertThat(outcome(engine.recommendTraced(REQUEST), "flaky")).isInstanceOf(StepOutcome.Failed.class);
            assertThat(outcome(engine.recommendTraced(REQUEST), "flaky"))
                    .as("one failed trial keeps it open")
                    .isEqualTo(new StepOutcome.Skipped("circuit open"));

            broken.set(false);
            nanos.addAndGet(Duration.ofSeconds(11).toNanos());
            assertThat(outcome(engine.recommendTraced(REQUEST), "flaky")).isInstanceOf(StepOutcome.Completed.class);
            assertThat(outcome(engine.recommendTraced(REQUEST), "flaky")).isInstanceOf(StepOutcome.Completed.class);
            assertThat(events).containsExactly("flaky open", "flaky closed");
        }
    }

    @Test
    void aSourceThatHangsIsAbandonedInterruptedAndTheOthersServe() throws InterruptedException {
        CountDownLatch interrupted = new CountDownLatch(1);
        CandidateSource hanging = (context, limit) -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
            return found(context, "late");
        };
        try (DiscoveryEngine engine = patient(
                        PatientEngine.builder().source("good", GOOD).source("hanging", hanging))
                .build()) {
            TracedSlate answer = engine.recommendTraced(REQUEST);
            assertThat(ids(answer)).containsExactly("a", "b");
            assertThat(outcome(answer, "hanging")).isInstanceOf(StepOutcome.TimedOut.class);
            interrupted.await();
        }
    }

    @Test
    void aSourceThatSpinsPastItsDeadlineIsNotAskedWhileItsThreadsAreStuck() throws InterruptedException {
        AtomicBoolean stop = new AtomicBoolean();
        AtomicInteger calls = new AtomicInteger();
        CountDownLatch ended = new CountDownLatch(2);
        CandidateSource spinning = (context, limit) -> {
            calls.incrementAndGet();
            while (!stop.get()) {
                Thread.onSpinWait();
            }
            ended.countDown();
            return found(context, "late");
        };
        try (DiscoveryEngine engine = patient(PatientEngine.builder()
                        .source("good", GOOD)
                        .source("spinning", spinning)
                        .circuit(1_000, Duration.ofSeconds(1), 2))
                .build()) {
            for (int i = 0; i < 2; i++) {
                TracedSlate answer = engine.recommendTraced(REQUEST);
                assertThat(outcome(answer, "spinning")).isInstanceOf(StepOutcome.TimedOut.class);
                assertThat(ids(answer)).containsExactly("a", "b");
            }
            assertThat(outcome(engine.recommendTraced(REQUEST), "spinning"))
                    .isEqualTo(new StepOutcome.Skipped("circuit open"));
            assertThat(calls).hasValue(2);

            stop.set(true);
            ended.await();
            TracedSlate answer = engine.recommendTraced(REQUEST);
            while (!(outcome(answer, "spinning") instanceof StepOutcome.Completed)) {
                answer = engine.recommendTraced(REQUEST);
            }
            assertThat(calls.get()).as("asked again once its threads are back").isGreaterThan(2);
        }
    }

    @Test
    void aSourceThatHangsLeavesTimeForTheFallbackAndTheRest() {
        CandidateSource hanging = (context, limit) -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return CandidateList.empty();
        };
        try (DiscoveryEngine engine = DiscoveryEngine.builder()
                .source("hanging", hanging)
                .fallback(GOOD)
                .timeout(Duration.ofSeconds(8))
                .sourceTimeout(Duration.ofSeconds(8))
                .build()) {
            TracedSlate answer = engine.recommendTraced(REQUEST);
            assertThat(ids(answer)).containsExactly("a", "b");
            assertThat(outcome(answer, "diversifier")).isInstanceOf(StepOutcome.Completed.class);
        }
    }

    @Test
    void aBlockingSourceTakesNoneOfTheExecutorsThreads() {
        CandidateSource blocking = new CandidateSource() {
            @Override
            public CandidateList retrieve(RequestContext context, int limit) {
                return found(context, Thread.currentThread().isVirtual() ? "virtual" : "platform");
            }

            @Override
            public boolean blocking() {
                return true;
            }
        };
        try (DiscoveryEngine engine = PatientEngine.builder()
                .source("blocking", blocking)
                .sourceExecutor(task -> {
                    throw new RejectedExecutionException("full");
                })
                .build()) {
            assertThat(ids(engine.recommendTraced(REQUEST))).containsExactly("virtual");
        }
    }

    @Test
    void aSaturatedExecutorSkipsTheSourceWithoutBlamingIt() {
        AtomicBoolean full = new AtomicBoolean(true);
        try (DiscoveryEngine engine = PatientEngine.builder()
                .source("good", GOOD)
                .circuit(1, Duration.ofHours(1), 1)
                .sourceExecutor(task -> {
                    if (full.get()) {
                        throw new RejectedExecutionException("full");
                    }
                    task.run();
                })
                .build()) {
            TracedSlate answer = engine.recommendTraced(REQUEST);
            assertThat(answer.slate().items()).isEmpty();
            assertThat(outcome(answer, "good")).isEqualTo(new StepOutcome.Skipped("executor saturated"));
            full.set(false);
            assertThat(ids(engine.recommendTraced(REQUEST))).containsExactly("a", "b");
        }
    }

    @Test
    void garbageIsLeftOutAndSaidInTheTrace() {
        CandidateSource garbage = new CandidateSource() {
            @Override
            public CandidateList retrieve(RequestContext context, int limit) {
                return CandidateList.builder(context.items(), 8)
                        .add(-1, 1f)
                        .add(Integer.MAX_VALUE, 1f)
                        .add("nan", Float.NaN)
                        .add("infinite", Float.POSITIVE_INFINITY)
                        .add("twice", 1f)
                        .add("twice", 2f)
                        .add("over the limit", 3f)
                        .build();
            }

            @Override
            public int limit() {
                return 6;
            }
        };
        try (DiscoveryEngine engine =
                PatientEngine.builder().source("garbage", garbage).build()) {
            TracedSlate answer = engine.recommendTraced(REQUEST);
            assertThat(ids(answer)).containsExactly("twice");
            assertThat(answer.trace().chosen().getFirst().origins().getFirst().score())
                    .isEqualTo(2f);
            assertThat(answer.trace().drops())
                    .hasSize(4)
                    .allMatch(drop -> drop.stage().equals("garbage"));
            assertThat(answer.trace().notes()).anyMatch(note -> note.contains("limit of 6"));
        }
    }

    @Test
    @SuppressWarnings("NullAway") // returning null is the mistake under test
    void aSourceThatReturnsNullHasFailed() {
        try (DiscoveryEngine engine = PatientEngine.builder()
                .source("null", (context, limit) -> null)
                .source("good", GOOD)
                .build()) {
            TracedSlate answer = engine.recommendTraced(REQUEST);
            assertThat(outcome(answer, "null")).isEqualTo(new StepOutcome.Failed("returned null"));
            assertThat(ids(answer)).containsExactly("a", "b");
        }
    }

    @Test
    void whenTheTimeIsOverOptionalStepsAreSkippedAndGuardrailsAreNot() {
        AtomicLong nanos = new AtomicLong();
        AtomicBoolean judged = new AtomicBoolean();
        CandidateSource slow = (context, limit) -> {
            nanos.addAndGet(Duration.ofMinutes(3).toNanos());
            return found(context, "a", "b");
        };
        try (DiscoveryEngine engine = PatientEngine.builder()
                .source("slow", slow)
                .sourceExecutor(Runnable::run)
                .ticker(nanos::get)
                .guard("guard", (candidates, verdicts) -> {
                    judged.set(true);
                    verdicts.keepUndecided();
                })
                .build()) {
            TracedSlate answer = engine.recommendTraced(REQUEST);
            assertThat(ids(answer)).containsExactly("a", "b");
            assertThat(judged).isTrue();
            assertThat(answer.trace().steps())
                    .filteredOn(step -> step.outcome() instanceof StepOutcome.Skipped)
                    .extracting(StepTrace::step)
                    .containsExactly("diversify", "explain");
        }
    }

    @Test
    void noOtherRequestIsHarmedWhileOneSourceFailsInEveryWay() throws Exception {
        CandidateSource nasty = (context, limit) -> {
            switch (Math.floorMod(context.viewerId().hashCode(), 4)) {
                case 0 -> throw new IllegalStateException("thrown");
                case 1 -> throw new StackOverflowError();
                case 2 -> {
                    return CandidateList.builder(context.items(), 1)
                            .add(-5, Float.NaN)
                            .build();
                }
                default -> {
                    return found(context, "c");
                }
            }
        };
        try (DiscoveryEngine engine = PatientEngine.builder()
                        .source("good", GOOD)
                        .source("nasty", nasty)
                        .build();
                ExecutorService callers = Executors.newFixedThreadPool(4)) {
            List<Callable<List<String>>> requests = new ArrayList<>();
            for (int i = 0; i < 400; i++) {
                SlateRequest request =
                        SlateRequest.forViewer("viewer" + i).size(2).build();
                requests.add(() -> ids(engine.recommendTraced(request)));
            }
            for (Future<List<String>> answer : callers.invokeAll(requests)) {
                assertThat(answer.get()).hasSize(2).contains("a");
            }
        }
    }

    /** Gives good sources ample time on a busy machine, and the bad one little. */
    private static DiscoveryEngineBuilder patient(DiscoveryEngineBuilder builder) {
        return builder.timeout(Duration.ofSeconds(30)).sourceTimeout(Duration.ofMillis(400));
    }

    private static CandidateList found(RequestContext context, String... ids) {
        CandidateList.Builder found = CandidateList.builder(context.items(), ids.length);
        for (int i = 0; i < ids.length; i++) {
            found.add(ids[i], 1f / (1 + i));
        }
        return found.build();
    }

    private static StepOutcome outcome(TracedSlate answer, String stage) {
        return answer.trace().steps().stream()
                .filter(step -> step.stage().equals(stage))
                .map(StepTrace::outcome)
                .findFirst()
                .orElseThrow();
    }

    private static List<String> ids(TracedSlate answer) {
        return answer.slate().items().stream().map(SlateItem::id).toList();
    }
}

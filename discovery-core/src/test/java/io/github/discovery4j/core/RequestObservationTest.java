package io.github.discovery4j.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.discovery4j.core.model.CandidateList;
import io.github.discovery4j.core.model.SlateRequest;
import io.github.discovery4j.core.observe.DiscoveryListener;
import io.github.discovery4j.core.observe.Meters;
import io.github.discovery4j.core.observe.Occurrence;
import io.github.discovery4j.core.observe.RequestObservation;
import io.github.discovery4j.core.observe.SlateMeters;
import io.github.discovery4j.core.observe.StepObservation;
import io.github.discovery4j.core.observe.StepOutcome;
import io.github.discovery4j.core.observe.StepTrace;
import io.github.discovery4j.core.observe.Trace;
import io.github.discovery4j.core.observe.TracedSlate;
import io.github.discovery4j.core.stage.CandidateSource;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a listener sees of a request while it runs. */
@Timeout(60)
class RequestObservationTest {

    private static final SlateRequest REQUEST =
            SlateRequest.forViewer("viewer").size(2).build();
    private static final CandidateSource GOOD = (context, limit) ->
            CandidateList.builder(context.items(), 2).add("a", 2).add("b", 1).build();
    private static final CandidateSource FAILING = (context, limit) -> {
        throw new IllegalStateException("away");
    };

    @Test
    void eachStepOfTheTraceIsSeenOnceAndInItsOrder() {
        Seen seen = new Seen();
        try (DiscoveryEngine engine = awkward().listener(seen).build()) {
            TracedSlate answer = engine.recommendTraced(REQUEST);
            assertThat(seen.ended).containsExactlyInAnyOrderElementsOf(described(answer.trace()));
            assertThat(seen.open).as("opened and not closed").hasValue(0);
            assertThat(seen.happened)
                    .containsExactly("FALLBACK_ASKED spare", "FALLBACK_RANKER ", "REFILL ", "FALLBACK_RANKER ");
            assertThat(seen.last).isEqualTo("answered " + REQUEST.id());
            assertThat(seen.ended).contains("source failing failed 0 0", "guard broken failed 2 0");
        }
    }

    @Test
    void sourcesAreSeenOnTheirOwnThreadsAndAllElseOnTheRequests() {
        Seen seen = new Seen();
        try (DiscoveryEngine engine =
                PatientEngine.builder().source("good", GOOD).listener(seen).build()) {
            engine.recommend(REQUEST);
        }
        String own = Thread.currentThread().getName();
        assertThat(seen.threads.remove("source good")).startsWith("discovery-source-");
        assertThat(seen.threads)
                .isNotEmpty()
                .allSatisfy((step, thread) -> assertThat(thread).as(step).isEqualTo(own));
    }

    @Test
    void anAbandonedSourceEndsAtOnceAndClosesWhenItComesBack() throws InterruptedException {
        Seen seen = new Seen();
        CountDownLatch release = new CountDownLatch(1);
        CandidateSource stubborn = (context, limit) -> {
            while (release.getCount() > 0) {
                try {
                    release.await();
                } catch (InterruptedException e) {
                    // it does not listen
                }
            }
            return CandidateList.empty();
        };
        try (DiscoveryEngine engine = DiscoveryEngine.builder()
                .source("good", GOOD)
                .source("stubborn", stubborn)
                .timeout(Duration.ofSeconds(30))
                .sourceTimeout(Duration.ofMillis(400))
                .listener(seen)
                .build()) {
            TracedSlate answer = engine.recommendTraced(REQUEST);
            assertThat(seen.ended)
                    .contains("source stubborn timed_out 0 0")
                    .containsExactlyInAnyOrderElementsOf(described(answer.trace()));
            assertThat(seen.open).hasValue(1);
            release.countDown();
            while (seen.open.get() > 0) {
                Thread.sleep(1);
            }
            assertThat(seen.ended)
                    .as("not told again")
                    .hasSize(answer.trace().steps().size());
        }
    }

    @Test
    void aRequestThatThrowsIsSeenToFail() {
        AtomicInteger looks = new AtomicInteger();
        InstantSource broken = () -> {
            if (looks.incrementAndGet() > 1) {
                throw new IllegalStateException("the clock stands still");
            }
            return Instant.EPOCH;
        };
        Seen seen = new Seen();
        try (DiscoveryEngine engine = PatientEngine.builder()
                .source("good", GOOD)
                .clock(broken)
                .listener(seen)
                .build()) {
            assertThatThrownBy(() -> engine.recommend(REQUEST)).hasMessageContaining("clock");
        }
        assertThat(seen.last).isEqualTo("failed java.lang.IllegalStateException");
        assertThat(seen.open).hasValue(0);
    }

    @Test
    void whateverAnObservationThrowsHarmsNothing() {
        StepObservation brokenStep = new StepObservation() {
            @Override
            public void ended(StepOutcome outcome, int in, int out) {
                throw new IllegalStateException("ended");
            }

            @Override
            public void close() {
                throw new AssertionError("close");
            }
        };
        RequestObservation broken = new RequestObservation() {
            @Override
            public StepObservation step(String step, String stage) {
                if (step.equals("merge")) {
                    throw new AssertionError("step");
                }
                return brokenStep;
            }

            @Override
            public void happened(Occurrence what, String stage) {
                throw new IllegalStateException("happened");
            }

            @Override
            public void answered(Trace trace) {
                throw new IllegalStateException("answered");
            }

            @Override
            public String traceId() {
                throw new IllegalStateException("trace");
            }
        };
        DiscoveryListener listener = new DiscoveryListener() {
            @Override
            public RequestObservation requestStarted(SlateRequest request) {
                return broken;
            }
        };
        DiscoveryListener neverStarts = new DiscoveryListener() {
            @Override
            public RequestObservation requestStarted(SlateRequest request) {
                throw new AssertionError("started");
            }
        };
        Seen seen = new Seen();
        for (DiscoveryListener one :
                List.of(listener, neverStarts, DiscoveryListener.all(listener, seen), DiscoveryListener.all(seen))) {
            try (DiscoveryEngine engine = awkward().listener(one).build()) {
                assertThat(engine.recommendTraced(REQUEST).trace().delivered()).isZero();
            }
        }
        assertThat(seen.last).startsWith("answered");
        assertThat(seen.open).hasValue(0);
    }

    @Test
    void aRequestBecomesFigures() {
        Map<String, Double> sums = new TreeMap<>();
        SlateMeters figures = new SlateMeters((meter, value, tags) ->
                sums.merge(meter.name() + List.of(tags), meter.name().endsWith(".ms") ? 1 : value, Double::sum));
        try (DiscoveryEngine engine = awkward()
                .listener(DiscoveryListener.all(figures, DiscoveryListener.NOOP))
                .build()) {
            engine.recommend(REQUEST);
        }
        assertThat(sums)
                .containsEntry(Meters.SLATES.name() + "[empty]", 1.0)
                .containsEntry(Meters.SLATE_LATENCY.name() + "[]", 1.0)
                .containsEntry(Meters.SOURCE_CALLS.name() + "[failing, failed]", 1.0)
                .containsEntry(Meters.SOURCE_CALLS.name() + "[failing, skipped]", 1.0)
                .containsEntry(Meters.SOURCE_CALLS.name() + "[spare, completed]", 2.0)
                .containsEntry(Meters.SOURCE_CIRCUIT_OPEN.name() + "[failing]", 1.0)
                .containsEntry(Meters.DROPS.name() + "[broken]", 2.0)
                .containsEntry(Meters.FALLBACK_ASKED.name() + "[spare]", 1.0)
                .containsEntry(Meters.FALLBACK_RANKER.name() + "[]", 2.0)
                .containsEntry(Meters.REFILLS.name() + "[]", 1.0)
                .containsEntry(Meters.STEP_LATENCY.name() + "[guard, broken, failed]", 2.0)
                .doesNotContainKey(Meters.REBUILDS.name() + "[]");
    }

    /** A source and the ranker throw, a fallback steps in, a guardrail lets nobody pass and sources are asked again. */
    private static DiscoveryEngineBuilder awkward() {
        return PatientEngine.builder()
                .source("failing", FAILING)
                .circuit(1, Duration.ofHours(1), 3)
                .fallback("spare", GOOD)
                .rank((batch, scores) -> {
                    throw new IllegalStateException("no model");
                })
                .guard("broken", (candidates, verdicts) -> {
                    throw new IllegalStateException("no list");
                });
    }

    private static List<String> described(Trace trace) {
        List<String> steps = new ArrayList<>();
        for (StepTrace step : trace.steps()) {
            steps.add("%s %s %s %d %d"
                    .formatted(step.step(), step.stage(), step.outcome().label(), step.in(), step.out()));
        }
        return steps;
    }

    /** Writes down what it sees. */
    private static final class Seen implements DiscoveryListener, RequestObservation {
        private final List<String> ended = Collections.synchronizedList(new ArrayList<>());
        private final List<String> happened = new ArrayList<>();
        private final Map<String, String> threads = Collections.synchronizedMap(new TreeMap<>());
        private final AtomicInteger open = new AtomicInteger();
        private String last = "";

        @Override
        public RequestObservation requestStarted(SlateRequest request) {
            return this;
        }

        @Override
        public StepObservation step(String step, String stage) {
            Thread opener = Thread.currentThread();
            threads.put(step + " " + stage, opener.getName());
            open.incrementAndGet();
            return new StepObservation() {
                @Override
                public void ended(StepOutcome outcome, int in, int out) {
                    ended.add("%s %s %s %d %d".formatted(step, stage, outcome.label(), in, out));
                }

                @Override
                public void close() {
                    assertThat(Thread.currentThread()).isSameAs(opener);
                    open.decrementAndGet();
                }
            };
        }

        @Override
        public void happened(Occurrence what, String stage) {
            happened.add(what + " " + stage);
        }

        @Override
        public void answered(Trace trace) {
            last = "answered " + trace.requestId();
        }

        @Override
        public void failed(String error) {
            last = "failed " + error;
        }
    }
}

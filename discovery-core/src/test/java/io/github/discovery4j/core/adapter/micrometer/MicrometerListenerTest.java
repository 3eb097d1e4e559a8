package io.github.discovery4j.core.adapter.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.discovery4j.core.DiscoveryEngine;
import io.github.discovery4j.core.DiscoveryEngineBuilder;
import io.github.discovery4j.core.capture.CapturedLog;
import io.github.discovery4j.core.model.CandidateList;
import io.github.discovery4j.core.model.SlateRequest;
import io.github.discovery4j.core.observe.DiscoveryListener;
import io.github.discovery4j.core.stage.CandidateSource;
import io.micrometer.common.KeyValue;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistry;
import io.micrometer.tracing.handler.DefaultTracingObservationHandler;
import io.micrometer.tracing.test.simple.SimpleSpan;
import io.micrometer.tracing.test.simple.SimpleTracer;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class MicrometerListenerTest {

    private static final String VIEWER = "zz-secret-viewer";
    private static final CandidateSource GOOD = (context, limit) -> CandidateList.builder(context.items(), 2)
            .add("zz-secret-a", 2)
            .add("zz-secret-b", 1)
            .build();
    private static final CandidateSource FAILING = (context, limit) -> {
        throw new IllegalStateException("no row for " + context.viewerId());
    };

    private final Queue<Observation.Context> stopped = new ConcurrentLinkedQueue<>();
    private final ObservationHandler<Observation.Context> writing = new ObservationHandler<>() {
        @Override
        public void onStop(Observation.Context context) {
            stopped.add(context);
        }

        @Override
        public boolean supportsContext(Observation.Context context) {
            return true;
        }
    };

    @Test
    void aRequestIsObservedWithItsStepsAsChildren() {
        TestObservationRegistry registry = TestObservationRegistry.create();
        registry.observationConfig().observationHandler(writing);
        SlateRequest request = request();
        try (DiscoveryEngine engine = engine(listener(registry)).build()) {
            Observation around = Observation.start("around", registry);
            try (Observation.Scope scope = around.openScope()) {
                engine.recommend(request);
                assertThat(registry.getCurrentObservation()).isSameAs(around);
            }
            around.stop();
        }
        assertThat(registry.getCurrentObservation()).isNull();
        Observation.Context whole = only("discovery request");
        assertThat(whole.getParentObservation().getContextView().getName()).isEqualTo("around");
        assertThat(whole.getLowCardinalityKeyValues()).containsExactly(KeyValue.of("outcome", "full"));
        assertThat(whole.getHighCardinalityKeyValues()).containsExactly(KeyValue.of("request", request.id()));
        assertThat(stopped)
                .filteredOn(context -> context.getName().equals(MicrometerListener.STEP))
                .allMatch(step -> step.getParentObservation().getContextView() == whole)
                .extracting(Observation.Context::getContextualName)
                .containsExactlyInAnyOrder(
                        "source good",
                        "source failing",
                        "merge",
                        "rank ranker",
                        "diversify diversifier",
                        "explain explainer");
        Observation.Context failed = only("source failing");
        assertThat(failed.getError())
                .hasMessage("java.lang.IllegalStateException")
                .hasNoCause();
        assertThat(failed.getLowCardinalityKeyValues())
                .containsExactlyInAnyOrder(
                        KeyValue.of("step", "source"),
                        KeyValue.of("stage", "failing"),
                        KeyValue.of("outcome", "failed"));
        assertThat(only("source good").getError()).isNull();
    }

    @Test
    void noNameOrKeyHoldsAPerson() {
        TestObservationRegistry registry = TestObservationRegistry.create();
        registry.observationConfig().observationHandler(writing);
        try (DiscoveryEngine engine = engine(listener(registry))
                .guard("broken", (candidates, verdicts) -> {
                    verdicts.remove(0, "blocked by zz-secret-c");
                    throw new IllegalStateException(candidates.id(0));
                })
                .build()) {
            engine.recommend(request());
        }
        assertThat(stopped)
                .hasSizeGreaterThan(6)
                .noneMatch(context -> context.toString().contains("zz-secret"));
    }

    @Test
    void spansKeepTheirParentAcrossThreadsAndTheLogNamesThem() {
        SimpleTracer tracer = new SimpleTracer();
        ObservationRegistry registry = ObservationRegistry.create();
        registry.observationConfig().observationHandler(new DefaultTracingObservationHandler(tracer));
        CandidateSource asking = (context, limit) -> {
            Observation.createNotStarted("query", registry).observe(() -> {});
            return GOOD.retrieve(context, limit);
        };
        try (CapturedLog log = new CapturedLog();
                DiscoveryEngine engine =
                        engine(listener(registry)).source("asking", asking).build()) {
            engine.recommend(request());
            SimpleSpan whole = span(tracer, "discovery request");
            SimpleSpan source = span(tracer, "source asking");
            assertThat(source.context().parentId()).isEqualTo(whole.context().spanId());
            assertThat(span(tracer, "query").context().parentId())
                    .isEqualTo(source.context().spanId());
            assertThat(span(tracer, "rank ranker").context().parentId())
                    .isEqualTo(whole.context().spanId());
            assertThat(tracer.getSpans()).allMatch(each -> each.getTraceId().equals(whole.getTraceId()));
            assertThat(span(tracer, "source failing").getError()).hasMessage("java.lang.IllegalStateException");
            assertThat(log.lines())
                    .isNotEmpty()
                    .allSatisfy(line -> assertThat(line.keys())
                            .containsEntry("trace", whole.getTraceId())
                            .containsEntry("span", whole.getSpanId())
                            .containsKey("request"));
        }
        assertThat(tracer.currentSpan()).isNull();
    }

    @Test
    void anAbandonedSourceEndsAsAnErrorBeforeItsRequestDoes() {
        ObservationRegistry registry = ObservationRegistry.create();
        registry.observationConfig().observationHandler(writing);
        CandidateSource hanging = (context, limit) -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return CandidateList.empty();
        };
        try (DiscoveryEngine engine = DiscoveryEngine.builder()
                .source("good", GOOD)
                .source("hanging", hanging)
                .timeout(Duration.ofSeconds(30))
                .sourceTimeout(Duration.ofMillis(400))
                .listener(listener(registry))
                .build()) {
            engine.recommend(request());
        }
        Observation.Context late = only("source hanging");
        assertThat(late.getError()).hasMessage("abandoned when late");
        assertThat(late.getLowCardinalityKeyValue("outcome").getValue()).isEqualTo("timed_out");
        assertThat(List.copyOf(stopped).indexOf(late))
                .isLessThan(List.copyOf(stopped).indexOf(only("discovery request")));
    }

    @Test
    void theHandlerOfMetricsMakesTimersOfThem() {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        ObservationRegistry registry = ObservationRegistry.create();
        registry.observationConfig().observationHandler(new DefaultMeterObservationHandler(meters));
        DiscoveryListener listener = MicrometerListener.builder()
                .meters(meters)
                .observations(registry)
                .build();
        try (DiscoveryEngine engine = engine(listener).build()) {
            engine.recommend(request());
            engine.recommend(request());
        }
        assertThat(meters.get("discovery.request").timer().count()).isEqualTo(2);
        assertThat(meters.get("discovery.step")
                        .tag("stage", "failing")
                        .tag("outcome", "failed")
                        .timer()
                        .count())
                .isEqualTo(2);
        assertThat(meters.get("reco.hybrid.latency.ms").summary().count()).isEqualTo(2);
    }

    @Test
    void withoutRegistriesItHearsAndHarmsNothing() {
        try (DiscoveryEngine engine =
                engine(MicrometerListener.builder().build()).build()) {
            assertThat(engine.recommend(request()).items()).hasSize(2);
        }
    }

    private static DiscoveryListener listener(ObservationRegistry registry) {
        return MicrometerListener.builder().observations(registry).build();
    }

    private static DiscoveryEngineBuilder engine(DiscoveryListener listener) {
        return DiscoveryEngine.builder()
                .source("good", GOOD)
                .source("failing", FAILING)
                .timeout(Duration.ofMinutes(2))
                .sourceTimeout(Duration.ofMinutes(1))
                .listener(listener);
    }

    private static SlateRequest request() {
        return SlateRequest.forViewer(VIEWER).size(2).build();
    }

    private Observation.Context only(String name) {
        List<Observation.Context> named = stopped.stream()
                .filter(context -> name.equals(context.getContextualName()))
                .toList();
        assertThat(named).as(name).hasSize(1);
        return named.getFirst();
    }

    private static SimpleSpan span(SimpleTracer tracer, String name) {
        return tracer.getSpans().stream()
                .filter(span -> span.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }
}

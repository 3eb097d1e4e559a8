package io.github.discovery4j.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.discovery4j.core.capture.CapturedLog;
import io.github.discovery4j.core.consent.InMemoryConsentLedger;
import io.github.discovery4j.core.data.CsvReader;
import io.github.discovery4j.core.data.Interactions;
import io.github.discovery4j.core.evaluation.Evaluator;
import io.github.discovery4j.core.model.CandidateList;
import io.github.discovery4j.core.model.Filter;
import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.core.model.SlateRequest;
import io.github.discovery4j.core.observe.DiscoveryListener;
import io.github.discovery4j.core.observe.Impression;
import io.github.discovery4j.core.observe.Occurrence;
import io.github.discovery4j.core.observe.RequestObservation;
import io.github.discovery4j.core.observe.StepObservation;
import io.github.discovery4j.core.observe.Trace;
import io.github.discovery4j.core.stage.CandidateSource;
import io.github.discovery4j.core.stage.Guardrail;
import io.github.discovery4j.core.stage.RequestContext;
import io.github.discovery4j.core.stage.ScoredCandidates;
import io.github.discovery4j.core.stage.Verdicts;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Good and bad requests with every level of logging on: no line names a person, and each names its request. */
@Timeout(120)
class NoPersonInLogsTest {

    /** Part of every id and name here, and of every message that a stage throws. */
    private static final String SECRET = "zz-secret";

    private static final String VIEWER = SECRET + "-viewer";
    private static final int ROUNDS = 30;

    private final InMemoryConsentLedger consent = new InMemoryConsentLedger();

    @Test
    void noLineOfGoodAndBadRequestsNamesAPerson() {
        List<SlateRequest> requests = new ArrayList<>();
        try (CapturedLog log = new CapturedLog()) {
            for (DiscoveryEngineBuilder builder : engines()) {
                try (DiscoveryEngine engine = builder.build()) {
                    for (int round = 0; round < ROUNDS; round++) {
                        SlateRequest request = SlateRequest.forViewer(VIEWER + round)
                                .size(1 + round % 4)
                                .exclude(List.of(SECRET + "-1"))
                                .build();
                        requests.add(request);
                        assertThat(namesNobody(
                                        engine.recommendTraced(request).trace().toString()))
                                .isTrue();
                        assertThat(namesNobody(request.toString())).isTrue();
                    }
                }
            }
            assertThat(log.lines())
                    .extracting(CapturedLog.Line::message)
                    .contains(
                            "slate made",
                            "a stage failed",
                            "a stage was skipped",
                            "a stage was late and is abandoned",
                            "source is not asked for a while",
                            "a listener failed");
            List<String> ids = requests.stream().map(SlateRequest::id).toList();
            assertThat(ids).allMatch(NoPersonInLogsTest::namesNobody);
            for (CapturedLog.Line line : log.lines()) {
                assertThat(namesNobody(line.text())).as(line.toString()).isTrue();
                assertThat(line.keys()).containsKey("request");
                assertThat(ids).contains(line.keys().get("request"));
            }
        }
    }

    @Test
    void aRequestThatThrowsIsTheCallersToHearAndNotTheLogs() {
        AtomicInteger looks = new AtomicInteger();
        try (CapturedLog log = new CapturedLog();
                DiscoveryEngine engine = PatientEngine.builder()
                        .source("good", good())
                        .clock(() -> {
                            if (looks.incrementAndGet() > 1) {
                                throw new IllegalStateException("no time for " + VIEWER);
                            }
                            return Instant.EPOCH;
                        })
                        .listener(new Tactless())
                        .build()) {
            assertThatThrownBy(() ->
                            engine.recommend(SlateRequest.forViewer(VIEWER).build()))
                    .isInstanceOf(IllegalStateException.class);
            assertThat(log.lines()).extracting(CapturedLog.Line::message).contains("a request failed");
            assertThat(log.lines())
                    .allSatisfy(line -> assertThat(namesNobody(line.text())).isTrue());
        }
    }

    @Test
    void ourOwnExceptionsNameNobody(@TempDir Path folder) throws Exception {
        List<Throwable> thrown = new ArrayList<>();
        try (CapturedLog log = new CapturedLog();
                DiscoveryEngine engine =
                        PatientEngine.builder().source("good", good()).build()) {
            thrown.add(catchThrowable(() -> engine.recommend(SlateRequest.forViewer(VIEWER)
                    .filter(Filter.equal("unknown", "value"))
                    .build())));
            thrown.add(catchThrowable(
                    () -> SlateRequest.forViewer(VIEWER).id(VIEWER).build()));
            thrown.add(catchThrowable(() -> SlateRequest.forViewer(VIEWER).size(0)));
            Path file = folder.resolve("ratings.csv");
            for (String record : List.of(VIEWER + ",film,not a number", VIEWER, "\"" + VIEWER + ",")) {
                Files.writeString(file, "user,item,rating\n" + record + "\n");
                thrown.add(catchThrowable(() -> new CsvReader().read(file)));
            }
            Interactions data = Interactions.builder()
                    .add(VIEWER, "a")
                    .add(VIEWER, "b")
                    .add(VIEWER, "c")
                    .add(VIEWER, "d")
                    .build();
            thrown.add(catchThrowable(() -> Evaluator.builder()
                    .model("broken", (train, seed) -> (user, scores) -> scores[0] = Double.NaN)
                    .build()
                    .evaluate(data)));
            assertThat(log.lines())
                    .allSatisfy(line -> assertThat(namesNobody(line.text())).isTrue());
        }
        assertThat(thrown)
                .doesNotContainNull()
                .allSatisfy(each ->
                        assertThat(namesNobody(text(each))).as(each.toString()).isTrue());
    }

    @Test
    void aLineThatNamesSomebodyWouldBeFound() {
        try (CapturedLog log = new CapturedLog()) {
            LoggerFactory.getLogger("careless").trace("met {}", VIEWER);
            LoggerFactory.getLogger("careless")
                    .atDebug()
                    .addKeyValue("who", VIEWER)
                    .log("met");
            LoggerFactory.getLogger("careless").warn("met", new IllegalStateException(new Exception(VIEWER)));
            assertThat(log.lines())
                    .hasSize(3)
                    .allSatisfy(line -> assertThat(namesNobody(line.text())).isFalse());
        }
    }

    @Test
    void aRequestIsNotCalledAfterItsViewer() {
        assertThatThrownBy(() -> SlateRequest.forViewer("u42").id("u42").build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("request id must not be the viewer's own")
                .hasMessageNotContaining("u42");
    }

    private List<DiscoveryEngineBuilder> engines() {
        consent.optOut(SECRET + "-2", SignalGroup.INTERESTS);
        CandidateSource failing = (context, limit) -> {
            throw new IllegalStateException("no row for " + context.viewerId());
        };
        CandidateSource changing = (context, limit) -> {
            consent.optOut(context.viewerId(), SignalGroup.INTERESTS);
            consent.optOut(SECRET + "-3", SignalGroup.PROFILE);
            return good().retrieve(context, limit);
        };
        CandidateSource hanging = (context, limit) -> {
            try {
                Thread.sleep(Duration.ofSeconds(20));
            } catch (InterruptedException e) {
                throw new IllegalStateException("interrupted for " + context.viewerId(), e);
            }
            return CandidateList.empty();
        };
        return List.of(
                PatientEngine.builder().source("good", good()).consent(consent).listener(new Tactless()),
                PatientEngine.builder().source("changing", changing).consent(consent),
                DiscoveryEngine.builder()
                        .source("good", good())
                        .source("hanging", hanging)
                        .sourceTimeout(Duration.ofMillis(300))
                        .timeout(Duration.ofSeconds(30)),
                PatientEngine.builder()
                        .source("failing", failing)
                        .source("good", good())
                        .circuit(3, Duration.ofMillis(1), 3)
                        .fallback(failing)
                        .rank((batch, scores) -> {
                            throw new IllegalStateException(batch.candidates().id(0));
                        })
                        .guard("failing", new Careless())
                        .explain(chosen -> {
                            throw new IllegalStateException(
                                    "for " + chosen.context().viewerId());
                        })
                        .listener(DiscoveryListener.all(new Tactless(), new Tactless())),
                PatientEngine.builder()
                        .source("good", good())
                        .diversify((kept, k) -> {
                            throw new IllegalStateException(kept.scored().id(0));
                        })
                        .explain(chosen -> {
                            throw new StackOverflowError(chosen.context().viewerId());
                        }));
    }

    private static CandidateSource good() {
        return (context, limit) -> {
            CandidateList.Builder found = CandidateList.builder(context.items(), 8);
            for (int person = 0; person < 6; person++) {
                found.add(SECRET + "-" + person, person);
            }
            return found.add(SECRET + "-nan", Float.NaN).add(-1, 1).build();
        };
    }

    private static boolean namesNobody(String text) {
        return !text.contains(SECRET);
    }

    private static String text(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text, true));
        return text.toString();
    }

    /** A guardrail that names people in its reasons and exceptions. */
    private static final class Careless implements Guardrail {
        @Override
        public void judge(ScoredCandidates candidates, Verdicts verdicts) {
            verdicts.remove(0, "blocked by " + candidates.id(0));
            throw new IllegalStateException("cannot judge " + candidates.id(0));
        }

        @Override
        public Predicate<String> exclusions(RequestContext context) {
            throw new IllegalStateException("no list of " + context.viewerId());
        }
    }

    /** A listener that throws whatever it hears. */
    private static final class Tactless implements DiscoveryListener, RequestObservation {
        private String viewer = VIEWER;

        @Override
        public RequestObservation requestStarted(SlateRequest request) {
            viewer = request.viewerId();
            return this;
        }

        @Override
        public StepObservation step(String step, String stage) {
            throw new IllegalStateException(viewer);
        }

        @Override
        public void happened(Occurrence what, String stage) {
            throw new IllegalStateException(viewer);
        }

        @Override
        public void answered(Trace trace) {
            throw new IllegalStateException(trace.drops().toString() + viewer);
        }

        @Override
        public void failed(String error) {
            throw new IllegalStateException(viewer);
        }

        @Override
        public void slateMade(Trace trace) {
            throw new IllegalStateException(trace.chosen().toString() + viewer);
        }

        @Override
        public boolean wantsImpressions() {
            return true;
        }

        @Override
        public void impression(Impression impression) {
            throw new IllegalStateException(impression.viewerId());
        }

        @Override
        public void circuitChanged(String source, boolean open) {
            throw new IllegalStateException(viewer);
        }
    }
}

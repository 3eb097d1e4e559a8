package io.github.discovery4j.core.adapter.micrometer;

import io.github.discovery4j.core.model.SlateRequest;
import io.github.discovery4j.core.observe.Occurrence;
import io.github.discovery4j.core.observe.RequestObservation;
import io.github.discovery4j.core.observe.StepObservation;
import io.github.discovery4j.core.observe.StepOutcome;
import io.github.discovery4j.core.observe.Trace;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.util.Locale;

/** A request's observation, current on its thread from start to end. */
final class ObservedRequest implements RequestObservation {

    private static final boolean TRACING = MicrometerLibrary.hasTracing();
    private static final String OUTCOME = "outcome";

    private final ObservationRegistry registry;
    private final Observation observation;
    private final Observation.Scope scope;

    private ObservedRequest(ObservationRegistry registry, Observation observation) {
        this.registry = registry;
        this.observation = observation;
        this.scope = observation.openScope();
    }

    static ObservedRequest start(SlateRequest request, ObservationRegistry registry) {
        return new ObservedRequest(
                registry,
                Observation.createNotStarted(MicrometerListener.REQUEST, registry)
                        .contextualName("discovery request")
                        .highCardinalityKeyValue("request", request.id())
                        .start());
    }

    @Override
    public StepObservation step(String step, String stage) {
        return new ObservedStep(Observation.createNotStarted(MicrometerListener.STEP, registry)
                .contextualName(step.equals(stage) ? step : step + " " + stage)
                .lowCardinalityKeyValue("step", step)
                .lowCardinalityKeyValue("stage", stage)
                .parentObservation(observation)
                .start());
    }

    @Override
    public void happened(Occurrence what, String stage) {
        String name = what.name().toLowerCase(Locale.ROOT).replace('_', '.');
        observation.event(Observation.Event.of(name, stage.isEmpty() ? name : name + " " + stage));
    }

    @Override
    public void answered(Trace trace) {
        end(trace.fullness());
    }

    @Override
    public void failed(String error) {
        observation.error(new ObservedFailure(error));
        end("failed");
    }

    @Override
    public String traceId() {
        return TRACING ? TracingIds.traceId(observation) : "";
    }

    @Override
    public String spanId() {
        return TRACING ? TracingIds.spanId(observation) : "";
    }

    private void end(String outcome) {
        observation.lowCardinalityKeyValue(OUTCOME, outcome);
        scope.close();
        observation.stop();
    }

    /** A step's observation, current on the thread that opened it until that closes it. */
    private static final class ObservedStep implements StepObservation {
        private final Thread opener = Thread.currentThread();
        private final Observation observation;
        private final Observation.Scope scope;
        private boolean closed; // read and written by the opener only

        ObservedStep(Observation observation) {
            this.observation = observation;
            this.scope = observation.openScope();
        }

        @Override
        public void ended(StepOutcome outcome, int in, int out) {
            observation
                    .lowCardinalityKeyValue(OUTCOME, outcome.label())
                    .highCardinalityKeyValue("candidates.in", String.valueOf(in))
                    .highCardinalityKeyValue("candidates.out", String.valueOf(out));
            switch (outcome) {
                case StepOutcome.Failed(String error) -> observation.error(new ObservedFailure(error));
                case StepOutcome.TimedOut late -> observation.error(new ObservedFailure("abandoned when late"));
                case StepOutcome.Skipped(String why) -> observation.highCardinalityKeyValue("why", why);
                case StepOutcome.Completed completed -> {}
            }
            if (Thread.currentThread() == opener) {
                close(); // a scope belongs inside its observation; only an abandoned source's outlasts it
            }
            observation.stop();
        }

        @Override
        public void close() {
            if (!closed) {
                closed = true;
                scope.close();
            }
        }
    }
}

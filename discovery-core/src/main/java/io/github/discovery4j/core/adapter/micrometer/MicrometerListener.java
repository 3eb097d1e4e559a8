package io.github.discovery4j.core.adapter.micrometer;

import io.github.discovery4j.core.model.SlateRequest;
import io.github.discovery4j.core.observe.DiscoveryListener;
import io.github.discovery4j.core.observe.MeterSink;
import io.github.discovery4j.core.observe.RequestObservation;
import io.github.discovery4j.core.observe.SlateMeters;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.ObservationRegistry;

/**
 * Shows an engine's requests to Micrometer: figures to a meter registry, and an observation for every request and each of
 * its steps, of which tracing makes spans.
 *
 * {@snippet :
 * DiscoveryEngine.builder()
 *         .listener(MicrometerListener.builder().meters(meterRegistry).observations(observationRegistry).build());
 * }
 *
 * <p>Observations and their key values:
 *
 * <table class="striped">
 * <caption>Observations</caption>
 * <tr><th scope="col">name</th><th scope="col">low cardinality</th><th scope="col">high cardinality</th></tr>
 * <tr><td>{@value #REQUEST}</td><td>{@code outcome}: full, short, empty, failed</td><td>{@code request}: its id</td></tr>
 * <tr><td>{@value #STEP}</td><td>{@code step}, {@code stage}, {@code outcome}: completed, skipped, timed_out, failed</td>
 * <td>{@code candidates.in}, {@code candidates.out}</td></tr>
 * </table>
 *
 * <p>A request is a child of what is current on its thread, a step of its request, on whatever thread it runs; each is
 * current while it runs, so that what a source does (a query, a call) becomes its child. A failure is marked with the
 * exception's type and not its message, which may name a person. What takes a request off its way is an event of it. A
 * source that is abandoned ends as an error at that moment, and stays current on its own thread until it returns.
 *
 * <p><b>Threads:</b> safe.
 */
public final class MicrometerListener {

    /** The name of a request's observation. */
    public static final String REQUEST = "discovery.request";

    /** The name of a step's observation. */
    public static final String STEP = "discovery.step";

    private MicrometerListener() {}

    /**
     * Starts with neither figures nor observations.
     *
     * @return a builder
     * @throws IllegalStateException if Micrometer is missing; the message says how to add it
     */
    public static Builder builder() {
        MicrometerLibrary.require();
        return new Builder();
    }

    /** Collects registries; belongs to one thread. */
    public static final class Builder {
        private MeterSink meters = MeterSink.NOOP;
        private ObservationRegistry observations = ObservationRegistry.NOOP;

        private Builder() {}

        /**
         * Keeps figures in a registry.
         *
         * @param registry the host's
         * @return this
         */
        @SuppressWarnings("exports") // whoever calls it requires the library's module
        public Builder meters(MeterRegistry registry) {
            return meters(MicrometerMeters.in(registry));
        }

        /**
         * Sends figures to a sink, such as {@link MicrometerMeters} and thresholds together.
         *
         * @param sink gets all figures of requests
         * @return this
         */
        public Builder meters(MeterSink sink) {
            this.meters = sink;
            return this;
        }

        /**
         * Observes requests and steps.
         *
         * @param registry the host's, with the handlers of its metrics and its tracer
         * @return this
         */
        @SuppressWarnings("exports") // whoever calls it requires the library's module
        public Builder observations(ObservationRegistry registry) {
            this.observations = registry;
            return this;
        }

        /**
         * Finishes.
         *
         * @return the listener for an engine
         */
        public DiscoveryListener build() {
            SlateMeters figures = new SlateMeters(meters);
            if (observations.isNoop()) {
                return figures;
            }
            ObservationRegistry registry = observations;
            return DiscoveryListener.all(figures, new DiscoveryListener() {
                @Override
                public RequestObservation requestStarted(SlateRequest request) {
                    return ObservedRequest.start(request, registry);
                }
            });
        }
    }
}

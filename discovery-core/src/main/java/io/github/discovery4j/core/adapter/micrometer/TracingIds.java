package io.github.discovery4j.core.adapter.micrometer;

import io.micrometer.observation.Observation;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.handler.TracingObservationHandler.TracingContext;
import org.jspecify.annotations.Nullable;

/** The ids of an observation's span. Loaded only where Micrometer Tracing is. */
final class TracingIds {

    private TracingIds() {}

    static String traceId(Observation observation) {
        Span span = span(observation);
        return span == null ? "" : span.context().traceId();
    }

    static String spanId(Observation observation) {
        Span span = span(observation);
        return span == null ? "" : span.context().spanId();
    }

    private static @Nullable Span span(Observation observation) {
        TracingContext tracing = observation.getContextView().get(TracingContext.class);
        return tracing == null ? null : tracing.getSpan();
    }
}

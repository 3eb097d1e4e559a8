/**
 * Metrics and spans through Micrometer, and by it to Prometheus, OpenTelemetry, Zipkin and whatever else it knows.
 *
 * <p>Reading order: {@link io.github.discovery4j.core.adapter.micrometer.MicrometerListener} is what an engine is given;
 * {@link io.github.discovery4j.core.adapter.micrometer.MicrometerMeters} is the sink for everything that is no request.
 *
 * <p>The libraries are the host's to bring: {@code io.micrometer:micrometer-core} (with {@code micrometer-observation}), and
 * {@code io.micrometer:micrometer-tracing} for trace and span ids in log lines. Without them the rest of core works, and
 * this package says what is missing.
 *
 * <p><b>Dependencies:</b> observe, stage, model. <b>Threads:</b> everything is safe.
 */
@NullMarked
package io.github.discovery4j.core.adapter.micrometer;

import org.jspecify.annotations.NullMarked;

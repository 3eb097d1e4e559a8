/**
 * The operator's view of a request, and the events that a host can listen to.
 *
 * <p>Reading order: {@link io.github.discovery4j.core.observe.Trace} says what every step did;
 * {@link io.github.discovery4j.core.observe.TracedSlate} pairs it with the slate;
 * {@link io.github.discovery4j.core.observe.Impression} is what training and off-policy evaluation need of a slate;
 * {@link io.github.discovery4j.core.observe.DiscoveryListener} hears of both, and hands out a
 * {@link io.github.discovery4j.core.observe.RequestObservation} that sees a request while it runs;
 * {@link io.github.discovery4j.core.observe.Meters} lists all figures, {@link io.github.discovery4j.core.observe.MeterSink}
 * takes them, {@link io.github.discovery4j.core.observe.SlateMeters} makes them of requests and
 * {@link io.github.discovery4j.core.observe.Thresholds} watches them.
 *
 * <p><b>Dependencies:</b> model, consent, stage. <b>Threads:</b> values are immutable; listeners are called on
 * the request's thread, steps of sources are seen on theirs, and sinks are called from any; all must be safe and quick.
 */
@NullMarked
package io.github.discovery4j.core.observe;

import org.jspecify.annotations.NullMarked;

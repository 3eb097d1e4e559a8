/**
 * The operator's view of a request, and the events that a host can listen to.
 *
 * <p>Reading order: {@link io.github.discovery4j.core.observe.Trace} says what every step did;
 * {@link io.github.discovery4j.core.observe.TracedSlate} pairs it with the slate;
 * {@link io.github.discovery4j.core.observe.Impression} is what training and off-policy evaluation need of a slate;
 * {@link io.github.discovery4j.core.observe.DiscoveryListener} hears of both.
 *
 * <p><b>Dependencies:</b> model, consent, stage. <b>Threads:</b> values are immutable; listeners and sinks are called on
 * the request's thread and must be safe and quick.
 */
@NullMarked
package io.github.discovery4j.core.observe;

import org.jspecify.annotations.NullMarked;

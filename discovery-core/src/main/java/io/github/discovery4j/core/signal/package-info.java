/**
 * Events in: what people do, validated, enriched, logged durably, and turned into features.
 *
 * <p>Reading order: {@link io.github.discovery4j.core.signal.SignalEvent} and
 * {@link io.github.discovery4j.core.signal.EventTypes} are what is accepted;
 * {@link io.github.discovery4j.core.signal.SignalIngest} takes it in and gives a
 * {@link io.github.discovery4j.core.signal.Receipt}; {@link io.github.discovery4j.core.signal.EventLog} keeps it,
 * {@link io.github.discovery4j.core.signal.DeadLetterStore} what was rejected;
 * {@link io.github.discovery4j.core.signal.EventConsumer} follows the log;
 * {@link io.github.discovery4j.core.signal.IngestMeters} reports how all that goes.
 * {@link io.github.discovery4j.core.signal.WindowDefinition} and {@link io.github.discovery4j.core.signal.Aggregation} declare
 * what {@link io.github.discovery4j.core.signal.Windows} keeps as features.
 * {@link io.github.discovery4j.core.signal.EventInteractions} makes training data of the log,
 * {@link io.github.discovery4j.core.signal.ShownItems} rows for rankers as {@link
 * io.github.discovery4j.core.signal.JudgedQueries}.
 * {@link io.github.discovery4j.core.signal.ProfileAttributes}, {@link io.github.discovery4j.core.signal.ConnectorLinks} and
 * {@link io.github.discovery4j.core.signal.Intents} keep what people say about themselves,
 * {@link io.github.discovery4j.core.signal.Snoozes} is what they do not want to see for a while.
 *
 * <p><b>Dependencies:</b> feature, social, data and below. <b>Threads:</b> values are immutable; logs, ingestion and
 * windows are safe.
 */
@NullMarked
package io.github.discovery4j.core.signal;

import org.jspecify.annotations.NullMarked;

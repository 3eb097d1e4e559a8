/**
 * Events from a file through the whole chain: ingestion, a durable log, windows, features, consent.
 *
 * <p>Reading order: {@link io.github.discovery4j.examples.signals.SignalStore} is the folder in which everything is kept,
 * {@link io.github.discovery4j.examples.signals.SignalChain} wires the chain over it with the windows of {@link
 * io.github.discovery4j.examples.signals.SignalFeatures}, and {@link
 * io.github.discovery4j.examples.signals.EventReplay} reads a file into it and says in a {@link
 * io.github.discovery4j.examples.signals.ReplayResult} what became of the lines.
 *
 * <p><b>Dependencies:</b> core with its database adapter. <b>Threads:</b> the chain is safe; a replay runs on one thread.
 */
@NullMarked
package io.github.discovery4j.examples.signals;

import org.jspecify.annotations.NullMarked;

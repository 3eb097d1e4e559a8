package io.github.discovery4j.core.pipeline;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * The times and counts that a pipeline keeps.
 *
 * @param requestTimeout what a request may take unless it says otherwise
 * @param sourceTimeout what sources asked side by side may take of it, and never more than half of what is left
 * @param failuresToOpen failures in a row after which a source is not asked for a while
 * @param openFor how long
 * @param maxStuck how many abandoned calls of one source may still run before it is not asked
 * @param ticker nanoseconds that only grow
 */
public record Limits(
        Duration requestTimeout,
        Duration sourceTimeout,
        int failuresToOpen,
        Duration openFor,
        int maxStuck,
        LongSupplier ticker) {}

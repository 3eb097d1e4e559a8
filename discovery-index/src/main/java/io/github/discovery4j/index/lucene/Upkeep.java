package io.github.discovery4j.index.lucene;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an index does by itself, in one thread: refresh, commit, purge. What fails is logged, and tried again the next time.
 *
 * <p><b>Threads:</b> safe.
 */
final class Upkeep implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);

    private final String name;
    private final ScheduledExecutorService thread;

    Upkeep(String name) {
        this.name = name;
        this.thread = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("discovery-index-" + name).factory());
    }

    /** Does something again and again; never if the interval is zero. */
    void every(Duration interval, String what, Runnable task) {
        if (!interval.isZero()) {
            long nanos = TimeUnit.NANOSECONDS.convert(interval);
            ScheduledFuture<?> unused =
                    thread.scheduleWithFixedDelay(() -> attempt(what, task), nanos, nanos, TimeUnit.NANOSECONDS);
        }
    }

    private void attempt(String what, Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.warn("index \"{}\": {} failed and is tried again", name, what, e);
        }
    }

    /** Waits for what is being done. */
    @Override
    public void close() {
        thread.close();
    }
}

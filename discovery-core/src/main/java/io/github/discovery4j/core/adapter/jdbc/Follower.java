package io.github.discovery4j.core.adapter.jdbc;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks again and again what other processes have changed, on a thread of its own; an outage is logged once. */
final class Follower implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Follower.class);

    private final ScheduledExecutorService executor;
    private final String what;
    private final Runnable look;
    private final Future<?> task;
    private boolean failing;

    Follower(String what, Duration every, Runnable look) {
        if (every.isNegative() || every.isZero()) {
            throw new IllegalArgumentException(
                    "time between two looks at the database must be more than zero, was %s (%s)"
                            .formatted(every, what));
        }
        this.what = what;
        this.look = look;
        this.executor = Executors.newSingleThreadScheduledExecutor(runnable -> {
            Thread thread = new Thread(runnable, "discovery-" + what);
            thread.setDaemon(true);
            return thread;
        });
        this.task =
                executor.scheduleWithFixedDelay(this::lookOnce, every.toNanos(), every.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void lookOnce() {
        try {
            look.run();
            if (failing) {
                LOG.info("{}: other processes are heard again", what);
            }
            failing = false;
        } catch (RuntimeException e) {
            if (!failing) {
                LOG.warn("{}: other processes cannot be heard: {}; tried again until they are", what, e.getMessage());
            }
            failing = true;
        }
    }

    @Override
    public void close() {
        task.cancel(true);
        executor.shutdownNow();
    }
}

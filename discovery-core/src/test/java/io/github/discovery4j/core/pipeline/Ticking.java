package io.github.discovery4j.core.pipeline;

import io.github.discovery4j.core.model.SlateRequest;
import io.github.discovery4j.core.observe.DiscoveryListener;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that moves when a test says so. */
final class Ticking {

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000);

    void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    long now() {
        return nanos.get();
    }

    Limits limits(int failuresToOpen, Duration openFor, int maxStuck) {
        return new Limits(Duration.ofMinutes(2), Duration.ofMinutes(1), failuresToOpen, openFor, maxStuck, nanos::get);
    }

    TraceRecorder trace() {
        return trace(DiscoveryListener.NOOP);
    }

    TraceRecorder trace(DiscoveryListener listener) {
        Watch watch = Watch.of(SlateRequest.forViewer("viewer").build(), listener);
        return new TraceRecorder(watch, Instant.EPOCH, nanos::get);
    }
}

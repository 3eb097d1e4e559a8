package io.github.discovery4j.index.live;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that is put forward by hand. */
public final class Clock implements InstantSource {

    private volatile Instant now = Instant.parse("2026-11-21T12:00:00Z");

    @Override
    public Instant instant() {
        return now;
    }

    /** Moves on. */
    public void pass(Duration time) {
        now = now.plus(time);
    }

    /** Moves on. */
    public void passSeconds(int seconds) {
        pass(Duration.ofSeconds(seconds));
    }

    /** Returns a moment before now. */
    public Instant secondsAgo(int seconds) {
        return now.minusSeconds(seconds);
    }
}

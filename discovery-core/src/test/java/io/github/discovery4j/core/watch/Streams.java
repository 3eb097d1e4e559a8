package io.github.discovery4j.core.watch;

import io.github.discovery4j.core.signal.EventType;
import io.github.discovery4j.core.signal.SignalEvent;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;

/** Events for tests, one a second from the start on. */
final class Streams {

    static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

    private Streams() {}

    static SignalEvent event(int second, String user, EventType type, String item) {
        Instant time = START.plusSeconds(second);
        return new SignalEvent(
                "e" + second,
                user,
                type,
                Optional.of(item),
                time,
                time,
                OptionalDouble.empty(),
                Optional.empty(),
                Optional.of("s-" + user),
                Optional.of("phone"),
                Optional.of("en"),
                Optional.empty());
    }
}

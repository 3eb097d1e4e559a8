package io.github.discovery4j.core.adapter.jdbc;

import io.github.discovery4j.core.consent.ConsentView;
import io.github.discovery4j.core.feature.FeatureRegistry;
import io.github.discovery4j.core.feature.InMemoryFeatureStore;
import io.github.discovery4j.core.signal.DeadLetterStore.Bounds;
import io.github.discovery4j.core.signal.EventTypes;
import io.github.discovery4j.core.signal.SignalIngest;
import io.github.discovery4j.core.signal.WindowDefinition;
import io.github.discovery4j.core.signal.Windows;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Random;

/** Ingests into an SQLite log and windows with snapshots, until it is killed. */
final class WindowCrashWriter {

    static final Instant NOW = Instant.parse("2026-03-29T12:00:00Z");

    private WindowCrashWriter() {}

    static Windows windows(JdbcEventLog log, Path snapshot, InMemoryFeatureStore store) {
        Windows.Builder builder = Windows.over(log, store, ConsentView.ALLOW_ALL)
                .clock(() -> NOW)
                .flushEvery(Duration.ofMillis(20))
                .snapshotEvery(Duration.ofMillis(60));
        return snapshot == null ? builder.start() : builder.snapshots(snapshot).start();
    }

    static InMemoryFeatureStore store() {
        FeatureRegistry registry = FeatureRegistry.of(
                "person",
                WindowDefinition.standard().stream()
                        .map(WindowDefinition::declaration)
                        .toList());
        return new InMemoryFeatureStore(registry, ConsentView.ALLOW_ALL);
    }

    public static void main(String[] arguments) {
        Database database = Database.sqlite(Path.of(arguments[0])).migrate();
        JdbcEventLog log = JdbcEventLog.open(database, EventTypes.standard());
        JdbcDeadLetterStore letters = JdbcDeadLetterStore.open(database, Bounds.DEFAULT, InstantSource.system());
        Windows windows = windows(log, Path.of(arguments[1]), store());
        SignalIngest ingest = SignalIngest.into(log, letters)
                .clock(() -> NOW)
                .consumer(windows)
                .start();
        Random random = new Random(Long.parseLong(arguments[2]));
        String[] types = {"like", "view", "message", "impression"};
        while (true) {
            String json = """
                    {"user_id": "u%d", "item_id": "u%d", "event_type": "%s", "timestamp": %d, "schema_version": 2}""".formatted(
                            random.nextInt(50),
                            random.nextInt(50),
                            types[random.nextInt(types.length)],
                            NOW.toEpochMilli() - (long) (Math.pow(random.nextDouble(), 3) * 40 * 86_400_000L));
            ingest.accept(json).join();
        }
    }
}

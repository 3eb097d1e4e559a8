package io.github.discovery4j.core.adapter.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.discovery4j.core.feature.InMemoryFeatureStore;
import io.github.discovery4j.core.signal.EventLog.Logged;
import io.github.discovery4j.core.signal.EventTypes;
import io.github.discovery4j.core.signal.Windows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Kills a process that keeps windows; {@code -Ddiscovery.kills=20} does so more often. */
class KilledWindowsTest {

    private static final int KILLS = Math.min(20, Integer.getInteger("discovery.kills", 4));

    @Test
    @Timeout(600)
    void whatASnapshotAndTheLogGiveIsWhatTheWholeLogGives(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("events.db");
        Path snapshot = folder.resolve("windows");
        Random random = new Random(5);
        for (int kill = 0; kill < KILLS; kill++) {
            Process child = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "--enable-native-access=ALL-UNNAMED",
                            "-cp",
                            System.getProperty("java.class.path"),
                            WindowCrashWriter.class.getName(),
                            file.toString(),
                            snapshot.toString(),
                            Integer.toString(kill))
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("output").toFile())
                    .start();
            try {
                long stamp = stamp(snapshot);
                while (stamp(snapshot) == stamp) {
                    assertThat(child.isAlive())
                            .as(Files.readString(folder.resolve("output")))
                            .isTrue();
                    Thread.sleep(5);
                }
                Thread.sleep(random.nextInt(400));
            } finally {
                child.destroyForcibly();
            }
            assertThat(child.waitFor(1, TimeUnit.MINUTES)).isTrue();
            verify(file, snapshot, folder.resolve("copy"));
        }
    }

    private static long stamp(Path snapshot) throws IOException {
        return Files.exists(snapshot) ? Files.getLastModifiedTime(snapshot).toMillis() : 0;
    }

    private static void verify(Path file, Path snapshot, Path copy) throws IOException {
        Files.copy(snapshot, copy);
        InMemoryFeatureStore restored = WindowCrashWriter.store();
        InMemoryFeatureStore whole = WindowCrashWriter.store();
        try (Database database = Database.sqlite(file).migrate();
                JdbcEventLog log = JdbcEventLog.open(database, EventTypes.standard());
                Windows fromSnapshot = WindowCrashWriter.windows(log, copy, restored);
                Windows fromLog = WindowCrashWriter.windows(log, null, whole)) {
            assertThat(fromSnapshot.position()).isPositive();
            feed(log, fromSnapshot);
            feed(log, fromLog);
            fromSnapshot.flush();
            fromLog.flush();
            for (int user = 0; user < 50; user++) {
                assertThat(fromSnapshot.export("u" + user)).isEqualTo(fromLog.export("u" + user));
                for (var feature : whole.registry().definitions()) {
                    assertThat(restored.row("u" + user).value(feature.name()))
                            .as(feature.name())
                            .isEqualTo(whole.row("u" + user).value(feature.name()));
                }
            }
        }
        Files.delete(copy);
    }

    private static void feed(JdbcEventLog log, Windows windows) {
        long position = windows.position();
        List<Logged> page = log.read(position, 1_000);
        while (!page.isEmpty()) {
            windows.apply(page);
            page = log.read(page.getLast().position(), 1_000);
        }
    }
}

package io.github.discovery4j.core.adapter.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.discovery4j.core.signal.EventLog.Logged;
import io.github.discovery4j.core.signal.EventTypes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Kills a process that ingests; {@code -Ddiscovery.kills=100} does so more often than the ten times of a usual run. */
class KilledIngestTest {

    private static final int KILLS = Integer.getInteger("discovery.kills", 10);

    @Test
    @Timeout(3_600)
    void everyAcknowledgedEventIsThereExactlyOnce(@TempDir Path folder) throws IOException, InterruptedException {
        Random random = new Random(17);
        Path file = folder.resolve("events.db");
        Path acknowledged = folder.resolve("acknowledged");
        Files.createFile(acknowledged);
        int from = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            Process child = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "--enable-native-access=ALL-UNNAMED",
                            "-cp",
                            System.getProperty("java.class.path"),
                            CrashWriter.class.getName(),
                            file.toString(),
                            acknowledged.toString(),
                            Integer.toString(from))
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("output").toFile())
                    .start();
            try {
                long size = Files.size(acknowledged);
                while (Files.size(acknowledged) == size) {
                    assertThat(child.isAlive()).as(() -> output(folder)).isTrue();
                    Thread.sleep(5);
                }
                Thread.sleep(random.nextInt(600));
            } finally {
                child.destroyForcibly();
            }
            assertThat(child.waitFor(1, TimeUnit.MINUTES)).isTrue();
            List<Integer> numbers = numbers(acknowledged);
            verify(file, numbers);
            // The next one sends some again, acknowledged or not.
            from = Math.max(
                    0, numbers.stream().mapToInt(Integer::intValue).max().orElse(0) - 300);
        }
    }

    private static String output(Path folder) {
        try {
            return Files.readString(folder.resolve("output"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static List<Integer> numbers(Path acknowledged) throws IOException {
        List<Integer> numbers = new ArrayList<>();
        for (String line : Files.readAllLines(acknowledged)) {
            assertThat(line).doesNotStartWith("lost");
            // The last line may have been cut; it then has no full stop.
            if (line.matches("\\d+\\.")) {
                numbers.add(Integer.parseInt(line.substring(0, line.length() - 1)));
            }
        }
        return numbers;
    }

    private static void verify(Path file, List<Integer> acknowledged) {
        Set<String> ids = new HashSet<>();
        try (Database database = Database.sqlite(file).migrate();
                JdbcEventLog log = JdbcEventLog.open(database, EventTypes.standard())) {
            long after = 0;
            List<Logged> page = log.read(after, 5_000);
            while (!page.isEmpty()) {
                for (Logged logged : page) {
                    assertThat(ids.add(logged.event().id())).as("is there once").isTrue();
                    assertThat(logged.position()).isGreaterThan(after);
                    after = logged.position();
                }
                page = log.read(after, 5_000);
            }
        }
        assertThat(acknowledged).isNotEmpty().allMatch(number -> ids.contains("e" + number));
    }
}

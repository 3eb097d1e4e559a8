package io.github.discovery4j.core.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A process that dies in the middle of a job, and the one after it. */
@Timeout(120)
class KilledJobTest {

    private static final int ITEMS = 400;
    private static final int BATCH = 20;

    /** Does one item after the other, notes each in a log, and leaves a checkpoint after each batch. */
    public static final class Child {
        private Child() {}

        public static void main(String[] args) {
            Path folder = Path.of(args[0]);
            long pauseMillis = Long.parseLong(args[1]);
            Job job = Job.of("batches", Cadence.every(Duration.ofHours(1)), run -> {
                int first = run.checkpoint().map(Integer::parseInt).orElse(0);
                for (int item = first; item < ITEMS; item++) {
                    run.throwIfStopped();
                    Files.writeString(
                            folder.resolve("log"), item + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                    if ((item + 1) % BATCH == 0) {
                        run.checkpoint(String.valueOf(item + 1));
                    }
                    Thread.sleep(pauseMillis);
                }
            });
            JobOutcome outcome =
                    JobRunner.builder(new FileJobStore(folder)).build().runNow(job);
            System.exit(outcome instanceof JobOutcome.Succeeded ? 0 : 1);
        }
    }

    @Test
    void theNextProcessGoesOnFromTheLastCheckpoint(@TempDir Path folder) throws Exception {
        JobStore store = new FileJobStore(folder);
        Process first = child(folder, 20);
        try {
            while (checkpoint(store) < 3 * BATCH) {
                assertThat(first.isAlive()).isTrue();
                Thread.sleep(5);
            }
        } finally {
            first.destroyForcibly();
        }
        first.waitFor();
        int reached = checkpoint(store);
        int done = log(folder).size();
        assertThat(reached).isBetween(3 * BATCH, ITEMS - 1);

        assertThat(child(folder, 0).waitFor()).isZero();

        List<Integer> log = log(folder);
        List<Integer> second = log.subList(done, log.size());
        assertThat(second.getFirst()).as("where the second process began").isEqualTo(reached);
        assertThat(second).hasSize(ITEMS - reached);
        assertThat(log)
                .containsAll(java.util.stream.IntStream.range(0, ITEMS).boxed().toList());
        assertThat(log.size() - ITEMS)
                .as("done twice: only what came after the checkpoint")
                .isEqualTo(done - reached)
                .isBetween(0, BATCH);
        JobState state = store.load("batches").orElseThrow();
        assertThat(state.unfinished()).isFalse();
        assertThat(state.checkpoint()).isEmpty();
        assertThat(state.lastSuccess()).isPresent();
    }

    private static Process child(Path folder, int pauseMillis) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Child.class.getName(),
                        folder.toString(),
                        String.valueOf(pauseMillis))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output-" + pauseMillis).toFile())
                .start();
    }

    private static int checkpoint(JobStore store) {
        return store.load("batches")
                .flatMap(JobState::checkpoint)
                .map(Integer::parseInt)
                .orElse(0);
    }

    private static List<Integer> log(Path folder) throws IOException {
        List<Integer> items = new ArrayList<>();
        for (String line : Files.readAllLines(folder.resolve("log"))) {
            items.add(Integer.parseInt(line));
        }
        return items;
    }
}

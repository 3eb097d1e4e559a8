package io.github.discovery4j.index.lucene;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.discovery4j.index.vector.EntryAttributes;
import io.github.discovery4j.index.vector.VectorIndexSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import org.apache.lucene.util.VectorUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A process is killed while it writes; what it had committed is there, and all that is there is whole. */
@Timeout(300)
class LuceneKillTest {

    private static final int DIMENSION = 16;
    private static final int IDS = 200;
    private static final VectorIndexSettings SETTINGS =
            VectorIndexSettings.of("killed", DIMENSION).numbers("round");

    @TempDir
    Path folder;

    @Test
    void whatWasCommittedOutlivesTheProcess() throws IOException, InterruptedException {
        Random random = new Random(5);
        int committed = -1;
        for (int run = 0; run < 5; run++) {
            committed = Math.max(committed, writeAndKill(committed + 1, random));
            requireWhole(committed);
        }
        assertThat(committed).isPositive();
    }

    /** Lets a child write from a round on, kills it after some commits, and returns the last round it committed. */
    private int writeAndKill(int from, Random random) throws IOException, InterruptedException {
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Writer.class.getName(),
                        folder.toString(),
                        String.valueOf(from))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        int last = from - 1;
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
            // Every line is a promise: one that is read is one that is held to.
            for (int commits = 2 + random.nextInt(6); commits > 0; commits--) {
                String line = out.readLine();
                assertThat(line).as("the child goes on committing").isNotNull();
                last = Integer.parseInt(line);
            }
            Thread.sleep(random.nextInt(40));
            // Unlike the process's own method this leaves what it said to be read.
            child.toHandle().destroyForcibly();
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                last = Integer.parseInt(line);
            }
        } finally {
            child.destroyForcibly().waitFor();
        }
        assertThat(last).as("the child committed").isGreaterThanOrEqualTo(from);
        return last;
    }

    private void requireWhole(int committed) throws IOException {
        assertThat(LuceneIndex.check(folder).clean()).isTrue();
        try (LuceneIndex index = LuceneIndex.open(folder, SETTINGS)) {
            assertThat(index.size()).isEqualTo(IDS);
            float[] read = new float[DIMENSION];
            for (int id = 0; id < IDS; id++) {
                assertThat(index.read("e" + id, read, 0)).isTrue();
                int round = round(read, id);
                assertThat(round).isGreaterThanOrEqualTo(committed);
                assertThat(VectorUtil.dotProduct(read, SETTINGS.prepare("vector", vector(id, round))))
                        .isGreaterThan(0.99999f);
            }
        }
    }

    /** The round that an entry was written in stands in its vector. */
    private static int round(float[] read, int id) {
        return Math.round(read[1] / read[0]) - id;
    }

    private static float[] vector(int id, int round) {
        float[] vector = new float[DIMENSION];
        Random random = new Random(31L * id + round);
        for (int i = 2; i < DIMENSION; i++) {
            vector[i] = (float) random.nextGaussian();
        }
        vector[0] = 1;
        vector[1] = id + round;
        return vector;
    }

    /** Writes all entries anew, round after round, and says which rounds are committed. */
    static final class Writer {
        private Writer() {}

        public static void main(String[] args) {
            try (LuceneIndex index = LuceneIndex.open(Path.of(args[0]), SETTINGS)) {
                for (int round = Integer.parseInt(args[1]); ; round++) {
                    for (int id = 0; id < IDS; id++) {
                        index.put("e" + id, vector(id, round), EntryAttributes.NONE.number("round", round));
                    }
                    index.commit();
                    System.out.println(round);
                    System.out.flush();
                }
            }
        }
    }
}

package io.github.discovery4j.core.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files load in a heap hardly larger than what stays of them; each in a machine of its own, which may have no more. */
class LoadingMemoryTest {

    private static final int ROWS = 1_500_000;
    private static final int USERS = 10_000;
    private static final int ITEMS = 2_000;
    private static final double GATE = 1.3;

    /**
     * What is not columns: the young generation's and the virtual machine's own share, the buffers, and 12,000 ids at about
     * 150 bytes. Of 30 MB of columns with times a copy of one column alone (12 MB) would not fit beside it.
     */
    private static final int OTHER_MEBIBYTES = 6;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"true, 20, 0", "true, 20, 30", "false, 12, 0", "false, 12, 30"})
    void aFileLoadsWithinAThirdMoreThanItsColumns(boolean times, int bytesARow, int repeatedPercent)
            throws IOException, InterruptedException {
        Path file = folder.resolve("plays.tsv");
        LoadingProgram.write(file, ROWS, USERS, ITEMS, repeatedPercent, times);
        Path said = folder.resolve("said");
        long heapMebibytes = (long) (GATE * ROWS * bytesARow / (1 << 20)) + OTHER_MEBIBYTES;

        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-Xmn2m",
                        "-Xmx" + heapMebibytes + "m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LoadingProgram.class.getName(),
                        "read",
                        file.toString())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        try {
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(said).content().contains("of " + ROWS + " lines").doesNotContain("OutOfMemoryError");
        assertThat(process.exitValue()).isZero();
    }
}

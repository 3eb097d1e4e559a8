package io.github.discovery4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.discovery4j.examples.command.ExitCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IndexBenchCommandTest {

    private static final int DIMENSION = 8;

    @TempDir
    private Path folder;

    private Path base = Path.of("");
    private Path queries = Path.of("");

    @BeforeEach
    void writeVectors() throws IOException {
        base = vectors("base.fvecs", 300, 1);
        queries = vectors("queries.fvecs", 20, 2);
    }

    private Path vectors(String name, int count, long seed) throws IOException {
        Random random = new Random(seed);
        ByteBuffer content = ByteBuffer.allocate(count * (4 + 4 * DIMENSION)).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < count; i++) {
            content.putInt(DIMENSION);
            for (int j = 0; j < DIMENSION; j++) {
                content.putFloat((float) random.nextGaussian());
            }
        }
        return Files.write(folder.resolve(name), content.array());
    }

    private CommandRun bench(Object... more) {
        List<Object> args =
                new ArrayList<>(List.of("index-bench", "--base", base, "--queries", queries, "--seconds", "0.02"));
        if (!List.of(more).contains("--index")) {
            args.addAll(List.of("--index", "memory-exact"));
        }
        args.addAll(List.of(more));
        return CommandRun.of(args.toArray());
    }

    @Test
    void anExactIndexFindsEverythingUnderEveryMetricAndFilter() throws IOException {
        Path json = folder.resolve("rows.json");
        Path html = folder.resolve("page.html");
        for (String metric : List.of("cosine", "dot", "euclidean")) {
            CommandRun run = bench(
                    "--metric",
                    metric,
                    "--filter-selectivity",
                    "1,0.1,0.001",
                    "--threads",
                    "2",
                    "--json",
                    json,
                    "--html",
                    html);
            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(run.out()).contains("300 vectors of dimension 8, 20 queries, " + metric, "recall@10");
            JsonNode rows = new ObjectMapper().readTree(json.toFile());
            assertThat(rows.size()).isEqualTo(3);
            for (JsonNode row : rows) {
                assertThat(row.get("index").textValue()).isEqualTo("memory-exact");
                assertThat(row.get("effort").intValue()).isZero();
                assertThat(row.get("recall@10").doubleValue()).isEqualTo(1);
                assertThat(row.get("qps").doubleValue()).isPositive();
                assertThat(row.get("buildSeconds").doubleValue()).isPositive();
                assertThat(row.get("bytes").longValue()).isGreaterThan(300 * 4 * DIMENSION);
            }
            assertThat(rows.get(1).get("selectivity").doubleValue()).isEqualTo(0.1);
            assertThat(html).content().contains("recall@10", "<svg", "memory-exact");
        }
    }

    @Test
    void truthIsTakenAtItsWord() throws IOException {
        ByteBuffer content = ByteBuffer.allocate(20 * 44).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < 20; i++) {
            content.putInt(10);
            for (int j = 0; j < 10; j++) {
                content.putInt(j);
            }
        }
        Path truth = Files.write(folder.resolve("truth.ivecs"), content.array());
        Path json = folder.resolve("rows.json");
        CommandRun run = bench("--truth", truth, "--json", json, "-k", "10");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(new ObjectMapper()
                        .readTree(json.toFile())
                        .get(0)
                        .get("recall@10")
                        .doubleValue())
                .as("whatever is nearer than the worst of the truth counts")
                .isEqualTo(1);
        assertThat(bench("--truth", truth, "-k", "11").exitCode()).isEqualTo(ExitCode.DATA);
        assertThat(bench("--truth", truth, "--filter-selectivity", "0.5").exitCode())
                .isEqualTo(ExitCode.USAGE);
    }

    @Test
    void wrongInputIsNamed() throws IOException {
        Path raw = Files.write(folder.resolve("base.raw"), new byte[64]);
        CommandRun noDimension = CommandRun.of("index-bench", "--base", raw, "--queries", queries);
        assertThat(noDimension.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(noDimension.err()).contains("--dimension");
        CommandRun zero = CommandRun.of(
                "index-bench", "--base", raw, "--queries", queries, "--dimension", "8", "--index", "memory-exact");
        assertThat(zero.exitCode()).isEqualTo(ExitCode.DATA);
        assertThat(zero.err()).contains("row 0", "zero");
        CommandRun other = CommandRun.of("index-bench", "--base", raw, "--queries", queries, "--dimension", "16");
        assertThat(other.exitCode()).isEqualTo(ExitCode.DATA);
        assertThat(other.err()).contains("dimension 16, had 8");
        assertThat(CommandRun.of("index-bench", "--base", folder.resolve("none.npy"), "--queries", queries)
                        .exitCode())
                .isEqualTo(ExitCode.NO_INPUT);
        assertThat(bench("--index", "hnsw").err()).contains("memory-exact");
        assertThat(bench("--metric", "hamming").exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(bench("--filter-selectivity", "0").exitCode()).isEqualTo(ExitCode.USAGE);
        Path empty = Files.write(folder.resolve("empty.fvecs"), new byte[0]);
        CommandRun nothing = CommandRun.of("index-bench", "--base", empty, "--queries", queries);
        assertThat(nothing.exitCode()).isEqualTo(ExitCode.DATA);
        assertThat(nothing.err()).contains("were 0 and 20");
    }
}

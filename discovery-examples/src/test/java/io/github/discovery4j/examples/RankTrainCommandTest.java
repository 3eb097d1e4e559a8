package io.github.discovery4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.discovery4j.examples.command.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code discovery rank-train}, and {@code discovery evaluate} on rows of queries. */
class RankTrainCommandTest {

    private static final int ROWS = 8;

    @TempDir
    Path folder;

    private Path train = Path.of("");
    private Path test = Path.of("");

    @BeforeAll
    static void loadLightGbm() {
        NativeLibrary.load();
    }

    @BeforeEach
    void write() throws IOException {
        train = rows("rank.train", 60, 1);
        test = rows("rank.test", 20, 2);
    }

    /** A row's label follows feature 1; feature 2 is noise. */
    private Path rows(String name, int queries, int seed) throws IOException {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder();
        StringBuilder sizes = new StringBuilder();
        for (int query = 0; query < queries; query++) {
            sizes.append(ROWS).append('\n');
            for (int row = 0; row < ROWS; row++) {
                double value = random.nextDouble();
                text.append((int) (3 * value)).append(" 1:").append(value);
                text.append(" 2:").append(random.nextDouble()).append('\n');
            }
        }
        Files.writeString(folder.resolve(name + ".query"), sizes);
        return Files.writeString(folder.resolve(name), text);
    }

    @Test
    void aTrainedModelIsAVersionThatEvaluateAndTheLibraryRead() throws IOException {
        Path models = folder.resolve("models");
        CommandRun trained = CommandRun.of(
                "rank-train", "--data", train, "--validation", test, "--early-stopping", "5", "--out", models);
        assertThat(trained.exitCode()).as(trained.err()).isEqualTo(ExitCode.OK);
        assertThat(trained.out())
                .contains("trees of lambdarank, from 480 rows of 60 queries, 3 features", "validation.ndcg@10");

        Path json = folder.resolve("report.json");
        CommandRun evaluated =
                CommandRun.of("evaluate", "--data", test, "--model", models, "--seeds", "1", "--json", json);
        assertThat(evaluated.exitCode()).as(evaluated.err()).isEqualTo(ExitCode.OK);
        assertThat(evaluated.out())
                .contains("160 rows of 20 queries to rank", "ndcg@1 ", "ndcg@3 ", "ndcg@5 ", "ndcg@10");
        String validation = trained.out()
                .lines()
                .filter(line -> line.contains("validation.ndcg@10"))
                .findFirst()
                .orElseThrow();
        String figure = validation.substring(validation.length() - 6);
        assertThat(Double.parseDouble(figure)).isGreaterThan(0.95);
        assertThat(evaluated.out().lines().filter(line -> line.contains("ndcg@10")))
                .allMatch(line -> line.contains(figure));
        assertThat(Files.readString(json)).contains("\"ndcg@3\"", "\"given-queries\"", "libsvm");
    }

    @Test
    void aFolderOfBothFilesIsTrainedAndRanked() {
        CommandRun run = CommandRun.of(
                "evaluate",
                "--data",
                folder,
                "--models",
                "lambdarank,regression",
                "--set",
                "lambdarank.trees=20",
                "--set",
                "regression.num_leaves=7",
                "--seeds",
                "2",
                "-k",
                "2");
        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
        assertThat(run.out())
                .contains(
                        "lambdarank", "regression", "ndcg@2", "480 rows to learn from, 160 rows of 20 queries to rank");
        assertThat(run.out()).doesNotContain("ndcg@1 ");
    }

    @Test
    void whatCannotBeRankedIsRefused() throws IOException {
        refused(
                ExitCode.USAGE,
                "a model of rows must be one of lambdarank",
                "evaluate",
                "--data",
                folder,
                "--models",
                "ease");
        refused(ExitCode.USAGE, "must have rows to learn from", "evaluate", "--data", test);
        refused(ExitCode.USAGE, "are for interactions", "evaluate", "--data", folder, "--compare");
        refused(
                ExitCode.USAGE,
                "a setting must begin with a model",
                "evaluate",
                "--data",
                folder,
                "--set",
                "ease.trees=1");
        refused(
                ExitCode.USAGE,
                "trees must be a whole number",
                "rank-train",
                "--data",
                train,
                "--out",
                folder,
                "--set",
                "trees=x");
        refused(
                ExitCode.USAGE,
                "needs rows to stop by",
                "rank-train",
                "--data",
                train,
                "--out",
                folder,
                "--early-stopping",
                "2");
        refused(
                ExitCode.DATA,
                "no alias, was \"num_leafs\"",
                "rank-train",
                "--data",
                train,
                "--out",
                folder.resolve("m"),
                "--set",
                "num_leafs=4");
        Path steep = Files.writeString(folder.resolve("steep"), "1 qid:1 1:2\n32 qid:1 1:3\n");
        Path below = Files.writeString(folder.resolve("below"), "-1 qid:1 1:2\n");
        refused(
                ExitCode.DATA,
                "steep: labels must be in [0, 31], was 32.0 in row 2",
                "rank-train",
                "--data",
                steep,
                "--out",
                folder.resolve("m"),
                "--objective",
                "regression");
        refused(
                ExitCode.DATA,
                "below: labels must be in [0, 31], was -1.0 in row 1",
                "rank-train",
                "--data",
                train,
                "--validation",
                below,
                "--out",
                folder.resolve("m"));
        refused(ExitCode.DATA, "steep: labels must be", "evaluate", "--train", train, "--test", steep, "--seeds", "1");
        assertThat(folder.resolve("m")).doesNotExist();
        refused(ExitCode.NO_INPUT, "none", "rank-train", "--data", folder.resolve("none"), "--out", folder);
        Path broken = Files.writeString(folder.resolve("broken"), "1 qid:1 1:2\n1 qid:1 1:x\n");
        refused(ExitCode.DATA, "line 2", "rank-train", "--data", broken, "--out", folder);
        Path text = Files.writeString(folder.resolve("model.txt"), "tree\nversion=v4\n");
        refused(ExitCode.DATA, "model.txt", "evaluate", "--data", test, "--model", text);
    }

    private static void refused(int code, String message, Object... command) {
        CommandRun run = CommandRun.of(command);
        assertThat(run.exitCode()).as(run.err()).isEqualTo(code);
        assertThat(run.err()).contains(message);
    }
}

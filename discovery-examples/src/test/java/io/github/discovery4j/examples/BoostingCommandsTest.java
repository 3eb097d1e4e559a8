package io.github.discovery4j.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.discovery4j.core.data.RankingDataWriter;
import io.github.discovery4j.core.data.TrainingRows;
import io.github.discovery4j.examples.command.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code discovery score} and {@code discovery explain}. */
class BoostingCommandsTest {

    /** 0.25 up to 20 years or if unknown; then -1 for the languages 1 and 2, else 3. */
    static final String MODEL = "tree\nversion=v4\nnum_class=1\nnum_tree_per_iteration=1\nlabel_index=0\n"
            + "max_feature_idx=1\nobjective=binary sigmoid:1\nfeature_names=age language\nfeature_infos=[0:99] 0:1:2:3\n\n"
            + "Tree=0\nnum_leaves=3\nnum_cat=1\nsplit_feature=0 1\nthreshold=20 0\ndecision_type=10 1\nleft_child=-1 -2\n"
            + "right_child=1 -3\nleaf_value=0.25 -1 3\nleaf_count=5 3 2\ninternal_count=10 5\ncat_boundaries=0 1\n"
            + "cat_threshold=6\n\n\nend of trees\n";

    @TempDir
    Path folder;

    @Test
    void aRowBecomesItsRawScoreAndItsPrediction() throws IOException {
        CommandRun run = score("age\tlanguage", "30\t1", "30\t3", "nan\t0", "\tNA");
        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
        assertThat(run.err()).isEmpty();
        assertThat(run.out().lines())
                .containsExactly(
                        "-1\t0.2689414213699951",
                        "3\t0.95257412682243336",
                        "0.25\t0.56217650088579807",
                        "0.25\t0.56217650088579807");
    }

    @Test
    void contributionsStandInTheModelsOrderThenTheBias() throws IOException {
        CommandRun run = run("explain", "age\tlanguage", "30\t1", "20\t1");
        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
        // Knowing nothing: 0.5 * 0.25 + 0.3 * -1 + 0.2 * 3 = 0.425.
        List<double[]> rows = run.out()
                .lines()
                .map(line -> Arrays.stream(line.split("\t"))
                        .mapToDouble(Double::parseDouble)
                        .toArray())
                .toList();
        assertThat(rows).hasSize(2);
        assertThat(rows.get(0)[2]).isCloseTo(0.425, within(1e-15));
        // Age alone: 0.6; language alone: -0.375; both: -1.
        assertThat(rows.get(0)[0]).isCloseTo((0.6 - 0.425 + (-1 + 0.375)) / 2, within(1e-15));
        assertThat(rows.get(0)[1]).isCloseTo((-0.375 - 0.425 + (-1 - 0.6)) / 2, within(1e-15));
        assertThat(Arrays.stream(rows.get(1)).sum()).isCloseTo(0.25, within(1e-15));
    }

    @Test
    void rowsWithoutNamesAreTakenInOrder() throws IOException {
        assertThat(score("30\t1", "", "inf\t1").out().lines())
                .containsExactly("-1\t0.2689414213699951", "-1\t0.2689414213699951");
    }

    @Test
    void libSvmRowsNameTheirFeaturesAndTheRestIsZero() throws IOException {
        assertThat(score("1 qid:7 0:30 1:1 # ana", "0 1:2", "0", "0 0:-inf")
                        .out()
                        .lines())
                .containsExactly(
                        "-1\t0.2689414213699951",
                        "0.25\t0.56217650088579807",
                        "0.25\t0.56217650088579807",
                        "0.25\t0.56217650088579807");
    }

    @Test
    void commentsAreNoRows() throws IOException {
        for (String[] rows : new String[][] {
            {"# 0 age", "", "# 1 language", "1 0:30 1:1", "# a remark", " \t# another", "0 0:30 1:3"},
            {"# made by hand", "age\tlanguage", "30\t1", "# more", "", "30\t3"},
            {"30\t1", "#30\t1", "30\t3"}
        }) {
            CommandRun run = score(rows);
            assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
            assertThat(run.out().lines()).containsExactly("-1\t0.2689414213699951", "3\t0.95257412682243336");
        }
    }

    @Test
    void aRowOfMissingValuesIsARow() throws IOException {
        for (String[] rows : new String[][] {{"age\tlanguage", "30\t1", "\t", "30\t3"}, {"30\t1", " \t ", "30\t3"}}) {
            assertThat(score(rows).out().lines().map(line -> line.split("\t")[0]))
                    .containsExactly("-1", "0.25", "3");
        }
        assertThat(score("\t", "30\t3").out().lines().map(line -> line.split("\t")[0]))
                .containsExactly("0.25", "3");
    }

    @Test
    void rowsThatTheLibraryWroteAreScored() throws IOException {
        Path rows = folder.resolve("rank.test");
        RankingDataWriter.write(
                rows,
                TrainingRows.ofQueries(
                        List.of("age", "language"), new double[] {30, 1, 30, 3}, new float[] {1, 0}, new int[] {2}));
        assertThat(CommandRun.of("score", "--model", model(MODEL), "--rows", rows)
                        .out()
                        .lines())
                .containsExactly("-1\t0.2689414213699951", "3\t0.95257412682243336");
    }

    @Test
    void manyRowsComeInTheirOrder() throws IOException {
        String[] rows = new String[1001];
        for (int row = 0; row < rows.length; row++) {
            rows[row] = row % 3 == 0 ? "30\t1" : row % 3 == 1 ? "30\t3" : "1\t1";
        }
        List<String> lines = score(rows).out().lines().toList();
        assertThat(lines).hasSize(rows.length);
        for (int row = 0; row < rows.length; row++) {
            assertThat(lines.get(row)).startsWith(row % 3 == 0 ? "-1\t" : row % 3 == 1 ? "3\t" : "0.25\t");
        }
    }

    @Test
    void otherColumnsAreRefusedWithTheDifference() throws IOException {
        refused(
                "line 1: columns must be the model's 2 features in its order; column 0 must be \"age\"",
                "language\tage",
                "1\t30");
        refused("missing [language]; unknown [height]", "age\theight", "30\t180");
        refused("missing [language]", "age\t", "30\t1");
    }

    @Test
    void malformedRowsAreRefusedWithTheirLine() throws IOException {
        refused("line 3: must have 2 values, one a feature of the model, has 3", "age\tlanguage", "1\t1", "1\t2\t3");
        refused("line 2: value of feature \"language\" must be a number, is \"spanish\"", "1\t1", "1\tspanish");
        refused("line 2: feature must be one of the model's, in [0, 2), is 2", "0 0:1", "0 2:1");
        refused("line 2: feature must be one of the model's, in [0, 2), is 99999999999", "0 0:1", "0 99999999999:1");
        refused("line 2: must be label feature:value ..., has \"3\"", "0 0:1", "0 3");
        refused("line 1: value of feature \"age\" must be a number", "0 0:x");
        refused("line 1: must begin with a label, a number, has \"age,language\"", "age,language", "30,1");
        refused("line 1: must begin with a label, a number, has \"30,1\"", "30,1", "30,3");
        refused("line 3: must begin with a label, a number, has \"ana\"", "0 0:1", "# two", "ana 0:2");
    }

    @Test
    void aFileWithoutRowsOrThatIsMissingIsRefused() throws IOException {
        refused("has no rows", "# nothing", "");
        Path empty = Files.createFile(folder.resolve("empty.tsv"));
        CommandRun nothing = CommandRun.of("score", "--model", model(MODEL), "--rows", empty);
        assertThat(nothing.exitCode()).isEqualTo(ExitCode.DATA);
        assertThat(nothing.err()).contains("has no rows");
        CommandRun missing = CommandRun.of("score", "--model", model(MODEL), "--rows", folder.resolve("none.tsv"));
        assertThat(missing.exitCode()).isEqualTo(ExitCode.NO_INPUT);
        Path binary = Files.write(folder.resolve("rows.tsv"), new byte[] {(byte) 0xFF, '\n'});
        assertThat(CommandRun.of("score", "--model", model(MODEL), "--rows", binary)
                        .err())
                .contains("UTF-8");
    }

    @Test
    void aModelThatIsMissingOrMalformedHasItsOwnCode() throws IOException {
        Path rows = CommandRun.file(folder, "rows.tsv", "1\t1");
        assertThat(CommandRun.of("score", "--model", folder.resolve("none.txt"), "--rows", rows)
                        .exitCode())
                .isEqualTo(ExitCode.NO_INPUT);
        Path cut = model(MODEL.substring(0, MODEL.length() / 2));
        CommandRun run = CommandRun.of("explain", "--model", cut, "--rows", rows);
        assertThat(run.exitCode()).isEqualTo(ExitCode.DATA);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains(cut.toString(), "line ");
    }

    @Test
    void aModelThatDoesNotCountRowsIsScoredAndNotExplained() throws IOException {
        String uncounted = MODEL.replaceFirst("leaf_count=.*\n", "").replaceFirst("internal_count=.*\n", "");
        Path rows = CommandRun.file(folder, "rows.tsv", "30\t3");
        assertThat(CommandRun.of("score", "--model", model(uncounted), "--rows", rows)
                        .out())
                .startsWith("3\t");
        CommandRun run = CommandRun.of("explain", "--model", model(uncounted), "--rows", rows);
        assertThat(run.exitCode()).isEqualTo(ExitCode.DATA);
        assertThat(run.err()).contains("leaf_count");
    }

    private void refused(String message, String... rows) throws IOException {
        CommandRun run = score(rows);
        assertThat(run.exitCode()).isEqualTo(ExitCode.DATA);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains(message).contains("rows.tsv");
        assertThat(run.err().lines()).hasSize(1);
    }

    private CommandRun score(String... rows) throws IOException {
        return run("score", rows);
    }

    private CommandRun run(String command, String... rows) throws IOException {
        Path file = CommandRun.file(folder, "rows.tsv", rows);
        return CommandRun.of(command, "--model", model(MODEL), "--rows", file);
    }

    private Path model(String text) throws IOException {
        return Files.writeString(folder.resolve("model.txt"), text);
    }
}

package io.github.discovery4j.rank.boosting;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.discovery4j.core.data.RankingData;
import io.github.discovery4j.core.data.RankingDataReader;
import io.github.discovery4j.core.model.TreeEnsemble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Models that LightGBM 2 to 4 trained, with the predictions that it made, to the last bit.
 *
 * <p>Reads {@code $DISCOVERY_DATA/gbdt-models} and {@code ltr-lightgbm-lambdarank}.
 */
class GbdtModelsTest {

    private Path data = Path.of("");

    @BeforeEach
    void find() {
        String root = System.getenv("DISCOVERY_DATA");
        boolean there = root != null && Files.isDirectory(Path.of(root, "gbdt-models"));
        if (!there) {
            System.out.println("SKIPPED: LightGBM's own models are not scored; set DISCOVERY_DATA to the folder that"
                    + " holds gbdt-models");
        }
        Assumptions.assumeTrue(there, "no gbdt-models");
        data = Path.of(String.valueOf(root));
    }

    @Test
    void lambdarank() throws IOException {
        RankingData rows = new RankingDataReader().read(data.resolve("ltr-lightgbm-lambdarank/rank.test"));
        LightGbmModel model = model("lightgbm-4.x/lambdarank.model.txt");
        int width = model.features().size();
        double[] values = new double[rows.rowCount() * width];
        double[] row = new double[width];
        for (int r = 0; r < rows.rowCount(); r++) {
            rows.copyRow(r, row);
            System.arraycopy(row, 0, values, r * width, width);
        }
        assertThat(scores(model, values)).containsExactly(numbersOf("lightgbm-4.x/lambdarank.test.pred.txt"));
    }

    @Test
    void regressionWithCategoriesAndMissingValues() throws IOException {
        LightGbmModel model = model("lightgbm-4.x/regression_categorical_nan.model.txt");
        String rows = Files.readString(file("lightgbm-4.x/regression_categorical_nan.rows.tsv"));
        List<String> header = List.of(rows.substring(0, rows.indexOf('\n')).split("\t"));
        model.requireFeatures(header);
        assertThat(model.categorical()).containsExactly("occupation");
        double[] values = numbers(rows.substring(rows.indexOf('\n') + 1));
        assertThat(values).contains(Double.NaN);
        assertThat(scores(model, values))
                .containsExactly(numbersOf("lightgbm-4.x/regression_categorical_nan.pred.txt"));
    }

    @Test
    void thirteenClassesWithManyCategories() throws IOException {
        LightGbmModel model = model("lightgbm-2.x/lg_kddcup99.model");
        assertThat(model.ensemble().outputs()).isEqualTo(13);
        double[] scores = scores(model, numbersOf("lightgbm-2.x/kddcup99_test.tsv"));
        assertThat(scores).containsExactly(numbersOf("lightgbm-2.x/lg_kddcup99_true_predictions.txt"));
        double sum = 0;
        model.objective().transform(scores, 0);
        for (int i = 0; i < 13; i++) {
            sum += scores[i];
        }
        assertThat(sum).isBetween(1 - 1e-12, 1 + 1e-12);
    }

    @Test
    void aRandomForestIsAveraged() throws IOException {
        LightGbmModel model = model("lightgbm-2.x/lg_rf_iris.model");
        assertThat(model.ensemble().averaged()).isTrue();
        double[] values = Files.readAllLines(file("lightgbm-2.x/iris_test.libsvm")).stream()
                .flatMapToDouble(line -> Arrays.stream(line.split(" "))
                        .skip(1)
                        .mapToDouble(field -> Double.parseDouble(field.substring(field.indexOf(':') + 1))))
                .toArray();
        assertThat(scores(model, values)).containsExactly(numbersOf("lightgbm-2.x/lg_rf_iris_true_predictions.txt"));
    }

    @Test
    void rowsEndInTheLeavesThatLightGbmNames() throws IOException {
        TreeEnsemble trees = model("lightgbm-2.x/lg_breast_cancer.txt").ensemble();
        double[] values = numbersOf("lightgbm-2.x/lg_breast_cancer_data.txt");
        double[] leaves = numbersOf("lightgbm-2.x/lg_breast_cancer_data_pred_leaves.txt");
        int rows = values.length / trees.features().size();
        assertThat(leaves).hasSize(rows * trees.trees());
        for (int row = 0; row < rows; row++) {
            double[] one = Arrays.copyOfRange(values, row * 30, row * 30 + 30);
            for (int tree = 0; tree < trees.trees(); tree++) {
                assertThat(trees.leaf(tree, one) - trees.firstLeaf(tree))
                        .isEqualTo((int) leaves[row * trees.trees() + tree]);
            }
        }
        assertThat(scores(trees, values)).containsExactly(TreeScorerTest.walked(trees, values, rows));
    }

    /** The rows of this model are not there; its objective turns its raw scores into its predictions. */
    @Test
    void aBinaryModelsPredictionsFollowFromItsRawScores() throws IOException {
        LightGbmModel model = model("lightgbm-4.x/binary.model.txt");
        double[] scores = numbersOf("lightgbm-4.x/binary.test.raw.txt");
        double[] predictions = numbersOf("lightgbm-4.x/binary.test.pred.txt");
        for (int row = 0; row < scores.length; row++) {
            model.objective().transform(scores, row);
        }
        assertThat(scores).usingComparatorWithPrecision(1e-15).containsExactly(predictions);
    }

    @Test
    void aSmallModelWithCategoriesIsScored() throws IOException {
        LightGbmModel model = model("lightgbm-2.x/model_simple.txt");
        assertThat(model.dictionaries()).isEmpty();
        assertThat(model.categorical()).containsExactly("X2");
        // Category 100 goes left in both trees, whatever X1 is; any other goes by X1, up to 340.5.
        double[] left = {0, 100, 999, 100.7};
        double[] low = {340, 99, 0, Double.NaN};
        double[] high = {341, 3, 900, -1};
        assertThat(scores(model, left)).containsOnly(0.56697267424823339 + 0.12883103567558912);
        assertThat(scores(model, low)).containsOnly(0.3584987837673016 + -0.063872842243335157);
        assertThat(scores(model, high)).containsOnly(0.41213915936587919 + -0.016484332942214807);
    }

    @Test
    void treesOfOneTwoAndThreeLeavesAreRead() throws IOException {
        assertThat(scores(single("tree_1leaf.txt"), new double[] {1, Double.NaN}))
                .containsExactly(0.123);
        assertThat(scores(single("tree_2leaves.txt"), new double[] {5, 0, 5.1, 0, Double.NaN, 0}))
                .containsExactly(0.43, 0.59, 0.43);
        assertThat(scores(single("tree_3leaves.txt"), new double[] {756, 0, 757, 0, 757, 100}))
                .containsExactly(0.35, 0.38, 0.54);
    }

    /** Trees without a head: they get the shortest one. */
    private TreeEnsemble single(String name) throws IOException {
        String tree = Files.readString(file("lightgbm-2.x/" + name)).replaceFirst("Tree=\\d+", "Tree=0");
        return LightGbmModel.parse("tree\nversion=v2\nnum_tree_per_iteration=1\nmax_feature_idx=1\nfeature_names=a b\n"
                        + "feature_infos=none none\n\n" + tree + "\n\nend of trees\n")
                .ensemble();
    }

    private LightGbmModel model(String name) throws IOException {
        return LightGbmModel.load(file(name));
    }

    private Path file(String name) {
        return data.resolve("gbdt-models").resolve(name);
    }

    private static double[] scores(LightGbmModel model, double[] values) {
        return scores(model.ensemble(), values);
    }

    /** In one batch, and compared with each row alone. */
    private static double[] scores(TreeEnsemble trees, double[] values) {
        int width = trees.features().size();
        int rows = values.length / width;
        int outputs = trees.outputs();
        TreeScorer scorer = TreeScorer.of(trees);
        double[] scores = new double[rows * outputs];
        scorer.score(values, rows, scores);
        double[] alone = new double[outputs];
        for (int row = 0; row < rows; row++) {
            scorer.score(Arrays.copyOfRange(values, row * width, (row + 1) * width), 1, alone);
            assertThat(alone).containsExactly(Arrays.copyOfRange(scores, row * outputs, (row + 1) * outputs));
        }
        return scores;
    }

    private double[] numbersOf(String name) throws IOException {
        return numbers(Files.readString(file(name)));
    }

    private static double[] numbers(String text) {
        return Arrays.stream(text.strip().split("\\s+"))
                .mapToDouble(word -> word.equals("nan") ? Double.NaN : Double.parseDouble(word))
                .toArray();
    }
}

package io.github.discovery4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.ml.lightgbm.PredictionType;
import io.github.discovery4j.explain.attribution.TreeContributions;
import io.github.discovery4j.rank.boosting.LightGbmModel;
import io.github.metarank.lightgbm4j.LGBMBooster;
import io.github.metarank.lightgbm4j.LGBMBooster.FeatureImportanceType;
import io.github.metarank.lightgbm4j.LGBMDataset;
import io.github.metarank.lightgbm4j.LGBMException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Contributions are those of LightGBM, within 1e-9: of models trained here, and of those in {@code
 * $DISCOVERY_DATA/gbdt-models} that have one class; lightgbm4j has no room for the predictions of several.
 */
class NativeContributionsTest {

    private static final int FEATURES = 8;
    private static final int ROWS = 1000;
    private static final double BOUND = 1e-9;

    static {
        NativeLibrary.load();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "objective=regression",
                "objective=binary boosting=dart",
                "objective=regression boosting=rf bagging_freq=1 bagging_fraction=0.6",
                "objective=regression zero_as_missing=true",
                "objective=regression use_missing=false",
                "objective=regression num_leaves=200 min_data_in_leaf=1",
                "objective=regression max_bin=15 num_leaves=5"
            })
    void trainedModels(String settings) throws LGBMException {
        String all = settings + " categorical_feature=6,7 verbosity=-1 num_threads=1";
        double[] values = values(1);
        try (LGBMDataset dataset = LGBMDataset.createFromMat(values, ROWS, FEATURES, true, all, null)) {
            dataset.setField("label", labels(values));
            try (LGBMBooster booster = LGBMBooster.create(dataset, all)) {
                for (int tree = 0; tree < 20; tree++) {
                    booster.updateOneIter();
                }
                sameContributions(booster.saveModelToString(0, 20, FeatureImportanceType.SPLIT), values(2), ROWS);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lightgbm-4.x/regression_categorical_nan.model.txt",
                "lightgbm-4.x/binary.model.txt",
                "lightgbm-4.x/lambdarank.model.txt",
                "lightgbm-2.x/lg_breast_cancer.txt",
                "lightgbm-2.x/lg_rf_iris.model"
            })
    void publishedModels(String name) throws IOException, LGBMException {
        String root = System.getenv("DISCOVERY_DATA");
        Path file = Path.of(root == null ? "." : root, "gbdt-models", name);
        if (root == null || !Files.isRegularFile(file)) {
            System.err.println("SKIPPED: no gbdt-models in the folder that DISCOVERY_DATA names (" + root + ")");
        }
        Assumptions.assumeTrue(root != null && Files.isRegularFile(file), "no gbdt-models");
        String text = Files.readString(file);
        LightGbmModel model = LightGbmModel.parse(text);
        sameContributions(text, drawn(model), 50);
    }

    /** Values around the thresholds of each feature, so that all sides of all nodes are seen. */
    private static double[] drawn(LightGbmModel model) {
        SplittableRandom random = new SplittableRandom(3);
        int width = model.features().size();
        double[] low = new double[width];
        double[] high = new double[width];
        for (int node = 0; node < model.ensemble().nodes(); node++) {
            int feature = model.ensemble().feature(node);
            double threshold =
                    model.ensemble().categorical(node) ? 20 : model.ensemble().threshold(node);
            low[feature] = Math.min(low[feature], threshold - 1);
            high[feature] = Math.max(high[feature], threshold + 1);
        }
        double[] values = new double[50 * width];
        for (int i = 0; i < values.length; i++) {
            double value = low[i % width] + random.nextDouble() * (high[i % width] - low[i % width]);
            boolean whole = model.categorical().contains(model.features().get(i % width));
            values[i] = random.nextInt(10) == 0 ? Double.NaN : whole ? Math.floor(value) : value;
        }
        return values;
    }

    private static void sameContributions(String text, double[] values, int rows) throws LGBMException {
        LightGbmModel model = LightGbmModel.parse(text);
        TreeContributions contributions = TreeContributions.of(model.ensemble());
        double[] ours = new double[rows * contributions.width()];
        contributions.session().contributions(values, rows, ours);
        try (LGBMBooster booster = LGBMBooster.loadModelFromString(text)) {
            double[] theirs = booster.predictForMat(
                    values, rows, model.features().size(), true, PredictionType.C_API_PREDICT_CONTRIB, "num_threads=1");
            // LightGBM leaves those of a forest a sum.
            int divisor = model.ensemble().divisor();
            assertThat(ours)
                    .usingComparatorWithPrecision(BOUND)
                    .containsExactly(
                            Arrays.stream(theirs).map(sum -> sum / divisor).toArray());
        }
    }

    /** Numbers, zeros, missing values; the last two columns are categories. */
    private static double[] values(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] values = new double[ROWS * FEATURES];
        for (int i = 0; i < values.length; i++) {
            boolean category = i % FEATURES >= FEATURES - 2;
            double value = category ? random.nextInt(40) : random.nextDouble(-2, 2);
            int kind = random.nextInt(8);
            values[i] = kind == 0 ? Double.NaN : kind == 1 ? 0 : value;
        }
        return values;
    }

    /** Classes 0 and 1 by several features, so that all objectives can learn from them. */
    private static float[] labels(double[] values) {
        float[] labels = new float[ROWS];
        for (int row = 0; row < ROWS; row++) {
            double sum = 0;
            for (int f = 0; f < FEATURES; f++) {
                double value = values[row * FEATURES + f];
                sum += Double.isNaN(value) ? 0.3 : value * (f % 2 == 0 ? 1 : -1) / (f >= 6 ? 20 : 1);
            }
            labels[row] = sum > 0 ? 1 : 0;
        }
        return labels;
    }
}

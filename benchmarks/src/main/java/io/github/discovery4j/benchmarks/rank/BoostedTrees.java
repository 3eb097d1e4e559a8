package io.github.discovery4j.benchmarks.rank;

import com.microsoft.ml.lightgbm.PredictionType;
import io.github.metarank.lightgbm4j.LGBMBooster;
import io.github.metarank.lightgbm4j.LGBMBooster.FeatureImportanceType;
import io.github.metarank.lightgbm4j.LGBMDataset;
import io.github.metarank.lightgbm4j.LGBMException;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Models over 40 features that LightGBM trains, rows for them, and LightGBM itself. */
public final class BoostedTrees {

    /** Columns of a row. */
    public static final int FEATURES = 40;

    private static final int ROWS = 20_000;

    private BoostedTrees() {}

    /** {@return 50 batches of rows, of which benchmarks take turns, so that no branch can be learned by heart} */
    public static double[][] batches(int rows) {
        SplittableRandom random = new SplittableRandom(7);
        double[][] batches = new double[50][];
        Arrays.setAll(batches, i -> rows(random, rows));
        return batches;
    }

    /** One value in ten is missing; columns differ in their scale. */
    private static double[] rows(SplittableRandom random, int rows) {
        double[] values = new double[rows * FEATURES];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextInt(10) == 0 ? Double.NaN : (float) (random.nextDouble(-1, 1) * (1 + i % FEATURES));
        }
        return values;
    }

    /** {@return the text of a model that LightGBM trains} */
    public static String text(int trees, int leaves) {
        SplittableRandom random = new SplittableRandom(1);
        double[] values = rows(random, ROWS);
        String settings =
                "objective=regression deterministic=true force_row_wise=true verbosity=-1 num_threads=1 num_leaves="
                        + leaves;
        try (LGBMDataset dataset = LGBMDataset.createFromMat(values, ROWS, FEATURES, true, settings, null)) {
            dataset.setField("label", labels(random, values));
            try (LGBMBooster booster = LGBMBooster.create(dataset, settings)) {
                for (int tree = 0; tree < trees; tree++) {
                    booster.updateOneIter();
                }
                return booster.saveModelToString(0, trees, FeatureImportanceType.SPLIT);
            }
        } catch (LGBMException e) {
            throw new IllegalStateException(e);
        }
    }

    private static float[] labels(SplittableRandom random, double[] values) {
        float[] labels = new float[ROWS];
        for (int row = 0; row < ROWS; row++) {
            double sum = random.nextDouble(-1, 1);
            for (int f = 0; f < FEATURES; f++) {
                double value = values[row * FEATURES + f] / (1 + f);
                double next = values[row * FEATURES + (f + 1) % FEATURES];
                sum += Double.isNaN(value) ? 0.1 : value * value * (next > 0 ? 1 : -0.5);
            }
            labels[row] = (float) sum;
        }
        return labels;
    }

    /**
     * Predicts as the native library does, on one thread.
     *
     * @return what it returns
     */
    public static double[] predict(LGBMBooster booster, double[] rows, int count, PredictionType type) {
        try {
            return booster.predictForMat(rows, count, FEATURES, true, type, "num_threads=1");
        } catch (LGBMException e) {
            throw new IllegalStateException(e);
        }
    }

    /** {@return the native library's form of a model} */
    public static LGBMBooster booster(String text) {
        try {
            return LGBMBooster.loadModelFromString(text);
        } catch (LGBMException e) {
            throw new IllegalStateException(e);
        }
    }
}

package io.github.discovery4j.rank.boosting;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.ml.lightgbm.PredictionType;
import io.github.discovery4j.core.model.TreeEnsemble;
import io.github.discovery4j.testkit.RandomTrees;
import io.github.metarank.lightgbm4j.LGBMBooster;
import io.github.metarank.lightgbm4j.LGBMException;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/**
 * Scores have LightGBM's bits, on models and rows of every kind of one class; lightgbm4j has no room for the predictions of
 * several.
 */
class NativeScoresTest {

    private static final int FEATURES = 6;
    private static final int ROWS = 30;

    static {
        NativeLibrary.load();
    }

    @Property(tries = 100)
    void rawScoresHaveTheBitsOfLightGbms(@ForAll long seed, @ForAll @IntRange(min = 1, max = 80) int leaves)
            throws LGBMException {
        TreeEnsemble trees = RandomTrees.ensemble(seed, FEATURES, 5, leaves, 1);
        String text = ModelTexts.of(trees, "regression");
        double[] rows = RandomTrees.rows(~seed, FEATURES, ROWS);
        rows[0] = Double.POSITIVE_INFINITY;
        rows[1] = Double.NEGATIVE_INFINITY;
        double[] ours = new double[ROWS];
        TreeScorer.of(LightGbmModel.parse(text).ensemble()).score(rows, ROWS, ours);
        double[] theirs = predict(text, rows, PredictionType.C_API_PREDICT_RAW_SCORE);
        // LightGBM leaves the raw score of a forest a sum.
        assertThat(ours)
                .containsExactly(
                        Arrays.stream(theirs).map(sum -> sum / trees.divisor()).toArray());
    }

    @Property(tries = 20)
    void predictionsAreLightGbms(@ForAll long seed) throws LGBMException {
        for (String objective : new String[] {
            "regression",
            "regression sqrt",
            "binary sigmoid:0.7",
            "poisson",
            "cross_entropy",
            "cross_entropy_lambda",
            "lambdarank"
        }) {
            TreeEnsemble trees = RandomTrees.ensemble(seed, FEATURES, 4, 9, 1);
            String text = ModelTexts.of(trees, objective);
            double[] rows = RandomTrees.rows(~seed, FEATURES, ROWS);
            LightGbmModel model = LightGbmModel.parse(text);
            double[] ours = new double[ROWS];
            TreeScorer.of(model.ensemble()).score(rows, ROWS, ours);
            for (int row = 0; row < ROWS; row++) {
                model.objective().transform(ours, row);
            }
            assertThat(ours)
                    .as(objective)
                    .usingComparatorWithPrecision(1e-14)
                    .containsExactly(predict(text, rows, PredictionType.C_API_PREDICT_NORMAL));
        }
    }

    private static double[] predict(String text, double[] rows, PredictionType type) throws LGBMException {
        try (LGBMBooster booster = LGBMBooster.loadModelFromString(text)) {
            return booster.predictForMat(rows, ROWS, FEATURES, true, type, "num_threads=1");
        }
    }
}

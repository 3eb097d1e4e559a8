package io.github.discovery4j.rank.boosting;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.discovery4j.core.data.RankingData;
import io.github.discovery4j.core.data.RankingDataReader;
import io.github.discovery4j.core.data.TrainingRows;
import io.github.discovery4j.core.evaluation.QueryNdcg;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * LightGBM's example of lambdarank with the settings of its {@code train.conf}, without bagging: what we train ranks its test
 * queries as well as published.
 *
 * <p>Reads {@code $DISCOVERY_DATA/ltr-lightgbm-lambdarank}.
 */
class LambdarankFiguresTest {

    @Test
    void theExampleOfLightGbmReachesItsFigures() throws IOException {
        NativeLibrary.load();
        String root = System.getenv("DISCOVERY_DATA");
        Path folder = Path.of(root == null ? "" : root, "ltr-lightgbm-lambdarank");
        if (root == null || !Files.isDirectory(folder)) {
            System.out.println("SKIPPED: lambdarank's figures; set DISCOVERY_DATA to the folder that holds "
                    + "ltr-lightgbm-lambdarank");
        }
        Assumptions.assumeTrue(root != null && Files.isDirectory(folder), "no ltr-lightgbm-lambdarank");
        RankingData train = new RankingDataReader().read(folder.resolve("rank.train"));
        RankingData test = new RankingDataReader().read(folder.resolve("rank.test"));

        LightGbmModel model = LightGbmTrainer.builder("lambdarank")
                .leafRows(50)
                .parameter("min_sum_hessian_in_leaf", "5")
                .threads(2)
                .build()
                .train(TrainingRows.of(train, train.featureCount()));
        double[] scores = new double[test.rowCount()];
        TreeScorer.of(model.ensemble())
                .score(TrainingRows.of(test, train.featureCount()).values(), scores.length, scores);
        QueryNdcg ndcg = QueryNdcg.of(test, scores, 1, 3, 5, 10);

        System.out.printf(
                "lambdarank nDCG@1/3/5/10: %.4f %.4f %.4f %.4f%n",
                ndcg.mean(1), ndcg.mean(3), ndcg.mean(5), ndcg.mean(10));
        assertThat(ndcg.mean(1)).isGreaterThanOrEqualTo(0.593);
        assertThat(ndcg.mean(3)).isGreaterThanOrEqualTo(0.646);
        assertThat(ndcg.mean(5)).isGreaterThanOrEqualTo(0.669);
    }
}

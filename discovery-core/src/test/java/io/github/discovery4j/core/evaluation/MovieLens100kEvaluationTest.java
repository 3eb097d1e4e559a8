package io.github.discovery4j.core.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.discovery4j.core.data.Interactions;
import io.github.discovery4j.core.data.MovieLens100kReader;
import io.github.discovery4j.core.data.RealData;
import io.github.discovery4j.core.data.SparseRows;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The whole path, from files to a figure that others measured on the same data with their own programs. */
class MovieLens100kEvaluationTest {

    private static ScoringModel popularity(Interactions train, long seed) {
        SparseRows byItem = train.byItem();
        return (user, scores) -> {
            for (int item = 0; item < scores.length; item++) {
                scores[item] = byItem.end(item) - byItem.start(item);
            }
        };
    }

    @Test
    void popularityScoresWhatItScoresElsewhere() throws IOException {
        Interactions ratings = new MovieLens100kReader()
                .read(RealData.folder("movielens-100k"))
                .interactions();

        EvaluationReport report = Evaluator.builder()
                .model("popularity", MovieLens100kEvaluationTest::popularity)
                .build()
                .evaluate(ratings);

        assertThat(report.splits().get(0)).isEqualTo(new SplitCounts(0, 74_992, 25_008, 0, 943, 0));
        assertThat(report.model("popularity").metric("ndcg@10").mean()).isCloseTo(0.2478, within(0.0005));
    }
}

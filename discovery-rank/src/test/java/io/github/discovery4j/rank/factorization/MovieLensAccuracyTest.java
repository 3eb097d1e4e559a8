package io.github.discovery4j.rank.factorization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.discovery4j.core.data.DataFormat;
import io.github.discovery4j.core.data.Interactions;
import io.github.discovery4j.core.data.ReadOptions;
import io.github.discovery4j.core.evaluation.EvaluationReport;
import io.github.discovery4j.core.evaluation.Evaluator;
import io.github.discovery4j.core.evaluation.Protocol;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * The accuracy of the models on MovieLens 100K: every rating a like, per-user random 75/25, nDCG@10 over five seeds.
 *
 * <p>The expected values come from a computation that shares no code with this project (NumPy, double precision, the
 * same protocol with other random numbers, 20 seeds): EASE 0.4793 with a standard deviation of 0.0044 over seeds,
 * popularity 0.2500 with 0.0046. The tolerance is two standard errors of a mean over five seeds.
 *
 * <p>Reads {@code $DISCOVERY_DATA/movielens-100k}, the folder as GroupLens publishes it.
 */
class MovieLensAccuracyTest {

    @Test
    void popularityAndEaseReachTheirFigures() throws IOException {
        EvaluationReport report = Evaluator.builder()
                .protocol(Protocol.RANDOM_75_25)
                .model("popularity", (train, seed) -> new UserScorer(PopularityModel.countingPeople(train), train))
                .model(
                        "ease",
                        (train, seed) ->
                                new UserScorer(EaseTrainer.builder().build().train(train), train))
                .seedCount(5)
                .build()
                .evaluate(movieLens());
        System.out.println("MovieLens 100K, nDCG@10: popularity "
                + report.model("popularity").metric("ndcg@10").mean() + ", EASE "
                + report.model("ease").metric("ndcg@10").mean());
        assertThat(report.model("popularity").metric("ndcg@10").mean()).isCloseTo(0.2500, within(0.004));
        assertThat(report.model("ease").metric("ndcg@10").mean()).isCloseTo(0.4793, within(0.004));
    }

    private static Interactions movieLens() throws IOException {
        Optional<Path> data =
                Optional.ofNullable(System.getenv("DISCOVERY_DATA")).map(Path::of);
        if (data.isEmpty()) {
            System.out.println("SKIPPED: the accuracy on MovieLens 100K is not tested; set DISCOVERY_DATA to the folder"
                    + " that holds movielens-100k");
        }
        assumeTrue(data.isPresent());
        return DataFormat.MOVIELENS_100K
                .reader()
                .read(data.orElseThrow().resolve("movielens-100k"), ReadOptions.DEFAULT)
                .interactions();
    }
}

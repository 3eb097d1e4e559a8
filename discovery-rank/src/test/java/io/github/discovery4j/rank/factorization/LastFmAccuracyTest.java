package io.github.discovery4j.rank.factorization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.discovery4j.core.data.DataFormat;
import io.github.discovery4j.core.data.Interactions;
import io.github.discovery4j.core.data.ReadOptions;
import io.github.discovery4j.core.data.SparseRows;
import io.github.discovery4j.core.evaluation.EvaluationReport;
import io.github.discovery4j.core.evaluation.Evaluator;
import io.github.discovery4j.core.evaluation.Protocol;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * The accuracy of the models on Last.fm 2K: artists with at least five listeners, per-user random 80/20, nDCG@10.
 *
 * <p>Reads {@code $DISCOVERY_DATA/hetrec2011-lastfm-2k}, the folder as GroupLens publishes it.
 */
class LastFmAccuracyTest {

    @Test
    void ialsReachesItsFigureAndBeatsPopularity() throws IOException {
        EvaluationReport report = Evaluator.builder()
                .protocol(Protocol.RANDOM_80_20)
                .model("popularity", (train, seed) -> new UserScorer(PopularityModel.countingPeople(train), train))
                .model(
                        "ials",
                        (train, seed) -> new UserScorer(
                                IalsTrainer.builder()
                                        .dimension(128)
                                        .unobservedWeight(0.1)
                                        .regularization(0.015)
                                        .seed(seed)
                                        .build()
                                        .train(train),
                                train))
                .seedCount(1)
                .build()
                .evaluate(lastFm());
        double ials = report.model("ials").metric("ndcg@10").mean();
        double popularity = report.model("popularity").metric("ndcg@10").mean();
        System.out.println("Last.fm 2K, nDCG@10: popularity " + popularity + ", iALS " + ials);
        assertThat(ials).isGreaterThan(0.275).isGreaterThan(1.1 * popularity);
    }

    private static Interactions lastFm() throws IOException {
        Optional<Path> data =
                Optional.ofNullable(System.getenv("DISCOVERY_DATA")).map(Path::of);
        if (data.isEmpty()) {
            System.out.println(
                    "SKIPPED: the accuracy on Last.fm 2K is not tested; set DISCOVERY_DATA to the folder that"
                            + " holds hetrec2011-lastfm-2k");
        }
        assumeTrue(data.isPresent());
        Interactions all = DataFormat.named("lastfm-hetrec")
                .reader()
                .read(data.orElseThrow().resolve("hetrec2011-lastfm-2k"), ReadOptions.DEFAULT)
                .interactions();
        SparseRows byItem = all.byItem();
        Interactions.Builder kept = Interactions.builder();
        for (int index = 0; index < all.size(); index++) {
            int item = all.itemOrdinal(index);
            if (byItem.end(item) - byItem.start(item) >= 5) {
                kept.add(all.users().idOf(all.userOrdinal(index)), all.items().idOf(item));
            }
        }
        return kept.build();
    }
}

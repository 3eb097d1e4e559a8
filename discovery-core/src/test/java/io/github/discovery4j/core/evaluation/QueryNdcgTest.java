package io.github.discovery4j.core.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.discovery4j.core.data.RankingData;
import io.github.discovery4j.core.data.TrainingRows;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class QueryNdcgTest {

    private static final double[][] TWO_QUERIES = {{0, 2, 1}, {0, 0}};

    private static RankingData data(double[]... queries) {
        RankingData.Builder builder = RankingData.builder();
        for (double[] labels : queries) {
            builder.query();
            for (double label : labels) {
                builder.row(label);
            }
        }
        return builder.build();
    }

    @Test
    void gainsAreDiscountedByRankAndDividedByTheBestOrder() {
        QueryNdcg ndcg = QueryNdcg.of(data(TWO_QUERIES[0]), new double[] {3, 1, 2}, 1, 2, 10);
        // The order is 0, 1, 2; the best is 2, 1, 0.
        double log3 = Math.log(3) / Math.log(2);
        assertThat(ndcg.mean(1)).isZero();
        assertThat(ndcg.mean(2)).isCloseTo(1 / log3 / (3 + 1 / log3), within(1e-15));
        assertThat(ndcg.mean(10)).isCloseTo((1 / log3 + 3.0 / 2) / (3 + 1 / log3), within(1e-15));
    }

    @Test
    void aQueryWithoutARelevantRowCountsAsOneAndIsCounted() {
        QueryNdcg ndcg = QueryNdcg.of(data(TWO_QUERIES), new double[] {3, 1, 2, 0, 0}, 1);
        assertThat(ndcg.ofQueries(1)).containsExactly(0, 1);
        assertThat(ndcg.mean(1)).isEqualTo(0.5);
        assertThat(ndcg.queriesWithoutRelevant()).isOne();
    }

    private static TrainingRows rows(float... labels) {
        return TrainingRows.ofQueries(List.of("x"), new double[labels.length], labels, new int[] {labels.length});
    }

    @Test
    void trainingRowsAreMeasuredAsTheOthers() {
        double[] scores = {3, 1, 2};
        assertThat(QueryNdcg.of(rows(0, 2, 1), scores, 2).mean(2))
                .isEqualTo(QueryNdcg.of(data(TWO_QUERIES[0]), scores, 2).mean(2));
    }

    @Test
    void aRandomOrderHasTheMeanOfAllOrders() {
        TrainingRows rows = rows(0, 2, 1);
        double[][] orders = {{1, 2, 3}, {1, 3, 2}, {2, 1, 3}, {2, 3, 1}, {3, 1, 2}, {3, 2, 1}};
        for (int k : new int[] {1, 2, 3, 10}) {
            double mean = Arrays.stream(orders)
                    .mapToDouble(scores -> QueryNdcg.of(rows, scores, k).mean(k))
                    .average()
                    .orElseThrow();
            assertThat(QueryNdcg.ofRandomOrder(rows, k).mean(k)).isCloseTo(mean, within(1e-15));
        }
        assertThat(QueryNdcg.ofRandomOrder(rows(0, 0), 1).mean(1)).isOne();
        assertThatIllegalArgumentException().isThrownBy(() -> QueryNdcg.ofRandomOrder(rows(0, 1), 0));
    }

    @Test
    void equalScoresStandInTheOrderOfTheRows() {
        assertThat(QueryNdcg.of(data(new double[] {1, 0}), new double[2], 1).mean(1))
                .isOne();
        assertThat(QueryNdcg.of(data(new double[] {0, 1}), new double[2], 1).mean(1))
                .isZero();
    }

    @Test
    void whatCannotBeMeasuredIsRefused() {
        RankingData data = data(TWO_QUERIES);
        refused("there must be a query and a cutoff, were 0 and 1", data(), new double[0], 1);
        refused("there must be a query and a cutoff, were 2 and 0", data, new double[5]);
        refused("there must be a score a row, were 4 for 5 rows", data, new double[4], 1);
        refused("a cutoff must be 1 or more, was 0", data, new double[5], 0);
        refused("must be a number, was NaN in row 4", data, new double[] {0, 0, 0, 0, Double.NaN}, 1);
        refused("must be in [0, 31], was -1.0 in row 0", data(new double[] {-1}), new double[1], 1);
        refused("must be in [0, 31], was 32.0 in row 0", data(new double[] {32}), new double[1], 1);
        QueryNdcg measured = QueryNdcg.of(data, new double[5], 1, 3);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> measured.mean(2))
                .withMessage("cutoff must be one that was measured, [1, 3], was 2");
    }

    private static void refused(String message, RankingData data, double[] scores, int... cutoffs) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> QueryNdcg.of(data, scores, cutoffs))
                .withMessageContaining(message);
    }
}

package io.github.discovery4j.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.discovery4j.core.model.Candidates;
import io.github.discovery4j.core.model.FeatureTable;
import io.github.discovery4j.core.stage.RankingBatch;
import io.github.discovery4j.testkit.Batches;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The laws of a ranker do not all apply: a row's rank depends on the other rows. */
class ReciprocalRankFusionTest {

    private static final float NONE = Float.NaN;

    private final ReciprocalRankFusion ranker = new ReciprocalRankFusion();

    @Example
    void addsUpOneOverSixtyPlusTheRankInEverySource() {
        double[] scores = score(2, new float[][] {{3, NONE}, {2, 0.5f}, {1, 0.9f}, {NONE, NONE}});
        assertThat(scores[0]).isCloseTo(1 / 61.0, within(1e-12));
        assertThat(scores[1]).isCloseTo(1 / 62.0 + 1 / 62.0, within(1e-12));
        assertThat(scores[2]).isCloseTo(1 / 63.0 + 1 / 61.0, within(1e-12));
        assertThat(scores[3]).isZero();
    }

    @Example
    void equalScoresShareTheBestOfTheirRanksAndTheNextRankIsSkipped() {
        double[] scores = score(1, new float[][] {{5}, {7}, {5}, {5}, {1}});
        assertThat(scores)
                .containsExactly(new double[] {1 / 62.0, 1 / 61.0, 1 / 62.0, 1 / 62.0, 1 / 65.0}, within(1e-12));
    }

    @Example
    void aBatchMayBeEmptyAndHaveNoSources() {
        assertThat(score(2, new float[0][])).isEmpty();
        assertThat(score(0, new float[][] {{}, {}})).containsExactly(0, 0);
    }

    @Provide
    Arbitrary<List<float[]>> rows() {
        return Arbitraries.of(NONE, -1f, 0f, 0.5f, 3f, Float.MAX_VALUE)
                .array(float[].class)
                .ofSize(3)
                .list()
                .ofMaxSize(20);
    }

    @Property(tries = 200)
    void isWhatCountingTheBetterOnesGivesInAnyOrderOfRows(@ForAll("rows") List<float[]> rows) {
        double[] scores = score(3, rows.toArray(float[][]::new));
        double[] backwards = score(3, rows.reversed().toArray(float[][]::new));
        for (int row = 0; row < scores.length; row++) {
            double expected = 0;
            for (int source = 0; source < 3; source++) {
                int column = source;
                float own = rows.get(row)[source];
                if (!Float.isNaN(own)) {
                    expected += 1
                            / (61.0
                                    + rows.stream()
                                            .filter(other -> other[column] > own)
                                            .count());
                }
            }
            assertThat(scores[row]).isFinite().isCloseTo(expected, within(1e-12));
            assertThat(backwards[scores.length - 1 - row]).isEqualTo(scores[row]);
        }
    }

    private double[] score(int sources, float[][] rows) {
        float[] cells = new float[rows.length * sources];
        for (int row = 0; row < rows.length; row++) {
            System.arraycopy(rows[row], 0, cells, row * sources, sources);
        }
        Candidates candidates = Candidates.of(
                IntStream.range(0, rows.length).toArray(),
                IntStream.range(0, rows.length).mapToObj(i -> "item" + i).toArray(String[]::new),
                IntStream.range(0, sources).mapToObj(i -> "source" + i).toList(),
                cells);
        FeatureTable none = FeatureTable.allocate(Batches.schema(), rows.length);
        double[] scores = new double[rows.length];
        Arrays.fill(scores, Double.NaN);
        ranker.score(new RankingBatch(Batches.context("viewer"), candidates, none, Optional.empty()), scores);
        return scores;
    }
}

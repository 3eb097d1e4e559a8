package io.github.discovery4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.discovery4j.core.model.FeatureSchema;
import io.github.discovery4j.core.model.IdOrder;
import io.github.discovery4j.core.model.TreeEnsemble;
import io.github.discovery4j.core.stage.FusionRule;
import io.github.discovery4j.core.stage.Ranker;
import io.github.discovery4j.core.stage.RankerStructure;
import io.github.discovery4j.core.stage.RankingBatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The laws of a {@link Ranker}. */
public abstract class RankerContract {

    /**
     * Returns the ranker under test.
     *
     * @return the ranker
     */
    protected abstract Ranker ranker();

    /**
     * Returns a schema with the columns that the ranker reads, and others if it likes.
     *
     * @return the schema
     */
    protected abstract FeatureSchema schema();

    /** Returns tables of ordinary, extreme and missing values. */
    @Provide
    Arbitrary<List<float[]>> tables() {
        Arbitrary<Float> cell = Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(6, Arbitraries.floats().between(-10f, 10f)),
                net.jqwik.api.Tuple.of(1, Arbitraries.of(0f, 1e6f, -1e6f)),
                net.jqwik.api.Tuple.of(2, Arbitraries.just(Float.NaN)));
        return cell.array(float[].class)
                .ofSize(schema().size())
                .list()
                .ofMinSize(0)
                .ofMaxSize(40);
    }

    @Property(tries = 100)
    void everyRowHasAFiniteScoreWhateverTheOrder(@ForAll("tables") List<float[]> rows) {
        double[] together = score(rows);
        List<String> ids = ids(rows.size());
        double[] backwards = score(ranker(), ids.reversed(), rows.reversed());
        for (int row = 0; row < rows.size(); row++) {
            assertThat(together[row]).isFinite();
            assertThat(backwards[rows.size() - 1 - row]).isEqualTo(together[row]);
        }
    }

    @Property(tries = 100)
    void aPointwiseRankerScoresARowAloneAsInABatch(@ForAll("tables") List<float[]> rows) {
        if (ranker().pointwise()) {
            double[] together = score(rows);
            for (int row = 0; row < rows.size(); row++) {
                assertThat(score(List.of(rows.get(row)))[0]).isEqualTo(together[row]);
            }
        }
    }

    @Property(tries = 100)
    void aCascadeScoresTheBestOfItsFirstPhaseAnewAndPutsThemAhead(@ForAll("tables") List<float[]> rows) {
        if (!(ranker().structure() instanceof RankerStructure.Cascade cascade)) {
            return;
        }
        List<String> ids = ids(rows.size());
        double[] scores = score(rows);
        double[] first = score(cascade.first(), ids, rows);
        double[] second = score(cascade.second(), ids, rows);
        List<Integer> line = new ArrayList<>();
        for (int row = 0; row < rows.size(); row++) {
            line.add(row);
        }
        line.sort(Comparator.<Integer>comparingDouble(row -> 0 - first[row])
                .thenComparing(ids::get, IdOrder.CODE_POINTS));
        double lowest = cascade.lowestOfSecond(scores);
        for (int place = 0; place < line.size(); place++) {
            int row = line.get(place);
            if (place < cascade.depth()) {
                assertThat(scores[row]).isEqualTo(second[row]).isGreaterThanOrEqualTo(lowest);
            } else {
                assertThat(scores[row]).isLessThan(lowest);
            }
            if (place > cascade.depth()) {
                assertThat(scores[row]).isLessThanOrEqualTo(scores[line.get(place - 1)]);
            }
        }
    }

    @Property(tries = 100)
    void aDeclaredStructureAddsUpToTheScore(@ForAll("tables") List<float[]> rows) {
        double[] scores = score(rows);
        for (int row = 0; row < rows.size(); row++) {
            double[] explained = explain(ranker(), rows.get(row));
            if (explained.length == 1) {
                assertThat(explained[0]).isCloseTo(scores[row], within(1e-9 * Math.max(1, Math.abs(scores[row]))));
            }
        }
    }

    @Property(tries = 1)
    void readsOnlyColumnsThatTheSchemaHas() {
        assertThat(ranker().features()).allMatch(schema()::contains);
    }

    @Property(tries = 1)
    void readsOnlyItsOwnColumnsBackward() {
        ranker().backwardFeatures().ifPresent(columns -> assertThat(columns).isSubsetOf(ranker().features()));
    }

    /** Returns the score that the structure gives, or nothing when a part of it is opaque. */
    private double[] explain(Ranker ranker, float[] row) {
        switch (ranker.structure()) {
            case RankerStructure.Opaque opaque -> {
                return new double[0];
            }
            case RankerStructure.Linear(Map<String, Double> weights, double intercept) -> {
                double sum = intercept;
                for (Map.Entry<String, Double> weight : weights.entrySet()) {
                    float value = row[schema().indexOf(weight.getKey())];
                    sum += Float.isNaN(value) ? 0 : weight.getValue() * value;
                }
                return new double[] {sum};
            }
            case RankerStructure.Trees(TreeEnsemble trees) -> {
                double[] values = new double[trees.features().size()];
                Arrays.setAll(values, i -> row[schema().indexOf(trees.features().get(i))]);
                double sum = 0;
                for (int tree = 0; tree < trees.trees(); tree++) {
                    sum += trees.leafValue(trees.leaf(tree, values));
                }
                return new double[] {sum / trees.divisor()};
            }
            case RankerStructure.Sum(List<RankerStructure.Term> terms) -> {
                double sum = 0;
                for (RankerStructure.Term term : terms) {
                    double[] part = explain(term.ranker(), row);
                    if (part.length == 0) {
                        return part;
                    }
                    sum += term.weight() * part[0];
                }
                return new double[] {sum};
            }
            case RankerStructure.Fusion(Ranker forward, Ranker backward, FusionRule rule) -> {
                double[] one = explain(forward, row);
                double[] other = explain(backward, row);
                return one.length == 0 || other.length == 0
                        ? new double[0]
                        : new double[] {rule.fuse(one[0], other[0])};
            }
            case RankerStructure.Cascade cascade -> {
                // Has a law of its own.
                return new double[0];
            }
        }
    }

    private double[] score(List<float[]> rows) {
        return score(ranker(), ids(rows.size()), rows);
    }

    private static List<String> ids(int count) {
        List<String> ids = new ArrayList<>();
        for (int row = 0; row < count; row++) {
            ids.add("item " + row);
        }
        return ids;
    }

    private double[] score(Ranker ranker, List<String> ids, List<float[]> rows) {
        RankingBatch batch = Batches.ranking(Batches.context("viewer"), schema(), ids, rows);
        double[] scores = new double[rows.size()];
        Arrays.fill(scores, Double.NaN);
        ranker.score(batch, scores);
        return scores;
    }
}

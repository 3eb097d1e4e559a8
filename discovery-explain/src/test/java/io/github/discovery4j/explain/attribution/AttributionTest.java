package io.github.discovery4j.explain.attribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.discovery4j.core.model.FeatureColumn;
import io.github.discovery4j.core.model.FeatureSchema;
import io.github.discovery4j.core.model.FeatureTable;
import io.github.discovery4j.core.model.IdSpace;
import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.core.model.SlateRequest;
import io.github.discovery4j.core.model.TreeEnsemble;
import io.github.discovery4j.core.stage.FusionRule;
import io.github.discovery4j.core.stage.Ranker;
import io.github.discovery4j.core.stage.RankerStructure;
import io.github.discovery4j.core.stage.RankerStructure.Term;
import io.github.discovery4j.core.stage.RankingBatch;
import io.github.discovery4j.core.stage.RequestContext;
import io.github.discovery4j.core.stage.ScoreScale;
import io.github.discovery4j.testkit.Batches;
import io.github.discovery4j.testkit.RandomTrees;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class AttributionTest {

    private static final List<String> NAMES = List.of("f0", "f1", "f2");
    private static final FeatureSchema SCHEMA = FeatureSchema.of(
            "v",
            "1",
            NAMES.stream()
                    .map(name -> FeatureColumn.number(name, new SignalGroup("g"), FeatureColumn.Owner.OBJECT))
                    .toList());
    private static final int ROWS = 7;
    private static final int[] CHOSEN = {5, 0, 2};

    /** A ranker that tells a structure, and whose scores are a function of the row. */
    private record Told(RankerStructure told, ToDoubleFunction<double[]> function) implements Ranker {
        @Override
        public void score(RankingBatch batch, double[] scores) {
            double[] row = new double[NAMES.size()];
            for (int r = 0; r < batch.size(); r++) {
                batch.features().copyRow(r, row);
                scores[r] = function.applyAsDouble(row);
            }
        }

        @Override
        public Set<String> features() {
            return new TreeSet<>(NAMES);
        }

        @Override
        public RankerStructure structure() {
            return told;
        }

        @Override
        public boolean pointwise() {
            return !(told instanceof RankerStructure.Cascade);
        }
    }

    private static Ranker linear(double first, double second, double intercept) {
        return new Told(
                new RankerStructure.Linear(Map.of("f0", first, "f1", second), intercept),
                row -> intercept + first * zeroIfMissing(row[0]) + second * zeroIfMissing(row[1]));
    }

    private static Ranker trees(long seed) {
        TreeEnsemble ensemble = RandomTrees.ensemble(seed, NAMES.size(), 4, 6, 1);
        return new Told(new RankerStructure.Trees(ensemble), row -> score(ensemble, row));
    }

    /** A row's score, by walking the trees. */
    private static double score(TreeEnsemble ensemble, double[] row) {
        double sum = 0;
        for (int tree = 0; tree < ensemble.trees(); tree++) {
            sum += ensemble.leafValue(ensemble.leaf(tree, row));
        }
        return sum / ensemble.divisor();
    }

    private static Ranker opaque(ToDoubleFunction<double[]> function) {
        return new Told(new RankerStructure.Opaque(), function);
    }

    private static Ranker sum(Ranker first, double weight, Ranker second, double other) {
        Told one = (Told) first;
        Told two = (Told) second;
        return new Told(
                new RankerStructure.Sum(List.of(new Term(first, weight), new Term(second, other))),
                row -> weight * one.function().applyAsDouble(row)
                        + other * two.function().applyAsDouble(row));
    }

    private static double zeroIfMissing(double value) {
        return Double.isNaN(value) ? 0 : value;
    }

    private static List<float[]> rows(Random random) {
        List<float[]> rows = new ArrayList<>();
        for (int row = 0; row < ROWS; row++) {
            float[] values = new float[NAMES.size()];
            for (int column = 0; column < values.length; column++) {
                values[column] = random.nextInt(8) == 0 ? Float.NaN : (float) random.nextGaussian();
            }
            rows.add(values);
        }
        return rows;
    }

    private static RankingBatch batch(Random random) {
        RequestContext context = RequestContext.builder(
                        SlateRequest.forViewer("viewer").build(), new IdSpace())
                .build();
        List<String> ids = List.of("a", "b", "c", "d", "e", "f", "g");
        ids.forEach(context.items()::intern); // so that row i is item i
        RankingBatch one = Batches.ranking(context, SCHEMA, ids, rows(random));
        FeatureTable reverse =
                Batches.ranking(context, SCHEMA, ids, rows(random)).features();
        return new RankingBatch(context, one.candidates(), one.features(), Optional.of(reverse));
    }

    private static double[] scores(Ranker ranker, RankingBatch batch) {
        double[] scores = new double[batch.size()];
        ranker.score(batch, scores);
        return scores;
    }

    private static SlateContributions explained(Attribution attribution, Ranker ranker, RankingBatch batch) {
        return attribution.of(ranker, batch, CHOSEN).orElseThrow();
    }

    @Property(tries = 60)
    void partsOfASumAddUpToTheScore(@ForAll Random random, @ForAll @LongRange(max = 1_000) long seed) {
        RankingBatch batch = batch(random);
        Ranker ranker = sum(sum(trees(seed), 2, linear(1, -3, 0.5), 1), -0.5, linear(0.25, 0, 1), 4);
        SlateContributions explained = explained(Attribution.exact(), ranker, batch);
        assertThat(explained.exact()).isTrue();
        double[] scores = scores(ranker, batch);
        for (int position = 0; position < CHOSEN.length; position++) {
            double score = scores[CHOSEN[position]];
            assertThat(explained.margin(position)).isCloseTo(score, within(1e-9 * Math.max(1, Math.abs(score))));
        }
    }

    @Test
    void linearAndTreeContributionsAreThoseOfTheirOwnClasses() {
        RankingBatch batch = batch(new Random(1));
        Ranker ranker = sum(trees(6), 2, linear(1, -3, 0.5), 3);
        SlateContributions explained = explained(Attribution.exact(), ranker, batch);
        TreeContributions trees = TreeContributions.of(RandomTrees.ensemble(6, NAMES.size(), 4, 6, 1));
        LinearContributions linear = LinearContributions.of(linear(1, -3, 0.5).structure(), batch.features())
                .orElseThrow();
        double[] row = new double[NAMES.size()];
        double[] ofTrees = new double[trees.width()];
        double[] ofLinear = new double[NAMES.size()];
        for (int position = 0; position < CHOSEN.length; position++) {
            batch.features().copyRow(CHOSEN[position], row);
            trees.session().contributions(row, 1, ofTrees);
            linear.copyRow(CHOSEN[position], ofLinear);
            for (int column = 0; column < NAMES.size(); column++) {
                assertThat(explained.contribution(position, column))
                        .isCloseTo(2 * ofTrees[column] + 3 * ofLinear[column], within(1e-12));
            }
        }
    }

    @Test
    void aColumnHasADirectionOnlyWhereNoTreeReadsIt() {
        RankingBatch batch = batch(new Random(1));
        SlateContributions linear = explained(Attribution.exact(), sum(linear(1, -3, 0), 2, linear(1, 1, 0), 1), batch);
        assertThat(linear.weight(0)).isEqualTo(3);
        assertThat(linear.weight(1)).isEqualTo(-5);
        assertThat(linear.weight(2)).isZero();
        assertThat(explained(Attribution.exact(), sum(linear(1, 1, 0), 1, trees(2), 1), batch)
                        .weight(0))
                .isNaN();
    }

    @Test
    void eachItemOfACascadeIsExplainedByThePhaseThatScoredIt() {
        RankingBatch batch = batch(new Random(3));
        Ranker first = linear(1, 0, 0);
        Ranker second = linear(0, -2, 10);
        double[] firstScores = scores(first, batch);
        double[] ascending = Arrays.stream(firstScores).sorted().toArray();
        double cut = ascending[ROWS - 3];
        Ranker cascade = new Told(new RankerStructure.Cascade(first, second, 3), row -> {
            double one = zeroIfMissing(row[0]);
            return one >= cut ? 10 - 2 * zeroIfMissing(row[1]) : one - 100;
        });
        int[] all = {0, 1, 2, 3, 4, 5, 6};
        SlateContributions explained =
                Attribution.exact().of(cascade, batch, all).orElseThrow();
        for (int row : all) {
            boolean bySecond = firstScores[row] >= cut;
            assertThat(explained.contribution(row, bySecond ? 0 : 1)).isZero();
            assertThat(explained.margin(row))
                    .isCloseTo(bySecond ? scores(second, batch)[row] : firstScores[row], within(1e-9));
        }
        assertThat(explained.weight(0))
                .as("one phase may raise what another lowers")
                .isNaN();
        assertThat(explained.weight(2)).isZero();
    }

    @Test
    void bothDirectionsOfAFusionAreExplainedApartAndTheViewersIsTheFirst() {
        RankingBatch batch = batch(new Random(4));
        Ranker forward = linear(1, 2, 0);
        Ranker backward = trees(8);
        FusionRule rule = new FusionRule.Mean(
                FusionRule.Kind.HARMONIC, ScoreScale.Logistic.STANDARD, ScoreScale.Logistic.STANDARD);
        Ranker fusion = new Told(new RankerStructure.Fusion(forward, backward, rule), row -> 0);
        SlateContributions explained = explained(Attribution.exact(), fusion, batch);
        SlateContributions other = explained.backward().orElseThrow();
        double[] forwardScores = scores(forward, batch);
        double[] backwardScores = scores(backward, batch.reversed());
        for (int position = 0; position < CHOSEN.length; position++) {
            assertThat(explained.margin(position)).isCloseTo(forwardScores[CHOSEN[position]], within(1e-9));
            assertThat(other.margin(position)).isCloseTo(backwardScores[CHOSEN[position]], within(1e-9));
        }
        assertThat(Attribution.exact().of(sum(forward, 1, fusion, 1), batch, CHOSEN))
                .as("a fusion within a sum is no sum of what features add")
                .isEmpty();
    }

    @Test
    void nothingIsSaidOfAnOpaquePartUnlessItIsSampled() {
        RankingBatch batch = batch(new Random(5));
        Ranker ranker = sum(linear(1, 1, 0), 1, opaque(row -> 1), 1);
        assertThat(Attribution.exact().of(ranker, batch, CHOSEN)).isEmpty();
        assertThat(Attribution.sampling(Sampling.DEFAULT).of(ranker, batch, CHOSEN))
                .isPresent();
        assertThat(Attribution.sampling(Sampling.DEFAULT).of(opaque(row -> Double.NaN), batch, CHOSEN))
                .as("scores that are no numbers")
                .isEmpty();
    }

    @Property(tries = 20)
    void sampledContributionsAddUpAndLieWithinTheirErrors(@ForAll Random random) {
        RankingBatch batch = batch(random);
        ToDoubleFunction<double[]> function = row -> Math.tanh(zeroIfMissing(row[0]) + zeroIfMissing(row[1]))
                + zeroIfMissing(row[0]) * zeroIfMissing(row[1]);
        Ranker ranker = opaque(function);
        SlateContributions explained = explained(Attribution.sampling(new Sampling(400, 7)), ranker, batch);
        double[] scores = scores(ranker, batch);
        for (int position = 0; position < CHOSEN.length; position++) {
            assertThat(explained.margin(position)).isCloseTo(scores[CHOSEN[position]], within(1e-9));
            double[] truth = shapley(function, batch, CHOSEN[position]);
            for (int column = 0; column < NAMES.size(); column++) {
                // Five times 1.96 standard errors: wrong once in more properties than will ever run.
                assertThat(explained.contribution(position, column))
                        .isCloseTo(truth[column], within(5 * explained.error(position, column) + 1e-9));
            }
            assertThat(explained.contribution(position, 2))
                    .as("a column that does not matter")
                    .isZero();
        }
    }

    /** Shapley values over all subsets, features not in the subset taken from each candidate in turn. */
    private static double[] shapley(ToDoubleFunction<double[]> function, RankingBatch batch, int row) {
        int features = NAMES.size();
        double[] own = new double[features];
        batch.features().copyRow(row, own);
        double[] worth = new double[1 << features];
        double[] mixed = new double[features];
        for (int subset = 0; subset < worth.length; subset++) {
            for (int other = 0; other < ROWS; other++) {
                batch.features().copyRow(other, mixed);
                for (int f = 0; f < features; f++) {
                    mixed[f] = (subset >> f & 1) == 1 ? own[f] : mixed[f];
                }
                worth[subset] += function.applyAsDouble(mixed) / ROWS;
            }
        }
        double[] values = new double[features];
        double[] factorials = {1, 1, 2, 6};
        for (int f = 0; f < features; f++) {
            for (int subset = 0; subset < worth.length; subset++) {
                if ((subset >> f & 1) == 0) {
                    int size = Integer.bitCount(subset);
                    double weight = factorials[size] * factorials[features - size - 1] / factorials[features];
                    values[f] += weight * (worth[subset | 1 << f] - worth[subset]);
                }
            }
        }
        return values;
    }

    @Test
    void sameSeedSameValues() {
        RankingBatch batch = batch(new Random(6));
        Ranker ranker = opaque(row -> zeroIfMissing(row[0]) * zeroIfMissing(row[1]));
        SlateContributions one = explained(Attribution.sampling(new Sampling(2, 1)), ranker, batch);
        SlateContributions two = explained(Attribution.sampling(new Sampling(2, 1)), ranker, batch);
        SlateContributions other = explained(Attribution.sampling(new Sampling(2, 2)), ranker, batch);
        double[] values = new double[3];
        double[] again = new double[3];
        double[] differing = new double[3];
        one.copyRow(0, values);
        two.copyRow(0, again);
        other.copyRow(0, differing);
        assertThat(again).containsExactly(values);
        assertThat(differing).isNotEqualTo(values);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Sampling(1, 0))
                .withMessage("pairs of orders must be 2 or more, were 1");
    }
}

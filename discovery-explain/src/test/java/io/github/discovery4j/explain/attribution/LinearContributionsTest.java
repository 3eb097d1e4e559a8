package io.github.discovery4j.explain.attribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.discovery4j.core.model.FeatureTable;
import io.github.discovery4j.core.stage.Ranker;
import io.github.discovery4j.core.stage.RankerStructure;
import io.github.discovery4j.core.stage.RankerStructure.Linear;
import io.github.discovery4j.core.stage.RankerStructure.Opaque;
import io.github.discovery4j.core.stage.RankerStructure.Sum;
import io.github.discovery4j.core.stage.RankerStructure.Term;
import io.github.discovery4j.core.stage.RankingBatch;
import io.github.discovery4j.core.stage.RequestContext;
import io.github.discovery4j.explain.LinearRanker;
import io.github.discovery4j.testkit.Batches;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class LinearContributionsTest {

    @Test
    void aContributionIsTheWeightTimesTheDistanceFromTheMeanWithAnEmptyRow() {
        FeatureTable table = table(List.of(row(3, 1), row(1, Float.NaN)), "a", "b");
        LinearContributions contributions = of(new Linear(Map.of("a", 2.0, "b", -1.0), 10), table);

        // Means over the two rows and the empty one: a = 4/3, b = 1/3.
        assertThat(contributions.baseline()).isCloseTo(10 + 8.0 / 3 - 1.0 / 3, within(1e-12));
        assertThat(row(contributions, 0, 2)).containsExactly(new double[] {10.0 / 3, -2.0 / 3}, within(1e-12));
        assertThat(row(contributions, 1, 2)).containsExactly(new double[] {-2.0 / 3, 1.0 / 3}, within(1e-12));
    }

    @Test
    void aLoneCandidateIsComparedWithAnEmptyRow() {
        LinearContributions contributions = of(new Linear(Map.of("a", 2.0), 0), table(List.<float[]>of(row(3)), "a"));
        assertThat(row(contributions, 0, 1)).containsExactly(3.0);
        assertThat(contributions.baseline()).isEqualTo(3.0);
    }

    @Test
    void whatAllCandidatesShareStillCounts() {
        LinearContributions contributions =
                of(new Linear(Map.of("a", 1.0), 0), table(List.of(row(5), row(5), row(5)), "a"));
        assertThat(row(contributions, 2, 1)).containsExactly(1.25);
    }

    @Test
    void columnsThatTheRankerDoesNotReadContributeNothing() {
        LinearContributions contributions =
                of(new Linear(Map.of("b", 1.0), 0), table(List.of(row(5, 1), row(-2, 3)), "a", "b"));
        assertThat(contributions.weight(0)).isZero();
        assertThat(row(contributions, 0, 2)[0]).isZero();
    }

    @Test
    void anEmptyTableHasTheInterceptAsBaseline() {
        assertThat(of(new Linear(Map.of("a", 2.0), 7), table(List.of(), "a")).baseline())
                .isEqualTo(7);
    }

    @Test
    void weightsOfSumsMultiplyAndAddAtAnyDepth() {
        Ranker a = new LinearRanker(Map.of("a", 1.0, "b", 10.0), 100);
        RankerStructure inner = new Sum(List.of(new Term(a, 2), new Term(a, -0.5)));
        RankerStructure outer = new Sum(List.of(new Term(shaped(inner), 3), new Term(a, 1)));
        LinearContributions contributions = of(outer, table(List.of(), "a", "b"));
        assertThat(contributions.weight(0)).isEqualTo(5.5);
        assertThat(contributions.weight(1)).isEqualTo(55);
        assertThat(contributions.baseline()).isEqualTo(550);
    }

    @Test
    void nothingIsSaidOfAScoreWithAnOpaquePart() {
        FeatureTable table = table(List.of(), "a");
        Ranker known = new LinearRanker(Map.of("a", 1.0), 0);
        RankerStructure mixed =
                new Sum(List.of(new Term(known, 1), new Term(shaped(new Opaque()), 1), new Term(known, 1)));
        assertThat(LinearContributions.of(new Opaque(), table)).isEmpty();
        assertThat(LinearContributions.of(mixed, table)).isEmpty();
    }

    @Test
    void aModelAndATableThatDisagreeAreRefused() {
        assertThatThrownBy(() -> of(new Linear(Map.of("c", 1.0), 0), table(List.of(), "a", "b")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"c\"")
                .hasMessageContaining("[a, b]");
    }

    @Test
    void weightsThatAreNotFiniteAreRefused() {
        assertThatThrownBy(() -> of(new Linear(Map.of("a", Double.NaN), 0), table(List.of(), "a")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("weight of feature a must be finite, was NaN");
        assertThatThrownBy(() -> of(new Linear(Map.of(), Double.POSITIVE_INFINITY), table(List.of(), "a")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("intercept must be finite, was Infinity");
    }

    @Property(tries = 200)
    void contributionsSumToTheScoreMinusTheBaseline(
            @ForAll long seed, @ForAll @IntRange(max = 60) int rows, @ForAll @IntRange(min = 1, max = 40) int columns) {
        Random random = new Random(seed);
        String[] names = names(columns);
        List<float[]> values = randomRows(random, rows, columns);
        Ranker ranker = randomRanker(random, names, 2);
        FeatureTable table = table(values, names);
        LinearContributions contributions = of(ranker.structure(), table);

        double[] scores = new double[rows];
        ranker.score(batch(values, names), scores);
        for (int row = 0; row < rows; row++) {
            double sum = 0;
            double magnitude = Math.abs(contributions.baseline());
            for (double contribution : row(contributions, row, columns)) {
                sum += contribution;
                magnitude += Math.abs(contribution);
            }
            assertThat(contributions.baseline() + sum).isCloseTo(scores[row], within(1e-9 * magnitude));
        }
    }

    @Property(tries = 40)
    void contributionsAreTheShapleyValuesOverTheBackground(
            @ForAll long seed, @ForAll @IntRange(max = 5) int rows, @ForAll @IntRange(min = 1, max = 7) int columns) {
        Random random = new Random(seed);
        String[] names = names(columns);
        List<float[]> values = randomRows(random, rows + 1, columns);
        LinearRanker ranker = new LinearRanker(randomWeights(random, names), random.nextGaussian());
        LinearContributions contributions = of(ranker.structure(), table(values, names));

        assertThat(row(contributions, 0, columns)).containsExactly(shapley(ranker, names, values), within(1e-9));
    }

    /** Shapley values of row 0 by their definition: over all coalitions of features, and all background rows. */
    private static double[] shapley(LinearRanker ranker, String[] names, List<float[]> rows) {
        int columns = names.length;
        List<float[]> background = new ArrayList<>(rows);
        background.add(new float[columns]);
        double[] worth = new double[1 << columns];
        for (int coalition = 0; coalition < worth.length; coalition++) {
            List<float[]> mixed = new ArrayList<>();
            for (float[] other : background) {
                float[] row = other.clone();
                for (int column = 0; column < columns; column++) {
                    if ((coalition >> column & 1) == 1) {
                        row[column] = rows.getFirst()[column];
                    }
                }
                mixed.add(row);
            }
            double[] scores = new double[mixed.size()];
            ranker.score(batch(mixed, names), scores);
            worth[coalition] = Arrays.stream(scores).average().orElseThrow();
        }
        double[] values = new double[columns];
        for (int coalition = 0; coalition < worth.length; coalition++) {
            int size = Integer.bitCount(coalition);
            for (int column = 0; column < columns; column++) {
                if ((coalition >> column & 1) == 0) {
                    double share = 1.0 / (columns * binomial(columns - 1, size));
                    values[column] += share * (worth[coalition | 1 << column] - worth[coalition]);
                }
            }
        }
        return values;
    }

    private static double binomial(int n, int k) {
        return IntStream.rangeClosed(1, k)
                .mapToDouble(i -> (n - k + i) / (double) i)
                .reduce(1, (a, b) -> a * b);
    }

    private static Ranker randomRanker(Random random, String[] names, int depth) {
        if (depth == 0 || random.nextBoolean()) {
            return new LinearRanker(randomWeights(random, names), random.nextGaussian());
        }
        List<Term> terms = new ArrayList<>();
        for (int term = 0; term <= random.nextInt(3); term++) {
            terms.add(new Term(randomRanker(random, names, depth - 1), random.nextGaussian()));
        }
        return new Ranker() {
            @Override
            public void score(RankingBatch batch, double[] scores) {
                for (Term term : terms) {
                    double[] part = new double[scores.length];
                    term.ranker().score(batch, part);
                    for (int row = 0; row < scores.length; row++) {
                        scores[row] += term.weight() * part[row];
                    }
                }
            }

            @Override
            public RankerStructure structure() {
                return new Sum(terms);
            }
        };
    }

    private static Ranker shaped(RankerStructure structure) {
        return new Ranker() {
            @Override
            public void score(RankingBatch batch, double[] scores) {
                throw new UnsupportedOperationException("only the structure is asked for");
            }

            @Override
            public RankerStructure structure() {
                return structure;
            }
        };
    }

    private static Map<String, Double> randomWeights(Random random, String[] names) {
        Map<String, Double> weights = new LinkedHashMap<>();
        for (String name : names) {
            weights.put(name, random.nextGaussian() * Math.pow(10, random.nextInt(5) - 2));
        }
        return weights;
    }

    private static List<float[]> randomRows(Random random, int rows, int columns) {
        List<float[]> values = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            float[] cells = new float[columns];
            for (int column = 0; column < columns; column++) {
                cells[column] = random.nextInt(5) == 0 ? Float.NaN : (float) random.nextGaussian();
            }
            values.add(cells);
        }
        return values;
    }

    private static String[] names(int columns) {
        return IntStream.range(0, columns).mapToObj(column -> "f" + column).toArray(String[]::new);
    }

    private static LinearContributions of(RankerStructure structure, FeatureTable table) {
        return LinearContributions.of(structure, table).orElseThrow();
    }

    private static FeatureTable table(List<float[]> rows, String... names) {
        return batch(rows, names).features();
    }

    private static RankingBatch batch(List<float[]> rows, String... names) {
        RequestContext context = Batches.context("viewer");
        List<String> ids =
                IntStream.range(0, rows.size()).mapToObj(row -> "item " + row).toList();
        ids.forEach(context.items()::intern); // so that row i is item i
        return Batches.ranking(context, Batches.schema(names), ids, rows);
    }

    private static float[] row(float... values) {
        return values;
    }

    private static double[] row(LinearContributions contributions, int row, int columns) {
        double[] destination = new double[columns];
        contributions.copyRow(row, destination);
        return destination;
    }
}

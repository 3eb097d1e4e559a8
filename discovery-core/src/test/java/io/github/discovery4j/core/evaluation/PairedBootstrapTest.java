package io.github.discovery4j.core.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PairedBootstrapTest {

    @Test
    void equalModelsDoNotDiffer() {
        double[][] values = users(50, (random, user) -> {
            double value = random.nextDouble();
            return new double[] {value, value};
        });

        Comparison comparison = compare(values, 1_000, 1).get(0);

        assertThat(comparison).isEqualTo(new Comparison("m", "b", "a", 0, 0, 0, 1, 1));
    }

    @Test
    void aConstantAdvantageIsCertain() {
        double[][] values = users(50, (random, user) -> new double[] {user, user + 2});

        Comparison comparison = compare(values, 999, 1).get(0);

        assertThat(comparison.model()).isEqualTo("b");
        assertThat(comparison.baseline()).isEqualTo("a");
        assertThat(comparison.difference()).isCloseTo(2, within(1e-12));
        assertThat(comparison.low()).isCloseTo(2, within(1e-12));
        assertThat(comparison.high()).isCloseTo(2, within(1e-12));
        // No resample of 999 has a difference of at most 0: twice 1 / 1,000.
        assertThat(comparison.pValue()).isEqualTo(0.002);
    }

    /** The standard error of a mean is sd / sqrt(n); 95 % of a normal distribution is within 1.96 of it. */
    @Test
    void theIntervalHasTheNormalWidth() {
        double[][] values = users(400, (random, user) -> new double[] {0, 0.05 + random.nextGaussian()});

        Comparison comparison = compare(values, 10_000, 2).get(0);

        assertThat(comparison.high() - comparison.low()).isCloseTo(2 * 1.96 / Math.sqrt(400), within(0.02));
        assertThat(comparison.difference()).isBetween(comparison.low(), comparison.high());
    }

    @Test
    void threadsDoNotMatter() {
        double[][] values = users(37, (random, user) -> new double[] {random.nextDouble(), random.nextDouble()});

        assertThat(compare(values, 500, 3)).isEqualTo(compare(values, 500, 1));
    }

    /** Chance alone: a p-value below 0.05 comes about one time in twenty. */
    @Test
    void noDifferenceIsRarelyFound() {
        int found = 0;
        for (int trial = 0; trial < 200; trial++) {
            Random random = new Random(trial);
            double[][] values = new double[60][];
            for (int user = 0; user < values.length; user++) {
                values[user] = new double[] {random.nextGaussian(), random.nextGaussian()};
            }
            found += compare(values, 400, 1).get(0).pValue() < 0.05 ? 1 : 0;
        }

        assertThat(found).isBetween(2, 24);
    }

    @Test
    void aSingleUserGivesAnIntervalOfOnePoint() {
        Comparison comparison = compare(new double[][] {{0.2, 0.5}}, 100, 1).get(0);

        assertThat(comparison.low()).isEqualTo(comparison.high());
    }

    @Test
    void holmMultipliesTheSmallestByTheirNumberAndNeverFalls() {
        // Sorted 0.01, 0.02, 0.03, 0.9: times 4, 3, 2, 1 are 0.04, 0.06, 0.06, 0.9.
        List<Comparison> adjusted = PairedBootstrap.holm(List.of(p(0.03), p(0.01), p(0.9), p(0.02)));

        assertThat(adjusted.stream().map(Comparison::adjustedPValue))
                .usingElementComparator((left, right) -> Math.abs(left - right) < 1e-15 ? 0 : 1)
                .containsExactly(0.06, 0.04, 0.9, 0.06);
        assertThat(PairedBootstrap.holm(List.of(p(0.8), p(0.7))).get(0).adjustedPValue())
                .isEqualTo(1);
    }

    @Test
    void percentilesLieBetweenValues() {
        assertThat(PairedBootstrap.percentile(new double[] {0, 1, 2, 3, 4}, 0.375))
                .isEqualTo(1.5);
        assertThat(PairedBootstrap.percentile(new double[] {7}, 0.975)).isEqualTo(7);
    }

    private static Comparison p(double value) {
        return new Comparison("m", "b", "a", 0, 0, 0, value, value);
    }

    private static List<Comparison> compare(double[][] values, int resamples, int threads) {
        return new PairedBootstrap(List.of("a", "b"), List.of("m"), values, resamples, threads).comparisons();
    }

    private interface Values {
        double[] of(Random random, int user);
    }

    private static double[][] users(int count, Values values) {
        Random random = new Random(11);
        double[][] users = new double[count][];
        for (int user = 0; user < count; user++) {
            users[user] = values.of(random, user);
        }
        return users;
    }
}

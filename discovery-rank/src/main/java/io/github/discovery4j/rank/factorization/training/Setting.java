package io.github.discovery4j.rank.factorization.training;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A hyper-parameter of a model, and which values of it a search tries.
 *
 * @param name as the trainer's builder calls it
 * @param normal the value unless said otherwise
 * @param whole whether only whole numbers make sense
 * @param grid what a grid search tries; a random search draws between the first and the last, evenly or, if all are above 0,
 *     evenly on a logarithmic scale. Ascending; empty for a setting that is not searched
 */
public record Setting(String name, double normal, boolean whole, List<Double> grid) {

    /** Copies the list. */
    public Setting {
        grid = List.copyOf(grid);
    }

    static Setting real(String name, double normal, double... grid) {
        return new Setting(name, normal, false, Arrays.stream(grid).boxed().toList());
    }

    static Setting whole(String name, int normal, double... grid) {
        return new Setting(name, normal, true, Arrays.stream(grid).boxed().toList());
    }

    /**
     * Checks that a value is a number that fits.
     *
     * @throws IllegalArgumentException if it is not finite, or not whole where it has to be
     */
    double checked(double value) {
        boolean fits =
                whole ? value == Math.rint(value) && Math.abs(value) <= Integer.MAX_VALUE : Double.isFinite(value);
        if (!fits) {
            throw new IllegalArgumentException(
                    "setting \"%s\" must be %s number, was %s".formatted(name, whole ? "a whole" : "a finite", value));
        }
        return value;
    }

    /** Draws a value of a setting that is searched. */
    double draw(RandomGenerator random) {
        double low = grid.getFirst();
        double high = grid.getLast();
        double share = random.nextDouble();
        double value = low > 0 ? low * StrictMath.pow(high / low, share) : low + share * (high - low);
        return whole ? Math.rint(value) : value;
    }

    /**
     * Writes a value as people do.
     *
     * @param value of this setting
     * @return without a fraction where there is none
     */
    public String text(double value) {
        return whole && value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }
}

package io.github.discovery4j.core.report;

/**
 * A value and how far it may be off.
 *
 * @param value finite, and no larger than {@value #MAX_SIZE} in size, as are the ends
 * @param low lower end of the error bar; equal to the value when there is none
 * @param high upper end
 */
public record Estimate(double value, double low, double high) {

    /** The largest size that can be drawn: beyond it, differences overflow. */
    public static final double MAX_SIZE = 1e100;

    /**
     * Checks.
     *
     * @throws IllegalArgumentException if a number is not finite or too large, or the value is not between the ends
     */
    public Estimate {
        require(value);
        require(low);
        require(high);
        if (low > value || high < value) {
            throw new IllegalArgumentException("an error bar must include its value, was from " + low + " to " + high
                    + " around " + value + "; give the ends themselves, not their distance");
        }
    }

    /**
     * A value known exactly.
     *
     * @param value finite
     * @return it, without an error bar
     * @throws IllegalArgumentException if it is not finite
     */
    public static Estimate exact(double value) {
        return new Estimate(value, value, value);
    }

    /**
     * A value and its spread to both sides.
     *
     * @param value finite
     * @param spread at least 0, for example a standard deviation
     * @return the value with that error bar
     * @throws IllegalArgumentException if a number is not finite, or the spread negative
     */
    public static Estimate plusMinus(double value, double spread) {
        require(value);
        require(spread);
        return new Estimate(value, value - spread, value + spread);
    }

    /** {@return whether there is an error bar} */
    public boolean isUncertain() {
        return high > low;
    }

    static double require(double value) {
        if (!(Math.abs(value) <= MAX_SIZE)) {
            throw new IllegalArgumentException("a number on a page must be finite and at most " + MAX_SIZE
                    + " in size, was " + value + "; leave it out and say why in the text");
        }
        return value;
    }
}

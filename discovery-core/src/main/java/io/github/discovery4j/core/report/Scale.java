package io.github.discovery4j.core.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;

/**
 * Maps values to a stretch of pixels, with ticks at round numbers: multiples of 1, 2 or 5 times a power of ten.
 *
 * <p>Values that are all the same get some room around them; a range too small for doubles is widened.
 */
final class Scale {

    /** Differences below this share of a value are noise of double precision. */
    private static final double SMALLEST_SHARE = 1e-9;
    /** Below it, exponents are shorter. */
    private static final double SMALLEST_STEP = 1e-5;

    private static final double LARGEST_PLAIN = 1e7;

    private final double from;
    private final double to;
    private final double low;
    private final double high;
    private final double step;

    private Scale(double low, double high, double step, double from, double to) {
        this.low = low;
        this.high = high;
        this.step = step;
        this.from = from;
        this.to = to;
    }

    /**
     * Makes a scale that ends on ticks.
     *
     * @param min smallest value
     * @param max largest value
     * @param ticks about how many steps, at least 1
     * @param from pixel of the low end
     * @param to pixel of the high end
     */
    static Scale of(double min, double max, int ticks, double from, double to) {
        double middle = min / 2 + max / 2;
        double needed = Math.max(Math.abs(middle) * SMALLEST_SHARE, 1e-90);
        double lowest = min;
        double highest = max;
        if (max - min < needed) {
            double room = Math.abs(middle) < 1e-90 ? 1 : Math.abs(middle) * 0.1;
            lowest = middle - room;
            highest = middle + room;
        }
        double step = roundStep((highest - lowest) / ticks);
        double low = Math.floor(lowest / step + 1e-9) * step;
        double high = Math.ceil(highest / step - 1e-9) * step;
        return new Scale(low, high, step, from, to);
    }

    /** The same values over another stretch of pixels. */
    Scale over(double newFrom, double newTo) {
        return new Scale(low, high, step, newFrom, newTo);
    }

    double at(double value) {
        return from + (value - low) / (high - low) * (to - from);
    }

    double step() {
        return step;
    }

    List<Double> ticks() {
        List<Double> ticks = new ArrayList<>();
        double first = Math.rint(low / step);
        long count = Math.round((high - low) / step);
        for (long i = 0; i <= count; i++) {
            ticks.add((first + i) * step);
        }
        return ticks;
    }

    String label(double tick) {
        double largest = Math.max(Math.abs(low), Math.abs(high));
        if (step < SMALLEST_STEP || largest >= LARGEST_PLAIN) {
            return tick == 0
                    ? "0"
                    : new BigDecimal(tick)
                            .round(new MathContext(digits(largest)))
                            .stripTrailingZeros()
                            .toString();
        }
        return Numbers.fixed(tick, decimals());
    }

    /** How many decimals tell neighbouring ticks apart. */
    int decimals() {
        return Math.max(0, (int) -Math.floor(Math.log10(step) + 1e-9));
    }

    private int digits(double largest) {
        return Math.max(
                1, 1 + (int) Math.floor(Math.log10(largest) + 1e-9) - (int) Math.floor(Math.log10(step) + 1e-9));
    }

    private static double roundStep(double rough) {
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        double share = rough / power;
        if (share <= 1 + 1e-9) {
            return power;
        }
        if (share <= 2 + 1e-9) {
            return 2 * power;
        }
        return (share <= 5 + 1e-9 ? 5 : 10) * power;
    }
}

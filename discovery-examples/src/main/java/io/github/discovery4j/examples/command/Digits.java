package io.github.discovery4j.examples.command;

import java.math.BigDecimal;
import java.math.MathContext;

/** Numbers with 17 significant digits, as other software prints them: reading them back gives the same bits. */
final class Digits {

    private static final MathContext SEVENTEEN = new MathContext(17);
    private static final double SMALLEST_PLAIN = 1e-4;
    private static final double LARGEST_PLAIN = 1e17;

    private Digits() {}

    static String of(double value) {
        if (value == 0 || !Double.isFinite(value)) {
            return value == 0 ? "0" : Double.toString(value);
        }
        BigDecimal rounded = new BigDecimal(value).round(SEVENTEEN).stripTrailingZeros();
        double size = Math.abs(value);
        return size >= SMALLEST_PLAIN && size < LARGEST_PLAIN ? rounded.toPlainString() : rounded.toString();
    }

    /** Adds a line of numbers with tabs between. */
    static void line(StringBuilder text, double[] values, int from, int to) {
        for (int i = from; i < to; i++) {
            text.append(i == from ? "" : "\t").append(of(values[i]));
        }
    }
}

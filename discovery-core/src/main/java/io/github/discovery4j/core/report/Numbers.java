package io.github.discovery4j.core.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Numbers as text, the same in every locale. */
final class Numbers {

    private static final double LONGEST = 1e9;

    private Numbers() {}

    /** A fixed number of decimals, thousands in groups; very large ones with an exponent. Never "-0". */
    static String fixed(double value, int decimals) {
        if (Math.abs(value) >= LONGEST) {
            return new BigDecimal(value).round(new MathContext(4)).toString();
        }
        String text = String.format(Locale.ROOT, "%,." + decimals + "f", value);
        boolean zero = text.chars().noneMatch(c -> c >= '1' && c <= '9');
        return zero && text.startsWith("-") ? text.substring(1) : text;
    }

    /** Four significant digits. */
    static String significant(double value) {
        double size = Math.abs(value);
        if (size == 0 || (size >= 1e-4 && size < LONGEST)) {
            int decimals = size == 0 ? 0 : Math.max(0, 3 - (int) Math.floor(Math.log10(size)));
            String text = fixed(value, decimals);
            return decimals == 0 ? text : text.replaceFirst("\\.?0+$", "");
        }
        return new BigDecimal(value).round(new MathContext(4)).toString();
    }

    /** A coordinate: at most two decimals, and as few as will do. */
    static String coordinate(double value) {
        long hundredths = Math.round(value * 100);
        long whole = hundredths / 100;
        long rest = Math.abs(hundredths % 100);
        String sign = hundredths < 0 && whole == 0 ? "-" : "";
        if (rest == 0) {
            return Long.toString(whole);
        }
        String decimals = rest % 10 == 0 ? Long.toString(rest / 10) : (rest < 10 ? "0" + rest : Long.toString(rest));
        return sign + whole + "." + decimals;
    }
}

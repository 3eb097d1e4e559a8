package io.github.discovery4j.core.report;

/**
 * What stands in one place of a table.
 *
 * @param text the main thing
 * @param minor something smaller behind it, such as a spread; empty for none
 * @param isStrong whether it stands out, as the best of its row does
 */
public record Cell(String text, String minor, boolean isStrong) {

    /**
     * Plain text.
     *
     * @param text any
     * @return the cell
     */
    public static Cell of(String text) {
        return new Cell(text, "", false);
    }

    /**
     * A number, written the same in every locale.
     *
     * @param value finite
     * @param decimals from 0 to 12
     * @return the cell
     * @throws IllegalArgumentException if the value is not finite or the decimals are outside
     */
    public static Cell number(double value, int decimals) {
        return of(Numbers.fixed(Estimate.require(value), BarChart.Builder.requireDecimals(decimals)));
    }

    /**
     * Puts something smaller behind the text.
     *
     * @param value for example {@code ± 0.0012}
     * @return a copy with it
     */
    public Cell withMinor(String value) {
        return new Cell(text, value, isStrong);
    }

    /** {@return a copy that stands out} */
    public Cell strong() {
        return new Cell(text, minor, true);
    }
}

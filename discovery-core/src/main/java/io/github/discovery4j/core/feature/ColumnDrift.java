package io.github.discovery4j.core.feature;

/**
 * How far the values of a column have moved from those that a model was trained on.
 *
 * @param column the column
 * @param stabilityIndex the population stability index, 0 for the same distribution
 * @param missingBefore the share of missing values in training
 * @param missingNow the share of missing values now
 */
public record ColumnDrift(String column, double stabilityIndex, double missingBefore, double missingNow) {

    /** From this index on, a column has shifted: worth a look. */
    public static final double SHIFTED_FROM = 0.1;

    /** From this index on, a column has drifted: the model should be trained again. */
    public static final double DRIFTED_FROM = 0.25;

    /** What an index means, by the thresholds that are customary in credit scoring. */
    public enum Level {
        /** Below {@link #SHIFTED_FROM}. */
        STABLE,
        /** At least {@link #SHIFTED_FROM}. */
        SHIFTED,
        /** At least {@link #DRIFTED_FROM}. */
        DRIFTED
    }

    /**
     * Returns what the index means.
     *
     * @return the level
     */
    public Level level() {
        if (stabilityIndex >= DRIFTED_FROM) {
            return Level.DRIFTED;
        }
        return stabilityIndex >= SHIFTED_FROM ? Level.SHIFTED : Level.STABLE;
    }
}

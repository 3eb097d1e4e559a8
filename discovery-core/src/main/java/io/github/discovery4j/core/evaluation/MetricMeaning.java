package io.github.discovery4j.core.evaluation;

import java.util.List;
import java.util.Set;

/**
 * What readers know of a metric by its name: its family, and whether more of it is better.
 *
 * <p>A metric of a host's own has no direction, and the family "other".
 */
record MetricMeaning(Family family, Direction direction) {

    /** Families in the order of a report. */
    enum Family {
        ACCURACY("Accuracy"),
        VARIETY("Variety and reach"),
        FAIRNESS("Calibration and fairness"),
        SAMPLED("Accuracy among sampled items: not to choose models by"),
        OTHER("Other");

        private final String title;

        Family(String title) {
            this.title = title;
        }

        String title() {
            return title;
        }
    }

    /** Which way is better. */
    enum Direction {
        MORE("↑"),
        LESS("↓"),
        NEITHER("");

        private final String arrow;

        Direction(String arrow) {
            this.arrow = arrow;
        }

        String arrow() {
            return arrow;
        }
    }

    private static final Set<String> ACCURACY = Set.of("precision", "recall", "map", "mrr", "ndcg", "hit_rate", "auc");
    private static final Set<String> MORE_VARIETY = Set.of("coverage", "user_coverage", "intra_list_distance");
    private static final Set<String> VARIETY = Set.of("novelty", "average_popularity", "popularity_lift");
    private static final List<String> LESS_ENDINGS = List.of("_calibration", "_gap", "_difference");

    /** Reads a key such as {@code ndcg@10}. */
    static MetricMeaning of(String key) {
        String name = name(key);
        if (name.contains("_sampled_")) {
            return new MetricMeaning(Family.SAMPLED, Direction.NEITHER);
        }
        if (ACCURACY.contains(name)) {
            return new MetricMeaning(Family.ACCURACY, Direction.MORE);
        }
        if (MORE_VARIETY.contains(name) || name.endsWith("_entropy")) {
            return new MetricMeaning(Family.VARIETY, Direction.MORE);
        }
        if (VARIETY.contains(name)) {
            return new MetricMeaning(Family.VARIETY, Direction.NEITHER);
        }
        if (name.equals("gini")) {
            return new MetricMeaning(Family.VARIETY, Direction.LESS);
        }
        if (LESS_ENDINGS.stream().anyMatch(name::endsWith)) {
            return new MetricMeaning(Family.FAIRNESS, Direction.LESS);
        }
        if (name.endsWith("_ratio")) {
            return new MetricMeaning(Family.FAIRNESS, Direction.MORE);
        }
        return new MetricMeaning(name.contains("_exposure_") ? Family.FAIRNESS : Family.OTHER, Direction.NEITHER);
    }

    /** The name in a key: {@code ndcg} in {@code ndcg@10}. */
    static String name(String key) {
        int at = key.indexOf('@');
        return at < 0 ? key : key.substring(0, at);
    }

    /** Whether the first is better than the second. */
    boolean isBetter(double one, double other) {
        return switch (direction) {
            case MORE -> one > other;
            case LESS -> one < other;
            case NEITHER -> false;
        };
    }
}

package io.github.discovery4j.core.report;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Lying bars: one for each pair of a category and a series, side by side or stacked, with error bars.
 *
 * {@snippet :
 * BarChart chart = BarChart.builder("nDCG by segment")
 *         .axis("ndcg@10")
 *         .bar("cold users", "ease", Estimate.plusMinus(0.31, 0.02))
 *         .bar("warm users", "ease", Estimate.plusMinus(0.52, 0.01))
 *         .build();
 * }
 *
 * <p>Categories and series stand in the order in which they came first. The value is printed beside each bar, or the sum
 * beside a stack; a pair without a bar gets a dash. The axis includes zero.
 */
public final class BarChart extends Chart {

    /** How many decimals values have unless set. */
    public static final int DEFAULT_DECIMALS = 3;

    private static final double BAR = 16;
    private static final double BAR_GAP = 3;
    private static final double GROUP_GAP = 12;

    private final String axis;
    private final boolean stacked;
    private final int decimals;
    private final Map<String, Map<String, Estimate>> bars;
    private final List<String> series;

    private BarChart(Builder builder) {
        super(builder.title);
        this.axis = builder.axis;
        this.stacked = builder.stacked;
        this.decimals = builder.decimals;
        this.series = List.copyOf(builder.series);
        this.bars = new LinkedHashMap<>();
        builder.bars.forEach((category, values) -> bars.put(category, new LinkedHashMap<>(values)));
    }

    /**
     * Starts a chart.
     *
     * @param title what is shown, in a line
     * @return a builder with no bar
     */
    public static Builder builder(String title) {
        return new Builder(title);
    }

    @Override
    double draw(Canvas canvas) {
        double top = series.size() > 1
                ? canvas.legend(series, 0, (x, y, index) -> canvas.bar(x, y, 14, 14, index, series.get(index)))
                : 0;
        RowLabels labels = RowLabels.of(canvas, bars.keySet());
        Scale scale = scale(labels.width(), canvas.width() - valueWidth() - 10);
        double height = stacked ? BAR : series.size() * (BAR + BAR_GAP) - BAR_GAP;
        double bottom = top;
        Map<String, Double> tops = new LinkedHashMap<>();
        for (String category : bars.keySet()) {
            double from = labels.draw(category, bottom + GROUP_GAP / 2, height);
            tops.put(category, from);
            bottom = labels.below(category, from, height) + GROUP_GAP / 2;
        }
        double below = AxisLines.below(canvas, scale, top, bottom, axis);
        tops.forEach((category, from) -> group(canvas, scale, category, from));
        canvas.line(scale.at(0), top, scale.at(0), bottom, "axis");
        return below;
    }

    @Override
    String describe() {
        StringBuilder words = new StringBuilder(axis.isEmpty() ? "" : axis + ". ");
        bars.forEach((category, values) -> {
            words.append(category).append(category.isEmpty() ? "" : ": ");
            List<String> parts = new ArrayList<>();
            values.forEach((name, value) -> parts.add((name.isEmpty() ? "" : name + " ") + words(value)));
            words.append(String.join(", ", parts)).append(". ");
        });
        return words.toString().strip();
    }

    private void group(Canvas canvas, Scale scale, String category, double from) {
        Map<String, Estimate> values = bars.getOrDefault(category, Map.of());
        double y = from;
        double sum = 0;
        for (int index = 0; index < series.size(); index++) {
            String name = series.get(index);
            Estimate estimate = values.get(name);
            if (estimate != null) {
                double start = stacked ? sum : 0;
                bar(canvas, scale, start, estimate, y, index, tip(category, name, estimate));
                sum += estimate.value();
            }
            if (!stacked) {
                value(canvas, y, estimate == null ? "–" : Numbers.fixed(estimate.value(), decimals));
                y += BAR + BAR_GAP;
            }
        }
        if (stacked) {
            value(canvas, y, Numbers.fixed(sum, decimals));
        }
    }

    private static void bar(
            Canvas canvas, Scale scale, double start, Estimate estimate, double y, int series, String tip) {
        double one = scale.at(start);
        double other = scale.at(start + estimate.value());
        canvas.bar(Math.min(one, other), y, Math.abs(other - one), BAR, series, tip);
        if (estimate.isUncertain()) {
            canvas.horizontalWhisker(scale.at(estimate.low()), scale.at(estimate.high()), y + BAR / 2, 4);
        }
    }

    private static void value(Canvas canvas, double y, String text) {
        canvas.text(canvas.width(), y + BAR / 2 + 4.5, "end", "value", text);
    }

    private String tip(String category, String name, Estimate estimate) {
        String both = category.isEmpty() || name.isEmpty() ? category + name : category + ", " + name;
        return both + ": " + words(estimate);
    }

    private String words(Estimate estimate) {
        String value = Numbers.fixed(estimate.value(), decimals);
        return estimate.isUncertain()
                ? value + " (" + Numbers.fixed(estimate.low(), decimals) + " to "
                        + Numbers.fixed(estimate.high(), decimals) + ")"
                : value;
    }

    private double valueWidth() {
        double widest = 0;
        for (Map<String, Estimate> values : bars.values()) {
            double sum = 0;
            for (Estimate estimate : values.values()) {
                sum = stacked ? sum + estimate.value() : estimate.value();
                widest = Math.max(widest, Lettering.width(Numbers.fixed(sum, decimals), Canvas.FONT));
            }
        }
        return widest;
    }

    private Scale scale(double from, double to) {
        double min = 0;
        double max = 0;
        for (Map<String, Estimate> values : bars.values()) {
            double sum = 0;
            for (Estimate estimate : values.values()) {
                sum += estimate.value();
                min = Math.min(min, stacked ? 0 : estimate.low());
                max = Math.max(max, stacked ? sum : estimate.high());
            }
        }
        return AxisLines.horizontal(min, min == 0 && max == 0 ? 1 : max, from, to);
    }

    /** Collects bars. */
    public static final class Builder {

        private final String title;
        private String axis = "";
        private boolean stacked;
        private int decimals = DEFAULT_DECIMALS;
        private final Map<String, Map<String, Estimate>> bars = new LinkedHashMap<>();
        private final Set<String> series = new LinkedHashSet<>();

        private Builder(String title) {
            this.title = title;
        }

        /**
         * Says what is measured, with its unit; nothing unless set.
         *
         * @param text stands below the axis
         * @return this
         */
        public Builder axis(String text) {
            axis = text;
            return this;
        }

        /**
         * Sets how many decimals values are printed with; {@value BarChart#DEFAULT_DECIMALS} unless set.
         *
         * @param count from 0 to 12
         * @return this
         * @throws IllegalArgumentException if it is outside
         */
        public Builder decimals(int count) {
            decimals = requireDecimals(count);
            return this;
        }

        /**
         * Puts the bars of a category end to end, instead of side by side; for parts of a whole.
         *
         * @return this
         */
        public Builder stacked() {
            stacked = true;
            return this;
        }

        /**
         * Adds a bar to a chart of one series.
         *
         * @param category what it stands for
         * @param value how long it is
         * @return this
         * @throws IllegalArgumentException if the category has a bar
         */
        public Builder bar(String category, Estimate value) {
            return bar(category, "", value);
        }

        /**
         * Adds a bar.
         *
         * @param category a group of bars
         * @param name the series: bars of one look
         * @param value how long it is
         * @return this
         * @throws IllegalArgumentException if the pair has a bar
         */
        public Builder bar(String category, String name, Estimate value) {
            Map<String, Estimate> group = bars.computeIfAbsent(category, added -> new LinkedHashMap<>());
            if (group.putIfAbsent(name, value) != null) {
                throw new IllegalArgumentException("each pair of category and series must have one bar, came twice: \""
                        + category + "\" and \"" + name + "\" (chart \"" + title + "\")");
            }
            series.add(name);
            return this;
        }

        /**
         * Checks and freezes.
         *
         * @return the chart; without any bar it is an empty axis
         * @throws IllegalArgumentException if a stack has a negative part or an error bar
         */
        public BarChart build() {
            if (stacked) {
                bars.values().stream()
                        .map(Map::values)
                        .flatMap(Collection::stream)
                        .forEach(this::requirePart);
            }
            return new BarChart(this);
        }

        private void requirePart(Estimate part) {
            if (part.value() < 0 || part.isUncertain()) {
                throw new IllegalArgumentException("parts of a stack must be at least 0 and without error bars, was "
                        + part + " (chart \"" + title + "\"); leave out stacked()");
            }
        }

        static int requireDecimals(int count) {
            if (count < 0 || count > 12) {
                throw new IllegalArgumentException(
                        "decimals must be from 0 to 12, was " + count + "; 3 or 4 are usual");
            }
            return count;
        }
    }
}

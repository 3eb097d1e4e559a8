package io.github.discovery4j.core.report;

import java.util.ArrayList;
import java.util.List;

/**
 * How a sum came about: from a start, step by step up and down, to the end.
 *
 * {@snippet :
 * WaterfallChart chart = WaterfallChart.builder("Why this score")
 *         .start("an average candidate", 1.2)
 *         .step("favourites you share", 0.8)
 *         .step("distance", -0.3)
 *         .end("score")
 *         .build();
 * }
 *
 * <p>Steps up and steps down differ in colour, hatching and the sign that is printed beside them.
 */
public final class WaterfallChart extends Chart {

    private static final double BAR = 16;
    private static final double GAP = 9;
    private static final int UP = 0;
    private static final int DOWN = 1;
    /** Plain grey. */
    private static final int LEVEL = 22;

    private record Step(String name, double change) {}

    private final String axis;
    private final int decimals;
    private final String startName;
    private final double start;
    private final List<Step> steps;
    private final String endName;

    private WaterfallChart(Builder builder) {
        super(builder.title);
        this.axis = builder.axis;
        this.decimals = builder.decimals;
        this.startName = builder.startName;
        this.start = builder.start;
        this.steps = List.copyOf(builder.steps);
        this.endName = builder.endName;
    }

    /**
     * Starts a chart.
     *
     * @param title what is shown, in a line
     * @return a builder that starts from 0 and has no step
     */
    public static Builder builder(String title) {
        return new Builder(title);
    }

    @Override
    double draw(Canvas canvas) {
        List<String> names = new ArrayList<>(List.of(startName));
        steps.forEach(step -> names.add(step.name));
        names.add(endName);
        RowLabels labels = RowLabels.of(canvas, names);
        double bottom = 0;
        double[] tops = new double[names.size()];
        for (int row = 0; row < tops.length; row++) {
            tops[row] = labels.draw(names.get(row), bottom + GAP / 2, BAR);
            bottom = labels.below(names.get(row), tops[row], BAR) + GAP / 2;
        }
        Scale scale = scale(labels.width(), canvas.width() - valueWidth() - 10);
        double below = AxisLines.below(canvas, scale, 0, bottom, axis);
        double level = start;
        bar(canvas, scale, tops[0], 0, start, LEVEL, startName + ": " + plain(start), plain(start));
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            double x = scale.at(level);
            canvas.line(x, tops[i] + BAR, x, tops[i + 1], "leader");
            int look = step.change < 0 ? DOWN : UP;
            String value = signed(step.change);
            bar(canvas, scale, tops[i + 1], level, level + step.change, look, step.name + ": " + value, value);
            level += step.change;
        }
        double x = scale.at(level);
        canvas.line(x, tops[tops.length - 2] + BAR, x, tops[tops.length - 1], "leader");
        bar(canvas, scale, tops[tops.length - 1], 0, level, LEVEL, endName + ": " + plain(level), plain(level));
        canvas.line(scale.at(0), 0, scale.at(0), bottom, "axis");
        return below;
    }

    @Override
    String describe() {
        StringBuilder words = new StringBuilder(startName + ": " + plain(start) + ". ");
        double level = start;
        for (Step step : steps) {
            words.append(step.name).append(": ").append(signed(step.change)).append(". ");
            level += step.change;
        }
        return words.append(endName)
                .append(": ")
                .append(plain(level))
                .append('.')
                .toString();
    }

    private static void bar(
            Canvas canvas, Scale scale, double y, double from, double to, int look, String tip, String value) {
        double one = scale.at(from);
        double other = scale.at(to);
        canvas.bar(Math.min(one, other), y, Math.abs(other - one), BAR, look, tip);
        canvas.text(canvas.width(), y + BAR / 2 + 4.5, "end", "value", value);
    }

    private Scale scale(double from, double to) {
        double level = start;
        double min = Math.min(0, start);
        double max = Math.max(0, start);
        for (Step step : steps) {
            level += step.change;
            min = Math.min(min, level);
            max = Math.max(max, level);
        }
        return AxisLines.horizontal(min, min == 0 && max == 0 ? 1 : max, from, to);
    }

    private double valueWidth() {
        double level = start;
        double widest = Lettering.width(plain(start), Canvas.FONT);
        for (Step step : steps) {
            level += step.change;
            widest = Math.max(widest, Lettering.width(signed(step.change), Canvas.FONT));
        }
        return Math.max(widest, Lettering.width(plain(level), Canvas.FONT));
    }

    private String plain(double value) {
        return Numbers.fixed(value, decimals);
    }

    private String signed(double change) {
        String size = Numbers.fixed(Math.abs(change), decimals);
        return (change < 0 ? "−" : "+") + size;
    }

    /** Collects steps. */
    public static final class Builder {

        private final String title;
        private String axis = "";
        private int decimals = BarChart.DEFAULT_DECIMALS;
        private String startName = "start";
        private double start;
        private final List<Step> steps = new ArrayList<>();
        private String endName = "sum";

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
            decimals = BarChart.Builder.requireDecimals(count);
            return this;
        }

        /**
         * Sets where the steps begin; "start" at 0 unless set.
         *
         * @param name of the first row
         * @param value finite
         * @return this
         * @throws IllegalArgumentException if it is not finite
         */
        public Builder start(String name, double value) {
            startName = name;
            start = Estimate.require(value);
            return this;
        }

        /**
         * Adds a step.
         *
         * @param name of its row
         * @param change by how much the sum grows or, below 0, shrinks; finite
         * @return this
         * @throws IllegalArgumentException if it is not finite
         */
        public Builder step(String name, double change) {
            steps.add(new Step(name, Estimate.require(change)));
            return this;
        }

        /**
         * Names the last row; "sum" unless set.
         *
         * @param name of the last row, which is the start and all steps added
         * @return this
         */
        public Builder end(String name) {
            endName = name;
            return this;
        }

        /**
         * Freezes.
         *
         * @return the chart
         */
        public WaterfallChart build() {
            return new WaterfallChart(this);
        }
    }
}

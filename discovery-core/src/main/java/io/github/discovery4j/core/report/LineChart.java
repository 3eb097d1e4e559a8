package io.github.discovery4j.core.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Curves through points, one a series, with error bars: how a measure changes with a number.
 *
 * {@snippet :
 * LineChart chart = LineChart.builder("Recall by length of list")
 *         .axes("k", "recall@k")
 *         .point("ease", 5, Estimate.exact(0.12))
 *         .point("ease", 10, Estimate.exact(0.21))
 *         .build();
 * }
 *
 * <p>Series differ in colour, dashes and marks. Points are joined in the order of x, whatever order they came in.
 */
public final class LineChart extends Chart {

    private static final double MARK = 4.5;

    private record Point(double x, Estimate y) {}

    private final String xAxis;
    private final String yAxis;
    private final Map<String, List<Point>> curves;

    private LineChart(Builder builder) {
        super(builder.title);
        this.xAxis = builder.xAxis;
        this.yAxis = builder.yAxis;
        this.curves = new LinkedHashMap<>();
        builder.curves.forEach((name, points) -> curves.put(
                name,
                points.stream().sorted(Comparator.comparingDouble(Point::x)).toList()));
    }

    /**
     * Starts a chart.
     *
     * @param title what is shown, in a line
     * @return a builder with no point
     */
    public static Builder builder(String title) {
        return new Builder(title);
    }

    @Override
    double draw(Canvas canvas) {
        List<String> names = List.copyOf(curves.keySet());
        double top = names.size() > 1
                ? canvas.legend(names, 0, (x, y, series) -> {
                    canvas.curve(List.of(new double[] {x, y + 7}, new double[] {x + 16, y + 7}), series);
                    canvas.mark(x + 8, y + 7, MARK, series, names.get(series));
                })
                : 0;
        List<Point> all = curves.values().stream().flatMap(List::stream).toList();
        Plot plot = Plot.of(
                canvas,
                all.stream().map(point -> Estimate.exact(point.x)).toList(),
                all.stream().map(Point::y).toList(),
                yAxis,
                top);
        double below = plot.frame(xAxis, yAxis);
        for (int series = 0; series < names.size(); series++) {
            List<Point> points = curves.getOrDefault(names.get(series), List.of());
            canvas.curve(
                    points.stream()
                            .map(point -> new double[] {plot.x(point.x), plot.y(point.y.value())})
                            .toList(),
                    series);
            for (Point point : points) {
                plot.whiskers(Estimate.exact(point.x), point.y);
                canvas.mark(
                        plot.x(point.x),
                        plot.y(point.y.value()),
                        MARK,
                        series,
                        names.get(series) + ": " + words(point));
            }
        }
        return below;
    }

    @Override
    String describe() {
        StringBuilder words = new StringBuilder(yAxis + " by " + xAxis + ". ");
        curves.forEach((name, points) -> words.append(name)
                .append(": ")
                .append(String.join("; ", points.stream().map(LineChart::words).toList()))
                .append(". "));
        return words.toString().strip();
    }

    private static String words(Point point) {
        return Numbers.significant(point.x) + ", " + Numbers.significant(point.y.value());
    }

    /** Collects points. */
    public static final class Builder {

        private final String title;
        private String xAxis = "x";
        private String yAxis = "y";
        private final Map<String, List<Point>> curves = new LinkedHashMap<>();

        private Builder(String title) {
            this.title = title;
        }

        /**
         * Says what is measured, with units; "x" and "y" unless set.
         *
         * @param x stands below the horizontal axis
         * @param y stands above the vertical axis
         * @return this
         */
        public Builder axes(String x, String y) {
            xAxis = x;
            yAxis = y;
            return this;
        }

        /**
         * Adds a point to a curve.
         *
         * @param series the curve
         * @param x to the right; finite
         * @param y upwards
         * @return this
         * @throws IllegalArgumentException if x is not finite
         */
        public Builder point(String series, double x, Estimate y) {
            curves.computeIfAbsent(series, added -> new ArrayList<>()).add(new Point(Estimate.require(x), y));
            return this;
        }

        /**
         * Freezes.
         *
         * @return the chart; without any point it is an empty frame
         */
        public LineChart build() {
            return new LineChart(this);
        }
    }
}

package io.github.discovery4j.core.report;

import java.util.ArrayList;
import java.util.List;

/**
 * Named points in two dimensions, with error bars in both.
 *
 * {@snippet :
 * ScatterChart chart = ScatterChart.builder("Accuracy against diversity")
 *         .axes("intra_list_distance@10", "ndcg@10")
 *         .point("ease", Estimate.plusMinus(0.725, 0.001), Estimate.plusMinus(0.474, 0.001))
 *         .build();
 * }
 *
 * <p>Each point has a shape and its name beside it; names keep out of each other's way, with a line back to the point
 * where that takes them away from it. The axes show the values' range and need not include zero.
 */
public final class ScatterChart extends Chart {

    private static final double MARK = 5.5;
    private static final double STEP = 16;

    private record Point(String name, Estimate x, Estimate y) {}

    private final String xAxis;
    private final String yAxis;
    private final List<Point> points;

    private ScatterChart(Builder builder) {
        super(builder.title);
        this.xAxis = builder.xAxis;
        this.yAxis = builder.yAxis;
        this.points = List.copyOf(builder.points);
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
        Plot plot = Plot.of(
                canvas,
                points.stream().map(Point::x).toList(),
                points.stream().map(Point::y).toList(),
                yAxis);
        double below = plot.frame(xAxis, yAxis);
        Placing placing = new Placing(canvas.width(), plot.top() - 6, plot.bottom());
        for (Point point : points) {
            plot.whiskers(point.x, point.y);
            double x = plot.x(point.x.value());
            double y = plot.y(point.y.value());
            placing.occupy(x, y, 2 * MARK + 2, 2 * MARK + 2);
            placing.occupy(x, y, 2, plot.y(point.y.low()) - plot.y(point.y.high()));
            placing.occupy(x, y, plot.x(point.x.high()) - plot.x(point.x.low()), 2);
        }
        for (int i = 0; i < points.size(); i++) {
            Point point = points.get(i);
            double x = plot.x(point.x.value());
            double y = plot.y(point.y.value());
            canvas.mark(x, y, MARK, i, words(point));
            name(canvas, placing, point.name, x, y);
        }
        return below;
    }

    @Override
    String describe() {
        StringBuilder words = new StringBuilder(yAxis + " against " + xAxis + ". ");
        points.forEach(point -> words.append(words(point)).append(". "));
        return words.toString().strip();
    }

    private static String words(Point point) {
        return point.name + ": " + Numbers.significant(point.x.value()) + ", " + Numbers.significant(point.y.value());
    }

    private static void name(Canvas canvas, Placing placing, String name, double x, double y) {
        String line =
                Lettering.lines(name, canvas.width() * 0.45, Canvas.FONT, 1).get(0);
        Placing.Box box = placing.place(x, y, Lettering.width(line, Canvas.FONT), STEP, MARK + 5);
        if (box.isAway()) {
            double end = Math.min(Math.max(x, box.left()), box.right());
            canvas.line(x, y, end, box.middle() < y ? box.middle() + STEP / 2 : box.middle() - STEP / 2, "leader");
        }
        canvas.text(box.left(), box.middle() + 4.5, "start", "name", line);
    }

    /** Collects points. */
    public static final class Builder {

        private final String title;
        private String xAxis = "x";
        private String yAxis = "y";
        private final List<Point> points = new ArrayList<>();

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
         * Adds a point.
         *
         * @param name stands beside it
         * @param x to the right
         * @param y upwards
         * @return this
         */
        public Builder point(String name, Estimate x, Estimate y) {
            points.add(new Point(name, x, y));
            return this;
        }

        /**
         * Freezes.
         *
         * @return the chart; without any point it is an empty frame
         */
        public ScatterChart build() {
            return new ScatterChart(this);
        }
    }
}

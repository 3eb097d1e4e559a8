package io.github.discovery4j.core.report;

import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/**
 * What a chart is drawn on: so wide, and as high as the chart needs.
 *
 * <p>Series are told apart by colour, by the hatching of their bars and by the shape of their marks, so that the picture
 * can be read in grey and by people who do not see all colours.
 */
final class Canvas {

    static final double FONT = 13;
    static final double SMALL_FONT = 12;
    static final double LINE_HEIGHT = 17;

    /** From here on there is room for labels beside bars. */
    private static final double WIDE = 500;

    private static final int COLOURS = 8;
    private static final int HATCHES = 8;
    private static final int SHAPES = 6;

    private final double width;
    private final String id;
    private final Markup body = new Markup();
    private final TreeSet<Integer> hatched = new TreeSet<>();

    Canvas(double width, String id) {
        this.width = width;
        this.id = id;
    }

    double width() {
        return width;
    }

    boolean isWide() {
        return width >= WIDE;
    }

    /** What was drawn so far. */
    CharSequence body() {
        return body.toString();
    }

    /** The hatchings that were used; they must stand beside the body. */
    CharSequence patterns() {
        Markup defs = new Markup();
        if (!hatched.isEmpty()) {
            defs.open("defs");
            for (int series : hatched) {
                pattern(series, defs);
            }
            defs.close();
        }
        return defs.toString();
    }

    void bar(double x, double y, double barWidth, double height, int series, String tip) {
        int colour = series % COLOURS;
        boolean plain = hatch(series) == 0;
        if (!plain) {
            hatched.add(series);
        }
        body.open(
                "rect",
                "x",
                num(x),
                "y",
                num(y),
                "width",
                num(barWidth),
                "height",
                num(height),
                "class",
                plain ? "f" + colour : "edge l" + colour,
                "fill",
                plain ? "black" : "url(#" + patternId(series) + ")");
        body.element("title", tip).close();
    }

    void line(double x1, double y1, double x2, double y2, String style) {
        body.empty("line", "x1", num(x1), "y1", num(y1), "x2", num(x2), "y2", num(y2), "class", style);
    }

    /** Text whose baseline is at y; anchor is start, middle or end. */
    void text(double x, double y, String anchor, String style, String text) {
        body.element("text", text, "x", num(x), "y", num(y), "text-anchor", anchor, "class", style);
        body.raw("\n");
    }

    void horizontalWhisker(double x1, double x2, double y, double half) {
        path("M%s %sV%sM%s %sH%sM%s %sV%s", "whisker", x1, y - half, y + half, x1, y, x2, x2, y - half, y + half);
    }

    void verticalWhisker(double x, double y1, double y2, double half) {
        path("M%s %sH%sM%s %sV%sM%s %sH%s", "whisker", x - half, y1, x + half, x, y1, y2, x - half, y2, x + half);
    }

    /** A curve through points, its dashes by series. */
    void curve(List<double[]> points, int series) {
        StringBuilder at = new StringBuilder();
        for (double[] point : points) {
            at.append(at.isEmpty() ? "" : " ").append(num(point[0])).append(',').append(num(point[1]));
        }
        String[] dashes = {"none", "7 3", "2 3", "9 3 2 3", "4 4", "12 4"};
        body.empty(
                "polyline",
                "points",
                at.toString(),
                "class",
                "curve l" + series % COLOURS,
                "stroke-dasharray",
                dashes[series % dashes.length]);
    }

    /** A mark of the series' shape: circle, square, triangle, diamond, downward triangle, cross. */
    void mark(double x, double y, double r, int series, String tip) {
        String shape = switch (series % SHAPES) {
            case 0 -> format("M%s %sa%s %s 0 1 0 %s 0a%s %s 0 1 0 %s 0z", x - r, y, r, r, 2 * r, r, r, -2 * r);
            case 1 -> format("M%s %sh%sv%sh%sz", x - 0.9 * r, y - 0.9 * r, 1.8 * r, 1.8 * r, -1.8 * r);
            case 2 -> format("M%s %sl%s %sh%sz", x, y - 1.15 * r, 1.1 * r, 1.95 * r, -2.2 * r);
            case 3 ->
                format(
                        "M%s %sl%s %sl%s %sl%s %sz",
                        x, y - 1.25 * r, 1.25 * r, 1.25 * r, -1.25 * r, 1.25 * r, -1.25 * r, -1.25 * r);
            case 4 -> format("M%s %sl%s %sh%sz", x, y + 1.15 * r, 1.1 * r, -1.95 * r, -2.2 * r);
            default ->
                format(
                        "M%s %sh%sv%sh%sv%sh%sv%sh%sv%sh%sv%sh%sz",
                        x - 0.4 * r,
                        y - 1.1 * r,
                        0.8 * r,
                        0.7 * r,
                        0.7 * r,
                        0.8 * r,
                        -0.7 * r,
                        0.7 * r,
                        -0.8 * r,
                        -0.7 * r,
                        -0.7 * r,
                        -0.8 * r,
                        0.7 * r);
        };
        body.open("path", "d", shape, "class", "f" + series % COLOURS);
        body.element("title", tip).close();
    }

    /** Rows of a sample each and its name, from the left; returns the y below them. */
    double legend(List<String> names, double top, Sample sample) {
        double x = 0;
        double y = top;
        for (int series = 0; series < names.size(); series++) {
            String name =
                    Lettering.lines(names.get(series), width - 30, FONT, 1).get(0);
            double needed = 22 + Lettering.width(name, FONT) + 16;
            if (x > 0 && x + needed - 16 > width) {
                x = 0;
                y += LINE_HEIGHT + 3;
            }
            sample.draw(x, y, series);
            text(x + 22, y + 11, "start", "key", name);
            x += needed;
        }
        return y + LINE_HEIGHT + 7;
    }

    /** Draws what stands for a series in a legend, 14 wide and high. */
    @FunctionalInterface
    interface Sample {
        void draw(double x, double y, int series);
    }

    private void path(String format, String style, double... numbers) {
        body.empty("path", "d", format(format, numbers), "class", style);
    }

    private static String format(String format, double... numbers) {
        Object[] texts = new Object[numbers.length];
        for (int i = 0; i < numbers.length; i++) {
            texts[i] = num(numbers[i]);
        }
        return String.format(Locale.ROOT, format, texts);
    }

    /** Series that share a colour differ in hatching: 64 looks in all. */
    private static int hatch(int series) {
        return (series + series / COLOURS) % HATCHES;
    }

    private String patternId(int series) {
        return id + "p" + series;
    }

    private void pattern(int series, Markup defs) {
        int hatch = hatch(series);
        String turn = switch (hatch) {
            case 1 -> "rotate(45)";
            case 2 -> "rotate(-45)";
            case 5, 6 -> "rotate(45)";
            case 7 -> "rotate(90)";
            default -> "rotate(0)";
        };
        defs.open(
                "pattern",
                "id",
                patternId(series),
                "width",
                "6",
                "height",
                "6",
                "patternUnits",
                "userSpaceOnUse",
                "patternTransform",
                turn);
        defs.empty("rect", "width", "6", "height", "6", "class", "f" + series % COLOURS);
        switch (hatch) {
            case 3 -> defs.empty("circle", "cx", "3", "cy", "3", "r", "1.5", "class", "dot");
            case 5 -> defs.empty("path", "d", "M0 3H6M3 0V6", "class", "hatch", "stroke-width", "1");
            case 6 -> defs.empty("circle", "cx", "3", "cy", "3", "r", "2.2", "class", "dot");
            default ->
                defs.empty(
                        "path",
                        "d",
                        "M0 3H6",
                        "class",
                        "hatch",
                        "stroke-width",
                        hatch == 4 || hatch == 7 ? "1" : "1.6");
        }
        defs.close();
    }

    static String num(double value) {
        return Numbers.coordinate(value);
    }
}

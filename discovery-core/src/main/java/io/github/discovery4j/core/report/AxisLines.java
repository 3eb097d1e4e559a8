package io.github.discovery4j.core.report;

/** Grid lines, ticks and their labels. */
final class AxisLines {

    private static final int MOST_TICKS = 8;

    private AxisLines() {}

    /** A scale from left to right with as many ticks as have room for their labels. */
    static Scale horizontal(double min, double max, double from, double to) {
        Scale scale = Scale.of(min, max, 1, from, to);
        for (int ticks = 2; ticks <= MOST_TICKS; ticks++) {
            Scale finer = Scale.of(min, max, ticks, from, to);
            if (!fits(finer, to - from)) {
                break;
            }
            scale = finer;
        }
        return scale;
    }

    /** Draws the lines of a horizontal scale and what stands below; returns the y below all. */
    static double below(Canvas canvas, Scale scale, double top, double bottom, String title) {
        for (double tick : scale.ticks()) {
            double x = scale.at(tick);
            canvas.line(x, top, x, bottom, "grid");
            String label = scale.label(tick);
            double half = Lettering.width(label, Canvas.SMALL_FONT) / 2;
            double inside = Math.min(Math.max(x, half), canvas.width() - half);
            canvas.text(inside, bottom + 16, "middle", "soft", label);
        }
        if (title.isEmpty()) {
            return bottom + 22;
        }
        double left = scale.at(scale.ticks().get(0));
        double right = scale.at(scale.ticks().get(scale.ticks().size() - 1));
        String line =
                Lettering.lines(title, canvas.width(), Canvas.SMALL_FONT, 1).get(0);
        double half = Lettering.width(line, Canvas.SMALL_FONT) / 2;
        double middle = Math.min(Math.max((left + right) / 2, half), Math.max(half, canvas.width() - half));
        canvas.text(middle, bottom + 35, "middle", "soft", line);
        return bottom + 42;
    }

    /** Draws the lines of a vertical scale and the labels to their left. */
    static void left(Canvas canvas, Scale scale, double left, double right) {
        for (double tick : scale.ticks()) {
            double y = scale.at(tick);
            canvas.line(left, y, right, y, "grid");
            canvas.text(left - 7, y + 4, "end", "soft", scale.label(tick));
        }
    }

    /** The room that the labels of a vertical scale take. */
    static double labelWidth(Scale scale) {
        return scale.ticks().stream()
                        .mapToDouble(tick -> Lettering.width(scale.label(tick), Canvas.SMALL_FONT))
                        .max()
                        .orElse(0)
                + 9;
    }

    private static boolean fits(Scale scale, double pixels) {
        double needed = 0;
        for (double tick : scale.ticks()) {
            needed += Lettering.width(scale.label(tick), Canvas.SMALL_FONT) + 10;
        }
        return needed <= pixels;
    }
}

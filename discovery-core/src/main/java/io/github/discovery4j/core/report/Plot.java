package io.github.discovery4j.core.report;

import java.util.List;

/** A frame with two axes, and where values stand in it. */
final class Plot {

    private static final double HEIGHT_WIDE = 300;
    private static final double HEIGHT_SMALL = 250;
    private static final double TITLE = 25;
    private static final double RIGHT = 12;
    private static final int STEPS_UP = 5;

    private final Canvas canvas;
    private final Scale across;
    private final Scale up;
    private final double left;
    private final double top;
    private final double bottom;

    private Plot(Canvas canvas, Scale across, Scale up, double left, double top, double bottom) {
        this.canvas = canvas;
        this.across = across;
        this.up = up;
        this.left = left;
        this.top = top;
        this.bottom = bottom;
    }

    /** A frame from y = 0 down. */
    static Plot of(Canvas canvas, List<Estimate> xs, List<Estimate> ys, String yTitle) {
        return of(canvas, xs, ys, yTitle, 0);
    }

    static Plot of(Canvas canvas, List<Estimate> xs, List<Estimate> ys, String yTitle, double from) {
        double top = from + (yTitle.isEmpty() ? 8 : TITLE);
        double bottom = top + (canvas.isWide() ? HEIGHT_WIDE : HEIGHT_SMALL);
        Scale up = Scale.of(low(ys), high(ys), STEPS_UP, bottom, top);
        double left = AxisLines.labelWidth(up);
        Scale across = AxisLines.horizontal(low(xs), high(xs), left, canvas.width() - RIGHT);
        return new Plot(canvas, across, up, left, top, bottom);
    }

    double top() {
        return top;
    }

    double bottom() {
        return bottom;
    }

    double x(double value) {
        return across.at(value);
    }

    double y(double value) {
        return up.at(value);
    }

    /** Draws the grid and what stands around it; returns the y below. */
    double frame(String xTitle, String yTitle) {
        AxisLines.left(canvas, up, left, canvas.width() - RIGHT);
        if (!yTitle.isEmpty()) {
            String line = Lettering.lines(yTitle, canvas.width(), Canvas.SMALL_FONT, 1)
                    .get(0);
            canvas.text(0, top - 13, "start", "soft", line);
        }
        return AxisLines.below(canvas, across, top, bottom, xTitle);
    }

    /** Draws the error bars of a point. */
    void whiskers(Estimate x, Estimate y) {
        if (x.isUncertain()) {
            canvas.horizontalWhisker(x(x.low()), x(x.high()), y(y.value()), 3);
        }
        if (y.isUncertain()) {
            canvas.verticalWhisker(x(x.value()), y(y.low()), y(y.high()), 3);
        }
    }

    private static double low(List<Estimate> values) {
        return values.stream().mapToDouble(Estimate::low).min().orElse(0);
    }

    private static double high(List<Estimate> values) {
        return values.stream().mapToDouble(Estimate::high).max().orElse(1);
    }
}

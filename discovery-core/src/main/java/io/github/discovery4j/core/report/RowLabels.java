package io.github.discovery4j.core.report;

import java.util.Collection;
import java.util.List;

/** The names of rows: to their left where there is room, above them on a phone. */
final class RowLabels {

    private static final double LARGEST_SHARE = 0.3;
    private static final double GAP = 12;
    private static final int MOST_LINES = 2;

    private final Canvas canvas;
    private final double width;

    private RowLabels(Canvas canvas, double width) {
        this.canvas = canvas;
        this.width = width;
    }

    static RowLabels of(Canvas canvas, Collection<String> names) {
        double widest = 0;
        for (String name : names) {
            widest = Math.max(widest, Lettering.width(name, Canvas.FONT));
        }
        boolean beside = canvas.isWide() && widest > 0;
        return new RowLabels(canvas, beside ? Math.min(widest + GAP, LARGEST_SHARE * canvas.width()) : 0);
    }

    /** How much of the left they take. */
    double width() {
        return width;
    }

    /** Draws the name of a row that may begin at a y and is so high; returns where the row begins. */
    double draw(String name, double top, double height) {
        List<String> lines = lines(name);
        if (width == 0) {
            double y = top;
            for (String line : lines) {
                y += Canvas.LINE_HEIGHT;
                canvas.text(0, y - 5, "start", "label", line);
            }
            return y;
        }
        double over = Math.max(0, lines.size() * Canvas.LINE_HEIGHT - height) / 2;
        double first = top + over + height / 2 + 4.5 - (lines.size() - 1) * Canvas.LINE_HEIGHT / 2;
        for (int i = 0; i < lines.size(); i++) {
            canvas.text(width - GAP, first + i * Canvas.LINE_HEIGHT, "end", "label", lines.get(i));
        }
        return top + over;
    }

    /** Where a row ends that began at a y. */
    double below(String name, double from, double height) {
        double over = width == 0 ? 0 : Math.max(0, lines(name).size() * Canvas.LINE_HEIGHT - height) / 2;
        return from + height + over;
    }

    private List<String> lines(String name) {
        if (name.isBlank()) {
            return List.of();
        }
        return Lettering.lines(name, width == 0 ? canvas.width() : width - GAP, Canvas.FONT, MOST_LINES);
    }
}

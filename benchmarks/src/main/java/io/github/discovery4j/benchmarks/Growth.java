package io.github.discovery4j.benchmarks;

import io.github.discovery4j.core.report.Cell;
import io.github.discovery4j.core.report.Estimate;
import io.github.discovery4j.core.report.LineChart;
import io.github.discovery4j.core.report.Page;
import io.github.discovery4j.core.report.Table;
import io.github.discovery4j.core.report.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Measures that grow with a size: a table, a chart each with logarithmic axes, and the exponent that fits best. */
public final class Growth {

    private record Point(double size, double value) {}

    private final String title;
    private final String lead;
    private final String size;
    private final Map<String, Map<String, List<Point>>> measures = new LinkedHashMap<>();

    /**
     * Starts without a point.
     *
     * @param title of the page
     * @param lead what was measured, in a sentence
     * @param size what grows, such as {@code vectors}
     */
    public Growth(String title, String lead, String size) {
        this.title = title;
        this.lead = lead;
        this.size = size;
    }

    /**
     * Adds a figure.
     *
     * @param measure what was measured, with its unit
     * @param series of what
     * @param at the size, above 0
     * @param value above 0
     */
    public void add(String measure, String series, double at, double value) {
        measures.computeIfAbsent(measure, name -> new LinkedHashMap<>())
                .computeIfAbsent(series, name -> new ArrayList<>())
                .add(new Point(at, value));
    }

    /**
     * Prints the exponents and writes the page.
     *
     * @param file where to
     * @throws IOException if it cannot be written
     */
    public void write(Path file) throws IOException {
        Page.Builder page = Page.builder(title).lead(lead + " Axes are powers of ten.");
        measures.forEach((measure, bySeries) -> {
            LineChart.Builder chart = LineChart.builder(measure).axes(size + ", log10", measure + ", log10");
            Table.Builder table =
                    Table.builder(measure).column("").numberColumn(size).numberColumn(measure);
            StringBuilder fit = new StringBuilder(measure + " grows with " + size + " to the power");
            bySeries.forEach((series, points) -> {
                for (Point point : points) {
                    chart.point(series, Math.log10(point.size()), Estimate.exact(Math.log10(point.value())));
                    table.row(
                            Cell.of(series),
                            Cell.of(String.format(Locale.ROOT, "%,.0f", point.size())),
                            Cell.number(point.value(), 3));
                }
                fit.append(String.format(Locale.ROOT, " %.2f (%s)", exponent(points), series));
            });
            System.out.println(fit);
            page.section(measure, chart.build(), Text.note(fit + "."), table.build());
        });
        Files.writeString(file, page.build().toHtml());
    }

    /** The slope of least squares between the logarithms. */
    private static double exponent(List<Point> points) {
        double n = points.size();
        double x = 0;
        double y = 0;
        double xx = 0;
        double xy = 0;
        for (Point point : points) {
            double logX = Math.log(point.size());
            double logY = Math.log(point.value());
            x += logX / n;
            y += logY / n;
            xx += logX * logX / n;
            xy += logX * logY / n;
        }
        return (xy - x * y) / (xx - x * x);
    }
}

package io.github.discovery4j.examples.frontier;

import io.github.discovery4j.core.evaluation.Provenance;
import io.github.discovery4j.core.report.Cell;
import io.github.discovery4j.core.report.Estimate;
import io.github.discovery4j.core.report.Facts;
import io.github.discovery4j.core.report.LineChart;
import io.github.discovery4j.core.report.Page;
import io.github.discovery4j.core.report.Table;
import io.github.discovery4j.core.report.Text;
import java.util.List;
import java.util.OptionalDouble;

/** The page about a frontier: accuracy against distance, a line for each method. */
public final class FrontierPage {

    private FrontierPage() {}

    /**
     * Draws the chart.
     *
     * @param points of all series
     * @param k where lists were cut
     * @return a line for each series
     */
    public static LineChart chart(List<FrontierPoint> points, int k) {
        LineChart.Builder chart = LineChart.builder("What distance within a slate costs")
                .axes("intra-list distance@" + k + ", of genres", "nDCG@" + k);
        points.forEach(point -> chart.point(
                point.series(),
                point.distance().mean(),
                Estimate.exact(point.accuracy().mean())));
        return chart.build();
    }

    /**
     * Draws a page.
     *
     * @param points of all series
     * @param lead what was measured, in a sentence
     * @param k where lists were cut
     * @param provenance where the figures come from
     * @return the page
     */
    public static Page of(List<FrontierPoint> points, String lead, int k, Provenance provenance) {
        Table.Builder table = Table.builder("By method and weight of diversity")
                .column("method")
                .numberColumn("weight")
                .numberColumn("nDCG@" + k)
                .numberColumn("change, %")
                .numberColumn("distance@" + k)
                .numberColumn("change, %");
        points.forEach(point -> table.row(
                Cell.of(point.series()),
                Cell.number(point.weight(), 2),
                Cell.number(point.accuracy().mean(), 4),
                change(point.accuracyChange()),
                Cell.number(point.distance().mean(), 4),
                change(point.distanceChange())));
        Provenance.Machine machine = provenance.machine();
        return Page.builder("The price of diversity")
                .lead(lead)
                .section("Frontier", chart(points, k), table.build())
                .section(
                        "Where this comes from",
                        Facts.builder()
                                .fact("Command", String.join(" ", provenance.command()))
                                .fact("Java", machine.java())
                                .fact("System", machine.os() + ", " + machine.processors() + " processors")
                                .fact("Started", provenance.startedAt().toString())
                                .build(),
                        Text.note(
                                "Farther right is more varied, farther up more accurate: a method is better where its line"
                                        + " lies above and to the right of another's. Lines by the vectors of genres see what is"
                                        + " measured, and show how far one could go."))
                .build();
    }

    private static Cell change(OptionalDouble percent) {
        return percent.isPresent() ? Cell.number(percent.getAsDouble(), 1) : Cell.of("–");
    }
}

package io.github.discovery4j.examples.bench;

import io.github.discovery4j.core.evaluation.Provenance;
import io.github.discovery4j.core.report.Cell;
import io.github.discovery4j.core.report.Estimate;
import io.github.discovery4j.core.report.Facts;
import io.github.discovery4j.core.report.LineChart;
import io.github.discovery4j.core.report.Page;
import io.github.discovery4j.core.report.Table;
import io.github.discovery4j.core.report.Text;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The page about a sweep: recall against rate, time and space. */
public final class BenchPage {

    private static final double MEGABYTE = 1e6;

    private BenchPage() {}

    /**
     * Draws a page.
     *
     * @param rows by the share that the filter lets pass, as text; one entry without a filter
     * @param data what was searched, in a sentence
     * @param k how many each query asked for
     * @param provenance where the figures come from
     * @return the page
     */
    public static Page of(Map<String, List<Sweep.Row>> rows, String data, int k, Provenance provenance) {
        Page.Builder page = Page.builder("Vector indexes").lead(data);
        rows.forEach((filter, measured) -> page.section(filter, chart(filter, measured, k), table(measured, k)));
        Provenance.Machine machine = provenance.machine();
        return page.section(
                        "Where this comes from",
                        Facts.builder()
                                .fact("Command", String.join(" ", provenance.command()))
                                .fact("Java", machine.java())
                                .fact("System", machine.os() + ", " + machine.processors() + " processors")
                                .fact("Started", provenance.startedAt().toString())
                                .build(),
                        Text.note(
                                "Recall counts what is as near as the k-th nearest. Build time includes waiting until the"
                                        + " vectors can be found. Space is the index's own estimate: heap and files."))
                .build();
    }

    private static LineChart chart(String filter, List<Sweep.Row> rows, int k) {
        LineChart.Builder chart =
                LineChart.builder("Queries a second against recall, " + filter).axes("recall@" + k, "queries a second");
        rows.forEach(row -> chart.point(row.index(), row.recall(), Estimate.exact(row.queriesPerSecond())));
        return chart.build();
    }

    private static Table table(List<Sweep.Row> rows, int k) {
        Table.Builder table = Table.builder("By index and effort")
                .column("index")
                .numberColumn("effort")
                .numberColumn("recall@" + k)
                .numberColumn("queries a second")
                .numberColumn("compared a query")
                .numberColumn("build, s")
                .numberColumn("heap, MB")
                .numberColumn("files, MB");
        rows.forEach(row -> table.row(
                Cell.of(row.index()),
                Cell.of(row.effort() == 0 ? "–" : Integer.toString(row.effort())),
                Cell.number(row.recall(), 4),
                Cell.of(String.format(Locale.ROOT, "%,.0f", row.queriesPerSecond())),
                Cell.of(String.format(Locale.ROOT, "%,.0f", row.visited())),
                Cell.number(row.buildSeconds(), 2),
                Cell.number(row.footprint().heapBytes() / MEGABYTE, 1),
                Cell.number(row.footprint().fileBytes() / MEGABYTE, 1)));
        return table.build();
    }
}

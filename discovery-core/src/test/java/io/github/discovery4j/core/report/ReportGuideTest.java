package io.github.discovery4j.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The code and the pictures of docs/reports.md. */
class ReportGuideTest {

    private static final Path MODULE = Path.of("").toAbsolutePath();

    @TempDir
    private Path folder;

    @Test
    void theGuideShowsExactlyTheseLinesAndTheirPictures() throws IOException {
        Path file = folder.resolve("report.html");
        // tag::page[]
        BarChart bars = BarChart.builder("nDCG@10 by segment")
                .axis("mean ± standard deviation over 5 seeds")
                .bar("cold users", "popularity", Estimate.plusMinus(0.19, 0.01))
                .bar("cold users", "ease", Estimate.plusMinus(0.31, 0.02))
                .bar("warm users", "popularity", Estimate.plusMinus(0.27, 0.01))
                .bar("warm users", "ease", Estimate.plusMinus(0.52, 0.01))
                .build();
        Table table = Table.builder("Accuracy")
                .column("metric")
                .numberColumn("popularity")
                .numberColumn("ease")
                .row(
                        Cell.of("ndcg@10"),
                        Cell.number(0.2478, 4).withMinor("± 0.0031"),
                        Cell.number(0.4735, 4).withMinor("± 0.0013").strong())
                .build();
        Page page = Page.builder("Two models")
                .lead("EASE finds twice as much as popularity does.")
                .section("Accuracy", table, Text.note("Bold: the best of its row."))
                .section("By segment", bars)
                .build();
        Files.writeString(file, page.toHtml());
        // end::page[]
        WaterfallChart why = WaterfallChart.builder("Why this score")
                .start("an average candidate", 1.2)
                .step("favourites you share", 0.8)
                .step("people you both follow", 0.45)
                .step("distance", -0.3)
                .end("score")
                .build();

        assertThat(Xml.texts(Xml.parse(Files.readString(file)), "h1")).containsExactly("Two models");
        String guide = Files.readString(MODULE.resolveSibling("docs").resolve("reports.md"));
        assertThat(guide)
                .contains("```java\n" + lines() + "\n```", "images/report-bars.svg", "images/report-waterfall.svg");
        assertPicture("report-bars.svg", bars);
        assertPicture("report-waterfall.svg", why);
    }

    private static void assertPicture(String name, Chart chart) throws IOException {
        Path picture = MODULE.resolveSibling("docs").resolve("images").resolve(name);
        assertThat(picture).content().isEqualTo(chart.toSvg());
    }

    private static String lines() throws IOException {
        String source = Files.readString(
                MODULE.resolve("src/test/java/io/github/discovery4j/core/report/ReportGuideTest.java"));
        String start = "// tag::" + "page[]";
        String end = "        // end::" + "page[]";
        return source.substring(source.indexOf(start) + start.length() + 1, source.indexOf(end))
                .stripTrailing()
                .stripIndent();
    }
}

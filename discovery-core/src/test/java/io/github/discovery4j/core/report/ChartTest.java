package io.github.discovery4j.core.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class ChartTest {

    private static final String HOSTILE = "<script>alert('x')</script>&\"\u202E東京";

    @Property(tries = 200)
    void anyBarsStayInThePicture(
            @ForAll @Size(max = 12) List<@DoubleRange(min = -1e9, max = 1e9) Double> values,
            @ForAll @DoubleRange(min = 0, max = 100) double spread) {
        BarChart.Builder chart = BarChart.builder("bars");
        for (int i = 0; i < values.size(); i++) {
            chart.bar("category " + i / 3, "series " + i % 3, Estimate.plusMinus(values.get(i), spread));
        }
        for (double width : new double[] {330, 720}) {
            Canvas canvas = new Canvas(width, "c");
            double height = chart.build().draw(canvas);
            List<Element> bars = Xml.all(Xml.parse("<g>" + canvas.patterns() + canvas.body() + "</g>"), "rect").stream()
                    .filter(rect -> rect.hasAttribute("x"))
                    .toList();
            assertThat(bars).hasSizeGreaterThanOrEqualTo(values.size());
            for (Element bar : bars) {
                double x = number(bar, "x");
                assertThat(number(bar, "width")).isNotNegative();
                assertThat(x).isBetween(-0.01, width);
                assertThat(x + number(bar, "width")).isLessThanOrEqualTo(width + 0.02);
                assertThat(number(bar, "y") + number(bar, "height")).isLessThanOrEqualTo(height);
            }
        }
    }

    @Test
    void aBarIsAsLongAsItsValueAndNegativeOnesGoLeft() {
        Document svg = svg(BarChart.builder("bars")
                .bar("one", Estimate.exact(1))
                .bar("two", Estimate.exact(2))
                .bar("minus", Estimate.exact(-1))
                .build());
        List<Element> bars = bars(svg);
        double unit = number(bars.get(0), "width");
        assertThat(number(bars.get(1), "width")).isBetween(2 * unit - 0.05, 2 * unit + 0.05);
        assertThat(number(bars.get(2), "width")).isBetween(unit - 0.05, unit + 0.05);
        assertThat(number(bars.get(2), "x") + number(bars.get(2), "width"))
                .isBetween(number(bars.get(0), "x") - 0.05, number(bars.get(0), "x") + 0.05);
    }

    @Test
    void stackedBarsStandEndToEndAndTheirSumIsPrinted() {
        Document svg = svg(BarChart.builder("times")
                .stacked()
                .decimals(1)
                .bar("cold", "a", Estimate.exact(1))
                .bar("cold", "b", Estimate.exact(2.5))
                .build());
        List<Element> parts =
                bars(svg).stream().filter(bar -> number(bar, "height") > 15).toList();
        assertThat(number(parts.get(0), "x") + number(parts.get(0), "width"))
                .isBetween(number(parts.get(1), "x") - 0.02, number(parts.get(1), "x") + 0.02);
        assertThat(Xml.texts(svg, "text")).contains("3.5");
    }

    @Test
    void aPairWithoutABarGetsADash() {
        Document svg = svg(BarChart.builder("bars")
                .bar("x", "a", Estimate.exact(1))
                .bar("y", "b", Estimate.exact(1))
                .build());
        assertThat(Xml.texts(svg, "text")).filteredOn("–"::equals).hasSize(2);
    }

    @Test
    void seriesDifferInMoreThanColour() {
        BarChart.Builder chart = BarChart.builder("many");
        for (int i = 0; i < 64; i++) {
            chart.bar("x", "series " + i, Estimate.exact(i));
        }
        Document svg = svg(chart.build());
        Set<String> looks = new HashSet<>();
        for (int i = 0; i < 64; i++) {
            Element bar = bars(svg).get(i);
            String fill = bar.getAttribute("fill");
            String pattern = Xml.all(svg, "pattern").stream()
                    .filter(p -> fill.equals("url(#" + p.getAttribute("id") + ")"))
                    .map(p -> p.getAttribute("patternTransform") + shape(p))
                    .findFirst()
                    .orElse("");
            looks.add(bar.getAttribute("class") + pattern);
        }
        assertThat(looks).hasSize(64);
    }

    @Test
    void emptyChartsAreEmptyFrames() {
        for (Chart chart : List.of(
                BarChart.builder("none").build(),
                ScatterChart.builder("none").build(),
                LineChart.builder("none").build(),
                WaterfallChart.builder("none").build())) {
            assertThat(Xml.texts(svg(chart), "title")).contains("none");
        }
    }

    @Test
    void valuesThatAreAllTheSameAreDrawn() {
        BarChart.Builder zeros = BarChart.builder("zeros");
        ScatterChart.Builder points = ScatterChart.builder("points");
        LineChart.Builder line = LineChart.builder("line");
        for (int i = 0; i < 5; i++) {
            zeros.bar("bar " + i, Estimate.exact(0));
            points.point("point " + i, Estimate.exact(3), Estimate.exact(3));
            line.point("line", i, Estimate.exact(0));
        }
        assertThat(bars(svg(zeros.build()))).allMatch(bar -> number(bar, "width") == 0);
        assertThat(svg(line.build()).getElementsByTagName("polyline").getLength())
                .isEqualTo(1);
        List<Element> names = Xml.all(svg(points.build()), "text").stream()
                .filter(text -> text.getAttribute("class").equals("name"))
                .toList();
        assertThat(names).hasSize(5);
        assertThat(names.stream().map(name -> name.getAttribute("x") + " " + name.getAttribute("y")))
                .as("no name hides another")
                .doesNotHaveDuplicates();
    }

    @Test
    void hostileNamesStayText() {
        for (Chart chart : List.of(
                BarChart.builder(HOSTILE)
                        .axis(HOSTILE)
                        .bar(HOSTILE, HOSTILE, Estimate.exact(1))
                        .build(),
                ScatterChart.builder(HOSTILE)
                        .axes(HOSTILE, HOSTILE)
                        .point(HOSTILE, Estimate.exact(1), Estimate.exact(1))
                        .build(),
                LineChart.builder(HOSTILE)
                        .axes(HOSTILE, HOSTILE)
                        .point(HOSTILE, 1, Estimate.exact(1))
                        .build(),
                WaterfallChart.builder(HOSTILE).step(HOSTILE, 1).end(HOSTILE).build())) {
            Document svg = svg(chart);
            assertThat(svg.getElementsByTagName("script").getLength()).isZero();
            assertThat(Xml.texts(svg, "title").get(0)).isEqualTo(HOSTILE);
        }
    }

    @Test
    void aPictureIsDescribedWithItsNumbers() {
        Chart chart = BarChart.builder("ndcg")
                .bar("cold", "ease", Estimate.plusMinus(0.5, 0.125))
                .build();
        assertThat(Xml.texts(svg(chart), "desc")).containsExactly("cold: ease 0.500 (0.375 to 0.625).");
        Element picture = svg(chart).getDocumentElement();
        assertThat(picture.getAttribute("role")).isEqualTo("img");
        assertThat(picture.getAttribute("aria-labelledby")).isEqualTo("t d");
    }

    @Test
    void aWaterfallEndsAtTheSum() {
        Document svg = svg(WaterfallChart.builder("why")
                .decimals(1)
                .start("average", 1.2)
                .step("shared", 0.8)
                .step("distance", -2.5)
                .end("score")
                .build());
        assertThat(Xml.texts(svg, "text")).contains("1.2", "+0.8", "−2.5", "-0.5");
    }

    @Test
    void pointsOfALineAreJoinedInTheOrderOfX() {
        Document svg = svg(LineChart.builder("line")
                .point("a", 20, Estimate.exact(2))
                .point("a", 5, Estimate.exact(1))
                .build());
        String[] points = Xml.all(svg, "polyline").get(0).getAttribute("points").split(" ");
        assertThat(Double.parseDouble(points[0].split(",")[0]))
                .isLessThan(Double.parseDouble(points[1].split(",")[0]));
    }

    @Test
    void whatCannotBeDrawnIsRefused() {
        for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1e300}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Estimate.exact(bad))
                    .withMessageContaining("finite");
            assertThatIllegalArgumentException().isThrownBy(() -> Estimate.plusMinus(0, bad));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> LineChart.builder("x").point("a", bad, Estimate.exact(0)));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> WaterfallChart.builder("x").step("a", bad));
            assertThatIllegalArgumentException().isThrownBy(() -> Cell.number(bad, 2));
        }
        assertThatIllegalArgumentException().isThrownBy(() -> Estimate.plusMinus(0, -1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BarChart.builder("x").decimals(13));
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> BarChart.builder("x").bar("a", Estimate.exact(1)).bar("a", Estimate.exact(2)))
                .withMessageContaining("twice");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BarChart.builder("x")
                        .stacked()
                        .bar("a", Estimate.exact(-1))
                        .build());
    }

    @Test
    void aBuilderThatGoesOnDoesNotChangeWhatItBuilt() {
        BarChart.Builder builder = BarChart.builder("x").bar("a", Estimate.exact(1));
        BarChart chart = builder.build();
        String before = chart.toSvg();
        builder.bar("b", Estimate.exact(2)).bar("a", "other", Estimate.exact(3));
        assertThat(chart.toSvg()).isEqualTo(before);
    }

    private static String shape(Element pattern) {
        Element mark = (Element) pattern.getElementsByTagName("*").item(1);
        return mark.getTagName() + mark.getAttribute("d") + mark.getAttribute("r") + mark.getAttribute("stroke-width");
    }

    private static Document svg(Chart chart) {
        return Xml.parse(chart.toSvg());
    }

    private static List<Element> bars(Document svg) {
        return Xml.all(svg, "rect").stream()
                .filter(rect -> rect.hasAttribute("x") && number(rect, "height") > 15)
                .toList();
    }

    private static double number(Element element, String attribute) {
        return Double.parseDouble(element.getAttribute(attribute));
    }
}

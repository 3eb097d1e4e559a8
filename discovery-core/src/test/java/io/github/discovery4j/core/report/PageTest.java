package io.github.discovery4j.core.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class PageTest {

    private static final String HOSTILE = "</style><script>alert(1)</script>";

    @Test
    void aPageIsWellFormedAndHostileNamesStayText() {
        Document page = Xml.parse(page(HOSTILE).toHtml());
        assertThat(page.getElementsByTagName("script").getLength()).isZero();
        assertThat(Xml.texts(page, "h1")).containsExactly(HOSTILE);
        assertThat(Xml.texts(page, "caption")).containsExactly(HOSTILE);
        assertThat(Xml.texts(page, "dd")).containsExactly(HOSTILE);
        assertThat(Xml.all(page, "html").get(0).getAttribute("lang")).isEqualTo("en");
    }

    @Test
    void aPageLoadsAndRunsNothing() {
        String html = page("plain").toHtml();
        assertThat(html).doesNotContain("http:", "https:", "src=", "@import", "<script", "<link");
        assertThat(Xml.all(Xml.parse(html), "meta").stream().map(meta -> meta.getAttribute("content")))
                .contains("default-src 'none'; style-src 'unsafe-inline'");
    }

    @Test
    void everyIdIsUsedOnceAndEveryReferenceHasItsTarget() {
        Document page = Xml.parse(page("plain").toHtml());
        List<String> ids = Xml.all(page, "*").stream()
                .filter(element -> element.hasAttribute("id"))
                .map(element -> element.getAttribute("id"))
                .toList();
        assertThat(ids).doesNotHaveDuplicates();
        for (Element picture : Xml.all(page, "svg")) {
            assertThat(ids).contains(picture.getAttribute("aria-labelledby").split(" "));
        }
        for (Element bar : Xml.all(page, "rect")) {
            if (bar.getAttribute("fill").startsWith("url(#")) {
                assertThat(ids).contains(bar.getAttribute("fill").replaceAll("url\\(#|\\)", ""));
            }
        }
    }

    @Test
    void theSameInputGivesTheSameBytesInEveryLocale() {
        String here = page("x").toHtml();
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            assertThat(page("x").toHtml()).isEqualTo(here);
            Locale.setDefault(Locale.GERMANY);
            assertThat(page("x").toHtml()).isEqualTo(here);
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void sectionsAreListedWhereThereAreMany() {
        Page.Builder page = Page.builder("x");
        for (int i = 0; i < 3; i++) {
            page.section("part " + i, Text.of("text"));
        }
        assertThat(Xml.texts(Xml.parse(page.build().toHtml()), "a")).isEmpty();
        page.section("part 3", Text.of("text"));
        assertThat(Xml.texts(Xml.parse(page.build().toHtml()), "a"))
                .containsExactly("part 0", "part 1", "part 2", "part 3");
    }

    @Test
    void aBlockThatLeavesAnElementOpenIsRefused() {
        assertThatIllegalStateException()
                .isThrownBy(() -> Page.builder("x")
                        .section("s", out -> out.open("div"))
                        .build()
                        .toHtml())
                .withMessageContaining("section \"s\"");
        assertThatIllegalStateException()
                .isThrownBy(() -> Page.builder("x")
                        .section("s", out -> out.close())
                        .build()
                        .toHtml());
    }

    @Test
    void aStyleSheetThatLoadsOrEndsItselfIsRefused() {
        for (String css : new String[] {"@import 'x'", "a{background:URL(x)}", "</style>", "a&b"}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Page.builder("x").style(css));
        }
        assertThat(Page.builder("x").style(".mine { color: red; }").build().toHtml())
                .contains(".mine { color: red; }");
    }

    @Test
    void rowsMustFitTheirColumns() {
        Table.Builder table = Table.builder("t").column("a").numberColumn("b");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> table.row(Cell.of("1")))
                .withMessageContaining("2 columns, had 1");
        table.row(Cell.of("1"), Cell.number(-0.0001, 2));
        assertThatIllegalStateException().isThrownBy(() -> table.column("late"));
        Document page =
                Xml.parse(Page.builder("x").section("s", table.build()).build().toHtml());
        assertThat(Xml.texts(page, "td")).containsExactly("0.00");
    }

    private static Page page(String name) {
        return Page.builder(name)
                .lead(name)
                .footer(name)
                .section(
                        name,
                        Text.of(name),
                        Text.note(name),
                        Facts.builder().fact(name, name).build(),
                        Table.builder(name)
                                .column(name)
                                .numberColumn(name)
                                .group(name)
                                .row(
                                        Cell.of(name),
                                        Cell.number(1234.5, 2).withMinor(name).strong())
                                .build())
                .section(
                        name,
                        BarChart.builder(name)
                                .bar(name, "a", Estimate.plusMinus(1234.5, 0.5))
                                .bar(name, "b", Estimate.exact(-1))
                                .build(),
                        ScatterChart.builder(name)
                                .point(name, Estimate.exact(1), Estimate.plusMinus(2, 1))
                                .build(),
                        LineChart.builder(name)
                                .point("a", 1, Estimate.exact(1))
                                .point("b", 1, Estimate.exact(1))
                                .build(),
                        WaterfallChart.builder(name).step(name, -1.5).build())
                .build();
    }
}

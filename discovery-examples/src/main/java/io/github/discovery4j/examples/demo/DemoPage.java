package io.github.discovery4j.examples.demo;

import io.github.discovery4j.core.model.Reason;
import io.github.discovery4j.core.model.SlateItem;
import io.github.discovery4j.core.report.BarChart;
import io.github.discovery4j.core.report.Block;
import io.github.discovery4j.core.report.Cell;
import io.github.discovery4j.core.report.Estimate;
import io.github.discovery4j.core.report.Markup;
import io.github.discovery4j.core.report.Page;
import io.github.discovery4j.core.report.Table;
import io.github.discovery4j.core.report.Text;
import io.github.discovery4j.examples.chain.ChainEffects;
import io.github.discovery4j.examples.chain.EffectText;
import io.github.discovery4j.examples.sample.Community;
import io.github.discovery4j.examples.sample.Person;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The report as one HTML page that needs nothing else: readable on a phone, in print, and without a network.
 *
 * <p>It is written in English, whatever the machine speaks.
 */
public final class DemoPage {

    private final DemoReport report;
    private final Map<String, Person> people;

    private DemoPage(DemoReport report) {
        this.report = report;
        this.people = report.community().people().stream().collect(Collectors.toMap(Person::id, Function.identity()));
    }

    /**
     * Writes a report down.
     *
     * @param report what was made
     * @return HTML
     */
    public static String of(DemoReport report) {
        return new DemoPage(report).page().toHtml();
    }

    private Page page() {
        Page.Builder page = Page.builder("Who to meet, and why").style(style()).lead(lead());
        for (DemoReport.Shown shown : report.slates()) {
            page.section("For " + shown.viewer().displayName(), out -> slate(shown, out));
        }
        return page.section("What each step did", effects())
                .section("How fast", latency())
                .build();
    }

    private String lead() {
        return String.format(
                Locale.ROOT,
                "Slates for three viewers of a made-up community (seed %d): %,d people, %,d follows, %,d blocks. Nobody here"
                        + " exists. Each reason names a signal that really moved the score, in the viewer's language first;"
                        + " its badge says who may see that signal.",
                report.community().seed(),
                report.community().people().size(),
                report.community().follows().edgeCount(),
                report.community().blocks().edgeCount());
    }

    private void slate(DemoReport.Shown shown, Markup out) {
        out.element("p", DemoText.describe(shown.viewer()), "class", "note").open("ol", "class", "slate");
        for (SlateItem item : shown.slate().items()) {
            item(item, shown, out);
        }
        out.close();
        EffectText.brief(shown.answer().effects()).forEach(line -> out.element("p", line, "class", "note"));
        for (String note : shown.trace().notes()) {
            out.element("p", note, "class", "note");
        }
    }

    private void item(SlateItem item, DemoReport.Shown shown, Markup out) {
        Person person = people.get(item.id());
        out.open("li").open("div").open("strong");
        out.element("bdi", person == null ? item.id() : person.displayName()).close();
        if (person != null) {
            String communities =
                    person.communities().stream().map(Community::name).collect(Collectors.joining(", "));
            out.text(" ").element("span", person.city().name() + " · " + communities, "class", "note");
        }
        out.close();
        String first = shown.viewer().languages().getFirst();
        for (String language : first.equals("es") ? List.of("es", "en") : List.of("en", "es")) {
            out.open("p", "class", language.equals(first) ? "why own" : "why other", "lang", language, "dir", "auto");
            for (Reason reason : item.reasons()) {
                out.open("span", "class", "reason").text(reason.text(Locale.of(language)) + " ");
                out.element("small", badge(reason, language), "class", "badge")
                        .close()
                        .text(" ");
            }
            out.close();
        }
        String origins = DemoText.origins(shown.trace().chosen().get(item.position()));
        out.element(
                "p", String.format(Locale.ROOT, "score %.2f · found by %s", item.score(), origins), "class", "note");
        out.close();
    }

    private static String badge(Reason reason, String language) {
        boolean spanish = language.equals("es");
        return switch (reason.visibility()) {
            case PUBLIC -> spanish ? "público" : "public";
            case FOLLOWERS -> spanish ? "seguidores" : "followers";
            case PRIVATE_OPT_IN -> spanish ? "solo tú" : "only you";
        };
    }

    private List<Block> effects() {
        ChainEffects effects = report.warmEffects();
        Table.Builder table = Table.builder("Steps").column("step").column("what it did");
        EffectText.bySteps(effects).forEach((step, did) -> table.row(Cell.of(step), Cell.of(did)));
        return List.of(
                Text.of(String.format(
                        Locale.ROOT,
                        "The mean of %,d slates. Distance is 1 - cosine of two tastes. Of groups, which are made up, the shares by"
                                + " score, of the slate and of all candidates.",
                        effects.requests())),
                table.build());
    }

    private List<Block> latency() {
        Latency cold = report.latency();
        Latency warm = report.warmLatency();
        String coldName = String.format(Locale.ROOT, "the %,d after the first", cold.requests());
        String warmName = String.format(Locale.ROOT, "the %,d after those", warm.requests());
        BarChart.Builder percentiles = BarChart.builder("Milliseconds of a whole request")
                .axis("milliseconds")
                .decimals(2);
        BarChart.Builder steps = BarChart.builder("Where the time goes, by step")
                .axis("milliseconds, mean of a request")
                .stacked();
        Table.Builder table =
                Table.builder("Milliseconds").column("").numberColumn(coldName).numberColumn(warmName);
        table.group("Requests");
        both("half took at most", cold.p50Nanos(), warm.p50Nanos(), coldName, warmName, percentiles, table);
        both("95 %", cold.p95Nanos(), warm.p95Nanos(), coldName, warmName, percentiles, table);
        both("99 %", cold.p99Nanos(), warm.p99Nanos(), coldName, warmName, percentiles, table);
        table.row(Cell.of("the slowest"), cell(cold.maxNanos()), cell(warm.maxNanos()));
        table.group("Steps, mean");
        cold.meanNanosByStep().forEach((step, nanos) -> {
            long warmNanos = warm.meanNanosByStep().getOrDefault(step, 0L);
            steps.bar(coldName, step, estimate(nanos)).bar(warmName, step, estimate(warmNanos));
            table.row(Cell.of(step), cell(nanos), cell(warmNanos));
        });
        return List.of(
                Text.of(String.format(
                        Locale.ROOT,
                        "The very first slate took %.0f ms: classes had to be loaded. Then the JVM compiled what it ran.",
                        DemoText.millis(report.firstNanos()))),
                percentiles.build(),
                steps.build(),
                table.build(),
                Text.note("One request after the other on " + System.getProperty("os.arch") + ", Java "
                        + Runtime.version() + ", " + Runtime.getRuntime().availableProcessors()
                        + " processors. Sources run side by side; their times add up."));
    }

    private static void both(
            String name,
            long coldNanos,
            long warmNanos,
            String coldName,
            String warmName,
            BarChart.Builder chart,
            Table.Builder table) {
        chart.bar(name, coldName, estimate(coldNanos)).bar(name, warmName, estimate(warmNanos));
        table.row(Cell.of(name), cell(coldNanos), cell(warmNanos));
    }

    private static Estimate estimate(long nanos) {
        return Estimate.exact(DemoText.millis(nanos));
    }

    private static Cell cell(long nanos) {
        return Cell.number(DemoText.millis(nanos), 3);
    }

    private static String style() {
        try (InputStream css = DemoPage.class.getResourceAsStream("page.css")) {
            if (css == null) {
                throw new IllegalStateException("the jar lacks page.css; build it again");
            }
            return new String(css.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read page.css", e);
        }
    }
}

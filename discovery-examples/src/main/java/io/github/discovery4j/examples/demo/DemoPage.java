package io.github.discovery4j.examples.demo;

import io.github.discovery4j.core.model.Reason;
import io.github.discovery4j.core.model.SlateItem;
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
 * <p>It is written in English, whatever the machine speaks. Every text from outside the page is escaped here, because here it is rendered.
 */
public final class DemoPage {

    private final DemoReport report;
    private final Map<String, Person> people;
    private final StringBuilder html = new StringBuilder(64 * 1024);

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
        return new DemoPage(report).page();
    }

    private String page() {
        html.append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
                .append("<title>Discovery: who to meet, and why</title>\n<style>\n")
                .append(style())
                .append("</style>\n</head>\n<body>\n");
        header();
        report.slates().forEach(this::slate);
        latency();
        html.append("</body>\n</html>\n");
        return html.toString();
    }

    private void header() {
        html.append(String.format(
                Locale.ROOT,
                """
                <header>
                <h1>Who to meet, and why</h1>
                <p>Slates for three viewers of a made-up community (seed %d): %,d people, %,d follows, %,d blocks.
                Nobody here exists. Each reason names a signal that really moved the score, in the viewer's language
                first; its badge says who may see that signal.</p>
                </header>
                """,
                report.community().seed(),
                report.community().people().size(),
                report.community().follows().edgeCount(),
                report.community().blocks().edgeCount()));
    }

    private void slate(DemoReport.Shown shown) {
        Person viewer = shown.viewer();
        html.append("<section>\n<h2>For <bdi>")
                .append(escape(viewer.displayName()))
                .append("</bdi></h2>\n<p class=\"about\">")
                .append(escape(DemoText.describe(viewer)))
                .append("</p>\n<ol class=\"slate\">\n");
        for (SlateItem item : shown.answer().slate().items()) {
            item(item, shown);
        }
        html.append("</ol>\n");
        for (String note : shown.answer().trace().notes()) {
            html.append("<p class=\"note\">").append(escape(note)).append("</p>\n");
        }
        html.append("</section>\n");
    }

    private void item(SlateItem item, DemoReport.Shown shown) {
        Person person = people.get(item.id());
        html.append("<li>\n<div class=\"who\"><strong><bdi>")
                .append(escape(person == null ? item.id() : person.displayName()))
                .append("</bdi></strong>");
        if (person != null) {
            html.append(" <span class=\"about\">")
                    .append(escape(person.city().name()))
                    .append(" · ")
                    .append(escape(
                            person.communities().stream().map(Community::name).collect(Collectors.joining(", "))))
                    .append("</span>");
        }
        html.append("</div>\n");
        String first = shown.viewer().languages().getFirst();
        for (String language : first.equals("es") ? List.of("es", "en") : List.of("en", "es")) {
            html.append(String.format(
                    Locale.ROOT,
                    "<p class=\"why %s\" lang=\"%s\" dir=\"auto\">",
                    language.equals(first) ? "own" : "other",
                    language));
            for (Reason reason : item.reasons()) {
                html.append("<span class=\"reason\">")
                        .append(escape(reason.text(Locale.of(language))))
                        .append(" <small class=\"badge\">")
                        .append(badge(reason, language))
                        .append("</small></span> ");
            }
            html.append("</p>\n");
        }
        html.append("<p class=\"from\">score ")
                .append(String.format(Locale.ROOT, "%.2f", item.score()))
                .append(" · found by ")
                .append(escape(DemoText.origins(shown.answer().trace().chosen().get(item.position()))))
                .append("</p>\n</li>\n");
    }

    private static String badge(Reason reason, String language) {
        boolean spanish = language.equals("es");
        return switch (reason.visibility()) {
            case PUBLIC -> spanish ? "público" : "public";
            case FOLLOWERS -> spanish ? "seguidores" : "followers";
            case PRIVATE_OPT_IN -> spanish ? "solo tú" : "only you";
        };
    }

    private void latency() {
        Latency cold = report.latency();
        Latency warm = report.warmLatency();
        html.append("<section>\n<h2>How fast</h2>\n<p>The very first slate took ")
                .append(String.format(Locale.ROOT, "%.0f", DemoText.millis(report.firstNanos())))
                .append(" ms; classes had to be loaded. Milliseconds of those after it:</p>\n")
                .append("<table>\n<tr><th></th><th>the ")
                .append(String.format(Locale.ROOT, "%,d after it", cold.requests()))
                .append("</th><th>the ")
                .append(String.format(Locale.ROOT, "%,d after those", warm.requests()))
                .append("</th></tr>\n");
        row("half took at most", cold.p50Nanos(), warm.p50Nanos());
        row("95 %", cold.p95Nanos(), warm.p95Nanos());
        row("99 %", cold.p99Nanos(), warm.p99Nanos());
        row("the slowest", cold.maxNanos(), warm.maxNanos());
        cold.meanNanosByStep()
                .forEach((step, nanos) ->
                        row(step + ", mean", nanos, warm.meanNanosByStep().getOrDefault(step, 0L)));
        html.append("</table>\n<p class=\"about\">One request after the other on ")
                .append(escape(System.getProperty("os.arch") + ", Java " + Runtime.version()))
                .append(", ")
                .append(Runtime.getRuntime().availableProcessors())
                .append(" processors. Sources run side by side; their times add up.</p>\n</section>\n");
    }

    private void row(String name, long coldNanos, long warmNanos) {
        html.append(String.format(
                Locale.ROOT,
                "<tr><td>%s</td><td class=\"number\">%.3f</td><td class=\"number\">%.3f</td></tr>%n",
                escape(name),
                DemoText.millis(coldNanos),
                DemoText.millis(warmNanos)));
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

    /** Makes text safe as an element's content and as an attribute's value. */
    static String escape(String text) {
        StringBuilder safe = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> safe.append(c);
            }
        }
        return safe.toString();
    }
}

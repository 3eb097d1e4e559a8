package io.github.discovery4j.examples.demo;

import io.github.discovery4j.core.model.Candidate;
import io.github.discovery4j.core.model.Reason;
import io.github.discovery4j.core.model.Slate;
import io.github.discovery4j.core.model.SlateItem;
import io.github.discovery4j.examples.chain.EffectText;
import io.github.discovery4j.examples.sample.Hobby;
import io.github.discovery4j.examples.sample.Person;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The report as text for a terminal of 100 columns. */
public final class DemoText {

    private static final List<Locale> LANGUAGES = List.of(Locale.of("en"), Locale.of("es"));

    private final DemoReport report;
    private final Map<String, Person> people;

    /**
     * Prepares the text.
     *
     * @param report what to write down
     */
    public DemoText(DemoReport report) {
        this.report = report;
        this.people = report.community().people().stream().collect(Collectors.toMap(Person::id, Function.identity()));
    }

    /**
     * Prints it.
     *
     * @param out receives the text
     */
    public void print(PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "A made-up community (seed %d): %,d people, %,d follows, %,d blocks, %,d works. Ready after %.1f s.%n",
                report.community().seed(),
                report.community().people().size(),
                report.community().follows().edgeCount(),
                report.community().blocks().edgeCount(),
                report.community().catalogue().size(),
                seconds(report.buildTime()));
        report.slates().forEach(shown -> print(shown, out));
        printEffects(out);
        printLatency(out);
    }

    private void print(DemoReport.Shown shown, PrintWriter out) {
        Slate slate = shown.slate();
        out.printf("%n%s%n", describe(shown.viewer()));
        for (SlateItem item : slate.items()) {
            Person person = people.get(item.id());
            Candidate candidate = shown.trace().chosen().get(item.position());
            out.printf(
                    Locale.ROOT,
                    "%3d. %-14s %-14s %5.2f  found by %s%n",
                    item.position() + 1,
                    person == null ? item.id() : person.displayName(),
                    person == null ? "" : person.city().name(),
                    item.score(),
                    origins(candidate));
            for (Locale language : LANGUAGES) {
                out.printf("     %s  %s%n", language.getLanguage(), reasons(item.reasons(), language));
            }
        }
        if (slate.shortfall() > 0) {
            out.printf("     (%d fewer than asked for)%n", slate.shortfall());
        }
        for (String line : EffectText.brief(shown.answer().effects())) {
            out.printf("     > %s%n", line);
        }
        for (String note : shown.trace().notes()) {
            out.printf("     note: %s%n", note);
        }
    }

    /** One line about a viewer. */
    static String describe(Person person) {
        return "%s (%s), %s, speaks %s%s; likes %s"
                .formatted(
                        person.displayName(),
                        person.id(),
                        person.city().name(),
                        person.languages().stream()
                                .map(tag -> Locale.of(tag).getDisplayLanguage(Locale.ENGLISH))
                                .collect(Collectors.joining(" and ")),
                        person.newcomer() ? ", a newcomer" : "",
                        person.hobbies().stream().map(Hobby::english).limit(4).collect(Collectors.joining(", ")));
    }

    static String origins(Candidate candidate) {
        return candidate.origins().stream().map(Candidate.Origin::source).collect(Collectors.joining(", "));
    }

    static String reasons(List<Reason> reasons, Locale language) {
        return reasons.stream().map(reason -> reason.text(language)).collect(Collectors.joining(" · "));
    }

    private void printEffects(PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "%nWhat each step did, mean of %,d slates:%n",
                report.warmEffects().requests());
        EffectText.lines(report.warmEffects()).forEach(out::println);
    }

    private void printLatency(PrintWriter out) {
        Latency latency = report.latency();
        out.printf(
                Locale.ROOT,
                "%nLatency, one slate after the other: the very first %.0f ms;%n",
                millis(report.firstNanos()));
        printPercentiles(String.format(Locale.ROOT, "the %,d after it", latency.requests()), latency, out);
        printPercentiles(
                String.format(
                        Locale.ROOT, "the %,d after those", report.warmLatency().requests()),
                report.warmLatency(),
                out);
        out.printf(
                "Mean by step, of the last: %s%n",
                report.warmLatency().meanNanosByStep().entrySet().stream()
                        .map(step -> String.format(Locale.ROOT, "%s %.0f us", step.getKey(), step.getValue() / 1e3))
                        .collect(Collectors.joining(", ")));
    }

    private static void printPercentiles(String which, Latency latency, PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "  %-18s p50 %.2f ms, p95 %.2f ms, p99 %.2f ms, slowest %.2f ms%n",
                which,
                millis(latency.p50Nanos()),
                millis(latency.p95Nanos()),
                millis(latency.p99Nanos()),
                millis(latency.maxNanos()));
    }

    static double millis(long nanos) {
        return nanos / 1e6;
    }

    static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}

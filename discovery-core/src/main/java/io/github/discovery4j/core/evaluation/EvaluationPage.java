package io.github.discovery4j.core.evaluation;

import io.github.discovery4j.core.evaluation.MetricMeaning.Direction;
import io.github.discovery4j.core.evaluation.MetricMeaning.Family;
import io.github.discovery4j.core.report.BarChart;
import io.github.discovery4j.core.report.Block;
import io.github.discovery4j.core.report.Cell;
import io.github.discovery4j.core.report.Estimate;
import io.github.discovery4j.core.report.Facts;
import io.github.discovery4j.core.report.LineChart;
import io.github.discovery4j.core.report.Page;
import io.github.discovery4j.core.report.ScatterChart;
import io.github.discovery4j.core.report.Table;
import io.github.discovery4j.core.report.Text;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The report as a page to look at: the same numbers as its JSON, with charts. */
final class EvaluationPage {

    /** Below it, a difference counts as one. */
    static final double SIGNIFICANT = 0.05;

    /** More comparisons than this are not read; those with the best model are shown. */
    private static final int MOST_COMPARISONS = 40;

    private static final String ACCURACY = "ndcg";
    private static final int USUAL_CUTOFF = 10;

    private final EvaluationReport report;
    private final Provenance provenance;
    private final Map<String, ModelReport> models;
    private final List<String> keys;
    private final @Nullable String headline;

    private EvaluationPage(EvaluationReport report, Provenance provenance) {
        this.report = report;
        this.provenance = provenance;
        this.models = report.models();
        Set<String> all = new LinkedHashSet<>();
        models.values().forEach(model -> all.addAll(model.metrics().keySet()));
        this.keys = List.copyOf(all);
        this.headline = keyOf(ACCURACY).or(() -> keys.stream().findFirst()).orElse(null);
    }

    static String of(EvaluationReport report, Provenance provenance) {
        return new EvaluationPage(report, provenance).page().toHtml();
    }

    private Page page() {
        Page.Builder page = Page.builder("Evaluation: " + String.join(", ", models.keySet()));
        page.lead(summary());
        page.section("Metrics", metrics());
        addIfAny(page, "Is the difference real?", comparisons());
        addIfAny(page, "Trade-offs", tradeOffs());
        addIfAny(page, "By length of list", byLength());
        addIfAny(page, "By segment", segments());
        page.section("Time", times());
        page.section("Data and protocol", protocol());
        page.section("Where this comes from", origin());
        return page.footer("Made by Discovery " + provenance.version() + ".").build();
    }

    private static void addIfAny(Page.Builder page, String title, List<Block> blocks) {
        if (!blocks.isEmpty()) {
            page.section(title, blocks);
        }
    }

    private String summary() {
        String key = headline;
        if (key == null) {
            return "Nothing was measured.";
        }
        List<String> order = ranked(key);
        String best = order.get(0);
        Summary top = summaryOf(best, key);
        int seeds = report.seeds().size();
        String spread = seeds == 1 ? " (one seed)" : " ± " + number(top.sd()) + " (mean ± sd over " + seeds + " seeds)";
        String words =
                best + " has " + (order.size() == 1 ? "a " : "the best ") + key + ": " + number(top.mean()) + spread;
        if (order.size() == 1) {
            return words + ".";
        }
        String next = order.get(1);
        double ahead = Math.abs(top.mean() - summaryOf(next, key).mean());
        if (ahead == 0) {
            return words + ", the same as " + next + ".";
        }
        return words + ", " + number(ahead) + " ahead of " + next
                + between(key, best, next).map(EvaluationPage::verdict).orElse("") + ".";
    }

    private static String verdict(Comparison comparison) {
        String interval = " (95 % interval " + number(Math.min(Math.abs(comparison.low()), Math.abs(comparison.high())))
                + " to " + number(Math.max(Math.abs(comparison.low()), Math.abs(comparison.high()))) + ", adjusted p "
                + probability(comparison.adjustedPValue()) + ")";
        boolean straddles = comparison.low() < 0 && comparison.high() > 0;
        if (straddles || comparison.adjustedPValue() >= SIGNIFICANT) {
            return ", which may be chance (adjusted p " + probability(comparison.adjustedPValue()) + ")";
        }
        return interval;
    }

    private List<Block> metrics() {
        Table.Builder table =
                Table.builder("Mean ± standard deviation over seeds").column("metric");
        models.keySet().forEach(table::numberColumn);
        for (Family family : Family.values()) {
            List<String> ofFamily = keys.stream()
                    .filter(key -> MetricMeaning.of(key).family() == family)
                    .toList();
            if (!ofFamily.isEmpty()) {
                table.group(family.title());
                ofFamily.forEach(key -> table.row(metricRow(key)));
            }
        }
        StringBuilder legend = new StringBuilder("↑ more is better, ↓ less is better.");
        if (models.size() > 1) {
            legend.append(" Bold: the best of its row.");
        }
        if (!report.comparisons().isEmpty()) {
            legend.append(" *: better than every other model, adjusted p < " + SIGNIFICANT + ".");
        }
        return List.of(table.build(), Text.note(legend.toString()));
    }

    private List<Cell> metricRow(String key) {
        MetricMeaning meaning = MetricMeaning.of(key);
        List<Cell> row = new ArrayList<>();
        row.add(Cell.of(key).withMinor(meaning.direction().arrow()));
        for (Map.Entry<String, ModelReport> model : models.entrySet()) {
            Summary summary = model.getValue().metrics().get(key);
            if (summary == null) {
                row.add(Cell.of("–"));
                continue;
            }
            boolean best = isBest(key, meaning, model.getKey(), summary);
            Cell cell = cell(summary, best && beatsAll(key, model.getKey()) ? "*" : "");
            row.add(best ? cell.strong() : cell);
        }
        return row;
    }

    private boolean isBest(String key, MetricMeaning meaning, String name, Summary summary) {
        boolean someoneWorse = false;
        for (Map.Entry<String, ModelReport> other : models.entrySet()) {
            Summary rival = other.getValue().metrics().get(key);
            if (rival == null || other.getKey().equals(name)) {
                continue;
            }
            if (meaning.isBetter(rival.mean(), summary.mean())) {
                return false;
            }
            someoneWorse |= meaning.isBetter(summary.mean(), rival.mean());
        }
        return someoneWorse;
    }

    private boolean beatsAll(String key, String name) {
        return models.keySet().stream()
                .filter(other -> !other.equals(name))
                .allMatch(other -> between(key, name, other)
                        .map(comparison -> comparison.adjustedPValue() < SIGNIFICANT)
                        .orElse(false));
    }

    private List<Block> comparisons() {
        if (report.comparisons().isEmpty()) {
            return List.of();
        }
        boolean all = report.comparisons().size() <= MOST_COMPARISONS;
        Table.Builder table = Table.builder("Differences between models")
                .column("compared")
                .numberColumn("difference, 95 % interval")
                .numberColumn("adjusted p, p");
        Map<String, List<Comparison>> byMetric = report.comparisons().stream()
                .collect(Collectors.groupingBy(Comparison::metric, LinkedHashMap::new, Collectors.toList()));
        byMetric.forEach((key, comparisons) -> {
            table.group(key);
            String best = ranked(key).stream().findFirst().orElse("");
            comparisons.stream()
                    .filter(comparison -> all
                            || comparison.model().equals(best)
                            || comparison.baseline().equals(best))
                    .forEach(comparison -> table.row(comparisonRow(comparison)));
        });
        String legend =
                "Each user is measured with both models and counts the same; values are averaged over seeds. The"
                        + " interval and the two-sided p come from a paired bootstrap over users; adjusted p is corrected by Holm's"
                        + " method for all pairs of models on the same metric. ✓: adjusted p < " + SIGNIFICANT + ".";
        return List.of(
                table.build(),
                Text.note(legend
                        + (all ? "" : " Of many pairs, those with the best model are shown; all are in the JSON.")));
    }

    private static List<Cell> comparisonRow(Comparison comparison) {
        String adjusted = probability(comparison.adjustedPValue());
        boolean real = comparison.adjustedPValue() < SIGNIFICANT;
        Cell verdict = real ? Cell.of("✓ " + adjusted).strong() : Cell.of(adjusted);
        return List.of(
                Cell.of(comparison.model() + " − " + comparison.baseline()),
                Cell.of(signed(comparison.difference()))
                        .withMinor(signed(comparison.low()) + " to " + signed(comparison.high())),
                verdict.withMinor(probability(comparison.pValue())));
    }

    private List<Block> tradeOffs() {
        List<Block> charts = new ArrayList<>();
        Optional<String> accuracy = keyOf(ACCURACY);
        if (accuracy.isEmpty() || models.size() < 2) {
            return charts;
        }
        Optional<String> diversity = keyOf("intra_list_distance").or(() -> keyOf("novelty"));
        diversity.ifPresent(key -> charts.add(scatter("Accuracy against diversity", key, accuracy.get())));
        keyOf("coverage").ifPresent(key -> charts.add(scatter("Accuracy against coverage", key, accuracy.get())));
        if (!charts.isEmpty()) {
            charts.add(Text.note(
                    "Further up is more accurate, further right more varied. Bars: one standard deviation over"
                            + " seeds to each side. Axes need not start at 0."));
        }
        return charts;
    }

    private Block scatter(String title, String x, String y) {
        ScatterChart.Builder chart = ScatterChart.builder(title).axes(x, y);
        models.forEach((name, model) -> {
            Summary across = model.metrics().get(x);
            Summary up = model.metrics().get(y);
            if (across != null && up != null) {
                chart.point(name, estimate(across), estimate(up));
            }
        });
        return chart.build();
    }

    private List<Block> byLength() {
        List<Block> charts = new ArrayList<>();
        for (String name : List.of(ACCURACY, "recall", "coverage")) {
            List<String> ofName =
                    keys.stream().filter(key -> key.startsWith(name + "@")).toList();
            if (ofName.size() < 2) {
                continue;
            }
            LineChart.Builder chart =
                    LineChart.builder(name + " by length of list").axes("k", name + "@k");
            for (Map.Entry<String, ModelReport> model : models.entrySet()) {
                for (String key : ofName) {
                    Summary summary = model.getValue().metrics().get(key);
                    if (summary != null) {
                        chart.point(
                                model.getKey(), Integer.parseInt(key.substring(name.length() + 1)), estimate(summary));
                    }
                }
            }
            charts.add(chart.build());
        }
        return charts;
    }

    private List<Block> segments() {
        if (report.segments().isEmpty() || headline == null) {
            return List.of();
        }
        String key = headline;
        Facts.Builder definitions = Facts.builder();
        Table.Builder table =
                Table.builder(key + ", mean ± sd over seeds").column("segment").numberColumn("users");
        models.keySet().forEach(table::numberColumn);
        BarChart.Builder chart = BarChart.builder(key + " by segment")
                .axis(key + ", mean ± sd over seeds")
                .decimals(4);
        List<Cell> whole = new ArrayList<>(List.of(Cell.of("all"), Cell.of(count(meanUsers(evaluatedUsers())))));
        models.forEach((name, model) -> addMeasure(model.metrics().get(key), "all", name, whole, chart));
        table.row(whole);
        for (Segment segment : report.segments()) {
            definitions.fact(segment.name(), segment.definition());
            List<Cell> row =
                    new ArrayList<>(List.of(Cell.of(segment.name()), Cell.of(count(meanUsers(segment.users())))));
            models.forEach((name, model) -> addMeasure(
                    model.segments().getOrDefault(segment.name(), Map.of()).get(key),
                    segment.name(),
                    name,
                    row,
                    chart));
            table.row(row);
        }
        return List.of(
                chart.build(),
                table.build(),
                definitions.build(),
                Text.note("Users: those measured, mean over seeds. Other metrics by segment are in the JSON."));
    }

    private static void addMeasure(
            @Nullable Summary summary, String segment, String model, List<Cell> row, BarChart.Builder chart) {
        if (summary == null) {
            row.add(Cell.of("–"));
            return;
        }
        row.add(cell(summary, ""));
        chart.bar(segment, model, estimate(summary));
    }

    private List<Block> times() {
        BarChart.Builder chart = BarChart.builder("Seconds of one run")
                .axis("seconds")
                .decimals(2)
                .stacked();
        models.forEach((name, model) -> chart.bar(name, "training", Estimate.exact(model.trainingSeconds()))
                .bar(name, "scoring and ranking all users", Estimate.exact(model.scoringSeconds())));
        Table.Builder table = Table.builder("Seconds of one run")
                .column("model")
                .numberColumn("training")
                .numberColumn("scoring");
        models.forEach((name, model) -> table.row(
                Cell.of(name), Cell.number(model.trainingSeconds(), 3), Cell.number(model.scoringSeconds(), 3)));
        return List.of(
                chart.build(),
                table.build(),
                Text.note("Means over seeds, wall time, on " + report.threads()
                        + " threads. The first run of a JVM is the" + " slowest; these times are no benchmark."));
    }

    private List<Block> protocol() {
        Table.Builder table = Table.builder("Splits")
                .numberColumn("seed")
                .numberColumn("training interactions")
                .numberColumn("test interactions")
                .numberColumn("users measured")
                .numberColumn("of them without training");
        for (SplitCounts split : report.splits()) {
            table.row(
                    Cell.of(Long.toString(split.seed())),
                    Cell.of(count(split.trainInteractions())),
                    Cell.of(count(split.testInteractions())),
                    Cell.of(count(split.evaluatedUsers())),
                    Cell.of(count(split.evaluatedWithoutTraining())));
        }
        return List.of(
                Text.of("Protocol " + report.protocol() + ": " + report.description() + "."),
                Text.of("The data has " + count(report.userCount()) + " users and " + count(report.itemCount())
                        + " items."),
                table.build());
    }

    private List<Block> origin() {
        Facts.Builder facts = Facts.builder();
        if (!provenance.command().isEmpty()) {
            facts.fact("command", String.join(" ", provenance.command()));
        }
        if (!provenance.format().isEmpty()) {
            facts.fact("format of the data", provenance.format());
        }
        provenance
                .files()
                .forEach(file -> facts.fact(file.name(), count(file.bytes()) + " bytes, SHA-256 " + file.sha256()));
        facts.fact("seeds", report.seeds().stream().map(String::valueOf).collect(Collectors.joining(", ")));
        facts.fact("threads", Integer.toString(report.threads()));
        provenance.models().forEach((name, settings) -> facts.fact(name, settings(settings)));
        facts.fact("library", "Discovery " + provenance.version() + ", commit " + provenance.commit());
        Provenance.Machine machine = provenance.machine();
        facts.fact("Java", machine.java());
        facts.fact("system", machine.os());
        facts.fact("processors", Integer.toString(machine.processors()));
        facts.fact("heap at most", count(machine.maxHeapBytes() >> 20) + " MiB");
        facts.fact("started at", provenance.startedAt().toString());
        facts.fact(
                "took", String.format(Locale.ROOT, "%.1f s", provenance.took().toNanos() / 1e9));
        return List.of(facts.build());
    }

    private static String settings(Map<String, String> settings) {
        return settings.isEmpty()
                ? "no settings"
                : settings.entrySet().stream()
                        .map(setting -> setting.getKey() + " = " + setting.getValue())
                        .collect(Collectors.joining(", "));
    }

    /** Models that have a metric, the best first, and in the report's order where none is better. */
    private List<String> ranked(String key) {
        Comparator<String> byMean =
                Comparator.comparingDouble(name -> summaryOf(name, key).mean());
        boolean less = MetricMeaning.of(key).direction() == Direction.LESS;
        return models.keySet().stream()
                .filter(name -> report.model(name).metrics().containsKey(key))
                .sorted(less ? byMean : byMean.reversed())
                .toList();
    }

    private Summary summaryOf(String model, String key) {
        return report.model(model).metric(key);
    }

    private Optional<Comparison> between(String key, String one, String other) {
        return report.comparisons().stream()
                .filter(comparison -> comparison.metric().equals(key))
                .filter(comparison ->
                        Set.of(comparison.model(), comparison.baseline()).equals(Set.of(one, other)))
                .findFirst();
    }

    /** The metric of that name at {@value #USUAL_CUTOFF}, else at the first cutoff it was measured at. */
    private Optional<String> keyOf(String name) {
        String usual = name + "@" + USUAL_CUTOFF;
        return keys.contains(usual)
                ? Optional.of(usual)
                : keys.stream()
                        .filter(key -> MetricMeaning.name(key).equals(name))
                        .findFirst();
    }

    private List<Integer> evaluatedUsers() {
        return report.splits().stream().map(SplitCounts::evaluatedUsers).toList();
    }

    private static long meanUsers(List<Integer> users) {
        return Math.round(users.stream().mapToInt(Integer::intValue).average().orElse(0));
    }

    /** What cannot be negative has no error bar below 0. */
    private static Estimate estimate(Summary summary) {
        boolean positive = summary.values().stream().allMatch(value -> value >= 0);
        double low = summary.mean() - summary.sd();
        return new Estimate(summary.mean(), positive ? Math.max(low, 0) : low, summary.mean() + summary.sd());
    }

    private static Cell cell(Summary summary, String mark) {
        Cell cell = Cell.of(number(summary.mean()) + mark);
        return summary.values().size() == 1 ? cell : cell.withMinor("± " + number(summary.sd()));
    }

    private static String number(double value) {
        double size = Math.abs(value);
        return String.format(Locale.ROOT, size >= 100 ? "%,.1f" : "%.4f", value);
    }

    private static String signed(double value) {
        return (value < 0 ? "−" : "+") + number(Math.abs(value));
    }

    private static String probability(double p) {
        return p < 0.001 ? "< 0.001" : String.format(Locale.ROOT, "%.3f", p);
    }

    private static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }
}

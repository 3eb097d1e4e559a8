package io.github.discovery4j.examples.command;

import io.github.discovery4j.core.evaluation.Comparison;
import io.github.discovery4j.core.evaluation.EvaluationReport;
import io.github.discovery4j.core.evaluation.ModelReport;
import io.github.discovery4j.core.evaluation.Segment;
import io.github.discovery4j.core.evaluation.SplitCounts;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** Prints a report: a row a metric, a column a model, and the protocol in words. */
final class EvaluationTable {

    private static final int LINE_WIDTH = 100;

    private EvaluationTable() {}

    static void print(EvaluationReport report, PrintWriter out) {
        printMetrics(report, out);
        printSegments(report, out);
        printComparisons(report, out);
        out.println(String.format(
                Locale.ROOT,
                "Seeds: %d, on %d threads; times are means of one run.",
                report.seeds().size(),
                report.threads()));
        out.println(String.format(
                Locale.ROOT,
                "Data: %,d users, %,d items; on average %,d training and %,d test interactions, %,d users measured.",
                report.userCount(),
                report.itemCount(),
                mean(report, SplitCounts::trainInteractions),
                mean(report, SplitCounts::testInteractions),
                mean(report, SplitCounts::evaluatedUsers)));
        printWrapped("Protocol " + report.protocol() + ": " + report.description() + ".", out);
        out.flush();
    }

    /** Prints a row a metric, and the times. */
    static void printMetrics(EvaluationReport report, PrintWriter out) {
        Collection<ModelReport> models = report.models().values();
        TextTable table = new TextTable("l" + "r".repeat(models.size()));
        table.row(cells("mean ± sd", report.models().keySet(), name -> name));
        for (String metric : models.iterator().next().metrics().keySet()) {
            table.row(cells(
                    metric,
                    models,
                    model -> String.format(
                            Locale.ROOT,
                            "%.4f ± %.4f",
                            model.metric(metric).mean(),
                            model.metric(metric).sd())));
        }
        table.row(cells("training", models, model -> String.format(Locale.ROOT, "%.2f s", model.trainingSeconds())));
        table.row(cells("scoring", models, model -> String.format(Locale.ROOT, "%.2f s", model.scoringSeconds())));
        table.print(out);
        out.println();
    }

    /** One metric tells segments apart; the others are in the report. */
    private static void printSegments(EvaluationReport report, PrintWriter out) {
        if (report.segments().isEmpty()) {
            return;
        }
        Collection<ModelReport> models = report.models().values();
        TextTable table = new TextTable("lr" + "r".repeat(models.size()));
        List<String> head = cells("ndcg", report.models().keySet(), name -> name);
        head.add(1, "users");
        table.row(head);
        for (Segment segment : report.segments()) {
            List<String> row = cells(segment.name(), models, model -> ndcg(model, segment));
            row.add(
                    1,
                    String.format(
                            Locale.ROOT,
                            "%,d",
                            Math.round(segment.users().stream()
                                    .mapToInt(Integer::intValue)
                                    .average()
                                    .orElse(0))));
            table.row(row);
        }
        table.print(out);
        report.segments().forEach(segment -> printWrapped(segment.name() + ": " + segment.definition() + ".", out));
        out.println();
    }

    private static String ndcg(ModelReport model, Segment segment) {
        return model.segments().getOrDefault(segment.name(), Map.of()).entrySet().stream()
                .filter(entry -> isNdcg(entry.getKey()))
                .findFirst()
                .map(entry -> String.format(
                        Locale.ROOT,
                        "%.4f ± %.4f",
                        entry.getValue().mean(),
                        entry.getValue().sd()))
                .orElse("-");
    }

    private static boolean isNdcg(String metric) {
        return metric.startsWith("ndcg@");
    }

    private static void printComparisons(EvaluationReport report, PrintWriter out) {
        if (report.comparisons().isEmpty()) {
            return;
        }
        TextTable table = new TextTable("llrrr");
        table.row(List.of("metric", "comparison", "difference", "95 % interval", "p (Holm)"));
        for (Comparison comparison : report.comparisons()) {
            if (isNdcg(comparison.metric()) || comparison.metric().equals("auc")) {
                table.row(List.of(
                        comparison.metric(),
                        comparison.model() + " - " + comparison.baseline(),
                        String.format(Locale.ROOT, "%+.4f", comparison.difference()),
                        String.format(Locale.ROOT, "%+.4f to %+.4f", comparison.low(), comparison.high()),
                        String.format(Locale.ROOT, "%.4f", comparison.adjustedPValue())));
            }
        }
        table.print(out);
        out.println();
    }

    private static <T> List<String> cells(String first, Collection<T> others, Function<T, String> text) {
        List<String> cells = new ArrayList<>(List.of(first));
        others.forEach(other -> cells.add(text.apply(other)));
        return cells;
    }

    private static long mean(EvaluationReport report, ToLongFunction<SplitCounts> count) {
        return Math.round(report.splits().stream().mapToLong(count).average().orElse(0));
    }

    static void printWrapped(String text, PrintWriter out) {
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ", -1)) {
            if (line.length() + word.length() >= LINE_WIDTH) {
                out.println(line);
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        out.println(line);
    }
}

package io.github.discovery4j.examples.command;

import io.github.discovery4j.core.evaluation.EvaluationReport;
import io.github.discovery4j.core.evaluation.ModelReport;
import io.github.discovery4j.core.evaluation.SplitCounts;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** Prints a report: a row a metric, a column a model, and the protocol in words. */
final class EvaluationTable {

    private static final int LINE_WIDTH = 100;

    private EvaluationTable() {}

    static void print(EvaluationReport report, PrintWriter out) {
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

    private static <T> List<String> cells(String first, Collection<T> others, Function<T, String> text) {
        List<String> cells = new ArrayList<>(List.of(first));
        others.forEach(other -> cells.add(text.apply(other)));
        return cells;
    }

    private static long mean(EvaluationReport report, ToLongFunction<SplitCounts> count) {
        return Math.round(report.splits().stream().mapToLong(count).average().orElse(0));
    }

    private static void printWrapped(String text, PrintWriter out) {
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

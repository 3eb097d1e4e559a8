package io.github.discovery4j.examples.command;

import io.github.discovery4j.core.data.TrainingRows;
import io.github.discovery4j.core.evaluation.QueryNdcg;
import io.github.discovery4j.rank.boosting.LightGbmModel;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** How well a model ranks, beside chance and beside the one feature that ranks best alone. */
final class RankingReport {

    private static final int FEATURES = 10;
    private static final int CUTOFF = 10;
    private static final int[] CUTOFFS =
            RowsEvaluation.CUTOFFS.stream().mapToInt(Integer::intValue).toArray();

    /** A way of ranking, on both parts. */
    private record Line(String name, String metric, QueryNdcg training, Optional<QueryNdcg> validation) {}

    private final List<Line> lines;

    private RankingReport(List<Line> lines) {
        this.lines = lines;
    }

    static RankingReport of(LightGbmModel model, TrainingRows training, Optional<TrainingRows> validation) {
        Feature best = best(training);
        return new RankingReport(List.of(
                new Line(
                        "the model",
                        "",
                        QueryNdcg.of(training, RowModel.scores(model, training), CUTOFFS),
                        validation.map(rows -> QueryNdcg.of(rows, RowModel.scores(model, rows), CUTOFFS))),
                new Line(
                        (best.rising ? "most " : "least ") + training.features().get(best.place),
                        "best_feature.",
                        QueryNdcg.of(training, best.scores(training), CUTOFFS),
                        validation.map(rows -> QueryNdcg.of(rows, best.scores(rows), CUTOFFS))),
                new Line(
                        "random order",
                        "random.",
                        QueryNdcg.ofRandomOrder(training, CUTOFFS),
                        validation.map(rows -> QueryNdcg.ofRandomOrder(rows, CUTOFFS)))));
    }

    /** A feature that ranks alone, one way or the other; a missing value comes last. */
    private record Feature(int place, boolean rising) {

        double[] scores(TrainingRows rows) {
            double[] scores = new double[rows.rows()];
            int width = rows.features().size();
            Arrays.setAll(scores, row -> {
                double value = rows.values()[row * width + place];
                return Double.isNaN(value) ? Double.NEGATIVE_INFINITY : rising ? value : -value;
            });
            return scores;
        }
    }

    /** Chosen by the rows that are learned from, as the model is. */
    private static Feature best(TrainingRows rows) {
        return IntStream.range(0, rows.features().size())
                .boxed()
                .flatMap(place -> List.of(new Feature(place, true), new Feature(place, false)).stream())
                .max(Comparator.comparingDouble(feature ->
                        QueryNdcg.of(rows, feature.scores(rows), CUTOFF).mean(CUTOFF)))
                .orElseThrow();
    }

    /** Returns what the manifest keeps. */
    Map<String, Double> metrics() {
        Map<String, Double> metrics = new LinkedHashMap<>();
        for (Line line : lines) {
            for (int k : CUTOFFS) {
                metrics.put("training." + line.metric + "ndcg@" + k, line.training.mean(k));
                line.validation.ifPresent(
                        later -> metrics.put("validation." + line.metric + "ndcg@" + k, later.mean(k)));
            }
        }
        return metrics;
    }

    void print(LightGbmModel model, double[] missing, PrintWriter out) {
        TextTable table = new TextTable("lr" + "r".repeat(CUTOFFS.length));
        List<String> heading = new ArrayList<>(List.of("", "training ndcg@" + CUTOFF));
        Arrays.stream(CUTOFFS).forEach(k -> heading.add((k == CUTOFFS[0] ? "validation " : "") + "ndcg@" + k));
        table.row(heading);
        for (Line line : lines) {
            List<String> cells = new ArrayList<>(List.of(line.name, shown(line.training.mean(CUTOFF))));
            Arrays.stream(CUTOFFS)
                    .forEach(k -> cells.add(
                            line.validation.map(later -> shown(later.mean(k))).orElse("-")));
            table.row(cells);
        }
        table.print(out);
        features(model, missing, out);
    }

    private static String shown(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }

    /** What gained most, and what is missing of the others. */
    private static void features(LightGbmModel model, double[] missing, PrintWriter out) {
        double[] gains = model.gains();
        double all = Math.max(Double.MIN_NORMAL, DoubleStream.of(gains).sum());
        List<Integer> order = IntStream.range(0, gains.length)
                .boxed()
                .sorted(Comparator.comparingDouble(place -> -gains[place]))
                .toList();
        TextTable table = new TextTable("lrr");
        table.row("feature", "share of the gain", "missing");
        for (int place : order.subList(0, Math.min(FEATURES, order.size()))) {
            table.row(model.features().get(place), percent(gains[place] / all), percent(missing[place]));
        }
        table.print(out);
        Map<String, List<String>> others = order.stream()
                .skip(FEATURES)
                .collect(Collectors.groupingBy(
                        place -> percent(missing[place]),
                        LinkedHashMap::new,
                        Collectors.mapping(model.features()::get, Collectors.toList())));
        others.forEach((share, names) -> EvaluationTable.printWrapped(
                share.equals(percent(0))
                        ? "Missing " + share + ": " + names.size() + " others."
                        : "Missing " + share + ": " + String.join(", ", names) + ".",
                out));
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }
}

package io.github.discovery4j.examples.command;

import io.github.discovery4j.core.data.RankingData;
import io.github.discovery4j.core.evaluation.EvaluationReport;
import io.github.discovery4j.core.evaluation.ModelReport;
import io.github.discovery4j.core.evaluation.QueryNdcg;
import io.github.discovery4j.core.evaluation.SplitCounts;
import io.github.discovery4j.core.evaluation.Summary;
import io.github.discovery4j.rank.boosting.LightGbmModel;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;

/** Measures how well models rank the rows of queries: {@code discovery evaluate} on LibSVM. */
final class RowsEvaluation {

    /** Where lists are cut unless said otherwise. */
    static final List<Integer> CUTOFFS = List.of(1, 3, 5, 10);

    private final RowFiles files;
    private final Map<String, RowModel> models;
    private final Collection<Path> saved;
    private final int[] cutoffs;
    private final int seeds;
    private final int threads;

    /**
     * Collects what is to be measured.
     *
     * @param models by name, to be trained; needs training rows
     * @param saved models to be taken as they are
     */
    RowsEvaluation(
            RowFiles files,
            Map<String, RowModel> models,
            Collection<Path> saved,
            List<Integer> cutoffs,
            int seeds,
            int threads) {
        this.files = files;
        this.models = models;
        this.saved = saved;
        this.cutoffs = cutoffs.stream().mapToInt(Integer::intValue).toArray();
        this.seeds = seeds;
        this.threads = threads;
    }

    EvaluationReport run(Progress progress, RunRecord record) {
        Optional<RankingData> train = files.train().map(file -> RowFiles.read(file, progress));
        RankingData test = RowFiles.readJudged(files.test(), progress);
        files.train().ifPresent(file -> record.of(file, "libsvm"));
        record.of(files.test(), "libsvm");
        Map<String, ModelReport> reports = new LinkedHashMap<>();
        models.forEach((name, model) -> reports.put(name, trained(name, model, train.orElseThrow(), test, progress)));
        for (Path path : saved) {
            reports.put(SavedModel.name(path), measured(RowModel.read(path), test, SavedModel.name(path), progress));
        }
        return report(train, test, reports);
    }

    private ModelReport trained(String name, RowModel model, RankingData train, RankingData test, Progress progress) {
        List<QueryNdcg> values = new ArrayList<>();
        long training = 0;
        long scoring = 0;
        for (int seed = 0; seed < seeds; seed++) {
            progress.step("training %s, seed %d (run %d of %d)".formatted(name, seed, seed + 1, seeds));
            long start = System.nanoTime();
            LightGbmModel one = model.train(train, Optional.empty(), 0, seed, threads);
            long middle = System.nanoTime();
            values.add(QueryNdcg.of(test, RowModel.scores(one, test), cutoffs));
            training += middle - start;
            scoring += System.nanoTime() - middle;
            if (seed == 0) {
                sayWhatIsUnknown(name, one, test, progress);
            }
        }
        return new ModelReport(metrics(values), Map.of(), training / 1e9 / seeds, scoring / 1e9 / seeds);
    }

    private ModelReport measured(LightGbmModel model, RankingData test, String name, Progress progress) {
        long start = System.nanoTime();
        QueryNdcg value = QueryNdcg.of(test, RowModel.scores(model, test), cutoffs);
        sayWhatIsUnknown(name, model, test, progress);
        return new ModelReport(metrics(List.of(value)), Map.of(), 0, (System.nanoTime() - start) / 1e9);
    }

    private static void sayWhatIsUnknown(String name, LightGbmModel model, RankingData test, Progress progress) {
        int known = model.features().size();
        if (test.featureCount() > known) {
            progress.say("%s knows the features 0 to %d: what rows say of others, up to %d, is left out."
                    .formatted(name, known - 1, test.featureCount() - 1));
        }
    }

    private Map<String, Summary> metrics(List<QueryNdcg> values) {
        Map<String, Summary> metrics = new LinkedHashMap<>();
        for (int cutoff : cutoffs) {
            metrics.put(
                    "ndcg@" + cutoff,
                    Summary.of(values.stream().map(value -> value.mean(cutoff)).toList()));
        }
        return metrics;
    }

    private EvaluationReport report(Optional<RankingData> train, RankingData test, Map<String, ModelReport> reports) {
        int without = QueryNdcg.of(test, new double[test.rowCount()], 1).queriesWithoutRelevant();
        List<SplitCounts> splits = LongStream.range(0, seeds)
                .mapToObj(seed -> new SplitCounts(
                        seed, train.map(RankingData::rowCount).orElse(0), test.rowCount(), 0, test.queryCount(), 0))
                .toList();
        String description = String.format(
                Locale.ROOT,
                "rows of queries, parted as given: a user is a query, an interaction a row; mean over %,d"
                        + " queries, of which %,d have no relevant row and count as 1; nDCG with gains of 2^label - 1"
                        + " and the ideal truncated at k; equal scores in the order of the rows",
                test.queryCount(),
                without);
        return new EvaluationReport(
                "given-queries",
                description,
                LongStream.range(0, seeds).boxed().toList(),
                test.queryCount(),
                test.rowCount(),
                splits,
                List.of(),
                reports,
                List.of(),
                threads);
    }

    /** Prints a row a metric, a column a model, and what was measured. */
    static void print(EvaluationReport report, PrintWriter out) {
        EvaluationTable.printMetrics(report, out);
        SplitCounts split = report.splits().getFirst();
        out.println(String.format(
                Locale.ROOT,
                "Seeds: %d, on %d threads; times are means of one run.",
                report.seeds().size(),
                report.threads()));
        out.println(String.format(
                Locale.ROOT,
                "Data: %s%,d rows of %,d queries to rank.",
                split.trainInteractions() == 0
                        ? ""
                        : String.format(Locale.ROOT, "%,d rows to learn from, ", split.trainInteractions()),
                split.testInteractions(),
                split.evaluatedUsers()));
        EvaluationTable.printWrapped("Protocol " + report.protocol() + ": " + report.description() + ".", out);
        out.flush();
    }
}

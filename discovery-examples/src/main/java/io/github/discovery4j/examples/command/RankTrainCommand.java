package io.github.discovery4j.examples.command;

import io.github.discovery4j.core.artefact.ArtefactStore;
import io.github.discovery4j.core.data.RankingData;
import io.github.discovery4j.core.evaluation.QueryNdcg;
import io.github.discovery4j.rank.boosting.BoostingArtefacts;
import io.github.discovery4j.rank.boosting.LightGbmModel;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code discovery rank-train}: learns boosted trees that rank the rows of queries. */
@Command(
        name = "rank-train",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Trains LightGBM on rows for learning to rank (LibSVM), and writes the model as a new version.",
            "Queries come from qid:N in the rows or from FILE.query beside them, the number of rows of each query a line."
        },
        footer = {
            "",
            "Example:",
            "  discovery rank-train --data rank.train --validation rank.test --early-stopping 20 --out models/rank",
            "  discovery evaluate --data rank.test --model models/rank"
        })
public final class RankTrainCommand implements Callable<Integer> {

    private static final int DEFAULT_KEEP = 3;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--data", paramLabel = "FILE", required = true, description = "The rows to learn from.")
    private Path data = Path.of("");

    @Option(names = "--validation", paramLabel = "FILE", description = "Rows that are ranked for comparison.")
    private Optional<Path> validation = Optional.empty();

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "The folder of the model's versions.")
    private Path out = Path.of("");

    @Option(
            names = "--objective",
            paramLabel = "NAME",
            defaultValue = "lambdarank",
            description = "lambdarank, rank_xendcg, regression or poisson (default: ${DEFAULT-VALUE}).")
    private String objective = "";

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            description = "trees, or a parameter of LightGBM such as num_leaves or learning_rate; may be repeated.")
    private Map<String, String> settings = new LinkedHashMap<>();

    @Option(
            names = "--early-stopping",
            paramLabel = "N",
            converter = PositiveNumber.class,
            description = "Stop when N trees in a row rank the validation rows no better, and keep the best number of"
                    + " trees (default: all trees).")
    private Optional<Integer> patience = Optional.empty();

    @Option(names = "--seed", paramLabel = "N", defaultValue = "42", description = "Of all draws (default: 42).")
    private long seed;

    @Option(
            names = "--threads",
            paramLabel = "N",
            converter = PositiveNumber.class,
            description = "How many threads work; the model does not depend on it (default: one a processor).")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--keep",
            paramLabel = "N",
            defaultValue = "" + DEFAULT_KEEP,
            converter = PositiveNumber.class,
            description = "How many versions are kept, beside a pinned one (default: ${DEFAULT-VALUE}).")
    private int keep;

    /** Creates the command; picocli fills it. */
    public RankTrainCommand() {}

    @Override
    public Integer call() throws IOException {
        RowModel trainer = trainer();
        PrintWriter printer = spec.commandLine().getOut();
        try (Progress progress = new Progress(printer, spec.commandLine().getErr(), Progress.Style.ofTerminal())) {
            RankingData rows = RowFiles.read(data, progress);
            Optional<RankingData> watched = validation.map(file -> RowFiles.read(file, progress));
            progress.step("training " + objective);
            LightGbmModel model = trainer.train(rows, watched, patience.orElse(0), seed, threads);
            Map<String, Double> metrics = new LinkedHashMap<>();
            RowsEvaluation.CUTOFFS.forEach(k -> metrics.put("training.ndcg@" + k, ndcg(model, rows, k)));
            watched.ifPresent(other ->
                    RowsEvaluation.CUTOFFS.forEach(k -> metrics.put("validation.ndcg@" + k, ndcg(model, other, k))));
            progress.step("writing " + out);
            String version = publish(model, metrics);
            print(printer, version, model, rows, metrics);
        }
        return ExitCode.OK;
    }

    private RowModel trainer() {
        if (patience.isPresent() && validation.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(), "--early-stopping needs rows to stop by; name them with --validation");
        }
        if (seed < 0 || seed > Integer.MAX_VALUE) {
            throw new ParameterException(spec.commandLine(), "--seed must be in [0, 2147483647], was " + seed);
        }
        try {
            return new RowModel(objective, settings);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private static double ndcg(LightGbmModel model, RankingData rows, int cutoff) {
        return QueryNdcg.of(rows, RowModel.scores(model, rows), cutoff).mean(cutoff);
    }

    private String publish(LightGbmModel model, Map<String, Double> metrics) throws IOException {
        Files.createDirectories(out);
        ArtefactStore store = ArtefactStore.at(out);
        String version = store.publish(writer -> {
            BoostingArtefacts.write(model, writer);
            var description = BoostingArtefacts.describe(model).seed(seed);
            metrics.forEach(description::metric);
            return description.build();
        });
        store.prune(keep);
        return version;
    }

    private void print(
            PrintWriter printer, String version, LightGbmModel model, RankingData rows, Map<String, Double> metrics) {
        printer.println(String.format(
                Locale.ROOT,
                "%s: %,d trees of %s, from %,d rows of %,d queries, %,d features; in %s.",
                version,
                model.ensemble().trees(),
                model.objective(),
                rows.rowCount(),
                rows.queryCount(),
                rows.featureCount(),
                out));
        TextTable table = new TextTable("lr");
        metrics.forEach((name, value) -> table.row(name, String.format(Locale.ROOT, "%.4f", value)));
        table.print(printer);
        printer.flush();
    }
}

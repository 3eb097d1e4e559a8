package io.github.discovery4j.examples.command;

import io.github.discovery4j.core.artefact.ArtefactDescription;
import io.github.discovery4j.core.artefact.ArtefactStore;
import io.github.discovery4j.core.artefact.TrainingData;
import io.github.discovery4j.core.data.RankingData;
import io.github.discovery4j.core.data.TrainingRows;
import io.github.discovery4j.core.evaluation.QueryNdcg;
import io.github.discovery4j.core.feature.manifest.DeclaredView;
import io.github.discovery4j.examples.signals.SignalFeatures;
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
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code discovery rank-train}: learns boosted trees that rank, from rows of queries or from what people were shown. */
@Command(
        name = "rank-train",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        customSynopsis = {
            "discovery rank-train --data=FILE --out=DIR [OPTION...]",
            "  or:  discovery rank-train --store=DIR --out=DIR [OPTION...]"
        },
        description = {
            "Trains LightGBM on rows for learning to rank (LibSVM) or on what the events of 'discovery signals' say that people"
                    + " were shown and did, and writes the model as a new version.",
            "Queries come from qid:N in the rows or from FILE.query beside them, the number of rows of each query a line. From"
                    + " events, a query is what one person was shown in one session or request."
        },
        footer = {
            "",
            "Example:",
            "  discovery rank-train --data rank.train --validation rank.test --early-stopping 20 --out models/rank",
            "  discovery evaluate --data rank.test --model models/rank",
            "  discovery rank-train --store signals --early-stopping 20 --label dwell=1 --label like=3 --out models/rank"
        })
public final class RankTrainCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @ArgGroup(multiplicity = "1")
    private Input input = new Input();

    /** Files of rows, or a store of events. */
    static final class Input {

        @ArgGroup(exclusive = false, heading = "%nEither rows:%n")
        private @Nullable RowInput rows;

        @ArgGroup(exclusive = false, heading = "%nOr events:%n")
        private @Nullable ShownRows events;

        Input() {}
    }

    /** Files of rows. */
    static final class RowInput {

        @Option(names = "--data", paramLabel = "FILE", required = true, description = "The rows to learn from.")
        private Path data = Path.of("");

        @Option(names = "--validation", paramLabel = "FILE", description = "Rows that are ranked for comparison.")
        private Optional<Path> validation = Optional.empty();

        RowInput() {}
    }

    @Mixin
    private VersionOptions versions = new VersionOptions();

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

    @Option(
            names = "--threads",
            paramLabel = "N",
            converter = PositiveNumber.class,
            description = "How many threads work; the model does not depend on it (default: one a processor).")
    private int threads = Runtime.getRuntime().availableProcessors();

    /** Creates the command; picocli fills it. */
    public RankTrainCommand() {}

    @Override
    public Integer call() throws IOException {
        RowModel trainer = trainer();
        PrintWriter printer = spec.commandLine().getOut();
        try (Progress progress = new Progress(printer, spec.commandLine().getErr(), Progress.Style.ofTerminal())) {
            if (input.events != null) {
                fromEvents(input.events, trainer, printer, progress);
            } else {
                fromFiles(input.rows == null ? new RowInput() : input.rows, trainer, printer, progress);
            }
        }
        return ExitCode.OK;
    }

    private RowModel trainer() {
        boolean watched = input.events == null
                ? input.rows != null && input.rows.validation.isPresent()
                : input.events.validationShare() > 0;
        if (patience.isPresent() && !watched) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--early-stopping needs rows to stop by; name them with --validation, or of events leave a"
                            + " --validation-share");
        }
        if (versions.seed() < 0 || versions.seed() > Integer.MAX_VALUE) {
            throw new ParameterException(
                    spec.commandLine(), "--seed must be in [0, 2147483647], was " + versions.seed());
        }
        try {
            return new RowModel(objective, settings);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private void fromFiles(RowInput files, RowModel trainer, PrintWriter printer, Progress progress)
            throws IOException {
        RankingData rows = RowFiles.readJudged(files.data, progress);
        Optional<RankingData> watched = files.validation.map(file -> RowFiles.readJudged(file, progress));
        progress.step("training " + objective);
        LightGbmModel model = trainer.train(rows, watched, patience.orElse(0), versions.seed(), threads);
        Map<String, Double> metrics = new LinkedHashMap<>();
        RowsEvaluation.CUTOFFS.forEach(k -> metrics.put("training.ndcg@" + k, ndcg(model, rows, k)));
        watched.ifPresent(other ->
                RowsEvaluation.CUTOFFS.forEach(k -> metrics.put("validation.ndcg@" + k, ndcg(model, other, k))));
        progress.step("writing " + versions.out());
        String version = publish(model, BoostingArtefacts.describe(model), metrics);
        print(printer, version, model, rows.rowCount(), rows.queryCount(), rows.featureCount());
        TextTable table = new TextTable("lr");
        metrics.forEach((name, value) -> table.row(name, String.format(Locale.ROOT, "%.4f", value)));
        table.print(printer);
        printer.flush();
    }

    private static double ndcg(LightGbmModel model, RankingData rows, int cutoff) {
        return QueryNdcg.of(rows, RowModel.scores(model, rows), cutoff).mean(cutoff);
    }

    private void fromEvents(ShownRows events, RowModel trainer, PrintWriter printer, Progress progress)
            throws IOException {
        DeclaredView view = SignalFeatures.view();
        ShownRows.Parts parts = events.read(view, spec.commandLine(), progress);
        TrainingRows rows = parts.training().rows();
        Optional<TrainingRows> watched = parts.validation().map(later -> later.rows());
        events.writeRows(rows, watched);
        progress.step("training " + objective);
        LightGbmModel model = trainer.train(rows, watched, patience.orElse(0), versions.seed(), threads);
        progress.step("measuring");
        RankingReport report = RankingReport.of(model, rows, watched);
        progress.step("writing " + versions.out());
        String version = publish(
                model,
                BoostingArtefacts.describe(model, view).trainingData(TrainingData.digest(rows)),
                report.metrics());
        print(
                printer,
                version,
                model,
                rows.rows(),
                rows.queries().length,
                rows.features().size());
        parts.print(printer);
        report.print(model, parts.all().missing(), printer);
        printer.flush();
    }

    private String publish(LightGbmModel model, ArtefactDescription.Builder description, Map<String, Double> metrics)
            throws IOException {
        Files.createDirectories(versions.out());
        ArtefactStore store = ArtefactStore.at(versions.out());
        String version = store.publish(writer -> {
            BoostingArtefacts.write(model, writer);
            description.seed(versions.seed());
            metrics.forEach(description::metric);
            return description.build();
        });
        store.prune(versions.keep());
        return version;
    }

    private void print(PrintWriter printer, String version, LightGbmModel model, int rows, int queries, int features) {
        printer.println(String.format(
                Locale.ROOT,
                "%s: %,d trees of %s, from %,d rows of %,d queries, %,d features; in %s.",
                version,
                model.ensemble().trees(),
                model.objective(),
                rows,
                queries,
                features,
                versions.out()));
    }
}

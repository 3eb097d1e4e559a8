package io.github.discovery4j.examples.command;

import io.github.discovery4j.core.data.DataSet;
import io.github.discovery4j.core.data.Interactions;
import io.github.discovery4j.core.evaluation.EvaluationListener;
import io.github.discovery4j.core.evaluation.EvaluationReport;
import io.github.discovery4j.core.evaluation.Evaluator;
import io.github.discovery4j.core.evaluation.LinkPrediction;
import io.github.discovery4j.core.evaluation.Metrics;
import io.github.discovery4j.core.evaluation.Protocol;
import io.github.discovery4j.core.evaluation.Provenance;
import io.github.discovery4j.core.evaluation.SegmentRule;
import io.github.discovery4j.core.evaluation.TrainTest;
import io.github.discovery4j.rank.factorization.EaseTrainer;
import io.github.discovery4j.rank.factorization.training.Minimums;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code discovery evaluate}: compares models on a data set, over several seeds. */
@Command(
        name = "evaluate",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        customSynopsis = {
            "discovery evaluate --data=PATH [--format=F] [--protocol=P] [OPTION...]",
            "  or:  discovery evaluate --train=FILE --test=FILE [OPTION...]"
        },
        description = {
            "Compares models: splits the data, trains on one part, and measures how well each model finds the other.",
            "Give either --data, to be split once a seed, or --train and --test."
        },
        footer = {
            "",
            "Protocols, and what each asks models to find:",
            "  random-75-25 (A1)      a random quarter of each user's interactions",
            "  random-80-20 (A4)      a random fifth of each user's interactions",
            "  random-80-10-10 (A2)   a random tenth; another tenth is masked, for tuning",
            "  random-80-10-10-refit  the same tenth; models learn from all the rest",
            "  temporal-80-20         what came last, after one instant for everybody",
            "  temporal-user-80-20    the last fifth of each user's interactions",
            "  leave-one-out-last     each user's last interaction",
            "  leave-one-out-random   a random interaction of each user",
            "  5-fold                 one of five parts of all interactions, one a seed",
            "  cold-users             a fifth of the users, of whom nothing is known",
            "  cold-users-5           the same; models are shown five interactions of each",
            "  cold-items             a fifth of the items, unknown in training",
            "  links-80-20 (F1)       a random fifth of the ties between people",
            "",
            "Example:",
            "  discovery evaluate --data ml-100k --compare --json report.json --html report.html",
            "  discovery evaluate --train u1.base --test u1.test --models ease --seeds 1",
            "  discovery evaluate --data lastfm --protocol A4 --min-item-users 5 --models ease --set ease.regularization=100",
            "  discovery evaluate --data lastfm --protocol links-80-20 --seeds 3 --compare",
            "",
            "Rows for learning to rank (LibSVM, queries as qid or in FILE.query) are ranked within their queries:",
            "  discovery evaluate --train rank.train --test rank.test --models lambdarank --set lambdarank.num_leaves=15",
            "  discovery evaluate --data rank.test --model model.txt"
        })
public final class EvaluateCommand implements Callable<Integer> {

    /** The attribute of items by which the distance within a list is measured. */
    private static final String GENRE = "genre";

    private static final List<String> DEFAULT_MODELS = List.of("popularity", "ease");

    private static final int DEFAULT_CUTOFF = 10;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @ArgGroup(multiplicity = "1")
    private Input input = new Input();

    /** One data set to split, or a split that was made before. */
    static final class Input {

        @ArgGroup(exclusive = false, heading = "%nEither data that is split here:%n")
        private @Nullable OneSet oneSet;

        @ArgGroup(exclusive = false, heading = "%nOr data that is split already:%n")
        private @Nullable GivenSplit split;

        Input() {}
    }

    /** Data to split. */
    static final class OneSet extends DataOptions {

        @Option(
                names = "--protocol",
                paramLabel = "NAME",
                converter = ProtocolConverter.class,
                description = "How to split; all are listed below (default: random-75-25).")
        private Task task = new Task(Optional.of(Protocol.RANDOM_75_25));

        @Option(
                names = "--min-item-users",
                paramLabel = "N",
                converter = PositiveNumber.class,
                description =
                        "Leave out items that fewer than N users have an interaction with, and then users who have"
                                + " none left, before anything is split (default: 1). Not for ties between people.")
        private int minItemUsers = 1;

        @Option(
                names = "--min-user-items",
                paramLabel = "N",
                converter = PositiveNumber.class,
                description =
                        "Leave out users who have an interaction with fewer than N items, and then what has become too"
                                + " rare (default: 1). Not for ties between people.")
        private int minUserItems = 1;

        OneSet() {}
    }

    /**
     * What is to be found.
     *
     * @param ofItems how items are sought; empty if ties between people are
     */
    record Task(Optional<Protocol> ofItems) {}

    /** Data that is split. */
    static final class GivenSplit {

        @Option(names = "--train", paramLabel = "FILE", required = true, description = "What models learn from.")
        private Path train = Path.of("");

        @Option(names = "--test", paramLabel = "FILE", required = true, description = "What they are asked to find.")
        private Path test = Path.of("");

        GivenSplit() {}
    }

    @Option(
            names = "--models",
            paramLabel = "NAME",
            split = ",",
            completionCandidates = Models.Names.class,
            description =
                    "Which models, separated by commas: ${COMPLETION-CANDIDATES} (default: popularity,ease); for"
                            + " ties degree, adamic-adar, walk, taste, sum, joint-ties, joint-likes, joint (default: all of"
                            + " these); for rows of queries lambdarank, rank_xendcg, regression, poisson (default: lambdarank).")
    private Set<String> models = new LinkedHashSet<>();

    private boolean modelsByDefault;

    @Option(
            names = "--model",
            paramLabel = "PATH",
            description = "Measure the model that 'discovery train' wrote there too, as it is; may be repeated. It is"
                    + " called as its folder. It should have been trained on the training part. For rows of queries: a"
                    + " folder of 'discovery rank-train' or LightGBM's text.")
    private Set<Path> saved = new LinkedHashSet<>();

    private final List<SavedModel> savedModels = new ArrayList<>();

    @Option(
            names = "--set",
            paramLabel = "MODEL.SETTING=VALUE",
            description = "A hyper-parameter that is not to be the default, such as ease.regularization=100; may be"
                    + " given several times. For models of items.")
    private Map<String, String> settings = new LinkedHashMap<>();

    @Option(
            names = "--search",
            paramLabel = "N",
            converter = PositiveNumber.class,
            description =
                    "In each training part, try a model's settings and N - 1 others on a tenth of each user's likes,"
                            + " and take the best (default: no search). For models of items.")
    private Optional<Integer> search = Optional.empty();

    @Option(
            names = "--all-metrics",
            description = "Measure AUC, novelty, popularity, Gini and user coverage too, and where the data has genres"
                    + " their entropy and calibration.")
    private boolean allMetrics;

    @Option(
            names = "--sampled",
            paramLabel = "N",
            converter = PositiveNumber.class,
            description =
                    "Measure nDCG and hit rate among N sampled items as well, as some papers do; not to be trusted.")
    private Optional<Integer> sampled = Optional.empty();

    @Option(
            names = "--segments",
            description = "Measure cold and warm users, popular and long-tail items on their own too.")
    private boolean segments;

    @Option(
            names = "--compare",
            description = "Compare the models with each other: paired bootstrap of " + Evaluator.DEFAULT_RESAMPLES
                    + " resamples of the users.")
    private boolean compare;

    @Option(
            names = "-k",
            paramLabel = "N",
            split = ",",
            converter = PositiveNumber.class,
            description =
                    "Where lists are cut; several may be given, separated by commas (default: 10; for rows of queries"
                            + " 1,3,5,10).")
    private List<Integer> cutoffs = new ArrayList<>();

    @Option(
            names = "--seeds",
            paramLabel = "N",
            defaultValue = "" + Evaluator.DEFAULT_SEED_COUNT,
            converter = PositiveNumber.class,
            description = "Run the seeds 0 to N - 1: each splits the data anew (default: ${DEFAULT-VALUE}).")
    private int seeds;

    @Option(
            names = "--threads",
            paramLabel = "N",
            converter = PositiveNumber.class,
            description = "How many threads work; results do not depend on it (default: one a processor).")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description =
                    "Write the report there too; means are at models.<name>.metrics.<metric>@<k>.mean. The file is"
                            + " replaced when all is done, never half-written.")
    private Optional<Path> json = Optional.empty();

    @Option(
            names = "--html",
            paramLabel = "FILE",
            description =
                    "Write the report there as a page with charts that needs no network; replaced as a whole, too.")
    private Optional<Path> html = Optional.empty();

    @Mixin
    private ReadingOptions reading = new ReadingOptions();

    /** Creates the command; picocli fills it. */
    public EvaluateCommand() {}

    @Override
    public Integer call() throws IOException {
        json.ifPresent(OutputFile::requireWritable);
        html.ifPresent(OutputFile::requireWritable);
        Optional<RowFiles> rows = rows();
        return rows.isPresent() ? evaluateRows(rows.get()) : evaluateInteractions();
    }

    private Optional<RowFiles> rows() {
        if (input.split != null) {
            return RowFiles.of(input.split.train, input.split.test);
        }
        return input.oneSet == null ? Optional.empty() : RowFiles.in(input.oneSet.data());
    }

    private Integer evaluateRows(RowFiles files) throws IOException {
        Map<String, RowModel> trained = rowModels(files);
        RunRecord record = new RunRecord();
        PrintWriter out = spec.commandLine().getOut();
        EvaluationReport report;
        try (Progress progress = new Progress(out, spec.commandLine().getErr(), Progress.Style.ofTerminal())) {
            List<Integer> at = cutoffs.isEmpty() ? RowsEvaluation.CUTOFFS : cutoffs;
            RowsEvaluation evaluation = new RowsEvaluation(files, trained, saved, at, seeds, threads);
            report = evaluated(() -> evaluation.run(progress, record));
        }
        RowsEvaluation.print(report, out);
        Map<String, Map<String, String>> ofModels = new LinkedHashMap<>();
        trained.forEach((name, model) -> ofModels.put(name, model.settings()));
        saved.forEach(path -> ofModels.put(SavedModel.name(path), Map.of()));
        write(report, record, ofModels);
        return ExitCode.OK;
    }

    private Map<String, RowModel> rowModels(RowFiles files) {
        boolean ofItems = search.isPresent() || allMetrics || sampled.isPresent() || segments || compare;
        if (ofItems) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--search, --all-metrics, --sampled, --segments and --compare are for interactions, these are rows of"
                            + " queries; leave them out");
        }
        if (files.train().isEmpty() && (saved.isEmpty() || !models.isEmpty())) {
            throw new ParameterException(
                    spec.commandLine(),
                    "models of rows must have rows to learn from: name them with --train and what they rank with --test, or"
                            + " a trained model with --model");
        }
        Map<String, RowModel> trained = new LinkedHashMap<>();
        try {
            checkSaved();
            Set<String> names = models.isEmpty() && saved.isEmpty() ? Set.of("lambdarank") : models;
            names.forEach(name -> trained.put(name, new RowModel(name, RowModel.settings(name, settings))));
            requireKnown(trained.keySet());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
        return trained;
    }

    private Integer evaluateInteractions() throws IOException {
        List<Integer> cuts = cutoffs.isEmpty() ? List.of(DEFAULT_CUTOFF) : cutoffs;
        Evaluator.Builder evaluator = Evaluator.builder()
                .k(cuts.stream().mapToInt(Integer::intValue).toArray())
                .seedCount(seeds)
                .threads(threads);
        sampled.ifPresent(count -> evaluator
                .metric(Metrics.sampled(Metrics.NDCG, count))
                .metric(Metrics.sampled(Metrics.HIT_RATE, count)));
        if (segments) {
            SegmentRule.standard().forEach(evaluator::segment);
        }
        if (compare) {
            evaluator.compareModels();
        }
        checkModels();
        RunRecord record = new RunRecord();
        PrintWriter out = spec.commandLine().getOut();
        EvaluationReport report;
        try (Progress progress = new Progress(out, spec.commandLine().getErr(), Progress.Style.ofTerminal())) {
            evaluator.listener(at -> progress.step(describe(at)));
            report = run(evaluator, progress, record);
        }
        EvaluationTable.print(report, out);
        Map<String, Map<String, String>> ofModels = new LinkedHashMap<>();
        models.forEach(name -> ofModels.put(name, ofTies() ? Map.of() : Models.settings(name, settings)));
        savedModels.forEach(model -> ofModels.put(model.name(), model.settings()));
        write(report, record, ofModels);
        return ExitCode.OK;
    }

    private void write(EvaluationReport report, RunRecord record, Map<String, Map<String, String>> ofModels)
            throws IOException {
        if (json.isPresent() || html.isPresent()) {
            Provenance provenance =
                    record.provenance(spec.commandLine().getParseResult().originalArgs(), ofModels);
            if (json.isPresent()) {
                report.writeJson(json.get(), provenance);
            }
            if (html.isPresent()) {
                report.writeHtml(html.get(), provenance);
            }
        }
    }

    /** Whether ties are sought, not items. */
    private boolean ofTies() {
        return input.oneSet != null && input.oneSet.task.ofItems.isEmpty();
    }

    /** Looks every model up before anything is read, and fills in the default. */
    private void checkModels() {
        if (models.isEmpty() && (saved.isEmpty() || ofTies())) {
            (ofTies() ? TieModels.names() : DEFAULT_MODELS).forEach(models::add);
            modelsByDefault = true;
        }
        try {
            checkSaved();
            requireKnown(models);
            models.forEach(name -> {
                if (ofTies()) {
                    TieModels.trainer(name);
                } else {
                    Models.trainer(name, settings, search, threads);
                }
            });
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private void requireKnown(Set<String> evaluated) {
        for (String setting : settings.keySet()) {
            if (!evaluated.contains(setting.replaceFirst("\\..*", ""))) {
                throw new IllegalArgumentException(
                        "a setting must begin with a model that is evaluated and a point, was \"" + setting
                                + "\" (option --set); models: " + String.join(", ", evaluated));
            }
        }
    }

    private void checkSaved() {
        if (ofTies() && !saved.isEmpty()) {
            throw new IllegalArgumentException(
                    "a saved model ranks items, and ties between people are sought; leave --model out");
        }
        Set<String> names = new HashSet<>(models);
        for (Path folder : saved) {
            if (!names.add(SavedModel.name(folder))) {
                throw new IllegalArgumentException(
                        "models must have different names, two are called \"%s\" (option --model); name another folder"
                                .formatted(SavedModel.name(folder)));
            }
        }
    }

    /** A model that nobody asked for by name must not be why a large catalogue cannot be evaluated. */
    private void addModels(Evaluator.Builder evaluator, int items, Progress progress) {
        if (modelsByDefault && items > EaseTrainer.DEFAULT_MAX_ITEMS && models.remove(Models.EASE)) {
            progress.say(String.format(
                    Locale.ROOT,
                    "ease takes at most %,d items and these are %,d: evaluating without it.",
                    EaseTrainer.DEFAULT_MAX_ITEMS,
                    items));
        }
        models.forEach(name -> evaluator.model(name, Models.trainer(name, settings, search, threads)));
        savedModels.forEach(model -> evaluator.model(model.name(), model.trainer()));
    }

    private void readSaved(Optional<Interactions> train, Progress progress) {
        for (Path folder : saved) {
            progress.step("loading " + folder);
            SavedModel model = SavedModel.read(folder);
            savedModels.add(model);
            if (!train.map(model::learnedFrom).orElse(false)) {
                progress.say(model.name()
                        + " was not trained on this training part: it may have seen what it is asked to find.");
            }
        }
    }

    private EvaluationReport run(Evaluator.Builder evaluator, Progress progress, RunRecord record) {
        if (input.split != null) {
            DataSet train = record.of(reading.read(input.split.train, Optional.empty(), progress));
            DataSet test = record.of(reading.read(input.split.test, Optional.empty(), progress));
            TrainTest split = TrainTest.join(train.interactions(), test.interactions());
            readSaved(Optional.of(train.interactions()), progress);
            addModels(evaluator, split.train().items().size(), progress);
            addMetrics(evaluator);
            return evaluated(() -> evaluator.build().evaluate(split));
        }
        OneSet oneSet = input.oneSet == null ? new OneSet() : input.oneSet;
        DataSet data = record.of(reading.read(oneSet.data(), oneSet.format(), progress));
        progress.step("splitting");
        if (oneSet.task.ofItems.isEmpty()) {
            return evaluated(() -> evaluateTies(evaluator, data));
        }
        Interactions interactions = withoutWhatIsRare(data.interactions(), oneSet, progress);
        evaluator.protocol(oneSet.task.ofItems.get());
        readSaved(Optional.empty(), progress);
        addModels(evaluator, interactions.items().size(), progress);
        addMetrics(evaluator);
        if (!data.items().distinctValues(GENRE).isEmpty()) {
            float[][] genres = data.items().indicators(GENRE, interactions.items());
            evaluator.metric(Metrics.intraListDistance(genres));
            if (allMetrics) {
                evaluator.metric(Metrics.entropy("genre_entropy", genres));
                evaluator.metric(Metrics.calibration("genre_calibration", genres));
            }
        }
        return evaluated(() -> evaluator.build().evaluate(interactions));
    }

    private static Interactions withoutWhatIsRare(Interactions all, OneSet oneSet, Progress progress) {
        Minimums minimums = new Minimums(oneSet.minItemUsers, oneSet.minUserItems);
        if (minimums.equals(Minimums.NONE)) {
            return all;
        }
        Interactions kept = minimums.of(all);
        progress.say(String.format(
                Locale.ROOT,
                "Items with at least %,d users%s: %,d interactions of %,d users with %,d items.",
                minimums.itemUsers(),
                minimums.userItems() == 1
                        ? ""
                        : String.format(Locale.ROOT, " and users with at least %,d items", minimums.userItems()),
                kept.size(),
                kept.users().size(),
                kept.items().size()));
        if (kept.size() == 0) {
            throw new CommandFailure(
                    ExitCode.DATA,
                    "some item must have at least %d users who have at least %d items, none has; give smaller numbers"
                                    .formatted(minimums.itemUsers(), minimums.userItems())
                            + " (options --min-item-users, --min-user-items)");
        }
        return kept;
    }

    private void addMetrics(Evaluator.Builder evaluator) {
        if (allMetrics) {
            Metrics.all().stream()
                    .filter(metric -> !Metrics.standard().contains(metric))
                    .forEach(evaluator::metric);
        }
    }

    private EvaluationReport evaluateTies(Evaluator.Builder evaluator, DataSet data) {
        LinkPrediction links = LinkPrediction.of(data.ties(), data.interactions(), LinkPrediction.DEFAULT_HIDDEN);
        models.forEach(name -> evaluator.model(name, links.trainer(TieModels.trainer(name))));
        if (allMetrics) {
            Metrics.all().stream()
                    .filter(metric -> !links.protocol().metrics().contains(metric))
                    .forEach(evaluator::metric);
        }
        return evaluator.protocol(links.protocol()).build().evaluate(links.pairs());
    }

    /** What the options could say wrongly was refused before: what is refused now is the data. */
    private static EvaluationReport evaluated(Supplier<EvaluationReport> evaluation) {
        try {
            return evaluation.get();
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(ExitCode.DATA, String.valueOf(e.getMessage()), e);
        }
    }

    private static String describe(EvaluationListener.Progress at) {
        String doing = switch (at.phase()) {
            case TRAINING -> "training ";
            case SCORING -> "scoring ";
            case DONE -> "measured ";
        };
        int run = Math.min(at.runsDone() + 1, at.runsTotal());
        return "%s%s, seed %d (run %d of %d)".formatted(doing, at.model(), at.seed(), run, at.runsTotal());
    }

    /** Reads the name of a protocol, or a short name from tables of figures. */
    static final class ProtocolConverter implements ITypeConverter<Task> {

        private static final String TIES = "links-80-20";

        ProtocolConverter() {}

        @Override
        public Task convert(String text) {
            try {
                return new Task(
                        switch (text.toLowerCase(Locale.ROOT)) {
                            case "a1" -> Optional.of(Protocol.RANDOM_75_25);
                            case "a2" -> Optional.of(Protocol.RANDOM_80_10_10);
                            case "a4" -> Optional.of(Protocol.RANDOM_80_20);
                            case "f1", TIES -> Optional.empty();
                            default -> Optional.of(Protocol.named(text));
                        });
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage() + "; ties between people: " + TIES);
            }
        }
    }
}

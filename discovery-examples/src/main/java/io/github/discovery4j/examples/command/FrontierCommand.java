package io.github.discovery4j.examples.command;

import io.github.discovery4j.core.data.DataSet;
import io.github.discovery4j.core.data.Interactions;
import io.github.discovery4j.core.data.WholeFile;
import io.github.discovery4j.core.evaluation.EvaluationReport;
import io.github.discovery4j.core.evaluation.Evaluator;
import io.github.discovery4j.core.evaluation.Metrics;
import io.github.discovery4j.core.evaluation.Protocol;
import io.github.discovery4j.core.evaluation.Provenance;
import io.github.discovery4j.core.model.VectorReader;
import io.github.discovery4j.examples.frontier.FrontierPage;
import io.github.discovery4j.examples.frontier.FrontierPoint;
import io.github.discovery4j.examples.frontier.ItemVectors;
import io.github.discovery4j.examples.frontier.Reranking;
import io.github.discovery4j.rank.diversity.DppDiversifier;
import io.github.discovery4j.rank.diversity.MmrDiversifier;
import io.github.discovery4j.rank.factorization.IalsTrainer;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code discovery frontier}: what varied slates cost, for each way to make them. */
@Command(
        name = "frontier",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Lets diversifiers choose slates of a model's best candidates, at several weights of diversity, and draws accuracy"
                    + " against the distance of genres within a slate.",
            "For data whose items have genres, such as MovieLens."
        },
        footer = {
            "",
            "Example:",
            "  discovery frontier --data ml-100k --html frontier.html",
            "  discovery frontier --data ml-100k --model blend --methods dpp --vectors ials --weights 0.05,0.1,0.15 --seeds 1"
        })
public final class FrontierCommand implements Callable<Integer> {

    private static final String GENRE = "genre";

    /** How diversifiers are called. */
    private static final Map<String, Reranking.Method> METHODS = new LinkedHashMap<>();

    static {
        METHODS.put(
                "mmr",
                (vectors, weight) -> MmrDiversifier.builder()
                        .vectors(vectors)
                        .diversityWeight(weight)
                        .build());
        METHODS.put(
                "dpp",
                (vectors, weight) -> DppDiversifier.builder()
                        .vectors(vectors)
                        .diversityWeight(weight)
                        .build());
    }

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private DataOptions data = new DataOptions();

    @Option(
            names = "--protocol",
            paramLabel = "NAME",
            converter = EvaluateCommand.ProtocolConverter.class,
            description = "How to split, as of 'discovery evaluate' (default: random-75-25).")
    private EvaluateCommand.Task task = new EvaluateCommand.Task(Optional.of(Protocol.RANDOM_75_25));

    @Option(
            names = "--model",
            paramLabel = "NAME",
            defaultValue = Models.EASE,
            completionCandidates = Models.Names.class,
            description = "Finds candidates: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private String model = "";

    @Option(
            names = "--methods",
            paramLabel = "NAME",
            split = ",",
            defaultValue = "mmr,dpp",
            description = "mmr and dpp, separated by commas (default: both).")
    private Set<String> methods = new LinkedHashSet<>();

    @Option(
            names = "--vectors",
            paramLabel = "KIND",
            split = ",",
            defaultValue = "ials,genres",
            description =
                    "What diversifiers compare: ials, the factors of who liked what; genres, which are what is measured"
                            + " (default: both).")
    private Set<String> vectors = new LinkedHashSet<>();

    @Option(
            names = "--weights",
            paramLabel = "W",
            split = ",",
            defaultValue = "0.05,0.1,0.15,0.2,0.3,0.4,0.5,0.7",
            description = "Weights of diversity in [0, 1], separated by commas (default: ${DEFAULT-VALUE}).")
    private Set<Double> weights = new LinkedHashSet<>();

    @Option(
            names = "--depth",
            paramLabel = "N",
            defaultValue = "100",
            converter = PositiveNumber.class,
            description = "How many candidates there are to choose from (default: ${DEFAULT-VALUE}).")
    private int depth;

    @Option(
            names = "-k",
            paramLabel = "N",
            defaultValue = "10",
            converter = PositiveNumber.class,
            description = "Places of a slate, 2 or more (default: ${DEFAULT-VALUE}).")
    private int k;

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
            description = "Write all measures there, as 'discovery evaluate' does.")
    private Optional<Path> json = Optional.empty();

    @Option(names = "--html", paramLabel = "FILE", description = "Draw a page there, which needs no network.")
    private Optional<Path> html = Optional.empty();

    @Option(names = "--svg", paramLabel = "FILE", description = "Draw the chart alone there.")
    private Optional<Path> svg = Optional.empty();

    @Mixin
    private ReadingOptions reading = new ReadingOptions();

    /** Creates the command; picocli fills it. */
    public FrontierCommand() {}

    /** A method at a weight. */
    private record Setting(String series, double weight) {

        String name() {
            return String.format(Locale.ROOT, "%s %s", series, weight);
        }
    }

    @Override
    public Integer call() throws IOException {
        for (Optional<Path> file : List.of(json, html, svg)) {
            file.ifPresent(OutputFile::requireWritable);
        }
        Reranking reranking = checked();
        RunRecord record = new RunRecord();
        PrintWriter out = spec.commandLine().getOut();
        List<FrontierPoint> points = new ArrayList<>();
        EvaluationReport report;
        try (Progress progress = new Progress(out, spec.commandLine().getErr(), Progress.Style.ofTerminal())) {
            DataSet set = record.of(reading.read(data.data(), data.format(), progress));
            report = measure(reranking, set, points, progress);
        }
        print(report, points, out);
        Provenance provenance = record.provenance(
                spec.commandLine().getParseResult().originalArgs(), Map.of(model, Models.settings(model, Map.of())));
        if (json.isPresent()) {
            report.writeJson(json.get(), provenance);
        }
        if (html.isPresent()) {
            WholeFile.write(
                    html.get(), FrontierPage.of(points, lead(), k, provenance).toHtml());
        }
        if (svg.isPresent()) {
            WholeFile.write(svg.get(), FrontierPage.chart(points, k).toSvg());
        }
        return ExitCode.OK;
    }

    private Reranking checked() {
        try {
            require("--methods", METHODS.keySet(), methods);
            require("--vectors", Set.of("ials", "genres"), vectors);
            if (k < 2) {
                throw new IllegalArgumentException(
                        "a slate must have 2 places or more for a distance between them, was %d (option -k)"
                                .formatted(k));
            }
            for (double weight : weights) {
                if (!(weight >= 0 && weight <= 1)) {
                    throw new IllegalArgumentException(
                            "a weight of diversity must be in [0, 1], was %s (option --weights)".formatted(weight));
                }
            }
            return new Reranking(Models.trainer(model, Map.of(), Optional.empty(), threads), depth, k);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private static void require(String option, Set<String> known, Set<String> given) {
        for (String name : given) {
            if (!known.contains(name)) {
                throw new IllegalArgumentException(
                        "%s must be of %s, was \"%s\"".formatted(option, String.join(", ", known), name));
            }
        }
    }

    private EvaluationReport measure(Reranking reranking, DataSet set, List<FrontierPoint> points, Progress progress) {
        Interactions interactions = set.interactions();
        if (set.items().distinctValues(GENRE).isEmpty()) {
            throw new CommandFailure(
                    ExitCode.DATA,
                    "items must have genres, whose distance is measured, these have none; use MovieLens data");
        }
        float[][] genres = set.items().indicators(GENRE, interactions.items());
        Evaluator.Builder evaluator = Evaluator.builder()
                .protocol(task.ofItems()
                        .orElseThrow(() -> new ParameterException(
                                spec.commandLine(), "slates are of items, not of ties; choose another --protocol")))
                .k(k)
                .seedCount(seeds)
                .threads(threads)
                .metric(Metrics.intraListDistance(genres))
                .listener(at -> progress.step("%s, seed %d (run %d of %d)"
                        .formatted(
                                at.model(), at.seed(), Math.min(at.runsDone() + 1, at.runsTotal()), at.runsTotal())));
        evaluator.model(model, reranking.plain());
        List<Setting> settings = addSettings(evaluator, reranking, new ItemVectors(interactions.items(), genres));
        try {
            EvaluationReport report = evaluator.build().evaluate(interactions);
            settings.forEach(setting -> points.add(FrontierPoint.of(
                    setting.series, setting.weight, report.model(setting.name()), report.model(model), k)));
            return report;
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(ExitCode.DATA, String.valueOf(e.getMessage()), e);
        }
    }

    private List<Setting> addSettings(Evaluator.Builder evaluator, Reranking reranking, VectorReader genres) {
        Map<String, Function<Interactions, VectorReader>> kinds = Map.of(
                "ials",
                train -> IalsTrainer.builder().threads(threads).build().train(train),
                "genres",
                train -> genres);
        List<Setting> settings = new ArrayList<>();
        for (String method : methods) {
            for (String kind : vectors) {
                for (double weight : weights) {
                    Setting setting = new Setting(method + " by " + kind, weight);
                    settings.add(setting);
                    evaluator.model(setting.name(), reranking.by(known(METHODS, method), known(kinds, kind), weight));
                }
            }
        }
        return settings;
    }

    private static <T> T known(Map<String, T> all, String name) {
        return Objects.requireNonNull(all.get(name), name);
    }

    private String lead() {
        return String.format(
                Locale.ROOT,
                "The best %,d of %s, slates of %d, %d seeds; nDCG@%d against the mean distance (1 - cosine) of genres within a slate.",
                depth,
                model,
                k,
                seeds,
                k);
    }

    private void print(EvaluationReport report, List<FrontierPoint> points, PrintWriter out) {
        TextTable table = new TextTable("lrrrrr");
        table.row("", "weight", "ndcg@" + k, "change", "distance@" + k, "change");
        table.row(
                model,
                "-",
                digits(report.model(model).metric("ndcg@" + k).mean()),
                "",
                digits(report.model(model).metric("intra_list_distance@" + k).mean()),
                "");
        for (FrontierPoint point : points) {
            table.row(
                    point.series(),
                    String.format(Locale.ROOT, "%.2f", point.weight()),
                    digits(point.accuracy().mean()),
                    percent(point.accuracyChange()),
                    digits(point.distance().mean()),
                    percent(point.distanceChange()));
        }
        table.print(out);
        out.println();
        out.println(lead());
        out.flush();
    }

    private static String digits(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }

    private static String percent(OptionalDouble value) {
        return value.isPresent() ? String.format(Locale.ROOT, "%+.1f %%", value.getAsDouble()) : "-";
    }
}

package io.github.discovery4j.examples.command;

import io.github.discovery4j.core.data.DataSet;
import io.github.discovery4j.core.evaluation.EvaluationListener;
import io.github.discovery4j.core.evaluation.EvaluationReport;
import io.github.discovery4j.core.evaluation.Evaluator;
import io.github.discovery4j.core.evaluation.Metrics;
import io.github.discovery4j.core.evaluation.ModelTrainer;
import io.github.discovery4j.core.evaluation.Protocol;
import io.github.discovery4j.core.evaluation.Provenance;
import io.github.discovery4j.core.evaluation.TrainTest;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
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
            "Example:",
            "  discovery evaluate --data ml-100k --models popularity,ease --json report.json --html report.html",
            "  discovery evaluate --train u1.base --test u1.test --models ease --seeds 1"
        })
public final class EvaluateCommand implements Callable<Integer> {

    /** The attribute of items by which the distance within a list is measured. */
    private static final String GENRE = "genre";

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
                description = "How to split: random-75-25 (also called A1), three quarters of each user's interactions"
                        + " for training, or random-80-20 (default: random-75-25).")
        private Protocol protocol = Protocol.RANDOM_75_25;

        OneSet() {}
    }

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
            defaultValue = "popularity,ease",
            completionCandidates = Models.Names.class,
            description = "Which models, separated by commas: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Set<String> models = new LinkedHashSet<>();

    @Option(
            names = "-k",
            paramLabel = "N",
            split = ",",
            defaultValue = "10",
            converter = PositiveNumber.class,
            description = "Where lists are cut; several may be given, separated by commas (default: ${DEFAULT-VALUE}).")
    private List<Integer> cutoffs = List.of();

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
        Evaluator.Builder evaluator = Evaluator.builder()
                .k(cutoffs.stream().mapToInt(Integer::intValue).toArray())
                .seedCount(seeds)
                .threads(threads);
        models.forEach(name -> evaluator.model(name, trainer(name)));
        json.ifPresent(EvaluateCommand::requireWritable);
        html.ifPresent(EvaluateCommand::requireWritable);
        RunRecord record = new RunRecord();
        PrintWriter out = spec.commandLine().getOut();
        EvaluationReport report;
        try (Progress progress = new Progress(out, spec.commandLine().getErr(), Progress.Style.ofTerminal())) {
            evaluator.listener(at -> progress.step(describe(at)));
            report = run(evaluator, progress, record);
        }
        EvaluationTable.print(report, out);
        if (json.isPresent() || html.isPresent()) {
            Provenance provenance =
                    record.provenance(spec.commandLine().getParseResult().originalArgs(), models);
            if (json.isPresent()) {
                report.writeJson(json.get(), provenance);
            }
            if (html.isPresent()) {
                report.writeHtml(html.get(), provenance);
            }
        }
        return ExitCode.OK;
    }

    private ModelTrainer trainer(String name) {
        try {
            return Models.trainer(name, threads);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private EvaluationReport run(Evaluator.Builder evaluator, Progress progress, RunRecord record) {
        if (input.split != null) {
            DataSet train = record.of(reading.read(input.split.train, Optional.empty(), progress));
            DataSet test = record.of(reading.read(input.split.test, Optional.empty(), progress));
            TrainTest split = TrainTest.join(train.interactions(), test.interactions());
            return evaluated(() -> evaluator.build().evaluate(split));
        }
        OneSet oneSet = input.oneSet == null ? new OneSet() : input.oneSet;
        DataSet data = record.of(reading.read(oneSet.data(), oneSet.format(), progress));
        progress.step("splitting");
        evaluator.protocol(oneSet.protocol);
        if (!data.items().distinctValues(GENRE).isEmpty()) {
            evaluator.metric(Metrics.intraListDistance(
                    data.items().indicators(GENRE, data.interactions().items())));
        }
        return evaluated(() -> evaluator.build().evaluate(data.interactions()));
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

    /** Looks before hours of work whether their result can be written at all. */
    private static void requireWritable(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || Files.isDirectory(file)) {
            throw new CommandFailure(ExitCode.CANNOT_WRITE, file + ": this is a folder; name a file in it");
        }
        if (!Files.isDirectory(folder)) {
            throw new CommandFailure(ExitCode.CANNOT_WRITE, file + ": its folder does not exist; create it first");
        }
        if (!Files.isWritable(folder)) {
            throw new CommandFailure(
                    ExitCode.CANNOT_WRITE, file + ": its folder may not be written; name another file");
        }
    }

    /** Reads the name of a protocol, or the short name that papers' tables of MovieLens 100K go by here. */
    static final class ProtocolConverter implements ITypeConverter<Protocol> {

        ProtocolConverter() {}

        @Override
        public Protocol convert(String text) {
            try {
                return text.equalsIgnoreCase("A1") ? Protocol.RANDOM_75_25 : Protocol.named(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }
}

package io.github.discovery4j.examples.command;

import io.github.discovery4j.core.artefact.Artefact;
import io.github.discovery4j.core.artefact.ArtefactDescription;
import io.github.discovery4j.core.artefact.ArtefactStore;
import io.github.discovery4j.core.artefact.Coverage;
import io.github.discovery4j.core.data.Interactions;
import io.github.discovery4j.core.data.WholeFile;
import io.github.discovery4j.core.signal.EventInteractions;
import io.github.discovery4j.rank.factorization.training.Minimums;
import io.github.discovery4j.rank.factorization.training.ModelRecipe;
import io.github.discovery4j.rank.factorization.training.ModelTraining;
import io.github.discovery4j.rank.factorization.training.Search;
import io.github.discovery4j.rank.factorization.training.Setting;
import io.github.discovery4j.rank.factorization.training.TrainedModel;
import io.github.discovery4j.rank.factorization.training.TrainingPlan;
import io.github.discovery4j.rank.factorization.training.TrainingWatch;
import io.github.discovery4j.rank.factorization.training.Trial;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code discovery train}: learns a model and keeps it as a version in a folder. */
@Command(
        name = "train",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        customSynopsis = {
            "discovery train --data=PATH --model=NAME --out=DIR [OPTION...]",
            "  or:  discovery train --store=DIR --model=NAME --out=DIR [OPTION...]"
        },
        description = {
            "Learns a model from a data set or from the events of 'discovery signals', and writes it as a new version.",
            "What is held out of training chooses settings and the number of epochs; the model then learns from all."
        },
        footer = {
            "",
            "A training that is interrupted goes on with its search when it is run again with the same options and data.",
            "",
            "Example:",
            "  discovery train --data ml-100k --model ease --out models/ease --search 10",
            "  discovery train --store signals --weight like=1 --weight play=0.3 --half-life 30 --model ials --out models/ials"
        })
public final class TrainCommand implements Callable<Integer> {

    private static final String CHECKPOINT = "search.json";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @ArgGroup(multiplicity = "1")
    private Input input = new Input();

    /** A data set, or a store of events. */
    static final class Input {

        @ArgGroup(exclusive = false, heading = "%nEither a data set:%n")
        private @Nullable OneSet oneSet;

        @ArgGroup(exclusive = false, heading = "%nOr events:%n")
        private @Nullable Events events;

        Input() {}
    }

    @Option(
            names = "--min-item-users",
            paramLabel = "N",
            defaultValue = "1",
            converter = PositiveNumber.class,
            description = "Leave out items that fewer people have an interaction with (default: ${DEFAULT-VALUE}).")
    private int minItemUsers;

    @Option(
            names = "--min-user-items",
            paramLabel = "N",
            defaultValue = "1",
            converter = PositiveNumber.class,
            description = "Leave out people who have an interaction with fewer items (default: ${DEFAULT-VALUE}).")
    private int minUserItems;

    /** A data set. */
    static final class OneSet extends DataOptions {
        OneSet() {}
    }

    /** Events of a store. */
    static final class Events extends StoreOptions {

        @Option(
                names = "--weight",
                paramLabel = "TYPE=N",
                description = "What an event of a type is worth; may be repeated (default: like=1).")
        private Map<String, Double> weights = new LinkedHashMap<>();

        @Option(
                names = "--half-life",
                paramLabel = "DAYS",
                converter = PositiveNumber.class,
                description = "After how many days an event is worth half (default: never).")
        private Optional<Integer> halfLife = Optional.empty();

        Events() {}
    }

    @Option(
            names = "--model",
            paramLabel = "NAME",
            required = true,
            completionCandidates = Names.class,
            description = "One of ${COMPLETION-CANDIDATES}.")
    private String model = "";

    @Mixin
    private VersionOptions versions = new VersionOptions();

    @Option(
            names = "--set",
            paramLabel = "NAME=N",
            description = "Fixes a setting, such as dimension=32; may be repeated. What is fixed is not searched.")
    private Map<String, Double> values = new LinkedHashMap<>();

    @Option(
            names = "--search",
            paramLabel = "N",
            converter = PositiveNumber.class,
            description = "Try the settings and N - 1 others, drawn at random, and take the best (default: no search).")
    private Optional<Integer> search = Optional.empty();

    @Option(names = "--grid", description = "Let --search try combinations of usual values in place of drawn ones.")
    private boolean grid;

    @Option(
            names = "--patience",
            paramLabel = "N",
            defaultValue = "" + TrainingPlan.DEFAULT_PATIENCE,
            converter = PositiveNumber.class,
            description = "End a training after N looks in a row that find it no better (default: ${DEFAULT-VALUE}).")
    private int patience;

    @Option(
            names = "--threads",
            paramLabel = "N",
            converter = PositiveNumber.class,
            description = "How many threads work; results do not depend on it (default: one a processor).")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Mixin
    private ReadingOptions reading = new ReadingOptions();

    @Option(names = "--json", description = "Print the manifest of the new version; no progress.")
    private boolean json;

    /** Creates the command; picocli fills it. */
    public TrainCommand() {}

    @Override
    public Integer call() throws IOException {
        TrainingPlan plan = plan();
        Path out = versions.out();
        ArtefactStore store = ArtefactStore.at(out);
        PrintWriter printer = spec.commandLine().getOut();
        Progress.Style style = json ? Progress.Style.SILENT : Progress.Style.ofTerminal();
        String version;
        TrainedModel trained;
        try (Progress progress = new Progress(printer, spec.commandLine().getErr(), style)) {
            Interactions data = read(progress);
            Files.createDirectories(out);
            trained = train(plan, data, progress);
            progress.step("writing " + out);
            version = trained.publish(store);
            store.prune(versions.keep());
            Files.deleteIfExists(out.resolve(CHECKPOINT));
        }
        Artefact artefact = store.open(version);
        if (json) {
            printer.print(Files.readString(out.resolve(version).resolve("manifest.json")));
        } else {
            print(artefact.manifest().description(), version, trained, printer);
        }
        printer.flush();
        return ExitCode.OK;
    }

    private TrainingPlan plan() {
        try {
            TrainingPlan.Builder plan = TrainingPlan.of(ModelRecipe.named(model))
                    .patience(patience)
                    .minimums(new Minimums(minItemUsers, minUserItems))
                    .seed(versions.seed())
                    .threads(threads);
            values.forEach(plan::set);
            search.ifPresent(trials -> plan.search(new Search(grid ? Search.Kind.GRID : Search.Kind.RANDOM, trials)));
            return plan.build();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private Interactions read(Progress progress) {
        if (input.events != null) {
            return read(input.events, progress);
        }
        DataOptions oneSet = input.oneSet == null ? new OneSet() : input.oneSet;
        return reading.read(oneSet.data(), oneSet.format(), progress).data().interactions();
    }

    private Interactions read(Events events, Progress progress) {
        EventInteractions.Builder builder = EventInteractions.builder();
        Map<String, Double> weights = events.weights.isEmpty() ? Map.of("like", 1.0) : events.weights;
        try {
            weights.forEach(builder::weight);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
        events.halfLife.ifPresent(days -> builder.halfLife(Duration.ofDays(days)));
        progress.step("reading the events of " + events.store());
        EventInteractions reader = builder.build();
        Interactions data = events.read(chain -> reader.read(chain.log(), chain.ledger(), events.asOf()));
        progress.say(String.format(
                Locale.ROOT,
                "Read %,d interactions of %,d people with %,d items from the events of %s.",
                data.size(),
                data.users().size(),
                data.items().size(),
                events.store()));
        if (data.size() == 0) {
            throw new CommandFailure(
                    ExitCode.DATA,
                    events.store() + ": must hold an event that counts, holds none; name its type with --weight");
        }
        return data;
    }

    private TrainedModel train(TrainingPlan plan, Interactions data, Progress progress) throws IOException {
        try {
            return ModelTraining.run(plan, data, data, new Watch(progress));
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(ExitCode.DATA, String.valueOf(e.getMessage()), e);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** Keeps trials in a file beside the versions. */
    private final class Watch implements TrainingWatch {

        private final Progress progress;
        private final Path file = versions.out().resolve(CHECKPOINT);

        Watch(Progress progress) {
            this.progress = progress;
        }

        @Override
        public Optional<String> checkpoint() {
            try {
                return Optional.of(Files.readString(file));
            } catch (NoSuchFileException e) {
                return Optional.empty();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void checkpoint(String trials) {
            try {
                WholeFile.write(file, trials);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void onStep(String step) {
            progress.step(step);
        }

        @Override
        public void onTrial(int number, int of, Trial trial) {
            if (!json) {
                progress.say(String.format(
                        Locale.ROOT,
                        "Trial %d of %d: %s %.4f with %s%s",
                        number,
                        of,
                        ModelTraining.METRIC,
                        trial.metrics().getOrDefault(ModelTraining.METRIC, 0.0),
                        shown(trial.values()),
                        trial.epochs() == 0 ? "" : ", best after epoch " + trial.epochs()));
            }
        }
    }

    /** What is searched or given; the rest is the same in each trial, and stands in the manifest. */
    private String shown(Map<String, Double> settings) {
        String shown = ModelRecipe.named(model).settings().stream()
                .filter(setting -> !setting.grid().isEmpty() || values.containsKey(setting.name()))
                .map(setting -> setting.name() + " " + shown(setting, settings.get(setting.name())))
                .collect(Collectors.joining(", "));
        return shown.isEmpty() ? "nothing to set" : shown;
    }

    private static String shown(Setting setting, @Nullable Double value) {
        double shown = value == null ? setting.normal() : value;
        return setting.whole() ? setting.text(shown) : String.format(Locale.ROOT, "%.4g", shown);
    }

    private void print(ArtefactDescription what, String version, TrainedModel trained, PrintWriter printer) {
        Coverage coverage = what.coverage();
        printer.println(what.kind() + " " + version + " in " + versions.out());
        printer.println(String.format(
                Locale.ROOT,
                "  learned from %,d of %,d active users (%.1f %%) and %,d of %,d active items (%.1f %%)",
                coverage.coveredUsers(),
                coverage.activeUsers(),
                100 * coverage.userShare(),
                coverage.coveredItems(),
                coverage.activeItems(),
                100 * coverage.itemShare()));
        what.hyperParameters().forEach((name, value) -> printer.println("  " + name + " " + value));
        what.metrics().forEach((name, value) -> {
            if (name.startsWith("validation.")) {
                printer.println(String.format(Locale.ROOT, "  %s %.4f", name, value));
            }
        });
        if (!coverage.sufficient()) {
            printer.println(String.format(
                    Locale.ROOT,
                    "  covers less than it should: %.0f %% of users and %.0f %% of items",
                    100 * Coverage.WANTED_USER_SHARE,
                    100 * Coverage.WANTED_ITEM_SHARE));
        }
        if (trained.trials().isEmpty()) {
            printer.println("  not measured: nobody has likes enough to hold one out");
        }
    }

    /** The names, for help texts. */
    static final class Names implements Iterable<String> {

        Names() {}

        @Override
        public Iterator<String> iterator() {
            return ModelRecipe.all().stream().map(ModelRecipe::name).iterator();
        }
    }
}

package io.github.discovery4j.examples.command;

import io.github.discovery4j.core.artefact.ArtefactException;
import io.github.discovery4j.core.artefact.ArtefactStore;
import io.github.discovery4j.core.data.Catalogue;
import io.github.discovery4j.core.data.DataSet;
import io.github.discovery4j.core.model.Slate;
import io.github.discovery4j.core.model.SlateRequest;
import io.github.discovery4j.core.observe.TracedSlate;
import io.github.discovery4j.core.stage.CandidateSource;
import io.github.discovery4j.examples.catalogue.CatalogueEngine;
import io.github.discovery4j.examples.chain.ChainEffects;
import io.github.discovery4j.rank.factorization.ModelArtefacts;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.IllformedLocaleException;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code discovery recommend}: a slate for one user of a data set, with reasons. */
@Command(
        name = "recommend",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Recommends items of a data set to one of its users, and says why.",
            "It learns from the data first. A user whom the data does not know gets what is popular."
        },
        footer = {
            "",
            "Example:",
            "  discovery recommend --data ml-100k --user 42 --locale es",
            "  discovery recommend --data plays.tsv --user ana -k 5 --json"
        })
public final class RecommendCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private DataOptions source = new DataOptions();

    @Option(names = "--user", paramLabel = "ID", required = true, description = "For whom, as the data calls them.")
    private String user = "";

    @Option(
            names = "-k",
            paramLabel = "N",
            defaultValue = "" + SlateRequest.DEFAULT_SIZE,
            converter = PositiveNumber.class,
            description = "How many items, at most " + SlateRequest.MAX_SIZE + " (default: ${DEFAULT-VALUE}).")
    private int k;

    @Option(
            names = "--locale",
            paramLabel = "TAG",
            defaultValue = "en",
            converter = LocaleConverter.class,
            description = "The language of the reasons: en or es (default: ${DEFAULT-VALUE}).")
    private Locale locale = Locale.ENGLISH;

    @Option(
            names = "--model",
            paramLabel = "DIR",
            description = "Take the model that 'discovery train' wrote there, in place of learning one now.")
    private Optional<Path> model = Optional.empty();

    @Mixin
    private ReadingOptions reading = new ReadingOptions();

    @Option(names = "--json", description = "Print the slate as JSON, with reasons in every language; no progress.")
    private boolean json;

    @Option(
            names = "--trace",
            description = "Add the operator's view: steps, their times and effects, and what was dropped.")
    private boolean trace;

    /** Creates the command; picocli fills it. */
    public RecommendCommand() {}

    /** A slate, and what is needed to show it. */
    private record Answer(TracedSlate slate, ChainEffects effects, boolean knownUser, Catalogue items) {}

    @Override
    public Integer call() {
        SlateRequest request = request();
        PrintWriter out = spec.commandLine().getOut();
        Progress.Style style = json ? Progress.Style.SILENT : Progress.Style.ofTerminal();
        Answer answer;
        try (Progress progress = new Progress(out, spec.commandLine().getErr(), style)) {
            answer = answer(request, progress);
        }
        SlateOutput output = new SlateOutput(answer.items(), trace ? Optional.of(answer.effects()) : Optional.empty());
        if (json) {
            out.print(output.json(answer.slate(), answer.knownUser()));
        } else {
            output.print(answer.slate(), locale, out);
        }
        out.flush();
        return ExitCode.OK;
    }

    private Answer answer(SlateRequest request, Progress progress) {
        DataSet read = reading.read(source.data(), source.format(), progress).data();
        try (CatalogueEngine engine = engine(read, progress)) {
            engine.notes().forEach(progress::say);
            boolean known = engine.knows(user);
            if (!known) {
                progress.say("The data does not know this user; the slate is what a newcomer gets.");
            }
            TracedSlate slate = engine.recommend(request);
            tellShortcomings(slate.slate(), progress);
            return new Answer(slate, engine.effects(slate), known, read.items());
        }
    }

    private CatalogueEngine engine(DataSet read, Progress progress) {
        int candidates = Math.max(k, CandidateSource.DEFAULT_LIMIT);
        if (model.isEmpty()) {
            progress.step("learning from " + source.data());
            return CatalogueEngine.over(read, candidates);
        }
        progress.step("loading " + model.get());
        try {
            return CatalogueEngine.over(
                    read, candidates, ArtefactStore.at(model.get()).load(ModelArtefacts::read));
        } catch (ArtefactException e) {
            throw new CommandFailure(ExitCode.DATA, String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw CommandFailure.of(ExitCode.NO_INPUT, e);
        }
    }

    private SlateRequest request() {
        if (k > SlateRequest.MAX_SIZE) {
            throw new ParameterException(
                    spec.commandLine(), "-k must be at most " + SlateRequest.MAX_SIZE + ", was " + k);
        }
        try {
            return SlateRequest.forViewer(user).size(k).locale(locale).build();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private void tellShortcomings(Slate slate, Progress progress) {
        if (slate.shortfall() > 0) {
            progress.say(String.format(
                    Locale.ROOT,
                    "The slate has %,d of the %,d items asked for: the data has no more that this user has not met.",
                    slate.items().size(),
                    k));
        }
        boolean spoken = slate.items().stream()
                .flatMap(item -> item.reasons().stream())
                .allMatch(reason -> reason.texts().containsKey(locale.getLanguage()));
        if (!spoken) {
            progress.say(
                    "There are no reasons in \"%s\"; they are given in English.".formatted(locale.toLanguageTag()));
        }
    }

    /** Reads a language tag. */
    static final class LocaleConverter implements ITypeConverter<Locale> {

        LocaleConverter() {}

        @Override
        public Locale convert(String text) {
            try {
                Locale locale = new Locale.Builder().setLanguageTag(text).build();
                if (!locale.getLanguage().isEmpty()) {
                    return locale;
                }
            } catch (IllformedLocaleException e) {
                // Falls through: the same message says what is allowed.
            }
            throw new TypeConversionException("must be a language tag such as en or es-MX, was \"" + text + "\"");
        }
    }
}

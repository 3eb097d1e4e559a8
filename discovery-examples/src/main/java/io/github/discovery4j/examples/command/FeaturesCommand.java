package io.github.discovery4j.examples.command;

import io.github.discovery4j.core.adapter.yaml.YamlManifests;
import io.github.discovery4j.core.data.WholeFile;
import io.github.discovery4j.core.feature.manifest.FeatureManifest;
import io.github.discovery4j.core.feature.manifest.FeatureManifestException;
import io.github.discovery4j.core.feature.manifest.StandardFeatures;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code discovery features}: the data dictionary of a manifest. */
@Command(
        name = "features",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Prints the data dictionary: each feature with its type, whose consent covers it, who may be told, how long it"
                    + " lives, and the columns of each view.",
            "A manifest that breaks a rule is refused with a line for each mistake."
        },
        footer = {
            "",
            "Example:",
            "  discovery features",
            "  discovery features --manifest features.yaml --html dictionary.html"
        })
public final class FeaturesCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--manifest",
            paramLabel = "FILE",
            description =
                    "JSON, or YAML if it ends in .yaml or .yml (default: the features that ship with the library).")
    private @Nullable Path manifest;

    @Option(names = "--html", paramLabel = "FILE", description = "Write the dictionary as a page, too.")
    private @Nullable Path html;

    @Option(names = "--json", description = "Print the manifest as JSON instead of text, complete and in one order.")
    private boolean json;

    /** Creates the command; picocli fills it. */
    public FeaturesCommand() {}

    @Override
    public Integer call() {
        Optional<Path> file = Optional.ofNullable(manifest);
        FeatureManifest read = file.map(FeaturesCommand::read).orElseGet(StandardFeatures::manifest);
        DataDictionary dictionary = new DataDictionary(read);
        Path page = html;
        if (page != null) {
            String source = file.map(path -> String.valueOf(path.getFileName())).orElse("the standard features");
            try {
                WholeFile.write(page, dictionary.page(source).toHtml());
            } catch (IOException e) {
                throw CommandFailure.of(ExitCode.CANNOT_WRITE, e);
            }
        }
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(read.toJson());
        } else {
            dictionary.print(out);
        }
        out.flush();
        return ExitCode.OK;
    }

    private static FeatureManifest read(Path file) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        try {
            return name.endsWith(".yaml") || name.endsWith(".yml")
                    ? YamlManifests.read(file)
                    : FeatureManifest.read(file);
        } catch (FeatureManifestException e) {
            throw CommandFailure.ofLines(ExitCode.DATA, e);
        } catch (IOException e) {
            throw CommandFailure.of(ExitCode.NO_INPUT, e);
        }
    }
}

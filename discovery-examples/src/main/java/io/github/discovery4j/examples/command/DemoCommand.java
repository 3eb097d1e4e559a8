package io.github.discovery4j.examples.command;

import io.github.discovery4j.core.data.WholeFile;
import io.github.discovery4j.core.model.SlateRequest;
import io.github.discovery4j.examples.demo.DemoJson;
import io.github.discovery4j.examples.demo.DemoPage;
import io.github.discovery4j.examples.demo.DemoReport;
import io.github.discovery4j.examples.demo.DemoRun;
import io.github.discovery4j.examples.demo.DemoText;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Shows slates with reasons for three people of a made-up community. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Shows slates with reasons for three people of a made-up community.",
            "",
            "Draws the community from a seed, trains and indexes what the engine needs, prints a slate each for someone"
                    + " who prefers English, someone who prefers Spanish and a newcomer, says what each step of the chain did, and"
                    + " measures 2,001 requests."
                    + " The same as a page to look at: the HTML file."
        },
        footer = {"", "Example:", "  discovery demo --seed 7 --html slates.html"})
public final class DemoCommand implements Callable<Integer> {

    /** Above it the model of who follows whom takes minutes. */
    private static final int MAX_PEOPLE = 10_000;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "42",
            description = "What the community is drawn from (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--people",
            paramLabel = "N",
            defaultValue = "3000",
            description = "How many people it has, at most " + MAX_PEOPLE + " (default: ${DEFAULT-VALUE}).")
    private int people;

    @Option(
            names = "-k",
            paramLabel = "N",
            defaultValue = "" + SlateRequest.DEFAULT_SIZE,
            description = "Places in a slate (default: ${DEFAULT-VALUE}).")
    private int size;

    @Option(
            names = "--html",
            paramLabel = "FILE",
            defaultValue = "discovery-demo.html",
            description = "Where the page goes (default: ${DEFAULT-VALUE}).")
    private Path html = Path.of("discovery-demo.html");

    @Option(names = "--json", description = "Print JSON instead of text; no progress.")
    private boolean json;

    /** Created by the command line. */
    public DemoCommand() {}

    @Override
    public Integer call() {
        check("--people", people, MAX_PEOPLE);
        check("-k", size, SlateRequest.MAX_SIZE);
        Progress.Style style = json ? Progress.Style.SILENT : Progress.Style.ofTerminal();
        DemoReport report;
        try (Progress progress =
                new Progress(spec.commandLine().getOut(), spec.commandLine().getErr(), style)) {
            report = new DemoRun(seed, people, size, progress::step).run();
        }
        try {
            WholeFile.write(html, DemoPage.of(report));
        } catch (IOException e) {
            throw CommandFailure.of(ExitCode.CANNOT_WRITE, e);
        }
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(DemoJson.of(report));
        } else {
            new DemoText(report).print(out);
            out.printf("%nThe same as a page: %s%n", html.toAbsolutePath());
        }
        out.flush();
        return ExitCode.OK;
    }

    private void check(String option, int value, int max) {
        if (value < 1 || value > max) {
            throw new ParameterException(
                    spec.commandLine(),
                    String.format(Locale.ROOT, "%s must be from 1 to %,d, was %d", option, max, value));
        }
    }
}

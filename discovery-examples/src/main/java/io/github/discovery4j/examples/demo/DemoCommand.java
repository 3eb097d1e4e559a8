package io.github.discovery4j.examples.demo;

import io.github.discovery4j.core.data.WholeFile;
import io.github.discovery4j.core.model.SlateRequest;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
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
                    + " who prefers English, someone who prefers Spanish and a newcomer, and measures 1,000 requests."
                    + " The same as a page to look at: the HTML file."
        },
        footer = {"", "Example:", "  discovery demo --seed 7 --html slates.html"})
public final class DemoCommand implements Callable<Integer> {

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
            description = "How many people it has, 1 to 10000 (default: ${DEFAULT-VALUE}).")
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

    @Option(names = "--json", description = "Print JSON instead of text.")
    private boolean json;

    /** Created by the command line. */
    public DemoCommand() {}

    @Override
    public Integer call() throws IOException {
        check("--people", people, 10_000);
        check("-k", size, SlateRequest.MAX_SIZE);
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        DemoReport report = new DemoRun(seed, people, size, System.err::println).run();
        WholeFile.write(html, DemoPage.of(report));
        if (json) {
            out.println(DemoJson.of(report));
        } else {
            new DemoText(report).print(out);
            out.printf("%nThe same as a page: %s%n", html.toAbsolutePath());
        }
        return 0;
    }

    private void check(String option, int value, int max) {
        if (value < 1 || value > max) {
            throw new ParameterException(
                    spec.commandLine(), "%s must be from 1 to %,d, was %d".formatted(option, max, value));
        }
    }
}

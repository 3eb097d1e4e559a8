package io.github.discovery4j.examples.command;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where a trained model goes, how many versions stay, and what it draws with: a mixin of the commands that train. */
final class VersionOptions {

    private static final int DEFAULT_KEEP = 3;

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "The folder of the model's versions.")
    private Path out = Path.of("");

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "0",
            description = "Of everything that is drawn (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--keep",
            paramLabel = "N",
            defaultValue = "" + DEFAULT_KEEP,
            converter = PositiveNumber.class,
            description = "How many versions are kept, beside a pinned one (default: ${DEFAULT-VALUE}).")
    private int keep;

    VersionOptions() {}

    Path out() {
        return out;
    }

    long seed() {
        return seed;
    }

    int keep() {
        return keep;
    }
}

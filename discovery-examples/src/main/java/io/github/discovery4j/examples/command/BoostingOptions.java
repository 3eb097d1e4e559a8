package io.github.discovery4j.examples.command;

import io.github.discovery4j.rank.boosting.LightGbmModel;
import io.github.discovery4j.rank.boosting.MalformedModelException;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Which model, and which rows. */
final class BoostingOptions {

    @Option(names = "--model", paramLabel = "FILE", required = true, description = "LightGBM's text, versions 2 to 4.")
    private Path model = Path.of("");

    @Option(
            names = "--rows",
            paramLabel = "FILE",
            required = true,
            description = {
                "Tab-separated, a column a feature in the model's order, its name in the first line; or without"
                        + " names, as many columns as the model has features. Empty, NA and nan are missing.",
                "Or LibSVM: label feature:value ..., features numbered as in training; what is absent is 0.",
                "Lines that begin with # and blank ones are passed over."
            })
    private Path rows = Path.of("");

    /** Created by picocli. */
    BoostingOptions() {}

    LightGbmModel model() {
        try {
            return LightGbmModel.load(model);
        } catch (MalformedModelException e) {
            throw new CommandFailure(ExitCode.DATA, String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw CommandFailure.of(ExitCode.NO_INPUT, e);
        }
    }

    void forEachBlock(LightGbmModel read, ModelRows.BlockTaker taker) {
        try {
            new ModelRows(rows, read).forEachBlock(taker);
        } catch (IOException e) {
            throw CommandFailure.of(ExitCode.NO_INPUT, e);
        }
    }
}

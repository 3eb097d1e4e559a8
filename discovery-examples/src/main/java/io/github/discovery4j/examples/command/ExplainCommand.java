package io.github.discovery4j.examples.command;

import io.github.discovery4j.explain.attribution.TreeContributions;
import io.github.discovery4j.rank.boosting.LightGbmModel;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code discovery explain}: what each feature added to the scores of rows. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Takes the raw scores of a LightGBM model apart, exactly (TreeSHAP): a line a row, what each feature added, in the"
                    + " model's order, then the bias, tab-separated, with 17 digits. They sum to the raw score.",
            "A model of several classes has as many such groups in a line."
        },
        footer = {"", "Example:", "  discovery explain --model model.txt --rows rows.tsv"})
public final class ExplainCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private BoostingOptions options = new BoostingOptions();

    /** Creates the command; picocli fills it. */
    public ExplainCommand() {}

    @Override
    public Integer call() {
        LightGbmModel model = options.model();
        TreeContributions contributions = contributions(model);
        TreeContributions.Session session = contributions.session();
        int width = contributions.width();
        PrintWriter out = spec.commandLine().getOut();
        options.forEachBlock(model, (values, rows) -> {
            double[] found = new double[rows * width];
            session.contributions(values, rows, found);
            StringBuilder text = new StringBuilder();
            for (int row = 0; row < rows; row++) {
                Digits.line(text, found, row * width, (row + 1) * width);
                text.append(System.lineSeparator());
            }
            out.print(text);
        });
        out.flush();
        return ExitCode.OK;
    }

    private static TreeContributions contributions(LightGbmModel model) {
        try {
            return TreeContributions.of(model.ensemble());
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(ExitCode.DATA, String.valueOf(e.getMessage()), e);
        }
    }
}

package io.github.discovery4j.examples.command;

import io.github.discovery4j.explain.attribution.TreeContributions;
import io.github.discovery4j.rank.boosting.LightGbmModel;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code discovery explain}: what each feature added to the scores of rows, or why an item of a data set is recommended. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Rows of a LightGBM model: a line a row, what each feature added to the raw score, in the model's order, then the"
                    + " bias, tab-separated, with 17 digits. They are exact Shapley values and sum to the raw score."
                    + " A model of several classes has as many such groups in a line.",
            "A user and an item of a data set: what the user is told, in every language, and for the operator all"
                    + " contributions, what each signal changes, and a waterfall chart."
        },
        footer = {
            "",
            "Example:",
            "  discovery explain --model model.txt --rows rows.tsv",
            "  discovery explain --data ml-100k --viewer 42 --target 318 --html why.html"
        })
public final class ExplainCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @ArgGroup(multiplicity = "1")
    private Input input = new Input();

    /** Rows, or an item. */
    static final class Input {

        @ArgGroup(exclusive = false, heading = "%nEither rows of a model:%n")
        private @Nullable BoostingOptions rows;

        @ArgGroup(exclusive = false, heading = "%nOr an item of a data set:%n")
        private @Nullable ItemExplanation item;

        Input() {}
    }

    /** Creates the command; picocli fills it. */
    public ExplainCommand() {}

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        if (input.rows != null) {
            printRows(input.rows, out);
        } else if (input.item != null) {
            input.item.print(out, spec.commandLine().getErr());
        }
        out.flush();
        return ExitCode.OK;
    }

    private static void printRows(BoostingOptions options, PrintWriter out) {
        LightGbmModel model = options.model();
        TreeContributions contributions = contributions(model);
        TreeContributions.Session session = contributions.session();
        int width = contributions.width();
        options.forEachBlock(model, (values, rows) -> {
            double[] found = new double[rows * width];
            session.contributions(values, rows, found);
            StringBuilder text = new StringBuilder();
            for (int row = 0; row < rows; row++) {
                Digits.line(text, found, row * width, (row + 1) * width);
                text.append(System.lineSeparator());
            }
            out.print(text);
            OutputEndedException.check(out);
        });
    }

    private static TreeContributions contributions(LightGbmModel model) {
        try {
            return TreeContributions.of(model.ensemble());
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(ExitCode.DATA, String.valueOf(e.getMessage()), e);
        }
    }
}

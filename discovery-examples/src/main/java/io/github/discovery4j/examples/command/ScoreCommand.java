package io.github.discovery4j.examples.command;

import io.github.discovery4j.rank.boosting.LightGbmModel;
import io.github.discovery4j.rank.boosting.TreeScorer;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code discovery score}: scores of rows by a LightGBM model. */
@Command(
        name = "score",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Scores rows with a LightGBM model, without LightGBM: a line a row, the raw scores, then the predictions that the"
                    + " model's objective makes of them, one a class, tab-separated, with 17 digits.",
            "Where the model averages its trees, so does the raw score."
        },
        footer = {"", "Example:", "  discovery score --model model.txt --rows rows.tsv"})
public final class ScoreCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private BoostingOptions options = new BoostingOptions();

    /** Creates the command; picocli fills it. */
    public ScoreCommand() {}

    @Override
    public Integer call() {
        LightGbmModel model = options.model();
        TreeScorer.Session session = TreeScorer.of(model.ensemble()).session();
        PrintWriter out = spec.commandLine().getOut();
        options.forEachBlock(model, (values, rows) -> {
            out.print(lines(model, session, values, rows));
            OutputEndedException.check(out);
        });
        out.flush();
        return ExitCode.OK;
    }

    private static String lines(LightGbmModel model, TreeScorer.Session session, double[] values, int rows) {
        int outputs = model.ensemble().outputs();
        double[] raw = new double[rows * outputs];
        session.score(values, rows, raw);
        double[] predictions = raw.clone();
        StringBuilder text = new StringBuilder();
        for (int row = 0; row < rows; row++) {
            int from = row * outputs;
            model.objective().transform(predictions, from);
            Digits.line(text, raw, from, from + outputs);
            text.append('\t');
            Digits.line(text, predictions, from, from + outputs);
            text.append(System.lineSeparator());
        }
        return text.toString();
    }
}

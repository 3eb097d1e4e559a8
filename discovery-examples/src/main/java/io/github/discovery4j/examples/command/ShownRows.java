package io.github.discovery4j.examples.command;

import io.github.discovery4j.core.data.RankingDataWriter;
import io.github.discovery4j.core.data.TrainingRows;
import io.github.discovery4j.core.feature.manifest.DeclaredView;
import io.github.discovery4j.core.feature.manifest.NearestName;
import io.github.discovery4j.core.signal.Arrival;
import io.github.discovery4j.core.signal.EventType;
import io.github.discovery4j.core.signal.EventTypes;
import io.github.discovery4j.core.signal.JudgedQueries;
import io.github.discovery4j.core.signal.ShownItems;
import io.github.discovery4j.examples.signals.SignalFeatures;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The options that make rows of the events of a store. */
final class ShownRows extends StoreOptions {

    @Option(
            names = "--from",
            paramLabel = "INSTANT",
            description = "The first moment of which there are rows; earlier events count in features (default: all).")
    private Instant from = Instant.MIN;

    @Option(
            names = "--label",
            paramLabel = "TYPE=GRADE",
            description =
                    "What an event of a type says of an item that was shown; may be repeated (default: dwell=1, like=2,"
                            + " swipe_right=2, message=3, follow=3).")
    private Map<String, Integer> labels = new LinkedHashMap<>();

    @Option(
            names = "--horizon",
            paramLabel = "MINUTES",
            defaultValue = "30",
            converter = PositiveNumber.class,
            description = "How long after it was shown an item is judged (default: ${DEFAULT-VALUE}).")
    private int horizon = 30;

    @Option(
            names = "--validation-share",
            paramLabel = "SHARE",
            defaultValue = "0.2",
            description = "Which part of the queries, the last ones, is not learned from (default: ${DEFAULT-VALUE}).")
    private double validationShare = 0.2;

    @Option(
            names = "--arrival",
            paramLabel = "HOW",
            defaultValue = "automatic",
            description =
                    "What tells when events were known: received, log_order, or automatic, which takes the order for logs"
                            + " that were filled from files (default: ${DEFAULT-VALUE}).")
    private Arrival arrival = Arrival.AUTOMATIC;

    @Option(
            names = "--rows-out",
            paramLabel = "FILE",
            description =
                    "Write the rows as FILE.train and FILE.test (LibSVM), for other tools. Without validation an older"
                            + " FILE.test is deleted.")
    private Optional<Path> rowsOut = Optional.empty();

    ShownRows() {}

    double validationShare() {
        return validationShare;
    }

    /** What was read, and what is learned from it. */
    record Parts(JudgedQueries all, JudgedQueries training, Optional<JudgedQueries> validation, int between) {

        void print(PrintWriter out) {
            out.println(String.format(
                    Locale.ROOT,
                    "Shown: %,d items, in %,d queries whose judgement is over and %,d others; %s.",
                    all.reading().shown(),
                    all.queryCount(),
                    all.reading().unjudged(),
                    all.reading().arrival() == Arrival.LOG_ORDER
                            ? "events count as known in the order of the log"
                            : "events count as known when they were received"));
            if (all.reading().overtaken() > 0) {
                out.println(String.format(
                        Locale.ROOT,
                        "%,d items were shown before something that the log has earlier, by up to %,d days: sent late, or a clock was"
                                + " ahead; what stands between is not in their features.",
                        all.reading().overtaken(),
                        all.reading().lead().toDays()));
            }
            out.println(String.format(
                    Locale.ROOT,
                    "Queries with different grades: %,d to learn from, %,d later ones to validate with, %,d left out between"
                            + " them.",
                    training.queryCount(),
                    validation.map(JudgedQueries::queryCount).orElse(0),
                    between));
            out.println(all.rowsByGrade().entrySet().stream()
                    .map(rows -> String.format(Locale.ROOT, "grade %d %,d", rows.getKey(), rows.getValue()))
                    .collect(Collectors.joining(", ", "Rows by grade: ", ".")));
        }
    }

    /**
     * Reads the rows of a view.
     *
     * @throws ParameterException if an option makes no sense
     * @throws CommandFailure if there is nothing to learn from
     */
    Parts read(DeclaredView view, CommandLine commandLine, Progress progress) {
        if (!(validationShare >= 0 && validationShare < 1)) {
            throw new ParameterException(
                    commandLine, "--validation-share must be in [0, 1), was " + validationShare + "; 0.2 is usual");
        }
        ShownItems reader = reader(view, commandLine);
        progress.step("reading the events of " + store());
        JudgedQueries all = read(chain -> reader.read(chain.log(), chain.ledger(), asOf()));
        try {
            JudgedQueries ordered = all.ordered();
            if (validationShare == 0) {
                return new Parts(all, ordered, Optional.empty(), 0);
            }
            JudgedQueries.Split split = ordered.split(validationShare);
            return new Parts(all, split.training(), Optional.of(split.validation()), split.between());
        } catch (IllegalStateException e) {
            throw new CommandFailure(ExitCode.DATA, store() + ": " + e.getMessage(), e);
        }
    }

    private ShownItems reader(DeclaredView view, CommandLine commandLine) {
        ShownItems.Builder builder = ShownItems.of(view)
                .windows(SignalFeatures.windows())
                .horizon(Duration.ofMinutes(horizon))
                .arrival(arrival)
                .from(from);
        List<String> known =
                EventTypes.standard().all().stream().map(EventType::name).toList();
        labels.forEach((type, grade) -> {
            if (!known.contains(type)) {
                throw new ParameterException(
                        commandLine,
                        "--label must name a type of events, was \"%s\"; %s"
                                .formatted(Text.printable(type), NearestName.hint(type, known)));
            }
            try {
                builder.grade(type, grade);
            } catch (IllegalArgumentException e) {
                throw new ParameterException(commandLine, e.getMessage(), e);
            }
        });
        return builder.build();
    }

    /**
     * Writes the rows if asked to. Those of an earlier run's validation do not stay beside them: a model that learns from all rows
     * has learned from these, and may have learned from people who have withdrawn since.
     */
    void writeRows(TrainingRows training, Optional<TrainingRows> validation) throws IOException {
        if (rowsOut.isPresent()) {
            Path file = rowsOut.get();
            Path test = file.resolveSibling(file.getFileName() + ".test");
            if (validation.isEmpty()) {
                RankingDataWriter.delete(test);
            }
            RankingDataWriter.write(file.resolveSibling(file.getFileName() + ".train"), training);
            if (validation.isPresent()) {
                RankingDataWriter.write(test, validation.get());
            }
        }
    }
}

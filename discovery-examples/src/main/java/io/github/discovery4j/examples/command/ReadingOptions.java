package io.github.discovery4j.examples.command;

import io.github.discovery4j.core.data.DataFormat;
import io.github.discovery4j.core.data.DataLocation;
import io.github.discovery4j.core.data.DataSet;
import io.github.discovery4j.core.data.Interactions;
import io.github.discovery4j.core.data.MalformedDataException;
import io.github.discovery4j.core.data.ReadOptions;
import io.github.discovery4j.core.data.ReadReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Option;

/** The options that say how data is read, and the reading: what was guessed, merged or skipped is said aloud. */
final class ReadingOptions {

    private static final int SHOWN_PROBLEMS = 5;

    @Option(
            names = "--lenient",
            description = "Count and skip malformed lines; otherwise the first one ends the command.")
    private boolean lenient;

    @Option(
            names = "--time-unit",
            paramLabel = "UNIT",
            defaultValue = "SECONDS",
            description = "What the time column counts since 1970: seconds or milliseconds (default: seconds)."
                    + " For TSV and CSV; published sets have units of their own.")
    private Unit timeUnit = Unit.SECONDS;

    /** What times are counted in; their names are what a person types. */
    private enum Unit {
        SECONDS(TimeUnit.SECONDS),
        MILLISECONDS(TimeUnit.MILLISECONDS);

        private final TimeUnit unit;

        Unit(TimeUnit unit) {
            this.unit = unit;
        }
    }

    ReadingOptions() {}

    /** Data as it was found, and the files it was read from. */
    record Read(DataFormat format, List<Path> files, DataSet data) {}

    /**
     * Reads a file or folder.
     *
     * @param path the file or folder
     * @param format empty to guess it
     * @param progress hears of the reading, and of what the person should know
     * @throws CommandFailure if it is missing, unreadable, malformed or empty
     */
    Read read(Path path, Optional<DataFormat> format, Progress progress) {
        progress.step("reading " + path);
        DataLocation location = locate(path, format);
        Set<Path> files = new LinkedHashSet<>();
        DataSet data = read(location, progress, files);
        Interactions interactions = data.interactions();
        progress.say(String.format(
                Locale.ROOT,
                "Read %,d interactions of %,d users with %,d items from %s (format %s%s).",
                interactions.size(),
                interactions.users().size(),
                interactions.items().size(),
                path,
                location.format().label(),
                format.isPresent() ? "" : ", guessed"));
        tellWhatWasLeftOut(data, progress);
        if (interactions.size() == 0) {
            throw new CommandFailure(
                    ExitCode.DATA, path + ": the data must hold at least one interaction, holds none; check the file");
        }
        return new Read(location.format(), List.copyOf(files), data);
    }

    private static DataLocation locate(Path path, Optional<DataFormat> format) {
        try {
            return format.isPresent() ? DataLocation.of(path, format.get()) : DataLocation.detect(path);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(ExitCode.USAGE, e.getMessage() + " (option --format)", e);
        } catch (IOException e) {
            throw CommandFailure.of(ExitCode.NO_INPUT, e);
        }
    }

    private DataSet read(DataLocation location, Progress progress, Set<Path> files) {
        try {
            return location.read(ReadOptions.builder()
                    .lenient(lenient)
                    .timeUnit(timeUnit.unit)
                    .progress((file, read, total) -> {
                        files.add(file);
                        progress.step(
                                String.format(Locale.ROOT, "reading %s, %d %%", file, 100 * read / Math.max(1, total)));
                    })
                    .build());
        } catch (MalformedDataException e) {
            throw new CommandFailure(ExitCode.DATA, e.getMessage() + " (option --lenient)", e);
        } catch (IOException e) {
            throw CommandFailure.of(ExitCode.NO_INPUT, e);
        }
    }

    private static void tellWhatWasLeftOut(DataSet data, Progress progress) {
        ReadReport report = data.report();
        report.remarks().forEach(progress::say);
        if (report.skipped() > 0) {
            progress.say(String.format(Locale.ROOT, "Skipped %,d malformed lines:", report.skipped()));
            List<ReadReport.Problem> shown =
                    report.problems().stream().limit(SHOWN_PROBLEMS).toList();
            shown.forEach(problem ->
                    progress.say("  %s, line %d: %s".formatted(problem.file(), problem.line(), problem.message())));
            if (report.skipped() > shown.size()) {
                progress.say(String.format(Locale.ROOT, "  and %,d more", report.skipped() - shown.size()));
            }
        }
    }
}

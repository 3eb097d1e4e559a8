package io.github.discovery4j.examples.command;

import io.github.discovery4j.core.data.DataSet;
import io.github.discovery4j.core.evaluation.Provenance;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Notes while a command runs what its report will say of where it comes from. */
final class RunRecord {

    /** The folders in a word of a command line, up to the last separator; an option's name stays. */
    private static final Pattern FOLDERS = Pattern.compile("^(--?[a-z-]+=)?.*[/\\\\](?=[^/\\\\])");

    private final Instant startedAt = Instant.now();
    private final long startNanos = System.nanoTime();
    private final List<Provenance.DataFile> files = new ArrayList<>();
    private final Set<String> formats = new LinkedHashSet<>();

    RunRecord() {}

    /**
     * Notes data that was read, and reads its files once more for their digests, while they are still the same; returns it.
     *
     * @throws CommandFailure if one cannot be read any more
     */
    DataSet of(ReadingOptions.Read read) {
        try {
            for (Path file : read.files()) {
                files.add(Provenance.DataFile.of(file));
            }
        } catch (IOException e) {
            throw CommandFailure.of(ExitCode.NO_INPUT, e);
        }
        formats.add(read.format().label());
        return read.data();
    }

    /**
     * Notes a file that was read, and reads it once more for its digest.
     *
     * @throws CommandFailure if it cannot be read any more
     */
    void of(Path file, String format) {
        try {
            files.add(Provenance.DataFile.of(file));
        } catch (IOException e) {
            throw CommandFailure.of(ExitCode.NO_INPUT, e);
        }
        formats.add(format);
    }

    /** Puts the notes together. */
    Provenance provenance(List<String> args, Map<String, Map<String, String>> models) {
        List<String> command = new ArrayList<>(List.of("discovery"));
        args.forEach(arg -> command.add(withoutFolders(arg)));
        Provenance.Builder provenance = Provenance.builder().command(command).format(String.join(", ", formats));
        files.forEach(provenance::file);
        models.forEach(provenance::model);
        return provenance
                .time(startedAt, Duration.ofNanos(System.nanoTime() - startNanos))
                .build();
    }

    /** A path tells who ran a command; its last name is enough to know the data by. */
    static String withoutFolders(String word) {
        return FOLDERS.matcher(word).replaceFirst("$1");
    }
}

package io.github.discovery4j.core.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * Reads ratings and directed trust as the FilmTrust, Epinions and Ciao sets are published: UTF-8, fields between spaces or
 * tabs, no header.
 *
 * <ul>
 *   <li>{@code ratings.txt} or {@code ratings_data.txt}: user, item, stars (FilmTrust's from 0.5 to 4), and possibly
 *       seconds since 1970. Of repeated pairs the last line, or the latest time, counts
 *   <li>{@code trust.txt} or {@code trust_data.txt}: who trusts, whom, and possibly how much (1 where it is not said).
 *       Directed; of repeats the last line counts. Trust in oneself is left out, and the report counts it
 * </ul>
 *
 * The trust may be missing, which the report remarks. It names people who rated nothing. The file of ratings may be given
 * in place of the folder; nothing else is read then.
 */
public final class FilmTrustReader implements InteractionReader {

    static final List<String> RATINGS = List.of("ratings.txt", "ratings_data.txt");
    private static final List<String> TRUST = List.of("trust.txt", "trust_data.txt");
    static final Set<String> FILES = Set.of("ratings.txt", "ratings_data.txt", "trust.txt", "trust_data.txt");

    /** Creates a reader; it holds no state. */
    public FilmTrustReader() {}

    @Override
    public DataSet read(Path path, ReadOptions options) throws IOException {
        Reading reading = new Reading(options, DuplicatePolicy.LAST);
        boolean folder = Files.isDirectory(path);
        table(folder ? first(path, RATINGS) : path)
                .read(
                        3,
                        4,
                        options,
                        reading.report(),
                        fields -> reading.add(
                                fields[0],
                                fields[1],
                                InteractionFields.weight(fields[2]),
                                fields.length > 3 ? InteractionFields.seconds(fields[3]) : Interactions.NO_TIME));
        if (folder) {
            reading.companion(
                    first(path, TRUST),
                    "nobody trusts anybody",
                    file -> table(file)
                            .read(
                                    2,
                                    3,
                                    options,
                                    reading.report(),
                                    fields -> reading.addTie(
                                            true,
                                            fields[0],
                                            fields[1],
                                            fields.length > 2
                                                    ? InteractionFields.weight(fields[2])
                                                    : Interactions.DEFAULT_WEIGHT)));
        }
        return reading.finish();
    }

    /** Whether a file's first line is one of this format: user, item, and a number. */
    static boolean recognises(String line) {
        try {
            String[] fields = Delimiter.BLANKS.split(line);
            if (fields.length < 3 || fields.length > 4) {
                return false;
            }
            InteractionFields.weight(fields[2]);
            return true;
        } catch (MalformedRecordException e) {
            return false;
        }
    }

    /** The first name that is there; if none is, the first of all, so that the error or remark names it. */
    private static Path first(Path folder, List<String> names) {
        return names.stream()
                .map(folder::resolve)
                .filter(Files::isRegularFile)
                .findFirst()
                .orElse(folder.resolve(names.get(0)));
    }

    private static TableFile table(Path file) {
        return new TableFile(file, Delimiter.BLANKS, TextEncoding.UTF_8);
    }
}

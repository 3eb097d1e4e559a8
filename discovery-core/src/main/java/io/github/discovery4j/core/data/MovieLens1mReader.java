package io.github.discovery4j.core.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads the folder of MovieLens 1M or 10M as GroupLens publishes it: fields between {@code ::}, no header.
 *
 * <ul>
 *   <li>{@code ratings.dat}: user, film, stars, seconds since 1970; weight = stars. Of repeated pairs the latest counts
 *   <li>{@code movies.dat}: films; attributes {@code genre} (several) and {@code year} (the one that ends the title)
 *   <li>{@code users.dat} (1M): attributes {@code gender}, {@code age} (1M's code of a band: its lower end, 1 for under
 *       18), {@code occupation} (1M's code) and {@code zip_code}
 *   <li>{@code tags.dat} (10M): taggings
 * </ul>
 *
 * 1M is Latin-1 and 10M is UTF-8; each line that is not UTF-8 is read as Latin-1. All but the ratings may be missing, which
 * the report remarks of films and users. {@code ratings.dat} may be given in place of the folder; nothing else is read then.
 */
public final class MovieLens1mReader implements InteractionReader {

    static final String RATINGS = "ratings.dat";
    private static final String MOVIES = "movies.dat";
    private static final String USERS = "users.dat";
    private static final String TAGS = "tags.dat";
    static final Set<String> FILES = Set.of(RATINGS, MOVIES, USERS, TAGS);

    private static final String NO_GENRES = "(no genres listed)";

    /** Creates a reader; it holds no state. */
    public MovieLens1mReader() {}

    @Override
    public DataSet read(Path path, ReadOptions options) throws IOException {
        Reading reading = new Reading(options, DuplicatePolicy.LAST);
        boolean folder = Files.isDirectory(path);
        table(folder ? path.resolve(RATINGS) : path)
                .read(
                        4,
                        4,
                        options,
                        reading.report(),
                        fields -> reading.add(
                                fields[0],
                                fields[1],
                                InteractionFields.weight(fields[2]),
                                InteractionFields.seconds(fields[3])));
        if (folder) {
            readCompanions(path, options, reading);
        }
        return reading.finish();
    }

    private static void readCompanions(Path folder, ReadOptions options, Reading reading) throws IOException {
        ReadReport.Collector report = reading.report();
        reading.companion(
                folder.resolve(MOVIES),
                "films have no titles and no genres",
                file -> table(file)
                        .read(
                                3,
                                3,
                                options,
                                report,
                                fields -> reading.addItem(Titles.film(fields[0], fields[1], fields[2], NO_GENRES))));
        Path tags = folder.resolve(TAGS);
        if (!Files.isRegularFile(tags)) {
            // 10M has tags and says nothing of its users.
            reading.companion(
                    folder.resolve(USERS),
                    "users have no attributes",
                    file -> table(file).read(5, 5, options, report, fields -> reading.addUser(user(fields))));
        }
        Reading.optional(
                tags,
                file -> table(file)
                        .read(
                                4,
                                4,
                                options,
                                report,
                                fields -> reading.addTagging(
                                        fields[0], fields[1], fields[2], InteractionFields.seconds(fields[3]))));
    }

    private static TableFile table(Path file) {
        return new TableFile(file, Delimiter.DOUBLE_COLON, TextEncoding.UTF_8_OR_LATIN_1);
    }

    private static CatalogueRecord user(String[] fields) throws MalformedRecordException {
        String id = InteractionFields.id(fields[0], "user");
        return new CatalogueRecord(
                id,
                id,
                Map.of(
                        "gender", List.of(fields[1]),
                        "age", List.of(fields[2]),
                        "occupation", List.of(fields[3]),
                        "zip_code", List.of(fields[4])));
    }
}

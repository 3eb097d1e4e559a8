package io.github.discovery4j.core.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads the folder of a MovieLens set of the newer kind, as GroupLens publishes it: {@code ml-latest},
 * {@code ml-latest-small}, 20M, 25M and 32M. UTF-8, comma-separated with quotes, a header in every file.
 *
 * <ul>
 *   <li>{@code ratings.csv} ({@code userId,movieId,rating,timestamp}): weight = stars, 0.5 to 5. Of repeated pairs the
 *       latest counts
 *   <li>{@code movies.csv} ({@code movieId,title,genres}): films; attributes {@code genre} (several) and {@code year} (the
 *       one that ends the title)
 *   <li>{@code links.csv} ({@code movieId,imdbId,tmdbId}): attributes {@code imdb} and {@code tmdb} of films in
 *       {@code movies.csv}
 *   <li>{@code tags.csv} ({@code userId,movieId,tag,timestamp}): taggings
 * </ul>
 *
 * All but the ratings may be missing; of films the report remarks it. The genome files are not read.
 */
public final class MovieLensLatestReader implements InteractionReader {

    static final String RATINGS = "ratings.csv";
    static final String MOVIES = "movies.csv";
    private static final String LINKS = "links.csv";
    private static final String TAGS = "tags.csv";
    static final Set<String> FILES =
            Set.of(RATINGS, MOVIES, LINKS, TAGS, "genome-scores.csv", "genome-tags.csv", "genome_scores.csv");

    private static final String NO_GENRES = "(no genres listed)";

    /** Creates a reader; it holds no state. */
    public MovieLensLatestReader() {}

    @Override
    public DataSet read(Path folder, ReadOptions options) throws IOException {
        Reading reading = new Reading(options, DuplicatePolicy.LAST);
        ReadReport.Collector report = reading.report();
        table(folder.resolve(RATINGS)).readBelowHeader(options, report, header -> ratings(header, reading));
        reading.companion(
                folder.resolve(MOVIES),
                "films have no titles and no genres",
                file -> table(file).readBelowHeader(options, report, header -> films(header, reading)));
        Reading.optional(
                folder.resolve(LINKS),
                file -> table(file).readBelowHeader(options, report, header -> links(header, reading)));
        Reading.optional(
                folder.resolve(TAGS),
                file -> table(file).readBelowHeader(options, report, header -> taggings(header, reading)));
        return reading.finish();
    }

    private static TableFile table(Path file) {
        return new TableFile(file, Delimiter.COMMA, TextEncoding.UTF_8);
    }

    private static TableFile.Row ratings(TableFile.Header header, Reading reading) throws MalformedRecordException {
        int user = header.column("userid");
        int film = header.column("movieid");
        int stars = header.column("rating");
        int time = header.column("timestamp");
        return fields -> reading.add(
                fields[user],
                fields[film],
                InteractionFields.weight(fields[stars]),
                InteractionFields.seconds(fields[time]));
    }

    private static TableFile.Row films(TableFile.Header header, Reading reading) throws MalformedRecordException {
        int film = header.column("movieid");
        int title = header.column("title");
        int genres = header.column("genres");
        return fields -> reading.addItem(Titles.film(fields[film], fields[title], fields[genres], NO_GENRES));
    }

    private static TableFile.Row links(TableFile.Header header, Reading reading) throws MalformedRecordException {
        int film = header.column("movieid");
        int imdb = header.column("imdbid");
        int tmdb = header.column("tmdbid");
        return fields -> {
            Map<String, List<String>> links = new HashMap<>();
            if (!fields[imdb].isEmpty()) {
                links.put("imdb", List.of(fields[imdb]));
            }
            if (!fields[tmdb].isEmpty()) {
                links.put("tmdb", List.of(fields[tmdb]));
            }
            reading.describeItem(InteractionFields.id(fields[film], "item"), links);
        };
    }

    private static TableFile.Row taggings(TableFile.Header header, Reading reading) throws MalformedRecordException {
        int user = header.column("userid");
        int film = header.column("movieid");
        int tag = header.column("tag");
        int time = header.column("timestamp");
        return fields ->
                reading.addTagging(fields[user], fields[film], fields[tag], InteractionFields.seconds(fields[time]));
    }
}

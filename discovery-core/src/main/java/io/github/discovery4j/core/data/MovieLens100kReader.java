package io.github.discovery4j.core.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the folder of the MovieLens 100K data set as GroupLens publishes it.
 *
 * <ul>
 *   <li>{@code u.data}: user, film, stars, seconds since 1970, separated by tabs; weight = stars. Of repeated pairs the
 *       latest counts
 *   <li>{@code u.genre}: the names of the genre flags in {@code u.item}, in their order
 *   <li>{@code u.item}: films; attributes {@code genre} (several; the flag "unknown" adds none) and {@code year} (the one
 *       that ends the title, else that of the release date)
 *   <li>{@code u.user}: attributes {@code age}, {@code gender}, {@code occupation} and {@code zip_code}
 * </ul>
 *
 * All but {@code u.data} are Latin-1. All four must be there; a lone {@code u.data} is read by {@link TsvReader}.
 */
public final class MovieLens100kReader implements InteractionReader {

    static final String RATINGS = "u.data";
    private static final String GENRES = "u.genre";
    static final String ITEMS = "u.item";
    private static final String USERS = "u.user";

    static final Set<String> FILES = Set.of(RATINGS, GENRES, ITEMS, USERS);

    private static final String NO_GENRE = "unknown";
    private static final Pattern DATE_YEAR = Pattern.compile("-(\\d{4})$");
    /** Columns of u.item before the flags: id, title, release date, video release date, URL. */
    private static final int FLAGS_FROM = 5;

    /** Creates a reader; it holds no state. */
    public MovieLens100kReader() {}

    @Override
    public DataSet read(Path folder, ReadOptions options) throws IOException {
        Reading reading = new Reading(options, DuplicatePolicy.LAST);
        ReadReport.Collector report = reading.report();
        new TableFile(folder.resolve(RATINGS), Delimiter.TAB, TextEncoding.UTF_8)
                .read(
                        4,
                        4,
                        options,
                        report,
                        fields -> reading.add(
                                fields[0],
                                fields[1],
                                InteractionFields.weight(fields[2]),
                                InteractionFields.seconds(fields[3])));
        List<String> genres = readGenres(folder.resolve(GENRES), options, report);
        int fieldCount = FLAGS_FROM + genres.size();
        table(folder.resolve(ITEMS))
                .read(fieldCount, fieldCount, options, report, fields -> reading.addItem(film(fields, genres)));
        table(folder.resolve(USERS)).read(5, 5, options, report, fields -> reading.addUser(user(fields)));
        return reading.finish();
    }

    private static TableFile table(Path file) {
        return new TableFile(file, Delimiter.PIPE, TextEncoding.LATIN_1);
    }

    private static List<String> readGenres(Path file, ReadOptions options, ReadReport.Collector report)
            throws IOException {
        List<String> genres = new ArrayList<>();
        table(file).read(2, 2, options, report, fields -> {
            if (!fields[1].equals(Integer.toString(genres.size()))) {
                throw new MalformedRecordException("genres must be numbered from 0 without a gap, next is "
                        + genres.size() + ", was \"" + fields[1] + "\"");
            }
            genres.add(fields[0]);
            report.accept();
        });
        return genres;
    }

    private static CatalogueRecord film(String[] fields, List<String> genres) throws MalformedRecordException {
        String id = InteractionFields.id(fields[0], "item");
        String title = fields[1].isEmpty() ? id : fields[1];
        Map<String, List<String>> attributes = new HashMap<>();
        List<String> ofFilm = new ArrayList<>();
        for (int genre = 0; genre < genres.size(); genre++) {
            String flag = fields[FLAGS_FROM + genre];
            if (!flag.equals("0") && !flag.equals("1")) {
                throw new MalformedRecordException("a genre flag must be 0 or 1, was \"" + flag + "\"");
            }
            if (flag.equals("1") && !genres.get(genre).equals(NO_GENRE)) {
                ofFilm.add(genres.get(genre));
            }
        }
        if (!ofFilm.isEmpty()) {
            attributes.put("genre", ofFilm);
        }
        Matcher inDate = DATE_YEAR.matcher(fields[2]);
        if (!Titles.addYear(title, attributes) && inDate.find()) {
            attributes.put("year", List.of(inDate.group(1)));
        }
        return new CatalogueRecord(id, title, attributes);
    }

    private static CatalogueRecord user(String[] fields) throws MalformedRecordException {
        String id = InteractionFields.id(fields[0], "user");
        return new CatalogueRecord(
                id,
                id,
                Map.of(
                        "age", List.of(fields[1]),
                        "gender", List.of(fields[2]),
                        "occupation", List.of(fields[3]),
                        "zip_code", List.of(fields[4])));
    }
}

package io.github.discovery4j.core.data;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the folder of the MovieLens 100K data set as GroupLens publishes it.
 *
 * <ul>
 *   <li>{@code u.data}: ratings, read as {@link TsvReader} does; weight = stars, 1 to 5
 *   <li>{@code u.genre}: the names of the genre flags in {@code u.item}, in their order
 *   <li>{@code u.item}: films; attributes {@code genre} (several; the flag "unknown" adds none) and {@code year} (the one
 *       that ends the title, else that of the release date)
 *   <li>{@code u.user}: attributes {@code age}, {@code gender}, {@code occupation} and {@code zip_code}
 * </ul>
 *
 * All but {@code u.data} are Latin-1. All four must be there; a lone {@code u.data} is read by {@link TsvReader}.
 */
public final class MovieLens100kReader implements InteractionReader {

    private static final String RATINGS = "u.data";
    private static final String GENRES = "u.genre";
    private static final String ITEMS = "u.item";
    private static final String USERS = "u.user";

    private static final String NO_GENRE = "unknown";
    private static final Pattern TITLE_YEAR = Pattern.compile("\\((\\d{4})\\)\\s*$");
    private static final Pattern DATE_YEAR = Pattern.compile("-(\\d{4})$");
    /** Columns of u.item before the flags: id, title, release date, video release date, URL. */
    private static final int FLAGS_FROM = 5;

    /** Creates a reader; it holds no state. */
    public MovieLens100kReader() {}

    static boolean recognises(Path folder) {
        return Files.isRegularFile(folder.resolve(RATINGS)) && Files.isRegularFile(folder.resolve(ITEMS));
    }

    @Override
    public DataSet read(Path folder, ReadOptions options) throws IOException {
        ReadReport.Collector report = new ReadReport.Collector(options.lenient());
        ReadOptions seconds = ReadOptions.builder()
                .maxRecordBytes(options.maxRecordBytes())
                .duplicates(options.duplicates())
                .progress(options.progress())
                .build();
        Interactions interactions = TsvReader.interactions(folder.resolve(RATINGS), seconds, report);
        List<String> genres = readGenres(folder.resolve(GENRES), options, report);
        Catalogue items = readRecords(
                folder.resolve(ITEMS), options, report, FLAGS_FROM + genres.size(), fields -> film(fields, genres));
        Catalogue users = readRecords(folder.resolve(USERS), options, report, 5, MovieLens100kReader::user);
        return new DataSet(interactions, items, users, report.report());
    }

    private static List<String> readGenres(Path file, ReadOptions options, ReadReport.Collector report)
            throws IOException {
        List<String> genres = new ArrayList<>();
        RecordReader.lines(file, StandardCharsets.ISO_8859_1, options, report, record -> {
            String[] fields = fields(record, 2);
            if (!fields[1].equals(Integer.toString(genres.size()))) {
                throw new MalformedRecordException("genres must be numbered from 0 without a gap, next is "
                        + genres.size() + ", was \"" + fields[1] + "\"");
            }
            genres.add(fields[0]);
            report.accept();
        });
        return genres;
    }

    @FunctionalInterface
    private interface RecordParser {
        CatalogueRecord parse(String[] fields) throws MalformedRecordException;
    }

    private static Catalogue readRecords(
            Path file, ReadOptions options, ReadReport.Collector report, int fieldCount, RecordParser parser)
            throws IOException {
        Map<String, CatalogueRecord> records = new LinkedHashMap<>();
        RecordReader.lines(file, StandardCharsets.ISO_8859_1, options, report, line -> {
            CatalogueRecord record = parser.parse(fields(line, fieldCount));
            if (records.putIfAbsent(record.id(), record) != null) {
                throw new MalformedRecordException("each id must come once, this one came on an earlier line");
            }
            report.accept();
        });
        return Catalogue.of(records.values());
    }

    private static String[] fields(String record, int count) throws MalformedRecordException {
        String[] fields = record.split("\\|", -1);
        if (fields.length != count) {
            throw new MalformedRecordException(
                    "a line must have " + count + " fields separated by |, has " + fields.length);
        }
        return fields;
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
        Matcher inTitle = TITLE_YEAR.matcher(title);
        Matcher inDate = DATE_YEAR.matcher(fields[2]);
        if (inTitle.find()) {
            attributes.put("year", List.of(inTitle.group(1)));
        } else if (inDate.find()) {
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

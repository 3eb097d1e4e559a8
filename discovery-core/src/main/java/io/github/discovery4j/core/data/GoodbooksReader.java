package io.github.discovery4j.core.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the folder of goodbooks-10k as its author publishes it: UTF-8, comma-separated with quotes, a header in every file.
 *
 * <ul>
 *   <li>{@code ratings.csv} ({@code user_id,book_id,rating}): weight = stars, 1 to 5; no times. Of repeated pairs the last
 *       line counts
 *   <li>{@code books.csv}: titles ({@code title}, else {@code original_title}); attributes {@code author} (several),
 *       {@code year} (of the first publication, negative before the common era) and {@code language}. In the first edition
 *       of the set, the ratings' {@code book_id} is the column {@code id}: the reader takes {@code id} where there is one
 *   <li>{@code book_tags.csv} ({@code goodreads_book_id,tag_id,count}) and {@code tags.csv} ({@code tag_id,tag_name}):
 *       attribute {@code tag}, the names of the shelves that people put a book on, most used first. They are not
 *       taggings: nobody knows whose they are
 *   <li>{@code to_read.csv} ({@code user_id,book_id}) is no rating and not part of the interactions:
 *       {@link #readToRead} reads it
 * </ul>
 *
 * All but the ratings may be missing; of books the report remarks it.
 */
public final class GoodbooksReader implements InteractionReader {

    static final String RATINGS = "ratings.csv";
    static final String BOOKS = "books.csv";
    private static final String BOOK_TAGS = "book_tags.csv";
    private static final String TAGS = "tags.csv";
    private static final String TO_READ = "to_read.csv";
    static final Set<String> FILES = Set.of(RATINGS, BOOKS, BOOK_TAGS, TAGS, TO_READ);

    private static final Pattern YEAR = Pattern.compile("(-?\\d+)(\\.0)?");

    /** A shelf that a book is on, and how many people put it there. */
    private record Shelf(String name, long count) {}

    /** Creates a reader; it holds no state. */
    public GoodbooksReader() {}

    @Override
    public DataSet read(Path folder, ReadOptions options) throws IOException {
        Reading reading = new Reading(options, DuplicatePolicy.LAST);
        ReadReport.Collector report = reading.report();
        table(folder.resolve(RATINGS)).readBelowHeader(options, report, header -> {
            int stars = header.column("rating");
            return pairs(header, reading, fields -> InteractionFields.weight(fields[stars]));
        });
        Map<String, String> bookOfEdition = new HashMap<>();
        reading.companion(
                folder.resolve(BOOKS),
                "books have no titles and no attributes",
                file -> table(file).readBelowHeader(options, report, header -> books(header, bookOfEdition, reading)));
        Reading.optional(
                folder.resolve(TAGS),
                tags -> Reading.optional(
                        folder.resolve(BOOK_TAGS),
                        bookTags -> readShelves(tags, bookTags, bookOfEdition, options, reading)));
        return reading.finish();
    }

    /**
     * Reads which books people marked to read, {@code to_read.csv}: interactions of weight 1 without times.
     *
     * @param folder the folder
     * @param options how
     * @return what was found, without a catalogue
     * @throws MalformedDataException if a record breaks the format's rules and reading is strict
     * @throws IOException if the file is missing or cannot be read
     */
    public DataSet readToRead(Path folder, ReadOptions options) throws IOException {
        Reading reading = new Reading(options, DuplicatePolicy.LAST);
        table(folder.resolve(TO_READ))
                .readBelowHeader(
                        options,
                        reading.report(),
                        header -> pairs(header, reading, fields -> Interactions.DEFAULT_WEIGHT));
        return reading.finish();
    }

    private static TableFile table(Path file) {
        return new TableFile(file, Delimiter.COMMA, TextEncoding.UTF_8);
    }

    @FunctionalInterface
    private interface Weight {
        float of(String[] fields) throws MalformedRecordException;
    }

    private static TableFile.Row pairs(TableFile.Header header, Reading reading, Weight weight)
            throws MalformedRecordException {
        int user = header.column("userid");
        int book = header.column("bookid");
        return fields -> reading.add(fields[user], fields[book], weight.of(fields), Interactions.NO_TIME);
    }

    private static TableFile.Row books(TableFile.Header header, Map<String, String> bookOfEdition, Reading reading)
            throws MalformedRecordException {
        int book = header.column("id", "bookid");
        int edition = header.find("goodreadsbookid", "bookid");
        int title = header.column("title");
        int originalTitle = header.find("originaltitle");
        int authors = header.find("authors");
        int year = header.find("originalpublicationyear");
        int language = header.find("languagecode");
        return fields -> {
            String id = InteractionFields.id(fields[book], "item");
            Map<String, List<String>> attributes = new HashMap<>();
            put("author", List.of(field(fields, authors).split(",\\s*")), attributes);
            put("year", List.of(year(field(fields, year))), attributes);
            put("language", List.of(field(fields, language)), attributes);
            String shown = fields[title].isEmpty() ? field(fields, originalTitle) : fields[title];
            reading.addItem(new CatalogueRecord(id, shown.isEmpty() ? id : shown, attributes));
            bookOfEdition.put(fields[edition], id);
        };
    }

    private static String field(String[] fields, int column) {
        return column < 0 ? "" : fields[column];
    }

    private static void put(String name, List<String> values, Map<String, List<String>> attributes) {
        List<String> present = values.stream().filter(value -> !value.isEmpty()).toList();
        if (!present.isEmpty()) {
            attributes.put(name, present);
        }
    }

    /** The file writes years as decimal numbers. */
    private static String year(String text) throws MalformedRecordException {
        Matcher year = YEAR.matcher(text);
        if (!text.isEmpty() && !year.matches()) {
            throw new MalformedRecordException("a year must be a whole number, was \"" + text + "\"");
        }
        return text.isEmpty() ? "" : year.group(1);
    }

    private static void readShelves(
            Path tags, Path bookTags, Map<String, String> bookOfEdition, ReadOptions options, Reading reading)
            throws IOException {
        ReadReport.Collector report = reading.report();
        Map<String, String> names = new HashMap<>();
        table(tags).readBelowHeader(options, report, header -> {
            int tag = header.column("tagid");
            int name = header.column("tagname");
            return fields -> {
                names.put(fields[tag], fields[name]);
                report.accept();
            };
        });
        Map<String, List<Shelf>> shelves = new HashMap<>();
        table(bookTags).readBelowHeader(options, report, header -> {
            int edition = header.column("goodreadsbookid");
            int tag = header.column("tagid");
            int count = header.column("count");
            return fields -> {
                String name = names.get(fields[tag]);
                if (name == null) {
                    throw new MalformedRecordException(
                            "a tag must be one of " + TAGS + ", was \"" + fields[tag] + "\", which is not there");
                }
                // The published file has a few counts of -1.
                long people = InteractionFields.wholeNumber(fields[count], -1, Integer.MAX_VALUE, "a count");
                shelves.computeIfAbsent(fields[edition], any -> new ArrayList<>())
                        .add(new Shelf(name, people));
                report.accept();
            };
        });
        for (Map.Entry<String, List<Shelf>> ofBook : shelves.entrySet()) {
            String book = bookOfEdition.get(ofBook.getKey());
            if (book != null) {
                reading.describeItem(book, Map.of("tag", mostUsedFirst(ofBook.getValue())));
            }
        }
    }

    private static List<String> mostUsedFirst(List<Shelf> shelves) {
        return shelves.stream()
                .sorted(Comparator.comparingLong(Shelf::count).reversed())
                .map(Shelf::name)
                .distinct()
                .toList();
    }
}

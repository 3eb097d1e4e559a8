package io.github.discovery4j.core.data;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Reads comma-separated interactions, UTF-8, quoted by the rules of RFC 4180: any id can be written, with commas, tabs,
 * quotes (doubled) and line ends.
 *
 * <p><b>Header.</b> The first record is a header when one of its fields names the user column and another the item column;
 * case, spaces, hyphens and underscores do not count:
 *
 * <ul>
 *   <li>user: {@code user}, {@code user_id}
 *   <li>item: {@code item}, {@code item_id}, {@code movie_id}, {@code book_id}
 *   <li>weight: {@code weight}, {@code rating}
 *   <li>time: {@code time}, {@code timestamp}
 * </ul>
 *
 * Columns may then stand in any order, other columns are ignored, and each record has as many fields as the header.
 * Without a header the columns are user, item and, where present, weight and time. (Data whose first user and item are
 * themselves called so needs a header.)
 *
 * <p>A missing or empty weight is 1 and a missing or empty time is none; the time is whole seconds since 1970 unless
 * {@link ReadOptions#timeUnit} says milliseconds. Read leniently, a quote that is not closed costs the records up to the
 * next quote or the bound on a record, whichever comes first. Of repeated pairs the latest counts.
 */
public final class CsvReader implements InteractionReader {

    /** Creates a reader; it holds no state. */
    public CsvReader() {}

    @Override
    public DataSet read(Path file, ReadOptions options) throws IOException {
        Reading reading = new Reading(options, DuplicatePolicy.LAST);
        RecordReader.csv(file, TextEncoding.UTF_8, options, reading.report(), new Rows(options, reading));
        return reading.finish();
    }

    /** Where each value stands; -1 for a column that the file does not have. */
    private record Columns(int user, int item, int weight, int time, int fewest, int most) {

        private static final Columns WITHOUT_HEADER = new Columns(0, 1, 2, 3, 2, 4);

        static @Nullable Columns ofHeader(String[] fields) {
            TableFile.Header header = TableFile.Header.of(fields);
            int user = header.find("user", "userid");
            int item = header.find("item", "itemid", "movieid", "bookid");
            if (user < 0 || item < 0) {
                return null;
            }
            int weight = header.find("weight", "rating");
            return new Columns(user, item, weight, header.find("time", "timestamp"), fields.length, fields.length);
        }
    }

    private static final class Rows implements RecordReader.Handler {

        private final ReadOptions options;
        private final Reading reading;
        private @Nullable Columns columns;

        Rows(ReadOptions options, Reading reading) {
            this.options = options;
            this.reading = reading;
        }

        @Override
        public void accept(String record) throws MalformedRecordException {
            String[] fields = Delimiter.COMMA.split(record);
            Columns layout = columns;
            if (layout == null) {
                Columns header = Columns.ofHeader(fields);
                layout = header == null ? Columns.WITHOUT_HEADER : header;
                columns = layout;
                if (header != null) {
                    return;
                }
            }
            if (fields.length < layout.fewest || fields.length > layout.most) {
                throw TableFile.wrongCount(record, Delimiter.COMMA, fields.length, layout.fewest, layout.most);
            }
            String weight = field(fields, layout.weight);
            String time = field(fields, layout.time);
            reading.add(
                    fields[layout.user],
                    fields[layout.item],
                    weight.isEmpty() ? Interactions.DEFAULT_WEIGHT : InteractionFields.weight(weight),
                    time.isEmpty() ? Interactions.NO_TIME : InteractionFields.timeMillis(time, options.timeUnit()));
        }

        private static String field(String[] fields, int column) {
            return column < 0 || column >= fields.length ? "" : fields[column];
        }
    }
}

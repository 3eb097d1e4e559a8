package io.github.discovery4j.core.data;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
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
 *   <li>item: {@code item}, {@code item_id}, {@code movie_id}
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
 * next quote or the bound on a record, whichever comes first.
 */
public final class CsvReader implements InteractionReader {

    /** Creates a reader; it holds no state. */
    public CsvReader() {}

    @Override
    public DataSet read(Path file, ReadOptions options) throws IOException {
        ReadReport.Collector report = new ReadReport.Collector(options.lenient());
        Rows rows = new Rows(options, report);
        RecordReader.csv(file, StandardCharsets.UTF_8, options, report, rows);
        return new DataSet(rows.builder.build(), Catalogue.EMPTY, Catalogue.EMPTY, report.report());
    }

    /** Where each value stands; -1 for a column that the file does not have. */
    private record Columns(int user, int item, int weight, int time, int fewest, int most) {

        private static final Columns WITHOUT_HEADER = new Columns(0, 1, 2, 3, 2, 4);

        static @Nullable Columns ofHeader(List<String> fields) {
            List<String> names = fields.stream().map(Columns::normalised).toList();
            int user = find(names, Set.of("user", "userid"));
            int item = find(names, Set.of("item", "itemid", "movieid"));
            if (user < 0 || item < 0) {
                return null;
            }
            int weight = find(names, Set.of("weight", "rating"));
            int time = find(names, Set.of("time", "timestamp"));
            return new Columns(user, item, weight, time, names.size(), names.size());
        }

        private static String normalised(String name) {
            return name.replaceAll("[ _-]", "").toLowerCase(Locale.ROOT);
        }

        private static int find(List<String> names, Set<String> wanted) {
            for (int column = 0; column < names.size(); column++) {
                if (wanted.contains(names.get(column))) {
                    return column;
                }
            }
            return -1;
        }
    }

    private static final class Rows implements RecordReader.Handler {

        private final Interactions.Builder builder;
        private final ReadOptions options;
        private final ReadReport.Collector report;
        private @Nullable Columns columns;

        Rows(ReadOptions options, ReadReport.Collector report) {
            this.builder = Interactions.builder().duplicates(options.duplicates());
            this.options = options;
            this.report = report;
        }

        @Override
        public void accept(String record) throws MalformedRecordException {
            List<String> fields = CsvRecord.fields(record);
            Columns layout = columns;
            if (layout == null) {
                Columns header = Columns.ofHeader(fields);
                columns = header == null ? Columns.WITHOUT_HEADER : header;
                if (header != null) {
                    return;
                }
                layout = Columns.WITHOUT_HEADER;
            }
            add(fields, layout);
        }

        private void add(List<String> fields, Columns layout) throws MalformedRecordException {
            if (fields.size() < layout.fewest || fields.size() > layout.most) {
                String rule = layout.fewest == layout.most ? "" + layout.most : layout.fewest + " to " + layout.most;
                throw new MalformedRecordException(
                        "a record must have " + rule + " fields separated by commas, has " + fields.size());
            }
            String weight = field(fields, layout.weight);
            String time = field(fields, layout.time);
            builder.add(
                    InteractionFields.id(fields.get(layout.user), "user"),
                    InteractionFields.id(fields.get(layout.item), "item"),
                    weight.isEmpty() ? Interactions.DEFAULT_WEIGHT : InteractionFields.weight(weight),
                    time.isEmpty() ? Interactions.NO_TIME : InteractionFields.timeMillis(time, options.timeUnit()));
            report.accept();
        }

        private static String field(List<String> fields, int column) {
            return column < 0 || column >= fields.size() ? "" : fields.get(column);
        }
    }
}

package io.github.discovery4j.core.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads rows for learning to rank in LibSVM's text, as LightGBM, XGBoost and the LETOR sets write it:
 * {@code label [qid:query] feature:value feature:value … [# comment]}, UTF-8, a space between.
 *
 * <p><b>Features</b> keep the numbers of the file, from 0 or from 1 as they come: nothing in a file says which was meant,
 * and LightGBM, too, takes them as they stand. They ascend within a row; a repeated or descending one is refused, and so is
 * one above {@value #LARGEST_FEATURE}. A value is a finite number, or {@code nan} where it is missing. Lines that begin with
 * {@code #} are passed over.
 *
 * <p><b>Queries</b> are told by {@code qid} in every row, or by a file beside the rows with {@code .query} added to its name
 * ({@code rank.train.query}): one number of rows a line, which together must be all the rows. Where both are there they must
 * agree. The rows of a query follow each other: a {@code qid} that comes again later is refused. A file with neither is
 * refused.
 *
 * <p>Reading is strict: whatever is skipped would shift the queries. {@link ReadOptions#maxRecordBytes} bounds a row;
 * duplicates and the unit of times mean nothing here. <b>Threads:</b> safe; each call is its own.
 */
public final class RankingDataReader {

    /** The largest feature number that is read. */
    public static final int LARGEST_FEATURE = (1 << 24) - 1;

    /** How a missing value is written. */
    static final String MISSING = "nan";

    private static final String QUERY = "qid:";
    private static final Pattern ROW = Pattern.compile("\\S+ +(qid|\\d+):\\S+( .*)?");

    /** Creates a reader; it holds no state. */
    public RankingDataReader() {}

    /** Whether a line looks like a row of this format. */
    static boolean recognises(String line) {
        return ROW.matcher(line).matches();
    }

    /**
     * Tells whether a file's first line, but for comments, looks like a row of this format.
     *
     * @param file any
     * @return false too if it is empty or no file
     * @throws IOException if it cannot be read
     */
    public static boolean recognises(Path file) throws IOException {
        return Files.isRegularFile(file) && recognises(DataLocation.firstLine(file, line -> !line.startsWith("#")));
    }

    /**
     * Reads rows and queries with {@link ReadOptions#DEFAULT}.
     *
     * @param file the rows
     * @return what was found
     * @throws MalformedDataException if a line breaks the rules, or the queries' sizes are not those of the rows
     * @throws IOException if the file is missing or cannot be read
     */
    public RankingData read(Path file) throws IOException {
        return read(file, ReadOptions.DEFAULT);
    }

    /**
     * Reads rows and queries.
     *
     * @param file the rows
     * @param options the bound on a row, and who hears of progress
     * @return what was found
     * @throws IllegalArgumentException if the options ask for lenient reading
     * @throws MalformedDataException if a line breaks the rules, or the queries' sizes are not those of the rows
     * @throws IOException if the file is missing or cannot be read
     */
    public RankingData read(Path file, ReadOptions options) throws IOException {
        if (options.lenient()) {
            throw new IllegalArgumentException(
                    "reading rows for ranking must be strict, was lenient: a skipped row would shift the queries");
        }
        Rows rows = new Rows();
        ReadReport.Collector report = new ReadReport.Collector(false);
        RecordReader.lines(file, TextEncoding.UTF_8, options, report, rows);
        Path sizes = file.resolveSibling(file.getFileName() + ".query");
        if (Files.isRegularFile(sizes)) {
            return rows.builder.build(starts(sizes, file, rows, options, report));
        }
        if (!rows.numbered && rows.builder.rows() > 0) {
            throw new MalformedDataException(new ReadReport.Problem(
                    file,
                    1,
                    "rows must say their query (qid:1), or " + sizes.getFileName() + " must say how many rows"
                            + " each query has; there is neither"));
        }
        return rows.builder.build();
    }

    private static IntColumn starts(Path sizes, Path file, Rows rows, ReadOptions options, ReadReport.Collector report)
            throws IOException {
        IntColumn starts = new IntColumn();
        long[] next = {0};
        long[] lines = {0};
        RecordReader.lines(sizes, TextEncoding.UTF_8, options, report, line -> {
            long size = InteractionFields.wholeNumber(line.strip(), 1, Integer.MAX_VALUE, "the size of a query");
            if (next[0] < rows.builder.rows()) {
                starts.add((int) next[0]);
            }
            next[0] += size;
            lines[0]++;
        });
        if (next[0] != rows.builder.rows()) {
            throw new MalformedDataException(new ReadReport.Problem(
                    sizes,
                    Math.max(1, lines[0]),
                    "the sizes of the queries must add up to the rows of " + file.getFileName() + ", are " + next[0]
                            + " and there are " + rows.builder.rows() + " rows (do the two files belong together?)"));
        }
        rows.requireSame(starts, sizes);
        return starts;
    }

    private static final class Rows implements RecordReader.Handler {

        private final RankingData.Builder builder = RankingData.builder();
        private final IntColumn queryStarts = new IntColumn();
        private final Set<String> queriesSeen = new HashSet<>();
        private boolean numbered;
        private @Nullable String query;

        @Override
        public void accept(String line) throws MalformedRecordException {
            int comment = line.indexOf('#');
            String[] fields = Delimiter.BLANKS.split(comment < 0 ? line : line.substring(0, comment));
            if (fields.length == 0) {
                return;
            }
            double label = InteractionFields.decimal(fields[0], "a label");
            boolean hasQuery = fields.length > 1 && fields[1].startsWith(QUERY);
            if (builder.rows() == 0) {
                numbered = hasQuery;
                builder.query();
                queryStarts.add(0);
            } else if (hasQuery != numbered) {
                throw new MalformedRecordException("all rows must say their query or none, this one "
                        + (hasQuery ? "does" : "does not") + ", unlike those before");
            }
            if (hasQuery) {
                follow(fields[1].substring(QUERY.length()));
            }
            builder.row(label);
            int last = -1;
            for (int i = hasQuery ? 2 : 1; i < fields.length; i++) {
                last = addValue(fields[i], last);
            }
        }

        private void follow(String next) throws MalformedRecordException {
            if (next.equals(query)) {
                return;
            }
            if (!queriesSeen.add(next)) {
                throw new MalformedRecordException("rows of a query must follow each other, qid:" + next
                        + " comes again (sort the file by query)");
            }
            if (query != null) {
                builder.query();
                queryStarts.add(builder.rows());
            }
            query = next;
        }

        private int addValue(String field, int last) throws MalformedRecordException {
            int colon = field.indexOf(':');
            if (colon < 0) {
                throw new MalformedRecordException("a value must be written feature:value, was \"" + field + "\"");
            }
            int feature = (int)
                    InteractionFields.wholeNumber(field.substring(0, colon), 0, LARGEST_FEATURE, "a feature's number");
            if (feature == last) {
                throw new MalformedRecordException("each feature must come once in a row, " + feature + " comes twice");
            }
            if (feature < last) {
                throw new MalformedRecordException(
                        "features must ascend within a row, " + feature + " comes after " + last + " (sort them)");
            }
            String value = field.substring(colon + 1);
            builder.value(feature, value.equals(MISSING) ? Double.NaN : InteractionFields.decimal(value, "a value"));
            return feature;
        }

        private void requireSame(IntColumn starts, Path sizes) {
            if (!numbered) {
                return;
            }
            boolean same = starts.size() == queryStarts.size();
            for (int query = 0; same && query < starts.size(); query++) {
                same = starts.get(query) == queryStarts.get(query);
            }
            if (!same) {
                throw new MalformedDataException(new ReadReport.Problem(
                        sizes,
                        1,
                        "the sizes of the queries must be those that qid in the rows gives, are others"
                                + " (remove the file or the qids)"));
            }
        }
    }
}

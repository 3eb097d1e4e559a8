package io.github.discovery4j.core.data;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Reads {@code user<TAB>item[<TAB>weight[<TAB>time]]}, UTF-8, one interaction a line, no header.
 *
 * <p>A missing weight is 1. The time is whole seconds since 1970 unless {@link ReadOptions#timeUnit} says milliseconds.
 * Nothing is quoted or escaped: an id that holds a tab or a line end cannot be written here, a line with too many fields
 * is refused, and {@link CsvReader} reads such ids. MovieLens 100K's {@code u.data} is a file of this kind.
 */
public final class TsvReader implements InteractionReader {

    private static final int USER = 0;
    private static final int ITEM = 1;
    private static final int WEIGHT = 2;
    private static final int TIME = 3;

    /** Creates a reader; it holds no state. */
    public TsvReader() {}

    @Override
    public DataSet read(Path file, ReadOptions options) throws IOException {
        ReadReport.Collector report = new ReadReport.Collector(options.lenient());
        Interactions interactions = interactions(file, options, report);
        return new DataSet(interactions, Catalogue.EMPTY, Catalogue.EMPTY, report.report());
    }

    static Interactions interactions(Path file, ReadOptions options, ReadReport.Collector report) throws IOException {
        Interactions.Builder builder = Interactions.builder().duplicates(options.duplicates());
        RecordReader.lines(file, StandardCharsets.UTF_8, options, report, record -> {
            String[] fields = record.split("\t", -1);
            if (fields.length <= ITEM || fields.length > TIME + 1) {
                throw new MalformedRecordException("a line must have 2 to 4 fields separated by tabs, has "
                        + fields.length + " (ids with tabs can be read from quoted CSV)");
            }
            builder.add(
                    InteractionFields.id(fields[USER], "user"),
                    InteractionFields.id(fields[ITEM], "item"),
                    fields.length > WEIGHT ? InteractionFields.weight(fields[WEIGHT]) : Interactions.DEFAULT_WEIGHT,
                    fields.length > TIME
                            ? InteractionFields.timeMillis(fields[TIME], options.timeUnit())
                            : Interactions.NO_TIME);
            report.accept();
        });
        return builder.build();
    }
}

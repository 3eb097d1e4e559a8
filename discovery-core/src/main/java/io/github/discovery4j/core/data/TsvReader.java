package io.github.discovery4j.core.data;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Reads {@code user<TAB>item[<TAB>weight[<TAB>time]]}, UTF-8, one interaction a line, no header.
 *
 * <p>A missing weight is 1. The time is whole seconds since 1970 unless {@link ReadOptions#timeUnit} says milliseconds.
 * Nothing is quoted or escaped: an id that holds a tab or a line end cannot be written here, a line with too many fields
 * is refused, and {@link CsvReader} reads such ids. MovieLens 100K's {@code u.data} is a file of this kind. Of repeated
 * pairs the latest counts.
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
        Reading reading = new Reading(options, DuplicatePolicy.LAST);
        new TableFile(file, Delimiter.TAB, TextEncoding.UTF_8)
                .read(ITEM + 1, TIME + 1, options, reading.report(), fields -> add(fields, options, reading));
        return reading.finish();
    }

    private static void add(String[] fields, ReadOptions options, Reading reading) throws MalformedRecordException {
        reading.add(
                fields[USER],
                fields[ITEM],
                fields.length > WEIGHT ? InteractionFields.weight(fields[WEIGHT]) : Interactions.DEFAULT_WEIGHT,
                fields.length > TIME
                        ? InteractionFields.timeMillis(fields[TIME], options.timeUnit())
                        : Interactions.NO_TIME);
    }
}

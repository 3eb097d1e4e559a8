package io.github.discovery4j.core.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A file of lines that are split into fields.
 *
 * @param path the file
 * @param delimiter what stands between the fields
 * @param encoding how bytes are read as text
 */
record TableFile(Path path, Delimiter delimiter, TextEncoding encoding) {

    /** Takes the fields of a line. */
    @FunctionalInterface
    interface Row {
        void accept(String[] fields) throws MalformedRecordException;
    }

    /** Takes the header, looks up the columns, and returns what takes the rows. */
    @FunctionalInterface
    interface Body {
        Row rows(Header header) throws MalformedRecordException;
    }

    /** The names of the columns; case, spaces, hyphens and underscores do not count. */
    record Header(List<String> names) {

        static Header of(String[] fields) {
            return new Header(Arrays.stream(fields).map(Header::normalised).toList());
        }

        private static String normalised(String name) {
            return name.replaceAll("[ _-]", "").toLowerCase(Locale.ROOT);
        }

        /** The first column of one of these normalised names, -1 when there is none. */
        int find(String... wanted) {
            for (String name : wanted) {
                int column = names.indexOf(name);
                if (column >= 0) {
                    return column;
                }
            }
            return -1;
        }

        /** The column of a name, which must be there. */
        int column(String... wanted) throws MalformedRecordException {
            int column = find(wanted);
            if (column < 0) {
                throw new MalformedRecordException("the first line must name the columns, one of them \"" + wanted[0]
                        + "\", which it does not (check that the file is what its name says)");
            }
            return column;
        }
    }

    /** Reads lines without a header, of {@code fewest} to {@code most} fields each. */
    void read(int fewest, int most, ReadOptions options, ReadReport.Collector report, Row row) throws IOException {
        records(options, report, line -> row.accept(fields(line, fewest, most)));
    }

    /** Reads lines below a header; each has as many fields as the header. A header that lacks a column ends the reading. */
    void readBelowHeader(ReadOptions options, ReadReport.Collector report, Body body) throws IOException {
        records(options, report, new RecordReader.Handler() {

            private @Nullable Row rows;
            private int count;

            @Override
            public void accept(String line) throws MalformedRecordException {
                if (rows != null) {
                    rows.accept(fields(line, count, count));
                    return;
                }
                try {
                    String[] names = delimiter.split(line);
                    count = names.length;
                    rows = body.rows(Header.of(names));
                } catch (MalformedRecordException e) {
                    String hint = Delimiter.hint(line, delimiter);
                    // Read leniently or not: without its columns no line of the file means anything.
                    throw new MalformedDataException(new ReadReport.Problem(path, 1, e.text() + hint));
                }
            }
        });
    }

    private void records(ReadOptions options, ReadReport.Collector report, RecordReader.Handler handler)
            throws IOException {
        if (delimiter == Delimiter.COMMA) {
            RecordReader.csv(path, encoding, options, report, handler);
        } else {
            RecordReader.lines(path, encoding, options, report, handler);
        }
    }

    private String[] fields(String line, int fewest, int most) throws MalformedRecordException {
        String[] fields = delimiter.split(line);
        if (fields.length < fewest || fields.length > most) {
            throw wrongCount(line, delimiter, fields.length, fewest, most);
        }
        return fields;
    }

    static MalformedRecordException wrongCount(String line, Delimiter delimiter, int count, int fewest, int most) {
        String rule = fewest == most ? "" + most : fewest + " to " + most;
        String hint = count == 1 ? Delimiter.hint(line, delimiter) : "";
        return new MalformedRecordException((delimiter == Delimiter.COMMA ? "a record" : "a line") + " must have "
                + rule + " fields separated by " + delimiter.text() + ", has " + count + hint);
    }
}

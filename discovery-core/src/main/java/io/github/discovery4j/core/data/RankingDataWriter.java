package io.github.discovery4j.core.data;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Writes rows for learning to rank as {@link RankingDataReader} reads them: LibSVM's text, and the sizes of the queries in a file
 * beside it with {@code .query} added to its name.
 *
 * <p>The first lines are comments with the number and the name of each feature. Features count from 0; what is 0 is left out, but
 * for the first feature's, and what is missing is {@code nan}. Values have all their digits: what is read back is equal.
 * <b>Threads:</b> safe.
 */
public final class RankingDataWriter {

    private static final int BUFFER_CHARS = 1 << 16;

    private RankingDataWriter() {}

    /**
     * Writes both files, each whole or not at all.
     *
     * @param file the rows; its folder must exist
     * @param rows with queries
     * @throws IllegalArgumentException if the rows have no queries
     * @throws IOException if one cannot be written
     */
    public static void write(Path file, TrainingRows rows) throws IOException {
        if (rows.queries().length == 0) {
            throw new IllegalArgumentException(
                    "rows for ranking must have queries, had none (%d rows); make them with TrainingRows.ofQueries"
                            .formatted(rows.rows()));
        }
        WholeFile.write(file, out -> writeRows(rows, out));
        StringBuilder sizes = new StringBuilder();
        for (int size : rows.queries()) {
            sizes.append(size).append('\n');
        }
        WholeFile.write(file.resolveSibling(file.getFileName() + ".query"), sizes.toString());
    }

    private static void writeRows(TrainingRows rows, OutputStream out) throws IOException {
        Writer text = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), BUFFER_CHARS);
        int width = rows.features().size();
        for (int feature = 0; feature < width; feature++) {
            text.append("# ")
                    .append(Integer.toString(feature))
                    .append(' ')
                    .append(rows.features().get(feature))
                    .append('\n');
        }
        for (int row = 0; row < rows.rows(); row++) {
            text.append(number(rows.labels()[row]));
            for (int feature = 0; feature < width; feature++) {
                double value = rows.values()[row * width + feature];
                if (value != 0 || feature == 0) {
                    text.append(' ')
                            .append(Integer.toString(feature))
                            .append(':')
                            .append(Double.isNaN(value) ? RankingDataReader.MISSING : number(value));
                }
            }
            text.append('\n');
        }
        text.flush();
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}

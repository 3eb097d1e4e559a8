package io.github.discovery4j.core.data;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes rows for learning to rank as {@link RankingDataReader} reads them: LibSVM's text, and the sizes of the queries in a file
 * beside it with {@code .query} added to its name.
 *
 * <p>The first lines are comments with the number and the name of each feature. Features count from 0; what is 0 is left out, but
 * for the first feature's, and what is missing is {@code nan}. Values have all their digits: what is read back is equal, but
 * for last features that are 0 in all rows: of these nothing is written.
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
     * @throws IllegalArgumentException if the rows have no queries, a value is infinite, or a feature's name has a line break; then
     *     nothing is written
     * @throws IOException if one cannot be written
     */
    public static void write(Path file, TrainingRows rows) throws IOException {
        if (rows.queries().length == 0) {
            throw new IllegalArgumentException(
                    "rows for ranking must have queries, had none (%d rows); make them with TrainingRows.ofQueries"
                            .formatted(rows.rows()));
        }
        requireReadable(rows);
        WholeFile.write(file, out -> writeRows(rows, out));
        StringBuilder sizes = new StringBuilder();
        for (int size : rows.queries()) {
            sizes.append(size).append('\n');
        }
        WholeFile.write(sizes(file), sizes.toString());
    }

    /**
     * Deletes both files, those that are there.
     *
     * @param file the rows
     * @throws IOException if one cannot be deleted
     */
    public static void delete(Path file) throws IOException {
        Files.deleteIfExists(file);
        Files.deleteIfExists(sizes(file));
    }

    private static Path sizes(Path file) {
        return file.resolveSibling(file.getFileName() + ".query");
    }

    private static void requireReadable(TrainingRows rows) {
        int width = rows.features().size();
        for (int feature = 0; feature < width; feature++) {
            String name = rows.features().get(feature);
            if (name.indexOf('\n') >= 0 || name.indexOf('\r') >= 0) {
                throw new IllegalArgumentException(
                        "a feature's name must be one line, that of feature %d has more; rename it".formatted(feature));
            }
        }
        double[] values = rows.values();
        for (int i = 0; i < values.length; i++) {
            if (Double.isInfinite(values[i])) {
                throw new IllegalArgumentException(
                        "a value must be finite, or NaN for a missing one, was %s (row %d, feature \"%s\"); bound it"
                                .formatted(values[i], i / width, rows.features().get(i % width)));
            }
        }
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
                if (isNegativeZero(value) || value != 0 || feature == 0) {
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
        return value == Math.rint(value) && Math.abs(value) < 1e15 && !isNegativeZero(value)
                ? Long.toString((long) value)
                : Double.toString(value);
    }

    private static boolean isNegativeZero(double value) {
        return value == 0 && 1 / value < 0;
    }
}

package io.github.discovery4j.examples.command;

import io.github.discovery4j.rank.boosting.LightGbmModel;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the rows of a file for a model, some hundred at a time: tab-separated or LibSVM, as the first line shows. Comments, which
 * begin with {@code #}, and blank lines are no rows; a line of tabs is one of missing values.
 */
final class ModelRows {

    private static final int BLOCK = 256;
    private static final Set<String> MISSING = Set.of("", "na", "nan", "null");
    private static final Pattern BLANKS = Pattern.compile("[ \t]+");
    private static final Pattern ENTRY = Pattern.compile("(qid|\\d+):\\S+");

    /** Takes some rows. */
    interface BlockTaker {
        /**
         * Takes rows.
         *
         * @param values row after row
         * @param rows how many
         */
        void take(double[] values, int rows);
    }

    private final Path file;
    private final LightGbmModel model;
    private final int width;
    private final double[] block;
    private int rows;
    private long line;

    ModelRows(Path file, LightGbmModel model) {
        this.file = file;
        this.model = model;
        this.width = model.features().size();
        this.block = new double[BLOCK * width];
    }

    void forEachBlock(BlockTaker taker) throws IOException {
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            String text = next(reader, false);
            if (text == null) {
                throw new CommandFailure(ExitCode.DATA, file + ": has no rows; name another file");
            }
            boolean sparse = sparse(text);
            if (!sparse && isHeader(text)) {
                text = next(reader, false);
            }
            for (; text != null; text = next(reader, sparse)) {
                add(text, sparse);
                if (rows == BLOCK) {
                    hand(taker);
                }
            }
            hand(taker);
        } catch (CharacterCodingException e) {
            throw new CommandFailure(ExitCode.DATA, file + ": must be UTF-8; convert it first", e);
        }
    }

    /** Returns the next line that says something; null at the end. */
    private @Nullable String next(BufferedReader reader, boolean sparse) throws IOException {
        String text = reader.readLine();
        for (line++; text != null && saysNothing(text, sparse); line++) {
            text = reader.readLine();
        }
        return text;
    }

    private boolean saysNothing(String text, boolean sparse) {
        if (sparse) {
            return withoutComment(text).isEmpty();
        }
        return text.startsWith("#") || (text.isBlank() && (width == 1 || !text.contains("\t")));
    }

    private static String withoutComment(String text) {
        int comment = text.indexOf('#');
        return (comment < 0 ? text : text.substring(0, comment)).strip();
    }

    private void hand(BlockTaker taker) {
        if (rows > 0) {
            taker.take(block, rows);
            rows = 0;
        }
    }

    private boolean sparse(String first) {
        String[] words = BLANKS.split(first.strip(), -1);
        return words.length > 1 ? ENTRY.matcher(words[1]).matches() : width > 1 && !first.contains("\t");
    }

    private boolean isHeader(String first) {
        List<String> columns = Arrays.asList(first.split("\t", -1));
        boolean numbers = columns.stream().allMatch(ModelRows::isNumber);
        if (numbers && !Set.copyOf(columns).equals(Set.copyOf(model.features()))) {
            return false;
        }
        try {
            model.requireFeatures(columns);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(ExitCode.DATA, "%s, line %d: %s".formatted(file, line, e.getMessage()), e);
        }
        return true;
    }

    private void add(String text, boolean sparse) {
        int from = rows * width;
        if (sparse) {
            addSparse(text, from);
        } else {
            String[] cells = text.split("\t", -1);
            if (cells.length != width) {
                throw malformed(
                        "must have %d values, one a feature of the model, has %d".formatted(width, cells.length));
            }
            for (int i = 0; i < width; i++) {
                block[from + i] = number(cells[i], i);
            }
        }
        rows++;
    }

    private void addSparse(String text, int from) {
        Arrays.fill(block, from, from + width, 0);
        String[] words = BLANKS.split(withoutComment(text), -1);
        if (!isNumber(words[0])) {
            throw malformed("must begin with a label, a number, has \"%s\"; columns must have tabs between them"
                    .formatted(shown(words[0])));
        }
        for (int i = 1; i < words.length; i++) {
            if (!ENTRY.matcher(words[i]).matches()) {
                throw malformed("must be label feature:value ..., has \"%s\"".formatted(shown(words[i])));
            }
            int colon = words[i].indexOf(':');
            if (words[i].startsWith("qid")) {
                continue;
            }
            int feature = feature(words[i].substring(0, colon));
            block[from + feature] = number(words[i].substring(colon + 1), feature);
        }
    }

    private int feature(String digits) {
        int feature = digits.length() <= 9 ? Integer.parseInt(digits) : Integer.MAX_VALUE;
        if (feature >= width) {
            throw malformed("feature must be one of the model's, in [0, %d), is %s".formatted(width, shown(digits)));
        }
        return feature;
    }

    private double number(String cell, int feature) {
        if (!isNumber(cell)) {
            throw malformed("value of feature \"%s\" must be a number, is \"%s\""
                    .formatted(Text.printable(model.features().get(feature)), shown(cell)));
        }
        String plain = cell.strip().toLowerCase(Locale.ROOT);
        return MISSING.contains(plain) ? Double.NaN : parsed(plain);
    }

    private static boolean isNumber(String cell) {
        String plain = cell.strip().toLowerCase(Locale.ROOT);
        try {
            return MISSING.contains(plain) || !Double.isNaN(parsed(plain));
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static double parsed(String plain) {
        return switch (plain) {
            case "inf", "+inf", "infinity" -> Double.POSITIVE_INFINITY;
            case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(plain);
        };
    }

    private static String shown(String text) {
        return Text.printable(text.length() <= 40 ? text : text.substring(0, 40) + "…");
    }

    private CommandFailure malformed(String what) {
        return new CommandFailure(ExitCode.DATA, "%s, line %d: %s".formatted(file, line, what));
    }
}

package io.github.discovery4j.core.data;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What stands between the fields of a line. */
enum Delimiter {
    TAB("tabs", "\t"),
    DOUBLE_COLON("::", "::"),
    SEMICOLON("semicolons", ";"),
    COMMA("commas", ","),
    PIPE("|", "|"),
    /** One or more spaces or tabs, also before the first field. */
    BLANKS("spaces", " ");

    private final String text;
    private final String mark;

    Delimiter(String text, String mark) {
        this.text = text;
        this.mark = mark;
    }

    /** How messages call it. */
    String text() {
        return text;
    }

    /** Splits a line; only commas know quotes. */
    String[] split(String line) throws MalformedRecordException {
        return switch (this) {
            case COMMA -> CsvRecord.fields(line);
            case BLANKS -> splitAtBlanks(line);
            default -> split(line, mark);
        };
    }

    private static String[] split(String line, String at) {
        int count = 1;
        for (int found = line.indexOf(at); found >= 0; found = line.indexOf(at, found + at.length())) {
            count++;
        }
        String[] fields = new String[count];
        int from = 0;
        for (int field = 0; field < count - 1; field++) {
            int end = line.indexOf(at, from);
            fields[field] = line.substring(from, end);
            from = end + at.length();
        }
        fields[count - 1] = line.substring(from);
        return fields;
    }

    private static String[] splitAtBlanks(String line) {
        List<String> fields = new ArrayList<>();
        int from = -1;
        for (int i = 0; i <= line.length(); i++) {
            boolean blank = i == line.length() || line.charAt(i) == ' ' || line.charAt(i) == '\t';
            if (!blank && from < 0) {
                from = i;
            } else if (blank && from >= 0) {
                fields.add(line.substring(from, i));
                from = -1;
            }
        }
        return fields.toArray(String[]::new);
    }

    /** Words for the end of a message, when a line of too few fields looks as if something else stood between them. */
    static String hint(String line, Delimiter expected) {
        for (Delimiter other : values()) {
            if (other != expected && !overlaps(other, expected) && countOf(line, other) >= 2) {
                return " (this line looks separated by " + other.text + "; check the format)";
            }
        }
        return "";
    }

    /** Of blanks and tabs, each would find the other. */
    private static boolean overlaps(Delimiter other, Delimiter expected) {
        return other == TAB && expected == BLANKS;
    }

    /** How many fields a line has when split here, 1 where the delimiter is not in it. */
    private static int countOf(String line, Delimiter delimiter) {
        if (delimiter == BLANKS) {
            return splitAtBlanks(line).length;
        }
        return split(line, delimiter.mark).length;
    }

    /** Guesses from a file's first line; null where there is only one field. */
    static @Nullable Delimiter guess(String line) {
        for (Delimiter delimiter : values()) {
            if (countOf(line, delimiter) >= 2) {
                return delimiter;
            }
        }
        return null;
    }
}

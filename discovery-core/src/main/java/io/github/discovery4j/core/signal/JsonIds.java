package io.github.discovery4j.core.signal;

/** Finds an id in text that need not be well-formed JSON. */
final class JsonIds {

    private JsonIds() {}

    /** Compares every quoted string of the text with the id, unescaped; also bare numbers with ids of digits. */
    static boolean holds(String text, String id) {
        boolean digits = !id.isEmpty() && id.chars().allMatch(c -> c >= '0' && c <= '9');
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (c == '"') {
                if (equalsString(text, i + 1, id)) {
                    return true;
                }
                // The next quote may open a string or, in broken text, close one: each is tried.
            } else if (digits && text.startsWith(id, i) && bounded(text, i, i + id.length())) {
                return true;
            }
            i++;
        }
        return false;
    }

    private static boolean bounded(String text, int from, int until) {
        return (from == 0 || " \t\r\n:,[".indexOf(text.charAt(from - 1)) >= 0)
                && (until == text.length() || " \t\r\n,}]".indexOf(text.charAt(until)) >= 0);
    }

    private static boolean equalsString(String text, int from, String id) {
        int at = 0;
        int i = from;
        while (i < text.length() && text.charAt(i) != '"') {
            char c = text.charAt(i++);
            if (c == '\\' && i < text.length()) {
                char escaped = text.charAt(i++);
                switch (escaped) {
                    case 'n' -> c = '\n';
                    case 't' -> c = '\t';
                    case 'r' -> c = '\r';
                    case 'b' -> c = '\b';
                    case 'f' -> c = '\f';
                    case 'u' -> {
                        int code = 0;
                        for (int digit = 0; digit < 4; digit++) {
                            int value = i < text.length() ? Character.digit(text.charAt(i++), 16) : -1;
                            if (value < 0) {
                                return false;
                            }
                            code = code << 4 | value;
                        }
                        c = (char) code;
                    }
                    default -> c = escaped;
                }
            }
            if (at == id.length() || id.charAt(at++) != c) {
                return false;
            }
        }
        // A text that was cut, or whose closing quote is missing, counts as ending there.
        return at == id.length();
    }
}

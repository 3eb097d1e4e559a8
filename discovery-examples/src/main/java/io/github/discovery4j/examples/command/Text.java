package io.github.discovery4j.examples.command;

import java.lang.Character.UnicodeScript;
import java.util.Set;

/** Text from data, made fit for a terminal: in any script, and without control over the terminal. */
final class Text {

    private static final int REPLACEMENT = 0xFFFD;
    private static final int FIRST_WIDE_EMOJI = 0x1F300;
    private static final int LAST_WIDE_EMOJI = 0x1FAFF;

    /** Scripts whose letters fill two cells of a terminal. */
    private static final Set<UnicodeScript> WIDE =
            Set.of(UnicodeScript.HAN, UnicodeScript.HIRAGANA, UnicodeScript.KATAKANA, UnicodeScript.HANGUL);

    private Text() {}

    /**
     * Shows control characters, which could move the cursor or recolour the screen, as replacement characters, and so
     * those that reorder what stands after them.
     */
    static String printable(String text) {
        StringBuilder shown = new StringBuilder(text.length());
        text.codePoints().map(c -> controls(c) ? REPLACEMENT : c).forEach(shown::appendCodePoint);
        return shown.toString();
    }

    private static boolean controls(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL, Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                true;
            default ->
                switch (Character.getDirectionality(character)) {
                    case Character.DIRECTIONALITY_LEFT_TO_RIGHT_EMBEDDING,
                            Character.DIRECTIONALITY_RIGHT_TO_LEFT_EMBEDDING,
                            Character.DIRECTIONALITY_LEFT_TO_RIGHT_OVERRIDE,
                            Character.DIRECTIONALITY_RIGHT_TO_LEFT_OVERRIDE,
                            Character.DIRECTIONALITY_POP_DIRECTIONAL_FORMAT -> true;
                    default -> false;
                };
        };
    }

    /** Returns how many cells of a terminal a text fills, near enough to align columns. */
    static int width(String text) {
        return text.codePoints().map(Text::width).sum();
    }

    private static int width(int character) {
        int type = Character.getType(character);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || type == Character.FORMAT) {
            return 0;
        }
        boolean emoji = character >= FIRST_WIDE_EMOJI && character <= LAST_WIDE_EMOJI;
        return emoji || WIDE.contains(UnicodeScript.of(character)) ? 2 : 1;
    }
}

package io.github.discovery4j.explain.phrase;

import java.text.Bidi;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Makes names that come from people safe to stand within a sentence.
 *
 * <p>Control characters and white space become single spaces; invisible format characters go, except the two joiners that
 * scripts and emoji are spelled with; so do lone surrogates. Long names end in an ellipsis, cut between the characters
 * that a reader sees. Markup is left alone: whoever renders a reason escapes it for the place where it is shown.
 */
final class DisplayNames {

    /** The longest name shown, in chars with the ellipsis: most film titles fit. */
    static final int MAX_LENGTH = 80;

    private static final char ELLIPSIS = '…';
    private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
    private static final int ZERO_WIDTH_JOINER = 0x200D;
    private static final char FIRST_STRONG_ISOLATE = '\u2068';
    private static final char POP_DIRECTIONAL_ISOLATE = '\u2069';

    private DisplayNames() {}

    /** Cleans names, in order; those that repeat or that nothing is left of go. */
    static List<String> clean(List<String> names) {
        Set<String> cleaned = new LinkedHashSet<>();
        for (String name : names) {
            String shown = clean(name);
            if (!shown.isEmpty()) {
                cleaned.add(shown);
            }
        }
        return new ArrayList<>(cleaned);
    }

    /** Keeps a name that is written from right to left from reordering the sentence around it. */
    static String isolated(String name) {
        char[] chars = name.toCharArray();
        return Bidi.requiresBidi(chars, 0, chars.length) ? FIRST_STRONG_ISOLATE + name + POP_DIRECTIONAL_ISOLATE : name;
    }

    private static String clean(String name) {
        StringBuilder text = new StringBuilder();
        boolean visible = false;
        boolean space = false;
        for (int at = 0; at < name.length() && text.length() <= MAX_LENGTH; ) {
            int character = name.codePointAt(at);
            at += Character.charCount(character);
            if (blank(character)) {
                space = text.length() > 0;
            } else if (shown(character)) {
                if (space) {
                    text.append(' ');
                    space = false;
                }
                text.appendCodePoint(character);
                visible |= !joiner(character);
            }
        }
        return visible ? capped(text.toString()) : "";
    }

    private static boolean blank(int character) {
        return Character.isISOControl(character)
                || Character.isWhitespace(character)
                || Character.isSpaceChar(character);
    }

    private static boolean shown(int character) {
        int type = Character.getType(character);
        return joiner(character) || (type != Character.FORMAT && type != Character.SURROGATE);
    }

    private static boolean joiner(int character) {
        return character == ZERO_WIDTH_NON_JOINER || character == ZERO_WIDTH_JOINER;
    }

    private static String capped(String text) {
        if (text.length() <= MAX_LENGTH) {
            return text;
        }
        BreakIterator characters = BreakIterator.getCharacterInstance(Locale.ROOT);
        characters.setText(text);
        int end = characters.preceding(MAX_LENGTH);
        if (end == 0) { // one character with more marks on it than any script uses
            end = MAX_LENGTH - (Character.isLowSurrogate(text.charAt(MAX_LENGTH - 1)) ? 2 : 1);
        }
        return text.substring(0, end).stripTrailing() + ELLIPSIS;
    }
}

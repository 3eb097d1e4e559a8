package io.github.discovery4j.core.model;

import java.util.Comparator;

/**
 * The order of ids wherever the library has to break a tie.
 *
 * <p>Ids compare by Unicode code point. This is not {@link String#compareTo}, which compares UTF-16 units and puts
 * supplementary characters before U+E000; databases and other languages order UTF-8 as this class does.
 */
public final class IdOrder {

    /** Orders ids by code point; shorter first where one is a prefix of the other. */
    public static final Comparator<String> CODE_POINTS = IdOrder::compare;

    private IdOrder() {}

    private static int compare(String a, String b) {
        int common = Math.min(a.length(), b.length());
        for (int i = 0; i < common; i++) {
            char x = a.charAt(i);
            char y = b.charAt(i);
            if (x != y) {
                boolean bothSurrogates = Character.isSurrogate(x) == Character.isSurrogate(y);
                // A surrogate stands for a code point above every other char, whatever its own value.
                return bothSurrogates ? Character.compare(x, y) : Character.isSurrogate(x) ? 1 : -1;
            }
        }
        return Integer.compare(a.length(), b.length());
    }
}

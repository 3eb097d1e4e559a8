package io.github.discovery4j.core.data;

/**
 * Orders strings by code point, the library's order for ties.
 *
 * <p>{@link String#compareTo} compares UTF-16 units, which puts characters beyond the basic plane (surrogate pairs, from
 * U+10000) before U+E000 to U+FFFF. Here surrogates are lifted above that block, so the order is the one that a UTF-8
 * byte comparison gives, in any language.
 */
final class CodePointOrder {

    private static final int FIRST_SURROGATE = 0xD800;
    private static final int FIRST_AFTER_SURROGATES = 0xE000;
    private static final int LIFT = 0x10000;

    private CodePointOrder() {}

    static int compare(String left, String right) {
        int length = Math.min(left.length(), right.length());
        for (int i = 0; i < length; i++) {
            char a = left.charAt(i);
            char b = right.charAt(i);
            if (a != b) {
                return lifted(a) - lifted(b);
            }
        }
        return left.length() - right.length();
    }

    private static int lifted(char unit) {
        boolean surrogate = unit >= FIRST_SURROGATE && unit < FIRST_AFTER_SURROGATES;
        return surrogate ? unit + LIFT : unit;
    }
}

package io.github.discovery4j.core.signal;

import org.jspecify.annotations.Nullable;

/** What texts from outside may hold. */
final class Texts {

    private Texts() {}

    /** Says what is wrong with a text, without repeating it; null when nothing is. */
    static @Nullable String fault(String text, int most, boolean mayNotBeEmpty) {
        if (text.length() > most) {
            return "have at most %d characters, had %d".formatted(most, text.length());
        }
        if (mayNotBeEmpty && text.isBlank()) {
            return "not be blank";
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isISOControl(c)) {
                return "have no control character, had U+%04X at %d".formatted((int) c, i);
            }
            if (Character.isSurrogate(c)) {
                if (!Character.isHighSurrogate(c)
                        || i + 1 == text.length()
                        || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    return "be valid Unicode, had half a character at %d".formatted(i);
                }
                i++;
            }
        }
        return null;
    }
}

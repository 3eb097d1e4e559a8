package io.github.discovery4j.explain.phrase;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** A language that reasons are given in: its plural rule and how it lists names. */
enum Language {
    /** English. */
    ENGLISH("en", "and", "more"),
    /** Spanish. */
    SPANISH("es", "y", "más");

    /** How many names a list spells out before it says how many more there are. */
    static final int LISTED_NAMES = 3;

    /**
     * The sound before which Spanish {@code y} becomes {@code e}: i, í, hi or hí at the beginning, unless a vowel after an
     * unaccented i makes it a glide (hielo, iota). Foreign words are read as if they were Spanish.
     */
    private static final Pattern SPANISH_I = Pattern.compile(
            "[^\\p{L}\\p{N}]*+h?(?:í|i(?![aeouáéóú]))", Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    private final String tag;
    private final Locale locale;
    private final String and;
    private final String more;

    Language(String tag, String and, String more) {
        this.tag = tag;
        this.locale = Locale.forLanguageTag(tag);
        this.and = and;
        this.more = more;
    }

    /** The language tag, by which phrases and reasons are keyed. */
    String tag() {
        return tag;
    }

    Locale locale() {
        return locale;
    }

    /** Both languages say one thing for 1 and another for every other whole number. */
    boolean singular(long count) {
        return count == 1;
    }

    /** Lists names: {@code a}, {@code a and b}, {@code a, b and c}, {@code a, b, c and 2 more}. */
    String list(List<String> names) {
        int listed = Math.min(names.size(), LISTED_NAMES);
        int rest = names.size() - listed;
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < listed; i++) {
            if (i > 0) {
                boolean last = i == listed - 1 && rest == 0;
                text.append(last ? " " + conjunctionBefore(names.get(i)) + " " : ", ");
            }
            text.append(DisplayNames.isolated(names.get(i)));
        }
        if (rest > 0) {
            text.append(' ').append(and).append(' ').append(rest).append(' ').append(more);
        }
        return text.toString();
    }

    private String conjunctionBefore(String name) {
        return this == SPANISH && SPANISH_I.matcher(name).lookingAt() ? "e" : and;
    }
}

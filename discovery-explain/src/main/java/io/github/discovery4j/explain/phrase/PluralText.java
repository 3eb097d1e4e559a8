package io.github.discovery4j.explain.phrase;

/**
 * A text for one and a text for every other number, with at most one kind of placeholder.
 *
 * <p>The placeholder is replaced in the text as the book has it and the result is not read again: nothing in a person's
 * name can act as a placeholder.
 */
record PluralText(String one, String other) {

    /** Stands for the list of names. */
    static final String NAMES = "{names}";

    /** Stands for the feature's value, a whole number. */
    static final String COUNT = "{count}";

    /** Whether the text says how many. */
    boolean counts() {
        return !one.equals(other) || one.contains(COUNT);
    }

    String render(Language language, long number, String placeholder, String replacement) {
        return (language.singular(number) ? one : other).replace(placeholder, replacement);
    }
}

package io.github.discovery4j.examples.sample;

/** The ISO 639 codes that the generator gives a meaning to; works come in other languages too. */
final class Language {

    static final String ENGLISH = "en";
    static final String SPANISH = "es";
    /** No linguistic content: instrumental music. */
    static final String NONE = "zxx";

    private Language() {}
}

package io.github.discovery4j.examples.sample;

import java.util.Locale;

/**
 * A genre or mood of the controlled list that films, albums and books share.
 *
 * @param id a slug, such as {@code science-fiction}
 * @param english the name within an English sentence
 * @param spanish the name within a Spanish sentence
 */
public record Genre(String id, String english, String spanish) {

    /** Returns the Spanish name for Spanish locales and the English name for all others. */
    public String name(Locale locale) {
        return Language.SPANISH.equals(locale.getLanguage()) ? spanish : english;
    }
}

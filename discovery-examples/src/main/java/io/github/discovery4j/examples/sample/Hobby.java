package io.github.discovery4j.examples.sample;

import java.util.Locale;

/**
 * Something that people like to do.
 *
 * @param id a slug, such as {@code open-water-swimming}
 * @param group the kind of hobby, such as {@code sport} or {@code craft}
 * @param english the name within an English sentence
 * @param spanish the name within a Spanish sentence
 */
public record Hobby(String id, String group, String english, String spanish) {

    /** Returns the Spanish name for Spanish locales and the English name for all others. */
    public String name(Locale locale) {
        return Language.SPANISH.equals(locale.getLanguage()) ? spanish : english;
    }
}

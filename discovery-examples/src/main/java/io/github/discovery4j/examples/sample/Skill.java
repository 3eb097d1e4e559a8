package io.github.discovery4j.examples.sample;

import java.util.List;
import java.util.Locale;

/**
 * Something that people can show each other.
 *
 * @param id a slug, such as {@code bread-baking}
 * @param hobbies which it belongs to, one or more
 * @param english the name within an English sentence
 * @param spanish the name within a Spanish sentence
 */
public record Skill(String id, List<Hobby> hobbies, String english, String spanish) {

    public Skill {
        hobbies = List.copyOf(hobbies);
    }

    /** Returns the Spanish name for Spanish locales and the English name for all others. */
    public String name(Locale locale) {
        return Language.SPANISH.equals(locale.getLanguage()) ? spanish : english;
    }
}

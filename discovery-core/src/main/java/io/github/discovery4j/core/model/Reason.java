package io.github.discovery4j.core.model;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Why an item stands in a slate, in words that its viewer may read; {@link #toString} leaves the words out.
 *
 * @param code stable name of the phrase, such as {@code shared_interests}
 * @param group the signal group that the reason speaks of
 * @param visibility who could see that signal; shown as a badge
 * @param texts the phrase by language tag ({@code en}, {@code es}, {@code pt-BR}), at least one
 */
public record Reason(String code, SignalGroup group, Visibility visibility, Map<String, String> texts) {

    /** Copies the texts, sorted by language. */
    public Reason {
        if (texts.isEmpty()) {
            throw new IllegalArgumentException("a reason must have text in one language or more, had none");
        }
        texts = java.util.Collections.unmodifiableMap(new TreeMap<>(texts));
    }

    /**
     * Returns the phrase for the locale asked for, else in its language, else in English, else the first there is.
     *
     * @param locale the viewer's
     * @return the phrase
     */
    public String text(Locale locale) {
        for (String tag : List.of(locale.toLanguageTag(), locale.getLanguage(), "en")) {
            String text = texts.get(tag);
            if (text != null) {
                return text;
            }
        }
        return texts.values().iterator().next();
    }

    @Override
    public String toString() {
        return "Reason[code=%s, group=%s, visibility=%s, languages=%s]"
                .formatted(code, group, visibility, texts.keySet());
    }
}

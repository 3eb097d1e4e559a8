package io.github.discovery4j.explain.phrase;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What a book says about one feature.
 *
 * @param code stable name of the phrase
 * @param condition when the words are true and a reason
 * @param words in every language
 */
record Phrase(String code, Condition condition, Map<Language, Words> words) {

    /**
     * When words about a value are true, and a reason for a higher score.
     *
     * @param high whether the words speak of a high value, or of a low one
     * @param threshold the smallest value that is high enough, or the largest that is low enough
     */
    record Condition(boolean high, float threshold) {

        /** A missing value meets no condition; a weight of NaN, of a column that works either way, any. */
        boolean holds(float value, double weight) {
            return high ? !(weight <= 0) && value >= threshold : !(weight >= 0) && value <= threshold;
        }
    }

    /**
     * The words of one language: with names, without, or both.
     *
     * @param named has a place for names
     * @param plain may have a place for the value
     */
    record Words(Optional<PluralText> named, Optional<PluralText> plain) {

        private Optional<String> say(Language language, float value, List<String> names) {
            if (named.isPresent() && !names.isEmpty()) {
                return named.map(text -> text.render(language, names.size(), PluralText.NAMES, language.list(names)));
            }
            boolean whole = value == Math.rint(value);
            long count = (long) value;
            return plain.filter(text -> whole || !text.counts())
                    .map(text -> text.render(language, count, PluralText.COUNT, Long.toString(count)));
        }
    }

    /** Whether the words of any language have a place for names. */
    boolean takesNames() {
        return words.values().stream().anyMatch(each -> each.named().isPresent());
    }

    /** The phrase by language tag; empty when a language has no words that fit what there is to say. */
    Optional<Map<String, String>> say(float value, Function<Language, List<String>> names) {
        Map<String, String> texts = new TreeMap<>();
        for (Map.Entry<Language, Words> entry : words.entrySet()) {
            Language language = entry.getKey();
            Optional<String> text = entry.getValue().say(language, value, names.apply(language));
            if (text.isEmpty()) {
                return Optional.empty();
            }
            texts.put(language.tag(), text.get());
        }
        return Optional.of(texts);
    }
}

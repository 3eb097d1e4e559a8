package io.github.discovery4j.explain.phrase;

import io.github.discovery4j.explain.phrase.MessageText.Kind;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a book says about a feature, or about several together.
 *
 * @param key of its words in the files of messages
 * @param code stable name of the phrase
 * @param priority phrases of a higher one are tried first
 * @param when the features that it speaks of, in the file's order, and when the words are true of them
 * @param standard whether it comes with the library, and so speaks of features that a host may not want said
 * @param words by language tag
 */
record Phrase(
        String key,
        String code,
        int priority,
        Map<String, Condition> when,
        boolean standard,
        Map<String, Words> words) {

    /** Beyond it a float tells no whole numbers apart. */
    private static final float LARGEST_COUNT = 1 << 24;

    /**
     * When words about a value are true, and a reason for a higher score.
     *
     * @param atLeast the smallest value
     * @param atMost the largest value
     * @param direction of the values that the words speak of
     * @param helped whether the feature itself must have raised the score
     */
    record Condition(float atLeast, float atMost, Direction direction, boolean helped) {

        /** Which values the words speak of. */
        enum Direction {
            /** High ones. */
            HIGH,
            /** Low ones. */
            LOW,
            /** Those between two bounds. */
            BETWEEN
        }

        /** Whether the words are true; a missing value meets no condition. */
        boolean isTrue(float value) {
            return value >= atLeast && value <= atMost;
        }

        /**
         * Whether the words are true and, where they speak of high values, high ones help.
         *
         * @param weight the feature's in the score; NaN where its effect has no single direction
         */
        boolean holds(float value, double weight) {
            return isTrue(value)
                    && (!helped
                            || Double.isNaN(weight)
                            || switch (direction) {
                                case HIGH -> weight > 0;
                                case LOW -> weight < 0;
                                case BETWEEN -> true;
                            });
        }
    }

    /**
     * The words of one language: with names, without, or both.
     *
     * @param language how names are listed
     * @param named has a place for names
     * @param plain has none
     */
    record Words(Language language, Optional<MessageText> named, Optional<MessageText> plain) {

        static final String NAMES = "names";
        static final String COUNT = "count";
        static final String VALUE = "value";
        static final String GENDER = "gender";

        /** Returns what the words of a phrase may be filled in with. */
        static Map<String, Kind> arguments(Set<String> features, boolean names) {
            Map<String, Kind> arguments = new HashMap<>();
            features.forEach(feature -> arguments.put(feature, Kind.NUMBER));
            arguments.put(VALUE, Kind.NUMBER);
            arguments.put(GENDER, Kind.CHOICE);
            if (names) {
                arguments.put(NAMES, Kind.TEXT);
                arguments.put(COUNT, Kind.NUMBER);
            }
            return arguments;
        }

        private Optional<String> say(Map<String, Object> values, List<String> names) {
            if (named.isPresent() && !names.isEmpty()) {
                Map<String, Object> more = new HashMap<>(values);
                more.put(NAMES, language.list(names));
                more.put(COUNT, (long) names.size());
                Optional<String> said = filled(named.get(), more);
                if (said.isPresent()) {
                    return said;
                }
            }
            return plain.flatMap(text -> filled(text, values));
        }

        /** What is counted must be whole: half an interest in common is none. */
        private static Optional<String> filled(MessageText text, Map<String, Object> values) {
            return text.counted().stream().allMatch(argument -> values.get(argument) instanceof Long)
                    ? Optional.of(text.say(values))
                    : Optional.empty();
        }

        boolean uses(String argument) {
            return Stream.of(named, plain)
                    .flatMap(Optional::stream)
                    .anyMatch(text -> text.arguments().contains(argument));
        }
    }

    /** What fills a phrase in. */
    interface Filling {
        /** The value of a feature. */
        float value(String feature);

        /** Names in the language, possibly none. */
        List<String> names(Locale language);

        /** The grammatical gender of the item in the language. */
        String gender(Locale language);
    }

    /** The same phrase in other words. */
    Phrase saying(Map<String, Words> other) {
        return new Phrase(key, code, priority, when, standard, other);
    }

    /** Whether the words of any language have a place for names. */
    boolean takesNames() {
        return words.values().stream().anyMatch(each -> each.named().isPresent());
    }

    /** The phrase by language tag; empty when a language has no words that fit what there is to say. */
    Optional<Map<String, String>> say(Filling filling) {
        Map<String, Object> values = values(filling);
        Map<String, String> texts = new TreeMap<>();
        for (Map.Entry<String, Words> entry : words.entrySet()) {
            Words each = entry.getValue();
            Locale locale = each.language().locale();
            if (each.uses(Words.GENDER)) {
                values.put(Words.GENDER, filling.gender(locale));
            }
            Optional<String> text = each.say(values, each.named().isPresent() ? filling.names(locale) : List.of());
            if (text.isEmpty()) {
                return Optional.empty();
            }
            texts.put(entry.getKey(), text.get());
        }
        return Optional.of(texts);
    }

    private Map<String, Object> values(Filling filling) {
        Map<String, Object> values = new HashMap<>();
        for (String feature : when.keySet()) {
            Object number = number(filling.value(feature));
            values.put(feature, number);
            values.putIfAbsent(Words.VALUE, number);
        }
        return values;
    }

    /** Whole numbers are long, so that they can be counted. */
    private static Object number(float value) {
        return value == Math.rint(value) && Math.abs(value) <= LARGEST_COUNT
                ? (Object) (long) value
                : (Object) (double) value;
    }
}

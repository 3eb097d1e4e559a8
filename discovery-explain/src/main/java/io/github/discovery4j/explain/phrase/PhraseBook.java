package io.github.discovery4j.explain.phrase;

import io.github.discovery4j.core.model.FeatureColumn;
import io.github.discovery4j.core.model.FeatureSchema;
import io.github.discovery4j.explain.phrase.MappingReader.Rule;
import io.github.discovery4j.explain.phrase.MessagesReader.Messages;
import io.github.discovery4j.explain.phrase.Phrase.Words;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What may be said about each feature, in every language of the book.
 *
 * <p>A book is a mapping, a JSON file that says which phrase is said of which features,
 *
 * <pre>{@code
 * {
 *   "format": 2,
 *   "phrases": [
 *     {"say": "shared_interests", "when": {"shared_interests": {"atLeast": 1}}},
 *     {"say": "close_by", "when": {"distance_km": {"atMost": 25}}},
 *     {"say": "night", "priority": 1,
 *      "when": {"online_hours_overlap": {"atLeast": 0.5}, "night_share": {"atLeast": 0.5, "helped": false}}}
 *   ]
 * }
 * }</pre>
 *
 * and a file of ICU messages for each language:
 *
 * <pre>{@code
 * {
 *   "format": 2,
 *   "language": "en",
 *   "fallback": "Suggested for you",
 *   "rest": "{count} more",
 *   "messages": {
 *     "shared_interests": {
 *       "named": "You both like {names}",
 *       "plain": "{value, plural, one {# shared interest} other {# shared interests}}"
 *     },
 *     "close_by": "{value, number} km away",
 *     "night": "Active at night, like you"
 *   }
 * }
 * }</pre>
 *
 * <p>In the mapping:
 *
 * <ul>
 *   <li>{@code say} is the key of the words. {@code code} names the phrase for programs; it is the key unless given. An item
 *       never has two reasons of one code, and no feature is spoken of twice.
 *   <li>{@code when} names one feature, or several that are spoken of together and must all meet their conditions.
 *       {@code atLeast} and {@code atMost} say for which values the words are true. With {@code atMost} alone they speak of a
 *       low value, with {@code atLeast} alone of a high one, with both of one in between. With neither, the value must be more
 *       than 0.
 *   <li>Each feature must itself have raised the item's score, unless {@code "helped": false} says that it only makes the
 *       words true. What several features added is the sum.
 *   <li>{@code priority}: phrases of a higher one are tried first, 0 unless given; among equals what added more.
 * </ul>
 *
 * <p>In the messages:
 *
 * <ul>
 *   <li>{@code plain} is said when there are no names, {@code named} when there are; a phrase has one of them or both, the same
 *       in every language. A string alone is {@code plain}.
 *   <li>Arguments are {@code value}, the phrase's first feature; each feature by its own name; {@code gender}, to select by,
 *       from {@link PhraseGender}; and in {@code named} also {@code names} and {@code count}, how many there are. What a
 *       {@code plural} counts is whole, or the words are not said.
 *   <li>{@code rest} ends a long list of names. {@code rules}, such as {@code en-GB}, is the locale whose plurals, numbers and
 *       lists are used, unless they are the language's own.
 *   <li>{@code fallback} is said when nothing else may be. It must be true of every item.
 * </ul>
 *
 * <p>A book that breaks a rule is refused when it is read, with file, line, column and key. JSON Schemas of both files are in
 * the jar, {@code /META-INF/discovery/phrases/phrase-book.schema.json} and {@code phrase-messages.schema.json}.
 *
 * <p><b>Threads:</b> safe.
 */
public final class PhraseBook {

    private static final String STANDARD = "phrases.json";
    private static final List<String> STANDARD_MESSAGES = List.of("messages.en.json", "messages.es.json");

    private final List<Phrase> phrases;
    private final Map<String, String> fallback;

    private PhraseBook(List<Phrase> phrases, Map<String, String> fallback) {
        this.phrases = List.copyOf(phrases);
        this.fallback = Map.copyOf(fallback);
    }

    /**
     * Reads the book that comes with the library: phrases for features that communities commonly have, in English and Spanish.
     *
     * @return the book; {@link #features()} lists what it speaks of
     */
    public static PhraseBook standard() {
        PhraseFile mapping = PhraseFile.of(PhraseBook.class, STANDARD);
        List<PhraseFile> messages = STANDARD_MESSAGES.stream()
                .map(name -> PhraseFile.of(PhraseBook.class, name))
                .toList();
        return read(mapping, messages, true);
    }

    /**
     * Reads a book from files.
     *
     * @param mapping which phrase is said when
     * @param messages the words, one file a language
     * @return the book
     * @throws PhraseBookException if a file breaks a rule of the format, or they do not fit together
     * @throws UncheckedIOException if a file cannot be read
     */
    public static PhraseBook load(Path mapping, Path... messages) {
        return read(
                PhraseFile.of(mapping),
                Arrays.stream(messages).map(PhraseFile::of).toList(),
                false);
    }

    /**
     * Reads a book from texts, such as resources of the host.
     *
     * @param mapping which phrase is said when
     * @param messages the words, one file a language
     * @return the book
     * @throws PhraseBookException if a file breaks a rule of the format, or they do not fit together
     */
    public static PhraseBook of(PhraseFile mapping, PhraseFile... messages) {
        return read(mapping, List.of(messages), false);
    }

    private static PhraseBook read(PhraseFile mapping, List<PhraseFile> messages, boolean standard) {
        if (messages.isEmpty()) {
            throw new IllegalArgumentException(
                    "a phrase book must have the messages of one language or more, had none (\"%s\"); name a file of messages"
                            .formatted(mapping.name()));
        }
        List<Phrase> wordless = new ArrayList<>();
        for (Rule rule : MappingReader.read(mapping)) {
            wordless.add(new Phrase(rule.key(), rule.code(), rule.priority(), rule.when(), standard, Map.of()));
        }
        PhraseBook book = new PhraseBook(wordless, Map.of());
        for (PhraseFile file : messages) {
            book = book.language(file);
        }
        return book;
    }

    /**
     * Returns this book in one language more.
     *
     * @param messages a file with words for every key of the book
     * @return the book with the language
     * @throws PhraseBookException if the file breaks a rule of the format, or does not fit the book
     * @throws UncheckedIOException if it cannot be read
     */
    public PhraseBook language(Path messages) {
        return language(PhraseFile.of(messages));
    }

    /**
     * Returns this book in one language more.
     *
     * @param messages words for every key of the book
     * @return the book with the language
     * @throws PhraseBookException if the file breaks a rule of the format, or does not fit the book
     */
    public PhraseBook language(PhraseFile messages) {
        Messages read = MessagesReader.read(messages, featuresByKey(), like());
        String tag = read.language().tag();
        if (fallback.containsKey(tag)) {
            throw new PhraseBookException(
                    messages.name(),
                    1,
                    1,
                    "language",
                    "language \"%s\" must have one file, has two; remove one".formatted(tag));
        }
        Map<String, String> fallbacks = new TreeMap<>(fallback);
        fallbacks.put(tag, read.fallback());
        List<Phrase> spoken = new ArrayList<>();
        for (Phrase phrase : phrases) {
            Map<String, Words> words = new TreeMap<>(phrase.words());
            words.put(tag, Objects.requireNonNull(read.words().get(phrase.key())));
            spoken.add(phrase.saying(words));
        }
        return new PhraseBook(spoken, fallbacks);
    }

    /** The features that the words of a key may use: those of all phrases that say it. */
    private Map<String, Set<String>> featuresByKey() {
        Map<String, Set<String>> features = new HashMap<>();
        for (Phrase phrase : phrases) {
            features.computeIfAbsent(
                            phrase.key(), key -> new HashSet<>(phrase.when().keySet()))
                    .retainAll(phrase.when().keySet());
        }
        return features;
    }

    /** The words of a language that the book has, by key. */
    private Map<String, Words> like() {
        Map<String, Words> like = new HashMap<>();
        for (Phrase phrase : phrases) {
            for (Words words : phrase.words().values().stream().limit(1).toList()) {
                Words before = like.putIfAbsent(phrase.key(), words);
                if (before != null && !before.equals(words)) {
                    throw new IllegalArgumentException(
                            "a key must stand for one message where a language is added, \"%s\" has two from joined books; add the language to each book before joining them"
                                    .formatted(phrase.key()));
                }
            }
        }
        return like;
    }

    /**
     * Returns this book with another's phrases added; where both speak of the very same features, and for the fallback, the
     * other's words hold.
     *
     * @param other such as the host's own book
     * @return the book of both
     * @throws IllegalArgumentException if the two are not in the same languages
     */
    public PhraseBook with(PhraseBook other) {
        if (!languages().equals(other.languages())) {
            throw new IllegalArgumentException(
                    "books must be in the same languages to be joined, were in %s and %s; add the missing messages with language(file)"
                            .formatted(languages(), other.languages()));
        }
        Set<Set<String>> spokenOf = new HashSet<>();
        other.phrases.forEach(phrase -> spokenOf.add(phrase.when().keySet()));
        List<Phrase> both = new ArrayList<>(other.phrases);
        phrases.stream()
                .filter(phrase -> !spokenOf.contains(phrase.when().keySet()))
                .forEach(both::add);
        return new PhraseBook(both, other.fallback);
    }

    /**
     * Returns this book without the phrases that speak of a feature.
     *
     * @param feature what shall not be said
     * @return the rest
     */
    public PhraseBook without(String feature) {
        return new PhraseBook(
                phrases.stream()
                        .filter(phrase -> !phrase.when().containsKey(feature))
                        .toList(),
                fallback);
    }

    /**
     * Returns the languages of the book.
     *
     * @return their tags, sorted
     */
    public Set<String> languages() {
        return new TreeSet<>(fallback.keySet());
    }

    /**
     * Returns the features that the book has a phrase for, alone or with others.
     *
     * @return their names, sorted
     */
    public Set<String> features() {
        Set<String> features = new TreeSet<>();
        phrases.forEach(phrase -> features.addAll(phrase.when().keySet()));
        return features;
    }

    /**
     * Returns the features that the book speaks of and a schema does not declare: those phrases will never be said.
     *
     * <p>For the standard book that is normal. In a host's own book it is most likely a misspelt name.
     *
     * @param schema what the engine hydrates
     * @return their names, sorted; empty when all are declared
     */
    public List<String> unknownFeatures(FeatureSchema schema) {
        return features().stream().filter(feature -> !schema.contains(feature)).toList();
    }

    /**
     * Refuses a book of the host's that speaks of a feature which is declared as never said. The engine asks when it is built.
     *
     * <p>The standard book speaks of more than any one host wants said; of what a host declares as never said it is silent.
     *
     * @param schema what the engine hydrates
     * @throws IllegalArgumentException if a phrase would never be said for that reason
     */
    public void requireSayable(FeatureSchema schema) {
        for (Phrase phrase : phrases) {
            for (String feature : phrase.when().keySet()) {
                if (!phrase.standard()
                        && schema.contains(feature)
                        && !column(schema, feature).sayable()) {
                    throw new IllegalArgumentException(
                            "phrase \"%s\" must speak of features that may be said, \"%s\" is declared as never said (view \"%s\"): a score that guards people, or something sensitive, is told to nobody; remove the phrase, or take it out with without(\"%s\")"
                                    .formatted(phrase.key(), feature, schema.name(), feature));
                }
            }
        }
    }

    private static FeatureColumn column(FeatureSchema schema, String feature) {
        return schema.columns().get(schema.indexOf(feature));
    }

    /** All phrases, those of the host's own book first. */
    List<Phrase> phrases() {
        return phrases;
    }

    Map<String, String> fallback() {
        return fallback;
    }
}

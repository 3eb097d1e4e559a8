package io.github.discovery4j.explain.phrase;

import com.ibm.icu.util.ULocale;
import io.github.discovery4j.explain.phrase.MessageText.Kind;
import io.github.discovery4j.explain.phrase.Phrase.Words;
import io.github.discovery4j.explain.phrase.PlacedJson.Part;
import java.util.Arrays;
import java.util.IllformedLocaleException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the messages of one language; {@link PhraseBook} describes the format. */
final class MessagesReader {

    /** The languages that ICU knows numbers, plurals and lists of. */
    private static final Set<String> KNOWN = Arrays.stream(ULocale.getAvailableLocales())
            .map(ULocale::getLanguage)
            .collect(Collectors.toSet());

    private static final long[] PROBES = {1, 2, 5, 20};

    /** Stands in for the names: a character for private use, which is in no message. */
    private static final String PROBE = "\uE000";

    private final ULocale rules;
    private final Language language;
    private final Part root;

    private MessagesReader(PhraseFile file) {
        this.root = PlacedJson.read(file);
        root.keys(List.of("format", "language", "rest", "fallback", "messages"), List.of("$schema", "rules"));
        MappingReader.schema(root);
        root.part("format").whole(MappingReader.FORMAT, MappingReader.FORMAT);
        Locale locale = locale(root.part("language"));
        Part rulesPart = root.optional("rules").orElse(root.part("language"));
        this.rules = ULocale.forLocale(locale(rulesPart));
        if (!KNOWN.contains(rules.getLanguage())) {
            throw rulesPart.refused(
                    "must be a language whose plurals and lists are known, was \"%s\"; set \"rules\" to one like it"
                            .formatted(rules.toLanguageTag()));
        }
        MessageText rest = message(root.part("rest"), Map.of(Language.REST, Kind.NUMBER));
        if (!rest.arguments().contains(Language.REST)) {
            throw root.part("rest").refused("must say how many more there are; add {%s}".formatted(Language.REST));
        }
        this.language = new Language(locale, rules, rest);
    }

    /**
     * What one language says.
     *
     * @param language its tag and lists
     * @param fallback said when nothing else may be
     * @param words by the phrase's key
     */
    record Messages(Language language, String fallback, Map<String, Words> words) {}

    /**
     * Reads a file.
     *
     * @param features by the keys that must be there: what their phrases speak of
     * @param like the words of another language, which must have names where these have; empty for a first language
     */
    static Messages read(PhraseFile file, Map<String, Set<String>> features, Map<String, Words> like) {
        MessagesReader reader = new MessagesReader(file);
        String fallback = reader.message(reader.root.part("fallback"), Map.of()).say(Map.of());
        return new Messages(reader.language, fallback, reader.words(reader.root.part("messages"), features, like));
    }

    private static Locale locale(Part part) {
        String tag = part.text();
        try {
            Locale locale = new Locale.Builder().setLanguageTag(tag).build();
            if (locale.toLanguageTag().equals(tag)) {
                return locale;
            }
            throw part.refused("must be a language tag as usually written, was \"%s\"; write \"%s\""
                    .formatted(PlacedJson.shown(tag), locale.toLanguageTag()));
        } catch (IllformedLocaleException e) {
            throw part.refused("must be a language tag such as \"pt\" or \"pt-BR\", was \"%s\"; correct it"
                    .formatted(PlacedJson.shown(tag)));
        }
    }

    private Map<String, Words> words(Part part, Map<String, Set<String>> features, Map<String, Words> like) {
        Map<String, Words> words = new TreeMap<>();
        part.parts().forEach((key, message) -> {
            MappingReader.checkName(key, message);
            Set<String> spokenOf = features.get(key);
            if (spokenOf == null) {
                throw message.refused("no phrase says this message, there are %s; remove or rename it"
                        .formatted(features.keySet().stream().sorted().toList()));
            }
            words.put(key, words(message, spokenOf));
        });
        features.keySet().stream().sorted().forEach(key -> {
            if (!words.containsKey(key)) {
                throw part.refused("message \"%s\" is missing; add it".formatted(key));
            }
        });
        like.forEach((key, other) -> checkLike(part.part(key), words.get(key), other));
        return words;
    }

    private Words words(Part part, Set<String> features) {
        if (part.isText()) {
            return new Words(language, Optional.empty(), Optional.of(message(part, Words.arguments(features, false))));
        }
        part.keys(List.of(), List.of("named", "plain"));
        Optional<MessageText> named = part.optional("named").map(text -> named(text, features));
        Optional<MessageText> plain =
                part.optional("plain").map(text -> message(text, Words.arguments(features, false)));
        if (named.isEmpty() && plain.isEmpty()) {
            throw part.refused("a message must have \"named\" or \"plain\", has neither; add one");
        }
        return new Words(language, named, plain);
    }

    private MessageText named(Part part, Set<String> features) {
        MessageText text = message(part, Words.arguments(features, true));
        for (long count : PROBES) {
            Map<String, Object> values = new TreeMap<>(Map.of(Words.NAMES, PROBE, Words.COUNT, count));
            for (String argument : text.arguments()) {
                values.putIfAbsent(argument, argument.equals(Words.GENDER) ? "other" : (Object) count);
            }
            if (!text.say(values).contains(PROBE)) {
                throw part.refused(
                        "every form must have a place for {names}, that for %d has none; add it".formatted(count));
            }
        }
        return text;
    }

    private MessageText message(Part part, Map<String, Kind> arguments) {
        try {
            return MessageText.of(part.text(), rules, arguments);
        } catch (IllegalArgumentException e) {
            throw part.refused(String.valueOf(e.getMessage()));
        }
    }

    private static void checkLike(Part part, @Nullable Words words, Words other) {
        if (words == null) {
            return;
        }
        if (words.named().isPresent() != other.named().isPresent()
                || words.plain().isPresent() != other.plain().isPresent()) {
            throw part.refused("must have %s as in \"%s\"; add or remove what differs"
                    .formatted(forms(other), other.language().tag()));
        }
    }

    private static String forms(Words words) {
        return words.named().isEmpty()
                ? "\"plain\" alone"
                : words.plain().isEmpty() ? "\"named\" alone" : "\"named\" and \"plain\"";
    }
}

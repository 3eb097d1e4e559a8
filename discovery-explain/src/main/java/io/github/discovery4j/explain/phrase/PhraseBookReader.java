package io.github.discovery4j.explain.phrase;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Reads one phrase book and refuses what breaks its rules; {@link PhraseBook} describes the format. */
final class PhraseBookReader {

    private static final int MAX_BYTES = 1 << 20;
    private static final int MAX_DEPTH = 8;
    private static final Pattern CODE = Pattern.compile("[a-z][a-z0-9_]{0,63}");
    private static final List<String> LANGUAGES =
            Arrays.stream(Language.values()).map(Language::tag).toList();

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxDocumentLength(MAX_BYTES)
                            .maxNestingDepth(MAX_DEPTH)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final String book;

    PhraseBookReader(String book) {
        this.book = book;
    }

    PhraseBook read(InputStream json) throws IOException {
        JsonNode root = parse(json);
        checkKeys(root, "top level", List.of("fallback", "phrases"), List.of());
        Map<String, Phrase> phrases = new TreeMap<>();
        for (Map.Entry<String, JsonNode> entry : object(root.path("phrases"), "phrases")) {
            phrases.put(entry.getKey(), phrase(entry.getKey(), entry.getValue()));
        }
        return new PhraseBook(phrases, fallback(root.path("fallback")));
    }

    private JsonNode parse(InputStream json) throws IOException {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            String place = at == null ? "a place unknown" : "line " + at.getLineNr() + ", column " + at.getColumnNr();
            throw refused(place, "phrase book must be valid JSON: " + e.getOriginalMessage());
        }
    }

    private Map<String, String> fallback(JsonNode node) {
        checkKeys(node, "fallback", LANGUAGES, List.of());
        Map<String, String> texts = new TreeMap<>();
        for (String language : LANGUAGES) {
            texts.put(language, text(node.path(language), "fallback." + language, ""));
        }
        return texts;
    }

    private Phrase phrase(String feature, JsonNode node) {
        String place = "phrases." + feature;
        checkKeys(node, place, LANGUAGES, List.of("code", "atLeast", "atMost"));
        Map<Language, Phrase.Words> words = new EnumMap<>(Language.class);
        for (Language language : Language.values()) {
            words.put(language, words(node.path(language.tag()), place + "." + language.tag()));
        }
        boolean anyNamed = words.values().stream().anyMatch(each -> each.named().isPresent());
        boolean anyPlain = words.values().stream().anyMatch(each -> each.plain().isPresent());
        words.forEach((language, each) -> {
            if (each.named().isPresent() != anyNamed || each.plain().isPresent() != anyPlain) {
                String missing = each.named().isPresent() != anyNamed ? "named" : "plain";
                throw refused(
                        place + "." + language.tag(),
                        "every language must have the same texts, \"%s\" is missing; add it".formatted(missing));
            }
        });
        return new Phrase(code(feature, node, place), condition(node, place), words);
    }

    private String code(String feature, JsonNode node, String place) {
        String code = node.has("code") ? text(node.path("code"), place + ".code", "") : feature;
        if (!CODE.matcher(code).matches()) {
            throw refused(
                    place, "code must match %s, was \"%s\"; set another \"code\"".formatted(CODE.pattern(), code));
        }
        return code;
    }

    private Phrase.Condition condition(JsonNode node, String place) {
        if (node.has("atLeast") && node.has("atMost")) {
            throw refused(place, "words speak of a high or of a low value; remove \"atLeast\" or \"atMost\"");
        }
        if (node.has("atMost")) {
            return new Phrase.Condition(false, number(node.path("atMost"), place + ".atMost"));
        }
        return new Phrase.Condition(
                true, node.has("atLeast") ? number(node.path("atLeast"), place + ".atLeast") : Float.MIN_VALUE);
    }

    private float number(JsonNode node, String place) {
        if (!node.isNumber() || !Float.isFinite(node.floatValue())) {
            throw refused(place, "threshold must be a finite number, was " + node);
        }
        return node.floatValue();
    }

    private Phrase.Words words(JsonNode node, String place) {
        checkKeys(node, place, List.of(), List.of("named", "plain"));
        if (node.isEmpty()) {
            throw refused(place, "a language must have \"named\" or \"plain\", has neither; add one");
        }
        Optional<PluralText> named = node.has("named")
                ? Optional.of(plural(node.path("named"), place + ".named", PluralText.NAMES))
                : Optional.empty();
        named.ifPresent(text -> {
            if (!text.one().contains(PluralText.NAMES) || !text.other().contains(PluralText.NAMES)) {
                throw refused(place + ".named", "text must have a place for " + PluralText.NAMES + "; add it");
            }
        });
        Optional<PluralText> plain = node.has("plain")
                ? Optional.of(plural(node.path("plain"), place + ".plain", PluralText.COUNT))
                : Optional.empty();
        return new Phrase.Words(named, plain);
    }

    private PluralText plural(JsonNode node, String place, String placeholder) {
        if (node.isTextual()) {
            String text = text(node, place, placeholder);
            return new PluralText(text, text);
        }
        checkKeys(node, place, List.of("one", "other"), List.of());
        return new PluralText(
                text(node.path("one"), place + ".one", placeholder),
                text(node.path("other"), place + ".other", placeholder));
    }

    /** Returns a text in which braces stand for the one placeholder that fits there, or for none when that is empty. */
    private String text(JsonNode node, String place, String placeholder) {
        if (!node.isTextual() || node.textValue().isBlank()) {
            throw refused(place, "text must be a string that is not blank, was " + node);
        }
        String text = node.textValue();
        String literal = placeholder.isEmpty() ? text : text.replace(placeholder, "");
        if (literal.indexOf('{') >= 0 || literal.indexOf('}') >= 0) {
            String rule = placeholder.isEmpty() ? "no braces" : "no braces but those of " + placeholder;
            throw refused(place, "text must have %s, was \"%s\"".formatted(rule, text));
        }
        return text;
    }

    private void checkKeys(JsonNode node, String place, List<String> required, List<String> optional) {
        for (Map.Entry<String, JsonNode> entry : object(node, place)) {
            if (!required.contains(entry.getKey()) && !optional.contains(entry.getKey())) {
                throw refused(
                        place,
                        "key \"%s\" is not known here; there are %s %s".formatted(entry.getKey(), required, optional));
            }
        }
        for (String key : required) {
            if (!node.has(key)) {
                throw refused(place, "key \"%s\" is missing; add it".formatted(key));
            }
        }
    }

    private Iterable<Map.Entry<String, JsonNode>> object(JsonNode node, String place) {
        if (!node.isObject()) {
            throw refused(
                    place,
                    "must be an object, was " + node.getNodeType().name().toLowerCase(Locale.ROOT) + "; use {...}");
        }
        return node.properties();
    }

    private PhraseBookException refused(String place, String problem) {
        return new PhraseBookException(book, place, problem);
    }
}

package io.github.discovery4j.explain.phrase;

import io.github.discovery4j.explain.phrase.Phrase.Condition;
import io.github.discovery4j.explain.phrase.Phrase.Condition.Direction;
import io.github.discovery4j.explain.phrase.PlacedJson.Part;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads the mapping of a book: which phrase is said of which features, and when; {@link PhraseBook} describes the format. */
final class MappingReader {

    /** The version of both formats. */
    static final int FORMAT = 2;

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,63}");

    private static final Pattern WORDS = Pattern.compile("[^a-z0-9]+");

    private static final int MOST_FEATURES = 8;
    private static final int MOST_PRIORITY = 1000;
    private static final int LONGEST_FEATURE = 128;

    /**
     * Words in a feature's name for what nobody is told: what moderation holds against a person, how often they were shown, and
     * what the law protects. A name proves nothing; {@link PhraseBook#requireSayable} looks at what columns declare.
     */
    private static final Set<String> NEVER = Set.of(
            "harassment",
            "harasser",
            "exposure",
            "exposures",
            "gender",
            "ethnicity",
            "religion",
            "disability",
            "sexuality");

    private MappingReader() {}

    /** A phrase without its words. */
    record Rule(String key, String code, int priority, Map<String, Condition> when) {}

    static List<Rule> read(PhraseFile file) {
        Part root = PlacedJson.read(file);
        root.keys(List.of("format", "phrases"), List.of("$schema"));
        schema(root);
        root.part("format").whole(FORMAT, FORMAT);
        List<Rule> rules = new ArrayList<>();
        for (Part part : root.part("phrases").items()) {
            rules.add(rule(part));
        }
        return rules;
    }

    /** An editor looks for the schema there; we carry our own. */
    static void schema(Part root) {
        root.optional("$schema").ifPresent(Part::text);
    }

    private static Rule rule(Part part) {
        part.keys(List.of("say", "when"), List.of("code", "priority"));
        String key = name(part.part("say"));
        return new Rule(
                key,
                part.optional("code").map(MappingReader::name).orElse(key),
                part.optional("priority")
                        .map(priority -> priority.whole(-MOST_PRIORITY, MOST_PRIORITY))
                        .orElse(0),
                conditions(part.part("when")));
    }

    private static String name(Part part) {
        String name = part.text();
        checkName(name, part);
        return name;
    }

    /** Refuses a part whose name is not as programs have them. */
    static void checkName(String name, Part part) {
        if (!NAME.matcher(name).matches()) {
            throw part.refused(
                    "must match %s, was \"%s\"; rename it".formatted(NAME.pattern(), PlacedJson.shown(name)));
        }
    }

    private static Map<String, Condition> conditions(Part part) {
        Map<String, Condition> conditions = new LinkedHashMap<>();
        part.parts().forEach((feature, condition) -> {
            checkFeature(feature, condition);
            conditions.put(feature, condition(condition));
        });
        if (conditions.isEmpty() || conditions.size() > MOST_FEATURES) {
            throw part.refused("a phrase must speak of 1 to %d features, was %d; name what it is about"
                    .formatted(MOST_FEATURES, conditions.size()));
        }
        if (conditions.values().stream().noneMatch(Condition::helped)) {
            throw part.refused("one feature or more must have helped, none has to; remove a \"helped\": false");
        }
        return conditions;
    }

    private static void checkFeature(String feature, Part condition) {
        if (feature.isBlank() || feature.length() > LONGEST_FEATURE) {
            throw condition.refused("a feature's name must have 1 to %d characters and not be blank, had %d; correct it"
                    .formatted(LONGEST_FEATURE, feature.length()));
        }
        WORDS.splitAsStream(feature.toLowerCase(Locale.ROOT))
                .filter(NEVER::contains)
                .findFirst()
                .ifPresent(word -> {
                    throw condition.refused(
                            "must not be a feature that nobody is told of, \"%s\" says it is; such things may guard people or move ranks, and are no reasons: remove the phrase"
                                    .formatted(word));
                });
    }

    private static Condition condition(Part part) {
        part.keys(List.of(), List.of("atLeast", "atMost", "helped"));
        Optional<Float> least = part.optional("atLeast").map(Part::number);
        Optional<Float> most = part.optional("atMost").map(Part::number);
        if (least.isPresent() && most.isPresent() && least.get() > most.get()) {
            throw part.refused("\"atLeast\" must not be above \"atMost\", was %s and %s; no value would do"
                    .formatted(least.get(), most.get()));
        }
        boolean helped = part.optional("helped").map(Part::bool).orElse(true);
        if (most.isEmpty()) {
            return new Condition(least.orElse(Float.MIN_VALUE), Float.POSITIVE_INFINITY, Direction.HIGH, helped);
        }
        return least.isEmpty()
                ? new Condition(Float.NEGATIVE_INFINITY, most.get(), Direction.LOW, helped)
                : new Condition(least.get(), most.get(), Direction.BETWEEN, helped);
    }
}

package io.github.discovery4j.core;

import io.github.discovery4j.core.model.FeatureColumn;
import io.github.discovery4j.core.model.FeatureSchema;
import io.github.discovery4j.core.model.SignalGroup;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** What no ranker, reason, filter or cap may read, and the check that none can. Belongs to one builder. */
final class ProtectedAttributes {

    private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final Pattern CASE_CHANGE = Pattern.compile("(?<=[\\p{Ll}\\p{N}])(?=\\p{Lu})");

    /** By the words of each, as they are compared, what the host calls it. */
    private final Map<String, String> names = new LinkedHashMap<>();

    private final Set<SignalGroup> groups = new HashSet<>();

    void add(String attribute) {
        String words = words(attribute);
        if (words.isBlank()) {
            throw new IllegalArgumentException(
                    "a protected attribute must have a letter or a digit, was \"%s\"; name it as your features would"
                            .formatted(attribute));
        }
        names.put(words, attribute);
    }

    void add(SignalGroup group) {
        groups.add(group);
    }

    /**
     * Refuses what would let a ranker or anybody else see one.
     *
     * @throws IllegalStateException naming the column or attribute
     */
    void check(FeatureSchema schema, Collection<String> attributes) {
        for (FeatureColumn column : schema.columns()) {
            if (groups.contains(column.group())) {
                throw refused("column \"%s\" is made from signal group \"%s\", which is protected"
                        .formatted(column.name(), column.group()));
            }
            check("column", column.name());
        }
        attributes.forEach(attribute -> check("attribute", attribute));
    }

    private void check(String kind, String name) {
        String words = words(name);
        names.forEach((protectedWords, attribute) -> {
            if (words.startsWith(protectedWords) || words.endsWith(protectedWords)) {
                throw refused("%s \"%s\" stands for \"%s\", which is protected".formatted(kind, name, attribute));
            }
        });
    }

    private static IllegalStateException refused(String what) {
        return new IllegalStateException("rankers, reasons and filters must not see protected attributes: " + what
                + "; leave it out, and give groups to constraints and measures alone");
    }

    /** Lower-case words, each between blanks, so that only whole ones are found. */
    private static String words(String name) {
        String apart = CASE_CHANGE.matcher(name).replaceAll(" ");
        return " " + NO_WORD.matcher(apart).replaceAll(" ").strip().toLowerCase(Locale.ROOT) + " ";
    }
}

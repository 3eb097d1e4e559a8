package io.github.discovery4j.index.vector;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What filters may ask about an entry of an index: labels and numbers by attribute.
 *
 * <p>{@snippet :
 * EntryAttributes ana = EntryAttributes.NONE.label("language", "es").label("language", "en").number("age", 31);
 * }
 *
 * <p><b>Threads:</b> immutable.
 *
 * @param labels by attribute, one or more each; an attribute without labels is left out
 * @param numbers by attribute, finite
 */
public record EntryAttributes(Map<String, Set<String>> labels, Map<String, Double> numbers) {

    /** No attribute. */
    public static final EntryAttributes NONE = new EntryAttributes(Map.of(), Map.of());

    /** Copies the maps, without attributes that have no label. */
    public EntryAttributes {
        Map<String, Set<String>> copy = new HashMap<>();
        labels.forEach((attribute, values) -> {
            if (!values.isEmpty()) {
                copy.put(attribute, Set.copyOf(values));
            }
        });
        labels = Map.copyOf(copy);
        numbers = Map.copyOf(numbers);
        numbers.forEach((attribute, value) -> {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException(
                        "attribute \"%s\" must be finite, was %s; leave out what is not known"
                                .formatted(attribute, value));
            }
        });
    }

    /**
     * Returns these attributes with one label more.
     *
     * @param attribute the attribute
     * @param label the label
     * @return the attributes
     */
    public EntryAttributes label(String attribute, String label) {
        Map<String, Set<String>> more = new HashMap<>(labels);
        more.merge(attribute, Set.of(label), (before, added) -> {
            Set<String> both = new HashSet<>(before);
            both.addAll(added);
            return both;
        });
        return new EntryAttributes(more, numbers);
    }

    /**
     * Returns these attributes with a number in place of the attribute's earlier one.
     *
     * @param attribute the attribute
     * @param value finite
     * @return the attributes
     */
    public EntryAttributes number(String attribute, double value) {
        Map<String, Double> more = new HashMap<>(numbers);
        more.put(attribute, value);
        return new EntryAttributes(labels, more);
    }
}

package io.github.discovery4j.core.data;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a data set tells about an item or a user.
 *
 * @param id the external id, as in the interactions
 * @param title a name to show; the id where the data has none
 * @param attributes values by attribute name, several where the data has several, for example {@code genre} to
 *     {@code [Comedy, Drama]}; an attribute without a value is left out
 */
public record CatalogueRecord(String id, String title, Map<String, List<String>> attributes) {

    /** Copies the attributes, lists included. */
    public CatalogueRecord {
        IdMap.requireId(id);
        attributes = attributes.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, entry -> List.copyOf(entry.getValue())));
    }

    /**
     * Returns the values of an attribute.
     *
     * @param attribute any name
     * @return its values in the data's order, empty when there are none
     */
    public List<String> values(String attribute) {
        return attributes.getOrDefault(attribute, List.of());
    }
}

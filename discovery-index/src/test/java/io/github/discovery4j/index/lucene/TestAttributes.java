package io.github.discovery4j.index.lucene;

import io.github.discovery4j.core.model.ItemAttributes;
import io.github.discovery4j.index.vector.EntryAttributes;
import java.util.Set;

/** One entry's attributes, as filters read them. */
record TestAttributes(EntryAttributes attributes) implements ItemAttributes {

    @Override
    public Set<String> names() {
        return Set.of();
    }

    @Override
    public Set<String> labels(String itemId, String attribute) {
        return attributes.labels().getOrDefault(attribute, Set.of());
    }

    @Override
    public double number(String itemId, String attribute) {
        return attributes.numbers().getOrDefault(attribute, Double.NaN);
    }
}

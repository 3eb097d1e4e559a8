package io.github.discovery4j.core.model;

import java.util.Set;

/**
 * What a {@link Filter} or a constraint may ask about an item: labels such as languages or a community, and numbers such
 * as an age or a latitude.
 *
 * <p>An implementation that holds people's data obeys their consent: a masked value reads as absent.
 * <b>Threads:</b> safe.
 */
public interface ItemAttributes {

    /** Knows no attribute. */
    ItemAttributes NONE = new ItemAttributes() {
        @Override
        public Set<String> names() {
            return Set.of();
        }

        @Override
        public Set<String> labels(String itemId, String attribute) {
            return Set.of();
        }

        @Override
        public double number(String itemId, String attribute) {
            return Double.NaN;
        }
    };

    /**
     * Returns the attributes that items can have; anything else in a filter is refused.
     *
     * @return their names
     */
    Set<String> names();

    /**
     * Returns an item's labels.
     *
     * @param itemId the item
     * @param attribute one of {@link #names}
     * @return its labels, empty when it has none
     */
    Set<String> labels(String itemId, String attribute);

    /**
     * Returns an item's number.
     *
     * @param itemId the item
     * @param attribute one of {@link #names}
     * @return its value, NaN when it has none
     */
    double number(String itemId, String attribute);
}

package io.github.discovery4j.core.model;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A request's condition on the items it may show: "speaks Spanish, adult, within 50 km".
 *
 * <p>Sources that can, apply it while they retrieve; the pipeline applies it to all candidates. Logic is two-valued: a
 * leaf is false for an item without the attribute, so {@code not(equal("language", "es"))} is true for an item without a
 * language.
 */
public sealed interface Filter {

    /**
     * Passes items that carry a label.
     *
     * @param attribute the attribute
     * @param label one label that the item must have
     */
    record Equal(String attribute, String label) implements Filter {}

    /**
     * Passes items that carry at least one of several labels.
     *
     * @param attribute the attribute
     * @param labels none or more; none passes nothing
     */
    record In(String attribute, Set<String> labels) implements Filter {
        /** Copies the labels. */
        public In {
            labels = Set.copyOf(labels);
        }
    }

    /**
     * Passes items whose number lies in a closed interval.
     *
     * @param attribute the attribute
     * @param min lowest value that passes; may be negative infinity
     * @param max highest value that passes; may be positive infinity
     */
    record Range(String attribute, double min, double max) implements Filter {
        /** Checks the bounds. */
        public Range {
            if (!(min <= max)) {
                throw new IllegalArgumentException(
                        "range of \"%s\" must have min <= max, was [%s, %s]".formatted(attribute, min, max));
            }
        }
    }

    /**
     * Passes items within a great-circle distance of a place.
     *
     * @param latitudeAttribute holds the item's latitude in degrees
     * @param longitudeAttribute holds the item's longitude in degrees
     * @param latitude of the place, degrees in [-90, 90]
     * @param longitude of the place, degrees in [-180, 180]
     * @param kilometres the radius, 0 or more, on a sphere of radius 6371.0088 km
     */
    record Near(
            String latitudeAttribute, String longitudeAttribute, double latitude, double longitude, double kilometres)
            implements Filter {
        /** Checks the place and the radius. */
        public Near {
            if (!(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 && kilometres >= 0)) {
                throw new IllegalArgumentException(
                        "near needs latitude in [-90, 90], longitude in [-180, 180], kilometres >= 0; was %s, %s, %s"
                                .formatted(latitude, longitude, kilometres));
            }
        }
    }

    /**
     * Passes items that pass all parts.
     *
     * @param parts none or more; none passes everything
     */
    record And(List<Filter> parts) implements Filter {

        private static final And NOTHING_ASKED = new And(List.of());

        /** Copies the parts. */
        public And {
            parts = List.copyOf(parts);
        }
    }

    /**
     * Passes items that pass one part or more.
     *
     * @param parts none or more; none passes nothing
     */
    record Or(List<Filter> parts) implements Filter {
        /** Copies the parts. */
        public Or {
            parts = List.copyOf(parts);
        }
    }

    /**
     * Passes items that do not pass the part.
     *
     * @param part what must not hold
     */
    record Not(Filter part) implements Filter {}

    /**
     * Every item passes.
     *
     * @return an {@link And} of no parts
     */
    static Filter any() {
        return And.NOTHING_ASKED;
    }

    /**
     * The item carries a label.
     *
     * @param attribute the attribute
     * @param label the label
     * @return the filter
     */
    static Filter equal(String attribute, String label) {
        return new Equal(attribute, label);
    }

    /**
     * The item carries at least one of the labels.
     *
     * @param attribute the attribute
     * @param labels the labels
     * @return the filter
     */
    static Filter in(String attribute, String... labels) {
        return new In(attribute, Set.copyOf(List.of(labels)));
    }

    /**
     * The item's number lies in {@code [min, max]}.
     *
     * @param attribute the attribute
     * @param min lowest value that passes
     * @param max highest value that passes
     * @return the filter
     */
    static Filter range(String attribute, double min, double max) {
        return new Range(attribute, min, max);
    }

    /**
     * Every part holds.
     *
     * @param parts the parts
     * @return the filter
     */
    static Filter and(Filter... parts) {
        return new And(List.of(parts));
    }

    /**
     * At least one part holds.
     *
     * @param parts the parts
     * @return the filter
     */
    static Filter or(Filter... parts) {
        return new Or(List.of(parts));
    }

    /**
     * The part does not hold.
     *
     * @param part the part
     * @return the filter
     */
    static Filter not(Filter part) {
        return new Not(part);
    }

    /**
     * Tells whether an item passes.
     *
     * @param itemId the item
     * @param attributes what is known about items
     * @return whether it passes
     */
    default boolean test(String itemId, ItemAttributes attributes) {
        return switch (this) {
            case Equal(String attribute, String label) ->
                attributes.labels(itemId, attribute).contains(label);
            case In(String attribute, Set<String> wanted) -> {
                for (String label : attributes.labels(itemId, attribute)) {
                    if (wanted.contains(label)) {
                        yield true;
                    }
                }
                yield false;
            }
            case Range(String attribute, double min, double max) -> {
                double number = attributes.number(itemId, attribute);
                yield number >= min && number <= max;
            }
            case Near near ->
                distanceKilometres(
                                attributes.number(itemId, near.latitudeAttribute()),
                                attributes.number(itemId, near.longitudeAttribute()),
                                near.latitude(),
                                near.longitude())
                        <= near.kilometres();
            case And(List<Filter> parts) -> {
                for (Filter part : parts) {
                    if (!part.test(itemId, attributes)) {
                        yield false;
                    }
                }
                yield true;
            }
            case Or(List<Filter> parts) -> {
                for (Filter part : parts) {
                    if (part.test(itemId, attributes)) {
                        yield true;
                    }
                }
                yield false;
            }
            case Not(Filter part) -> !part.test(itemId, attributes);
        };
    }

    /**
     * Returns the attributes that the filter reads.
     *
     * @return their names, sorted
     */
    default Set<String> attributes() {
        Set<String> names = new TreeSet<>();
        collectAttributes(this, names);
        return names;
    }

    private static void collectAttributes(Filter filter, Set<String> names) {
        switch (filter) {
            case Equal equal -> names.add(equal.attribute());
            case In in -> names.add(in.attribute());
            case Range range -> names.add(range.attribute());
            case Near near -> {
                names.add(near.latitudeAttribute());
                names.add(near.longitudeAttribute());
            }
            case And and -> and.parts().forEach(part -> collectAttributes(part, names));
            case Or or -> or.parts().forEach(part -> collectAttributes(part, names));
            case Not not -> collectAttributes(not.part(), names);
        }
    }

    /** Haversine formula; NaN for a missing coordinate, which then passes no comparison. */
    private static double distanceKilometres(double lat1, double lon1, double lat2, double lon2) {
        double sinLat = Math.sin(Math.toRadians(lat2 - lat1) / 2);
        double sinLon = Math.sin(Math.toRadians(lon2 - lon1) / 2);
        double h = sinLat * sinLat + Math.cos(Math.toRadians(lat1)) * Math.cos(Math.toRadians(lat2)) * sinLon * sinLon;
        return 2 * 6371.0088 * Math.asin(Math.sqrt(Math.min(1, h)));
    }
}

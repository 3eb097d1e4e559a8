package io.github.discovery4j.core.feature.manifest;

import java.util.List;

/**
 * A part of a manifest as it stands in its file, before anything is checked: what a reader of a format hands over.
 *
 * <p><b>Threads:</b> immutable.
 */
public sealed interface ManifestNode {

    /**
     * Returns where the part begins.
     *
     * @return the place
     */
    Place place();

    /**
     * A place in a file.
     *
     * @param line counted from 1
     * @param column counted from 1, in UTF-16 units
     */
    record Place(int line, int column) {}

    /**
     * Names and what they stand for, in the file's order.
     *
     * @param place where it begins
     * @param fields none or more; a name may stand twice, which the manifest then refuses
     */
    record Fields(Place place, List<Field> fields) implements ManifestNode {
        /** Copies the fields. */
        public Fields {
            fields = List.copyOf(fields);
        }
    }

    /**
     * A name and what it stands for.
     *
     * @param place where the name stands
     * @param name as written
     * @param value what it stands for
     */
    record Field(Place place, String name, ManifestNode value) {}

    /**
     * A list.
     *
     * @param place where it begins
     * @param items none or more
     */
    record Items(Place place, List<ManifestNode> items) implements ManifestNode {
        /** Copies the items. */
        public Items {
            items = List.copyOf(items);
        }
    }

    /**
     * A single value.
     *
     * @param place where it stands
     * @param type what it is
     * @param text as written; of a string, its characters
     */
    record Scalar(Place place, Type type, String text) implements ManifestNode {}

    /** What a single value is. */
    enum Type {
        /** Characters. */
        STRING,
        /** A number in decimal notation, such as {@code 3} or {@code -1.5e3}. */
        NUMBER,
        /** {@code true} or {@code false}. */
        BOOLEAN,
        /** Nothing. */
        NULL
    }
}

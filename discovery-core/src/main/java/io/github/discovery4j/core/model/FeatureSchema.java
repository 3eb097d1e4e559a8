package io.github.discovery4j.core.model;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.eclipse.collections.api.factory.primitive.ObjectIntMaps;
import org.eclipse.collections.api.map.primitive.MutableObjectIntMap;

/**
 * The columns of a feature table, in order, under a name and a version.
 *
 * <p>Training and serving read the same schema; a model names the one it was trained on. <b>Threads:</b> immutable.
 */
public final class FeatureSchema {

    private static final int ABSENT = -1;

    private final String name;
    private final String version;
    private final List<FeatureColumn> columns;
    private final MutableObjectIntMap<String> indexes;

    private FeatureSchema(String name, String version, List<FeatureColumn> columns) {
        this.name = name;
        this.version = version;
        this.columns = List.copyOf(columns);
        this.indexes = ObjectIntMaps.mutable.withInitialCapacity(columns.size());
        for (int i = 0; i < columns.size(); i++) {
            String column = columns.get(i).name();
            if (indexes.containsKey(column)) {
                throw new IllegalArgumentException(
                        "columns of a feature schema must have different names, \"%s\" stands twice (schema \"%s\");"
                                        .formatted(column, name)
                                + " rename one");
            }
            indexes.put(column, i);
        }
    }

    /**
     * Creates a schema.
     *
     * @param name what the view is called, such as {@code connect}
     * @param version changes whenever a column changes its meaning
     * @param columns in the order of the table
     * @return the schema
     * @throws IllegalArgumentException if two columns share a name
     */
    public static FeatureSchema of(String name, String version, List<FeatureColumn> columns) {
        return new FeatureSchema(name, version, columns);
    }

    /**
     * Joins schemas, in order; name and version are joined with {@code +}.
     *
     * @param parts none or more
     * @return the schema with the columns of all
     * @throws IllegalArgumentException if two columns share a name
     */
    public static FeatureSchema concat(List<FeatureSchema> parts) {
        if (parts.size() == 1) {
            return parts.getFirst();
        }
        List<FeatureColumn> columns = new ArrayList<>();
        parts.forEach(part -> columns.addAll(part.columns));
        return new FeatureSchema(
                parts.stream().map(FeatureSchema::name).collect(Collectors.joining("+")),
                parts.stream().map(FeatureSchema::version).collect(Collectors.joining("+")),
                columns);
    }

    /**
     * Returns the name.
     *
     * @return what the view is called
     */
    public String name() {
        return name;
    }

    /**
     * Returns the version.
     *
     * @return changes whenever a column changes its meaning
     */
    public String version() {
        return version;
    }

    /**
     * Returns the columns in the order of the table.
     *
     * @return the columns
     */
    public List<FeatureColumn> columns() {
        return columns;
    }

    /**
     * Returns the number of columns.
     *
     * @return 0 or more
     */
    public int size() {
        return columns.size();
    }

    /**
     * Tells whether there is a column of this name.
     *
     * @param column any name
     * @return whether it exists
     */
    public boolean contains(String column) {
        return indexes.containsKey(column);
    }

    /**
     * Returns a column's place.
     *
     * @param column its name
     * @return in {@code [0, size())}
     * @throws IllegalArgumentException if there is none of that name; the message lists what exists
     */
    public int indexOf(String column) {
        int index = indexes.getIfAbsent(column, ABSENT);
        if (index == ABSENT) {
            throw new IllegalArgumentException("feature \"%s\" is not declared in schema \"%s\" version %s; it has %s"
                    .formatted(
                            column,
                            name,
                            version,
                            columns.stream().map(FeatureColumn::name).toList()));
        }
        return index;
    }

    @Override
    public String toString() {
        return "FeatureSchema[%s@%s, %d columns]".formatted(name, version, columns.size());
    }
}

package io.github.discovery4j.core.model;

import java.util.List;

/**
 * One declared column of a {@link FeatureTable}.
 *
 * @param name unique within a schema, such as {@code shared_interests}
 * @param group the signal group that the value is made from
 * @param owner whose signal it is: that person's consent and visibility decide over it
 * @param visibility the widest audience that may be told about it; an owner may narrow it
 * @param sayable whether it may be spoken of at all: false for what a model may use and nobody is told, not its owner either
 * @param categories the dictionary of a categorical column, value i standing for entry i; empty for a numeric column
 */
public record FeatureColumn(
        String name, SignalGroup group, Owner owner, Visibility visibility, boolean sayable, List<String> categories) {

    /** Whose signal a column is made from, in terms of the (subject, object) pair that a row describes. */
    public enum Owner {
        /** The one for whom the row is computed: the viewer of a request. */
        SUBJECT,
        /** The one whom the row describes: the candidate. */
        OBJECT,
        /** Both: what they share. */
        BOTH,
        /** Nobody in particular: a statistic over many people. */
        NOBODY
    }

    /** Copies the categories, and checks the name and who may be told. */
    public FeatureColumn {
        if (name.isBlank()) {
            throw new IllegalArgumentException("feature name must not be blank, was \"" + name + "\"");
        }
        visibility.requireNarrowUnless(sayable, name);
        categories = List.copyOf(categories);
    }

    /**
     * Creates a column that may be spoken of.
     *
     * @param name unique within a schema
     * @param group the signal group
     * @param owner whose signal it is
     * @param visibility the widest audience
     * @param categories the dictionary; empty for a numeric column
     */
    public FeatureColumn(String name, SignalGroup group, Owner owner, Visibility visibility, List<String> categories) {
        this(name, group, owner, visibility, true, categories);
    }

    /**
     * A numeric column that everyone may be told about.
     *
     * @param name unique within a schema
     * @param group the signal group
     * @param owner whose signal it is
     * @return the column
     */
    public static FeatureColumn number(String name, SignalGroup group, Owner owner) {
        return new FeatureColumn(name, group, owner, Visibility.PUBLIC, List.of());
    }

    /**
     * Returns this column with another visibility.
     *
     * @param other the widest audience
     * @return the column
     */
    public FeatureColumn visibleTo(Visibility other) {
        return new FeatureColumn(name, group, owner, other, sayable, categories);
    }

    /**
     * Returns this column for models alone: no reason ever speaks of it, whoever looks.
     *
     * @return the column, its visibility the narrowest
     */
    public FeatureColumn neverSaid() {
        return new FeatureColumn(name, group, owner, Visibility.PRIVATE_OPT_IN, false, categories);
    }

    /**
     * Tells whether values are entries of the dictionary.
     *
     * @return false for a numeric column
     */
    public boolean categorical() {
        return !categories.isEmpty();
    }
}

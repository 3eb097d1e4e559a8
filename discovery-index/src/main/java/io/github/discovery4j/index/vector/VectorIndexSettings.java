package io.github.discovery4j.index.vector;

import io.github.discovery4j.core.consent.ConsentView;
import io.github.discovery4j.core.model.Filter;
import io.github.discovery4j.core.model.SignalGroup;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * What every vector index has to be told, and the checks that all of them share.
 *
 * <p>{@snippet :
 * VectorIndexSettings taste = VectorIndexSettings.of("taste", 256)
 *         .labels("language", "community")
 *         .numbers("age")
 *         .derivedFrom(consent, Set.of(SignalGroup.FAVOURITES, SignalGroup.PROFILE));
 * }
 *
 * <p><b>Threads:</b> immutable.
 *
 * @param name what errors and audits call the index
 * @param dimension of every vector, 1 or more
 * @param metric what near means
 * @param attributes what filters may ask about, by name
 * @param consent what the entries' owners allow; {@link ConsentView#ALLOW_ALL} for entries that are not people
 * @param groups the signal groups that vectors and attributes are derived from; none for entries that are not people. An
 *     entry is masked while its owner does not allow all of them
 * @param erased tells whether an id was erased for good; what is stored under such an id is dropped, so that a late update
 *     brings nobody back
 */
public record VectorIndexSettings(
        String name,
        int dimension,
        Metric metric,
        Map<String, AttributeKind> attributes,
        ConsentView consent,
        Set<SignalGroup> groups,
        Predicate<String> erased) {

    /** The largest dimension. */
    public static final int LARGEST_DIMENSION = 4_096;

    /** What an attribute holds. */
    public enum AttributeKind {
        /** Any number of labels. */
        LABELS,
        /** One finite number, or none. */
        NUMBER
    }

    /** Checks the dimension and copies the collections. */
    public VectorIndexSettings {
        if (dimension < 1 || dimension > LARGEST_DIMENSION) {
            throw new IllegalArgumentException(
                    "dimension must be 1 to %d, was %d (index \"%s\")".formatted(LARGEST_DIMENSION, dimension, name));
        }
        attributes = Map.copyOf(attributes);
        groups = Set.copyOf(groups);
    }

    /**
     * Settings for cosine, without attributes, over entries that are not people.
     *
     * @param name what errors and audits call the index
     * @param dimension of every vector, 1 or more
     * @return the settings
     */
    public static VectorIndexSettings of(String name, int dimension) {
        return new VectorIndexSettings(
                name, dimension, Metric.COSINE, Map.of(), ConsentView.ALLOW_ALL, Set.of(), id -> false);
    }

    /**
     * Returns these settings with another metric.
     *
     * @param other what near means
     * @return the settings
     */
    public VectorIndexSettings metric(Metric other) {
        return new VectorIndexSettings(name, dimension, other, attributes, consent, groups, erased);
    }

    /**
     * Returns these settings with further attributes of labels.
     *
     * @param names of attributes that are not declared yet
     * @return the settings
     */
    public VectorIndexSettings labels(String... names) {
        return declaring(AttributeKind.LABELS, names);
    }

    /**
     * Returns these settings with further attributes of numbers.
     *
     * @param names of attributes that are not declared yet
     * @return the settings
     */
    public VectorIndexSettings numbers(String... names) {
        return declaring(AttributeKind.NUMBER, names);
    }

    private VectorIndexSettings declaring(AttributeKind kind, String... names) {
        Map<String, AttributeKind> more = new TreeMap<>(attributes);
        for (String attribute : names) {
            if (more.put(attribute, kind) != null) {
                throw new IllegalArgumentException(
                        "attribute \"%s\" must be declared once, was twice (index \"%s\")".formatted(attribute, name));
            }
        }
        return new VectorIndexSettings(name, dimension, metric, more, consent, groups, erased);
    }

    /**
     * Returns settings that say that entries are people's: one is masked while its owner does not allow all the groups.
     *
     * @param view what people allow
     * @param from the signal groups that vectors and attributes are derived from, one or more
     * @return the settings
     */
    public VectorIndexSettings derivedFrom(ConsentView view, Set<SignalGroup> from) {
        if (from.isEmpty()) {
            throw new IllegalArgumentException(
                    "people's vectors must name one signal group or more, named none (index \"%s\")".formatted(name));
        }
        return new VectorIndexSettings(name, dimension, metric, attributes, view, from, erased);
    }

    /**
     * Returns these settings with another memory of who was erased.
     *
     * @param other tells whether an id was erased for good; quick
     * @return the settings
     */
    public VectorIndexSettings erased(Predicate<String> other) {
        return new VectorIndexSettings(name, dimension, metric, attributes, consent, groups, other);
    }

    /**
     * Tells whether an entry must not be used now.
     *
     * @param id the entry
     * @return true while its owner does not allow all groups, or was erased
     */
    public boolean masks(String id) {
        if (groups.isEmpty()) {
            return false;
        }
        for (SignalGroup group : groups) {
            if (!consent.allows(id, group)) {
                return true;
            }
        }
        return erased.test(id);
    }

    /**
     * Checks an id that is to be stored.
     *
     * @param id any text but the empty one
     * @throws IllegalArgumentException if it is empty
     */
    public void requireId(String id) {
        if (id.isEmpty()) {
            throw new IllegalArgumentException("id must not be empty (index \"%s\")".formatted(name));
        }
    }

    /**
     * Checks a vector, and brings it into the form that indexes compare.
     *
     * @param what the error calls it
     * @param vector left as it is
     * @return a copy; of unit length under {@link Metric#COSINE}
     * @throws IllegalArgumentException if it has another dimension, a value that is not finite, or no direction under cosine
     */
    public float[] prepare(String what, float[] vector) {
        if (vector.length != dimension) {
            throw new IllegalArgumentException(
                    "%s dimension must equal index dimension %d, was %d (index \"%s\"); encode with the model that built it"
                            .formatted(what, dimension, vector.length, name));
        }
        double squares = 0;
        for (int i = 0; i < dimension; i++) {
            if (!Float.isFinite(vector[i])) {
                throw new IllegalArgumentException(
                        "%s values must be finite, value %d was %s (index \"%s\")".formatted(what, i, vector[i], name));
            }
            squares += (double) vector[i] * vector[i];
        }
        float[] prepared = vector.clone();
        if (metric == Metric.COSINE) {
            if (squares == 0) {
                throw new IllegalArgumentException(
                        "%s must not be zero, since cosine needs a direction (index \"%s\"); leave out what has no signal"
                                .formatted(what, name));
            }
            double length = Math.sqrt(squares);
            for (int i = 0; i < dimension; i++) {
                prepared[i] = (float) (vector[i] / length);
            }
        }
        return prepared;
    }

    /**
     * Checks an entry's attributes.
     *
     * @param given what is to be stored
     * @throws IllegalArgumentException if one is not declared, or as another kind
     */
    public void require(EntryAttributes given) {
        given.labels().keySet().forEach(attribute -> require(attribute, AttributeKind.LABELS));
        given.numbers().keySet().forEach(attribute -> require(attribute, AttributeKind.NUMBER));
    }

    private void require(String attribute, AttributeKind kind) {
        AttributeKind declared = attributes.get(attribute);
        if (declared != kind) {
            throw new IllegalArgumentException(
                    "attribute \"%s\" must be declared as %s, was %s (index \"%s\" declares %s)"
                            .formatted(
                                    attribute,
                                    kind,
                                    declared == null ? "not declared" : declared,
                                    name,
                                    new TreeMap<>(attributes)));
        }
    }

    /**
     * Checks that the index can answer a filter.
     *
     * @param filter any
     * @throws IllegalArgumentException if it asks about an attribute that is not declared, or as another kind
     */
    public void require(Filter filter) {
        switch (filter) {
            case Filter.Equal equal -> require(equal.attribute(), AttributeKind.LABELS);
            case Filter.In in -> require(in.attribute(), AttributeKind.LABELS);
            case Filter.Range range -> require(range.attribute(), AttributeKind.NUMBER);
            case Filter.Near near -> {
                require(near.latitudeAttribute(), AttributeKind.NUMBER);
                require(near.longitudeAttribute(), AttributeKind.NUMBER);
            }
            case Filter.And and -> and.parts().forEach(this::require);
            case Filter.Or or -> or.parts().forEach(this::require);
            case Filter.Not not -> require(not.part());
        }
    }

    /**
     * Tells whether the index knows all attributes of a filter.
     *
     * @param filter any
     * @return whether {@link #require(Filter)} would pass for their names
     */
    public boolean knows(Filter filter) {
        return attributes.keySet().containsAll(filter.attributes());
    }
}

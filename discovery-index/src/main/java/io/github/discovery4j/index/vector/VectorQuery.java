package io.github.discovery4j.index.vector;

import io.github.discovery4j.core.model.Deadline;
import io.github.discovery4j.core.model.Filter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What to search for: vectors near to a given one, or near to that of a stored id.
 *
 * <p>{@snippet :
 * SearchResult films = index.search(VectorQuery.nearestTo("arrival", 10)
 *         .filter(Filter.equal("language", "es"))
 *         .excluding(seen));
 * SearchResult rooms = index.search(VectorQuery.allAbove(0.7f, topic));
 * }
 *
 * <p><b>Threads:</b> immutable.
 */
public final class VectorQuery {

    private final float @Nullable [] vector;
    private final @Nullable String id;
    private final int k;
    private final Conditions conditions;
    private final OptionalInt effort;
    private final boolean exactly;
    private final Deadline deadline;

    /** What results have to be. */
    private record Conditions(float above, Filter filter, Set<String> excluded, List<Predicate<String>> admitted) {
        static final Conditions NONE = new Conditions(Float.NEGATIVE_INFINITY, Filter.any(), Set.of(), List.of());
    }

    private VectorQuery(
            float @Nullable [] vector,
            @Nullable String id,
            int k,
            Conditions conditions,
            OptionalInt effort,
            boolean exactly,
            Deadline deadline) {
        if (k < 1) {
            throw new IllegalArgumentException("k must be 1 or more, was " + k);
        }
        this.vector = vector;
        this.id = id;
        this.k = k;
        this.conditions = conditions;
        this.effort = effort;
        this.exactly = exactly;
        this.deadline = deadline;
    }

    /**
     * Asks for the vectors nearest to a given one.
     *
     * @param vector finite, of the index's dimension; copied
     * @param k how many at most, 1 or more
     * @return a query that admits everything and has no deadline
     */
    public static VectorQuery nearestTo(float[] vector, int k) {
        return new VectorQuery(vector.clone(), null, k, Conditions.NONE, OptionalInt.empty(), false, Deadline.never());
    }

    /**
     * Asks for the vectors nearest to that of a stored id, which itself is left out. Nothing is near to an id without a
     * vector, or with one that its owner's consent masks.
     *
     * @param id the id
     * @param k how many at most, 1 or more
     * @return a query that admits everything else and has no deadline
     */
    public static VectorQuery nearestTo(String id, int k) {
        return new VectorQuery(null, id, k, Conditions.NONE, OptionalInt.empty(), false, Deadline.never())
                .excluding(Set.of(id));
    }

    /**
     * Asks for all vectors that are more similar to a given one than a threshold.
     *
     * @param similarity what results must exceed, in the index's metric
     * @param vector finite, of the index's dimension; copied
     * @return a query for any number of results
     */
    public static VectorQuery allAbove(float similarity, float[] vector) {
        return nearestTo(vector, Integer.MAX_VALUE).above(similarity);
    }

    /**
     * Asks for all vectors that are more similar to that of a stored id than a threshold; the id itself is left out.
     *
     * @param similarity what results must exceed, in the index's metric
     * @param id the id
     * @return a query for any number of results
     */
    public static VectorQuery allAbove(float similarity, String id) {
        return nearestTo(id, Integer.MAX_VALUE).above(similarity);
    }

    private VectorQuery with(Conditions others) {
        return new VectorQuery(vector, id, k, others, effort, exactly, deadline);
    }

    /**
     * Returns this query for results above a threshold only.
     *
     * @param similarity what results must exceed, in the index's metric
     * @return the query
     * @throws IllegalArgumentException if it is NaN
     */
    public VectorQuery above(float similarity) {
        if (Float.isNaN(similarity)) {
            throw new IllegalArgumentException("threshold must be a number, was NaN");
        }
        return with(new Conditions(similarity, conditions.filter, conditions.excluded, conditions.admitted));
    }

    /**
     * Returns this query for results that pass a filter too.
     *
     * @param filter over attributes that the index declares
     * @return the narrower query
     */
    public VectorQuery filter(Filter filter) {
        Filter both = conditions.filter.equals(Filter.any())
                ? filter
                : filter.equals(Filter.any()) ? conditions.filter : Filter.and(conditions.filter, filter);
        return with(new Conditions(conditions.above, both, conditions.excluded, conditions.admitted));
    }

    /**
     * Returns this query without some ids.
     *
     * @param ids known to the index or not; copied
     * @return the narrower query
     */
    public VectorQuery excluding(Collection<String> ids) {
        Set<String> all = new HashSet<>(conditions.excluded);
        all.addAll(ids);
        return with(new Conditions(conditions.above, conditions.filter, Set.copyOf(all), conditions.admitted));
    }

    /**
     * Returns this query with a further condition on results. Use a {@link #filter} where one can say it: an index knows
     * beforehand what a filter lets pass.
     *
     * @param condition true for ids that may be found; called for few of the visited vectors
     * @return the narrower query
     */
    public VectorQuery admitting(Predicate<String> condition) {
        List<Predicate<String>> all = new ArrayList<>(conditions.admitted);
        all.add(condition);
        return with(new Conditions(conditions.above, conditions.filter, conditions.excluded, List.copyOf(all)));
    }

    /**
     * Returns this query with another effort than the index's own. More effort finds more of the nearest and takes longer;
     * exact searches take no notice.
     *
     * @param candidates how many a graph search keeps while it walks (HNSW's <i>ef</i>), 1 or more; at least k are kept
     * @return the query
     */
    public VectorQuery effort(int candidates) {
        if (candidates < 1) {
            throw new IllegalArgumentException("effort must be 1 or more, was " + candidates);
        }
        return new VectorQuery(vector, id, k, conditions, OptionalInt.of(candidates), exactly, deadline);
    }

    /**
     * Returns this query for an exact search, whatever it costs.
     *
     * @return the query
     */
    public VectorQuery exactly() {
        return new VectorQuery(vector, id, k, conditions, effort, true, deadline);
    }

    /**
     * Returns this query with a deadline; a search that reaches it returns the best it has found.
     *
     * @param moment by when to be done
     * @return the query
     */
    public VectorQuery until(Deadline moment) {
        return new VectorQuery(vector, id, k, conditions, effort, exactly, moment);
    }

    /**
     * Returns the vector to be near to.
     *
     * @return a copy, or null for a query by id
     */
    public float @Nullable [] vector() {
        return vector == null ? null : vector.clone();
    }

    /**
     * Returns the id to be near to.
     *
     * @return the id, or null for a query by vector
     */
    public @Nullable String id() {
        return id;
    }

    /**
     * Returns how many results are wanted.
     *
     * @return 1 or more; {@link Integer#MAX_VALUE} for all
     */
    public int k() {
        return k;
    }

    /**
     * Returns what results must exceed.
     *
     * @return a similarity; negative infinity unless there is a threshold
     */
    public float above() {
        return conditions.above;
    }

    /**
     * Returns the filter that results pass.
     *
     * @return {@link Filter#any} unless there is one
     */
    public Filter filter() {
        return conditions.filter;
    }

    /**
     * Returns the ids that are left out.
     *
     * @return immutable
     */
    public Set<String> excluded() {
        return conditions.excluded;
    }

    /**
     * Tells whether an id may be found: it is not excluded, and meets the conditions. The filter is the index's to ask.
     *
     * @param candidateId any id
     * @return whether it counts towards k
     */
    public boolean admits(String candidateId) {
        if (conditions.excluded.contains(candidateId)) {
            return false;
        }
        for (Predicate<String> condition : conditions.admitted) {
            if (!condition.test(candidateId)) {
                return false;
            }
        }
        return true;
    }

    /**
     * Tells whether there are conditions beside filter and exclusions.
     *
     * @return true after {@link #admitting}
     */
    public boolean hasConditions() {
        return !conditions.admitted.isEmpty();
    }

    /**
     * Returns how much a graph search should do.
     *
     * @return empty for the index's own
     */
    public OptionalInt effort() {
        return effort;
    }

    /**
     * Tells whether the search must be exact.
     *
     * @return true after {@link #exactly}
     */
    public boolean mustBeExact() {
        return exactly;
    }

    /**
     * Returns by when the search must be done.
     *
     * @return the deadline
     */
    public Deadline deadline() {
        return deadline;
    }

    @Override
    public String toString() {
        return "VectorQuery[k=" + k + "]";
    }
}

package io.github.discovery4j.index.vector;

import io.github.discovery4j.core.model.Deadline;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What to search for: vectors near to a given one, or near to that of a stored id.
 *
 * <p>{@snippet :
 * SearchResult films = index.search(VectorQuery.nearestTo("arrival", 10).admitting(id -> !seen.contains(id)));
 * }
 *
 * <p><b>Threads:</b> immutable.
 */
public final class VectorQuery {

    private final float @Nullable [] vector;
    private final @Nullable String id;
    private final int k;
    private final Predicate<String> admitted;
    private final Deadline deadline;

    private VectorQuery(
            float @Nullable [] vector, @Nullable String id, int k, Predicate<String> admitted, Deadline deadline) {
        if (k < 1) {
            throw new IllegalArgumentException("k must be 1 or more, was " + k);
        }
        this.vector = vector;
        this.id = id;
        this.k = k;
        this.admitted = admitted;
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
        return new VectorQuery(vector.clone(), null, k, any -> true, Deadline.never());
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
        return new VectorQuery(null, id, k, other -> !other.equals(id), Deadline.never());
    }

    /**
     * Returns this query with a further condition on results.
     *
     * @param condition true for ids that may be found; called for few of the visited vectors
     * @return the narrower query
     */
    public VectorQuery admitting(Predicate<String> condition) {
        return new VectorQuery(vector, id, k, admitted.and(condition), deadline);
    }

    /**
     * Returns this query with a deadline; a search that reaches it returns the best it has found.
     *
     * @param moment by when to be done
     * @return the query
     */
    public VectorQuery until(Deadline moment) {
        return new VectorQuery(vector, id, k, admitted, moment);
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
     * @return 1 or more
     */
    public int k() {
        return k;
    }

    /**
     * Tells whether an id may be found.
     *
     * @param candidateId any id
     * @return whether it counts towards k
     */
    public boolean admits(String candidateId) {
        return admitted.test(candidateId);
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

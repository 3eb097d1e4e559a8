package io.github.discovery4j.index.vector;

import io.github.discovery4j.core.consent.PersonalDataHolder;
import io.github.discovery4j.core.model.VectorReader;
import io.github.discovery4j.core.model.VectorSink;

/**
 * Finds the nearest vectors, by the host's ids.
 *
 * <p>Laws: at most k results, none twice, best first, equal similarities in code-point order of the id; nothing that the
 * query does not admit, nor anyone whose consent does not allow all the signal groups that the vectors are derived from:
 * both are left out before they count towards k. A vector that was accepted, replaced, deleted or masked is so for every
 * search that begins after the call returned.
 *
 * <p><b>Shapes:</b> d float32 values a vector. <b>Threads:</b> safe.
 */
public interface VectorIndex extends VectorReader, VectorSink, PersonalDataHolder {

    /**
     * Returns the index's name.
     *
     * @return what errors call it
     */
    String name();

    /**
     * Returns how many vectors there are, masked ones included.
     *
     * @return 0 or more
     */
    int size();

    /**
     * Deletes a vector.
     *
     * @param id any id
     * @return whether there was one
     */
    boolean delete(String id);

    /**
     * Finds the nearest vectors.
     *
     * @param query what to be near to, how many, and which to admit
     * @return the nearest, best first
     * @throws IllegalArgumentException if the query's vector has another dimension, or no direction where the similarity
     *     needs one
     */
    SearchResult search(VectorQuery query);
}

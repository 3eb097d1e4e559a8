package io.github.discovery4j.index.vector;

import io.github.discovery4j.core.model.VectorReader;

/**
 * An index as it stood at one moment: what is written or deleted later does not show.
 *
 * <p>Privacy does: whoever was erased, forgotten or masked since is not found, nor read. Close it, so that what it holds on
 * to can be given back. <b>Threads:</b> safe.
 */
public interface VectorSnapshot extends VectorReader, AutoCloseable {

    /** {@return how many vectors there were, masked ones included} */
    int size();

    /**
     * Finds the nearest vectors.
     *
     * @param query what to be near to, how many, and which to admit
     * @return the nearest, best first
     * @throws IllegalArgumentException as {@link VectorIndex#search} does
     * @throws IllegalStateException if the snapshot is closed and the index can no longer give what it held
     */
    SearchResult search(VectorQuery query);

    @Override
    void close();
}

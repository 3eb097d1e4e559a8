package io.github.discovery4j.core.model;

/**
 * Reads vectors by id: the factors of a model, the embeddings of an index.
 *
 * <p><b>Shapes:</b> d float32 values a vector, d = {@link #dimension}. <b>Threads:</b> safe.
 */
public interface VectorReader {

    /**
     * Returns the number of values of every vector.
     *
     * @return 1 or more
     */
    int dimension();

    /**
     * Copies an item's vector, unless there is none or its owner's consent masks it.
     *
     * @param id the item
     * @param destination receives {@link #dimension} values from {@code offset} on; untouched when there is none
     * @param offset where to write first
     * @return whether there was a vector
     * @throws IndexOutOfBoundsException if the destination is too short
     */
    boolean read(String id, float[] destination, int offset);
}

package io.github.discovery4j.core.model;

/** Takes vectors by id, as a model exports them or an index stores them. */
@FunctionalInterface
public interface VectorSink {

    /**
     * Takes one vector, replacing the id's earlier one.
     *
     * @param id the item
     * @param vector its values; copied, the caller may reuse the array
     * @throws IllegalArgumentException if the dimension differs from the sink's, or a value is not finite
     */
    void accept(String id, float[] vector);
}

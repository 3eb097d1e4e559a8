/**
 * The contract of a vector index: vectors in by the host's ids, nearest neighbours out.
 *
 * <p>Reading order: {@link io.github.discovery4j.index.vector.VectorIndex} takes a
 * {@link io.github.discovery4j.index.vector.VectorQuery} and answers with a
 * {@link io.github.discovery4j.index.vector.SearchResult}.
 *
 * <p><b>Dependencies:</b> core's model and consent. <b>Threads:</b> indexes are safe; queries and results are immutable.
 */
@NullMarked
package io.github.discovery4j.index.vector;

import org.jspecify.annotations.NullMarked;

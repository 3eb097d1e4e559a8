/**
 * The contract of a vector index: vectors in by the host's ids, nearest neighbours out.
 *
 * <p>Reading order: {@link io.github.discovery4j.index.vector.VectorIndexSettings} say what an index holds;
 * {@link io.github.discovery4j.index.vector.VectorIndex} takes entries and a
 * {@link io.github.discovery4j.index.vector.VectorQuery}, and answers with a
 * {@link io.github.discovery4j.index.vector.SearchResult}; {@link io.github.discovery4j.index.vector.Metric} says what near
 * means, and {@link io.github.discovery4j.index.vector.SearchCost} what a search did.
 *
 * <p><b>Dependencies:</b> core's model and consent. <b>Threads:</b> indexes are safe; settings, queries and results are
 * immutable.
 */
@NullMarked
package io.github.discovery4j.index.vector;

import org.jspecify.annotations.NullMarked;

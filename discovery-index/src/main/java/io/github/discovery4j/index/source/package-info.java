/**
 * Candidate sources over vector indexes.
 *
 * <p>Reading order: {@link io.github.discovery4j.index.source.VectorSource} finds those nearest to the viewer,
 * to a given vector or to several; {@link io.github.discovery4j.index.source.MeanVectors} gives newcomers a vector;
 * {@link io.github.discovery4j.index.source.UnionSource} joins several sources.
 *
 * <p><b>Dependencies:</b> index.vector; core's model and stage. <b>Threads:</b> sources are immutable and safe.
 */
@NullMarked
package io.github.discovery4j.index.source;

import org.jspecify.annotations.NullMarked;

/**
 * Vector indexes that live in memory.
 *
 * <p>Reading order: {@link io.github.discovery4j.index.memory.ExactIndex} compares a query with every vector that passes its
 * filter, kept in a {@link io.github.discovery4j.index.memory.Precision}; {@link
 * io.github.discovery4j.index.memory.GraphIndex} walks a graph of them, as {@link
 * io.github.discovery4j.index.memory.GraphSettings} say.
 *
 * <p><b>Dependencies:</b> index.vector; core's model, consent and kernels. <b>Threads:</b> indexes are safe
 * and their reads never lock.
 */
@NullMarked
package io.github.discovery4j.index.memory;

import org.jspecify.annotations.NullMarked;

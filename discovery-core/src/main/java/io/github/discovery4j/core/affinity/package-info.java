/**
 * The features of a pair of people that a social application usually ranks by, by name.
 *
 * <p>{@link io.github.discovery4j.core.affinity.AffinityFeatures} hydrates all of them or a few, from a feature store, a graph,
 * vectors, or what the host works out; the manifest {@code specification} declares them.
 *
 * <p><b>Dependencies:</b> feature, social, and what they import. <b>Threads:</b> views are safe; builders belong to one thread.
 */
@NullMarked
package io.github.discovery4j.core.affinity;

import org.jspecify.annotations.NullMarked;

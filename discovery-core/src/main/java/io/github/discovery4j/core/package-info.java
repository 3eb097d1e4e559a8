/**
 * The engine and its builder: what a newcomer opens first.
 *
 * <p>Reading order: {@link io.github.discovery4j.core.DiscoveryEngine} answers requests,
 * {@link io.github.discovery4j.core.DiscoveryEngineBuilder} puts one together;
 * {@link io.github.discovery4j.core.EngineSwitch} chooses among several by a flag, and
 * {@link io.github.discovery4j.core.Recommender} is what both are.
 *
 * <p><b>Dependencies:</b> pipeline and below. <b>Threads:</b> engines and switches are safe, builders belong to one thread.
 */
@NullMarked
package io.github.discovery4j.core;

import org.jspecify.annotations.NullMarked;

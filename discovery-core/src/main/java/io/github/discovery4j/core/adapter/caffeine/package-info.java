/**
 * Caches in front of slower stores, with Caffeine.
 *
 * <p>{@link io.github.discovery4j.core.adapter.caffeine.CachedFeatureStore} stands before any feature store that keeps raw
 * rows.
 *
 * <p><b>Dependencies:</b> feature, observe; Caffeine. <b>Threads:</b> safe.
 */
@NullMarked
package io.github.discovery4j.core.adapter.caffeine;

import org.jspecify.annotations.NullMarked;

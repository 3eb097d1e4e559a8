/**
 * What is known about people and items as declared features, and how rankers, filters and sources read it.
 *
 * <p>Reading order: {@link io.github.discovery4j.core.feature.FeatureDefinition} and
 * {@link io.github.discovery4j.core.feature.FeatureRegistry} declare features before the first value is stored;
 * {@link io.github.discovery4j.core.feature.FeatureStore} keeps one {@link io.github.discovery4j.core.feature.FeatureRow}
 * an entity with its past, and masks what its owner's consent does not allow,
 * {@link io.github.discovery4j.core.feature.InMemoryFeatureStore} does so in memory, and whoever extends
 * {@link io.github.discovery4j.core.feature.MaskingFeatureStore} elsewhere;
 * {@link io.github.discovery4j.core.feature.FeatureViewBuilder} declares the columns that a ranker is given;
 * {@link io.github.discovery4j.core.feature.SharedInterests} finds candidates by the labels they share with the viewer;
 * {@link io.github.discovery4j.core.feature.FeatureFreshness}, {@link io.github.discovery4j.core.feature.FeatureParity} and
 * {@link io.github.discovery4j.core.feature.DriftReference} say how far to trust what is stored.
 *
 * <p><b>Dependencies:</b> model, consent, stage, observe, data. <b>Threads:</b> stores, views and sources are safe and their reads never
 * lock; builders belong to one thread.
 */
@NullMarked
package io.github.discovery4j.core.feature;

import org.jspecify.annotations.NullMarked;

/**
 * Features and views declared once, in a file or in Java, and read by training and serving alike.
 *
 * <p>Reading order: {@link io.github.discovery4j.core.feature.manifest.FeatureManifest} is what a file declares,
 * {@link io.github.discovery4j.core.feature.manifest.StandardFeatures} the one that ships with the library;
 * {@link io.github.discovery4j.core.feature.manifest.DeclaredView} and
 * {@link io.github.discovery4j.core.feature.manifest.ViewColumn} are the columns of a model's input with their
 * dictionaries, {@link io.github.discovery4j.core.feature.manifest.ViewFingerprint} what a model keeps to know them again;
 * {@link io.github.discovery4j.core.feature.manifest.FeatureManifestException} lists everything that is wrong with a file,
 * with its place. {@link io.github.discovery4j.core.feature.manifest.ManifestText} and
 * {@link io.github.discovery4j.core.feature.manifest.ManifestNode} are for readers of other formats.
 *
 * <p><b>Dependencies:</b> feature, model, stage; Jackson inside. <b>Threads:</b> everything is immutable, save builders,
 * which belong to one thread.
 */
@NullMarked
package io.github.discovery4j.core.feature.manifest;

import org.jspecify.annotations.NullMarked;

/**
 * Models that Tribuo trains, which the host brings: {@code org.tribuo:tribuo-classification-sgd:4.3.2} and {@code
 * org.tribuo:tribuo-regression-sgd:4.3.2}.
 *
 * <p>Reading order: {@link io.github.discovery4j.rank.linear.TribuoTrainer} trains linear ones,
 * {@link io.github.discovery4j.rank.linear.TribuoModel} is a trained or loaded one and keeps Tribuo's own protobuf,
 * {@link io.github.discovery4j.rank.linear.TribuoRanker} scores an engine's feature tables with it,
 * {@link io.github.discovery4j.rank.linear.TribuoArtefacts} keeps models as artefacts. Linear models are scored in plain Java.
 * <b>Dependencies:</b> core. <b>Threads:</b> models and rankers are immutable and safe.
 */
@NullMarked
package io.github.discovery4j.rank.linear;

import org.jspecify.annotations.NullMarked;

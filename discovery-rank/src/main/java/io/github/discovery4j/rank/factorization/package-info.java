/**
 * Models learned from who interacted with what, and the sources and features that serve them.
 *
 * <p>Reading order: {@link io.github.discovery4j.rank.factorization.CatalogueModel} is what every model can do;
 * {@link io.github.discovery4j.rank.factorization.PopularityModel} and
 * {@link io.github.discovery4j.rank.factorization.EaseModel}, which
 * {@link io.github.discovery4j.rank.factorization.EaseTrainer} learns, are models of all items at once;
 * {@link io.github.discovery4j.rank.factorization.Rp3BetaTrainer} keeps a few neighbours an item;
 * {@link io.github.discovery4j.rank.factorization.IalsTrainer} and
 * {@link io.github.discovery4j.rank.factorization.BprTrainer} learn vectors, which a
 * {@link io.github.discovery4j.rank.factorization.FactorModel} finds for anybody and hands out for items;
 * {@link io.github.discovery4j.rank.factorization.BlendModel} mixes several of these;
 * {@link io.github.discovery4j.rank.factorization.ItemNeighbours} keeps what is like an item;
 * {@link io.github.discovery4j.rank.factorization.InteractionHistory} knows what a person did and hands it out under
 * their consent; {@link io.github.discovery4j.rank.factorization.CollaborativeSource},
 * {@link io.github.discovery4j.rank.factorization.PopularitySource} and
 * {@link io.github.discovery4j.rank.factorization.ModelFeatures} bring a model into an engine;
 * {@link io.github.discovery4j.rank.factorization.PersonVectors} gives people's own to an index;
 * {@link io.github.discovery4j.rank.factorization.UserScorer} brings it into an evaluation, and
 * {@link io.github.discovery4j.rank.factorization.RemappedModel} under another catalogue;
 * {@link io.github.discovery4j.rank.factorization.ModelArtefacts} saves and loads models, and
 * {@link io.github.discovery4j.rank.factorization.PeopleVectors} reads those whose items are people under their consent.
 *
 * <p>Models keep ids of items and statistics over many people, and nothing about one person: a person known or new is
 * scored from their history alone. <b>Dependencies:</b> core, netlib. <b>Threads:</b> models, sources and features are
 * immutable and safe; trainers use as many threads as they are told and give the same model with any number.
 */
@NullMarked
package io.github.discovery4j.rank.factorization;

import org.jspecify.annotations.NullMarked;

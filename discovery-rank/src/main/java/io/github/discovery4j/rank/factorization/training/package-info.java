/**
 * Training that one can leave alone: settings chosen on a validation part, early stopping, checkpoints, artefacts.
 *
 * <p>Reading order: {@link io.github.discovery4j.rank.factorization.training.ModelRecipe} is a model that can be trained by
 * name, with its {@link io.github.discovery4j.rank.factorization.training.Setting}s;
 * {@link io.github.discovery4j.rank.factorization.training.TrainingPlan} says what is to be tried, and by
 * {@link io.github.discovery4j.rank.factorization.training.Minimums} what is too rare to learn from;
 * {@link io.github.discovery4j.rank.factorization.training.ModelTraining} does it and gives a
 * {@link io.github.discovery4j.rank.factorization.training.TrainedModel};
 * {@link io.github.discovery4j.rank.factorization.training.TrainingJob} does the same every night and swaps the model in.
 *
 * <p><b>Dependencies:</b> factorization, core. <b>Threads:</b> plans are immutable; a training belongs to one thread and uses
 * as many as its plan says.
 */
@NullMarked
package io.github.discovery4j.rank.factorization.training;

import org.jspecify.annotations.NullMarked;

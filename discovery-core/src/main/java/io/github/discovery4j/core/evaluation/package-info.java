/**
 * Offline evaluation: splits, metrics with their definitions, and experiments over several seeds.
 *
 * <p>Reading order: {@link io.github.discovery4j.core.evaluation.Evaluator}, which runs an experiment;
 * {@link io.github.discovery4j.core.evaluation.Protocol}, which names how;
 * {@link io.github.discovery4j.core.evaluation.Splitter} and
 * {@link io.github.discovery4j.core.evaluation.TrainTest};
 * {@link io.github.discovery4j.core.evaluation.ModelTrainer} and
 * {@link io.github.discovery4j.core.evaluation.ScoringModel}, the two lambdas that a model is;
 * {@link io.github.discovery4j.core.evaluation.Metrics}, every definition on one page;
 * {@link io.github.discovery4j.core.evaluation.SegmentRule}, for parts of users and items;
 * {@link io.github.discovery4j.core.evaluation.LinkPrediction}, for ties between people;
 * {@link io.github.discovery4j.core.evaluation.EvaluationReport}, the result.
 *
 * <p><b>Dependencies:</b> may import {@code core.data} and the root package; today only the former.
 * <b>Threads:</b> builders belong to one thread, an evaluator runs one experiment at a time on its own worker threads;
 * values are immutable. Metrics and their order of summation do not depend on the number of threads.
 */
@NullMarked
package io.github.discovery4j.core.evaluation;

import org.jspecify.annotations.NullMarked;

/**
 * The plain values that pass between the steps of a request.
 *
 * <p>Reading order: {@link io.github.discovery4j.core.model.SlateRequest} and
 * {@link io.github.discovery4j.core.model.Slate} are the two ends; {@link io.github.discovery4j.core.model.IdSpace}
 * gives items the dense ordinals that cross stages; {@link io.github.discovery4j.core.model.CandidateList} and
 * {@link io.github.discovery4j.core.model.Candidates} are what sources find, before and after merging;
 * {@link io.github.discovery4j.core.model.FeatureSchema} and {@link io.github.discovery4j.core.model.FeatureTable} are
 * what rankers read, by {@link io.github.discovery4j.core.model.NumericColumns} where it is numbers alone; {@link io.github.discovery4j.core.model.Filter} is the request's condition on items;
 * {@link io.github.discovery4j.core.model.VectorReader} and {@link io.github.discovery4j.core.model.VectorSink} carry
 * vectors between modules, and {@link io.github.discovery4j.core.model.TreeEnsemble} decision trees; {@link io.github.discovery4j.core.model.Handle} swaps a version.
 *
 * <p><b>Dependencies:</b> none of ours. <b>Threads:</b> every type is immutable or says otherwise.
 */
@NullMarked
package io.github.discovery4j.core.model;

import org.jspecify.annotations.NullMarked;

/**
 * Watches over the feature store: whether it holds what the log says, what the model was trained on, and nothing stale.
 *
 * <p>Reading order: {@link io.github.discovery4j.core.watch.FeatureWatch} makes the jobs;
 * {@link io.github.discovery4j.core.watch.Sample} says whose rows they look at;
 * {@link io.github.discovery4j.core.watch.WatchLimits} from where on
 * {@link io.github.discovery4j.core.watch.FeatureWatchListener} is told.
 *
 * <p><b>Dependencies:</b> signal, job and below. <b>Threads:</b> everything is safe; a job's run belongs to one thread.
 */
@NullMarked
package io.github.discovery4j.core.watch;

import org.jspecify.annotations.NullMarked;

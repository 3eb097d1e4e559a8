package io.github.discovery4j.core.watch;

import io.github.discovery4j.core.feature.ColumnDrift;
import io.github.discovery4j.core.feature.FeatureFreshness;
import io.github.discovery4j.core.feature.FeatureParity;
import java.util.List;

/**
 * Hears when a feature store is not as it should be. It is told at the end of each run that finds something beyond
 * {@link WatchLimits}, again and again while it lasts, and of nothing else.
 *
 * <p>What it throws is logged and harms nothing. <b>Threads:</b> called by those that run jobs.
 */
public interface FeatureWatchListener {

    /** Hears nothing. */
    FeatureWatchListener NOOP = new FeatureWatchListener() {};

    /**
     * What is served differs from what the log gives.
     *
     * @param entity whose features
     * @param features those beyond the limit
     */
    default void featuresDiffer(String entity, List<FeatureParity.OfFeature> features) {}

    /**
     * What a model is given has moved from what it was trained on.
     *
     * @param view the view
     * @param columns those beyond the limit
     */
    default void columnsDrifted(String view, List<ColumnDrift> columns) {}

    /**
     * Values are older than they should be.
     *
     * @param entity whose features
     * @param features those beyond the limit
     */
    default void featuresStale(String entity, List<FeatureFreshness.OfFeature> features) {}
}

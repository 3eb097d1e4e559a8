package io.github.discovery4j.core.watch;

import io.github.discovery4j.core.feature.FeatureFreshness;
import io.github.discovery4j.core.feature.FeatureFreshness.OfFeature;
import io.github.discovery4j.core.job.Cadence;
import io.github.discovery4j.core.job.JobRun;
import io.github.discovery4j.core.observe.Meters;
import java.util.List;

/** Counts values that are older than their features declare. What consent masks is not counted. */
final class FreshnessJob extends WatchJob {

    FreshnessJob(FeatureWatch watch, Cadence cadence) {
        super(watch, "freshness", cadence);
    }

    @Override
    public void run(JobRun run) {
        List<String> people = watch.sample(run.startedAt().toEpochMilli());
        FeatureFreshness[] counted = {store().freshness(List.of())};
        inBatches(run, people, 0, batch -> counted[0] = counted[0].plus(store().freshness(batch)));
        List<OfFeature> features = counted[0].features();
        features.forEach(
                feature -> watch.meters.record(Meters.FEATURE_STALE, feature.staleShare(), entity(), feature.name()));
        tell(
                features,
                feature -> feature.staleShare() > watch.limits.staleShare(),
                stale -> watch.listener.featuresStale(entity(), stale));
    }
}

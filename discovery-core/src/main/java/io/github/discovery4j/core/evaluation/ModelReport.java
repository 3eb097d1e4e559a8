package io.github.discovery4j.core.evaluation;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What an experiment found out about one model.
 *
 * @param metrics by {@code <metric>@<k>}, for example {@code ndcg@10}, or {@code auc} without a cutoff, in the protocol's
 *     order
 * @param segments the same for each segment, by its name; a metric that cannot be measured on a part is left out
 * @param trainingSeconds wall time of one training, mean over the seeds
 * @param scoringSeconds wall time of scoring and ranking all users once, mean over the seeds
 */
public record ModelReport(
        Map<String, Summary> metrics,
        Map<String, Map<String, Summary>> segments,
        double trainingSeconds,
        double scoringSeconds) {

    /** Copies the maps. */
    public ModelReport {
        metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
        Map<String, Map<String, Summary>> copies = new LinkedHashMap<>();
        segments.forEach((name, values) -> copies.put(name, Collections.unmodifiableMap(new LinkedHashMap<>(values))));
        segments = Collections.unmodifiableMap(copies);
    }

    /**
     * Looks a metric up.
     *
     * @param key for example {@code ndcg@10}
     * @return its summary
     * @throws IllegalArgumentException if it was not measured; the message lists what was
     */
    public Summary metric(String key) {
        Summary summary = metrics.get(key);
        if (summary == null) {
            throw new IllegalArgumentException("metric must be one of " + metrics.keySet() + ", was \"" + key + "\"");
        }
        return summary;
    }
}

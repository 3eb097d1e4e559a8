package io.github.discovery4j.core.watch;

import io.github.discovery4j.core.feature.FeatureParity;
import io.github.discovery4j.core.feature.FeatureRow;
import io.github.discovery4j.core.feature.FeatureStore;
import io.github.discovery4j.core.job.Cadence;
import io.github.discovery4j.core.job.JobRun;
import io.github.discovery4j.core.observe.Meters;
import io.github.discovery4j.core.signal.Windows;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Compares what the store holds of people with what their windows give when they are counted again from the log.
 *
 * <p>Store and log go on changing while they are read, and what has come in goes to the store a moment later. So whoever
 * differs is looked at again after a while, twice, and only what still differs counts. What consent masks on either side is
 * not compared. A checkpoint follows each batch.
 */
final class ParityJob extends WatchJob {

    private static final int LOOKS = 3;
    private static final long NAP_MILLIS = 100;

    private final Windows windows;

    ParityJob(FeatureWatch watch, Cadence cadence, Windows windows) {
        super(watch, "parity", cadence);
        if (windows.store() != watch.store) {
            throw new IllegalArgumentException(
                    "windows must feed the store that is watched, feed another one (entity \"%s\"); watch the store that they were built with"
                            .formatted(windows.store().registry().entity()));
        }
        this.windows = windows;
    }

    @Override
    public void run(JobRun run) {
        Progress[] progress = {
            run.checkpoint()
                    .flatMap(text -> Progress.parse(text, nothing()))
                    .orElseGet(() -> new Progress(run.startedAt().toEpochMilli(), 0, nothing()))
        };
        List<String> people = watch.sample(progress[0].seed());
        inBatches(run, people, progress[0].done(), batch -> {
            FeatureParity counts = progress[0].counts().plus(compare(run, batch));
            progress[0] = new Progress(progress[0].seed(), progress[0].done() + batch.size(), counts);
            run.checkpoint(progress[0].text());
        });
        report(progress[0].counts());
    }

    private FeatureParity nothing() {
        return between(List.of(), List.of());
    }

    private FeatureParity between(List<FeatureRow> online, List<FeatureRow> recomputed) {
        FeatureStore store = store();
        return FeatureParity.between(store.registry(), online, recomputed, FeatureParity.DEFAULT_TOLERANCE)
                .only(windows.features());
    }

    private FeatureParity compare(JobRun run, List<String> batch) {
        Map<String, FeatureParity> last = new LinkedHashMap<>();
        List<String> differing = batch;
        for (int look = 1; look <= LOOKS && !differing.isEmpty(); look++) {
            if (look > 1) {
                pause(run);
            }
            look(differing).forEach(last::put);
            differing = last.entrySet().stream()
                    .filter(one -> one.getValue().difference() > 0)
                    .map(Map.Entry::getKey)
                    .toList();
        }
        return last.values().stream().reduce(nothing(), FeatureParity::plus);
    }

    private Map<String, FeatureParity> look(List<String> ids) {
        Instant now = watch.clock.instant();
        List<FeatureRow> online = store().rows(ids);
        List<FeatureRow> recomputed = windows.recomputed(ids, now);
        Map<String, FeatureParity> each = new LinkedHashMap<>();
        for (int i = 0; i < ids.size(); i++) {
            each.put(ids.get(i), between(List.of(online.get(i)), List.of(recomputed.get(i))));
        }
        return each;
    }

    private void pause(JobRun run) {
        long until = System.nanoTime() + watch.settle.toNanos();
        while (System.nanoTime() < until) {
            run.throwIfStopped();
            try {
                Thread.sleep(NAP_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void report(FeatureParity parity) {
        List<FeatureParity.OfFeature> features = parity.features();
        features.forEach(feature ->
                watch.meters.record(Meters.FEATURE_PARITY_DIFFERENCE, feature.difference(), entity(), feature.name()));
        tell(
                features,
                feature -> feature.difference() > watch.limits.parityDifference(),
                differing -> watch.listener.featuresDiffer(entity(), differing));
    }

    /**
     * How far a run is. Its text names features and counts, and no person.
     *
     * @param seed of the sample
     * @param done how many people of it are compared
     * @param counts of those
     */
    private record Progress(long seed, int done, FeatureParity counts) {
        private static final String BETWEEN = "\t";
        private static final int FIELDS = 6;

        String text() {
            List<String> parts = new ArrayList<>(List.of(Long.toString(seed), Integer.toString(done)));
            for (FeatureParity.OfFeature one : counts.features()) {
                parts.add(one.name());
                for (int count :
                        new int[] {one.equal(), one.different(), one.onlyOnline(), one.onlyRecomputed(), one.masked()
                        }) {
                    parts.add(Integer.toString(count));
                }
            }
            return String.join(BETWEEN, parts);
        }

        /** Returns empty for what an earlier build left, with other features: the run begins afresh then. */
        static Optional<Progress> parse(String text, FeatureParity nothing) {
            String[] parts = text.split(BETWEEN, -1);
            if (parts.length != 2 + FIELDS * nothing.features().size()) {
                return Optional.empty();
            }
            try {
                List<FeatureParity.OfFeature> counts = new ArrayList<>();
                for (int at = 2; at < parts.length; at += FIELDS) {
                    counts.add(new FeatureParity.OfFeature(
                            parts[at],
                            Integer.parseInt(parts[at + 1]),
                            Integer.parseInt(parts[at + 2]),
                            Integer.parseInt(parts[at + 3]),
                            Integer.parseInt(parts[at + 4]),
                            Integer.parseInt(parts[at + 5])));
                }
                FeatureParity kept = nothing.plus(new FeatureParity(counts));
                return Optional.of(new Progress(Long.parseLong(parts[0]), Integer.parseInt(parts[1]), kept));
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        }
    }
}

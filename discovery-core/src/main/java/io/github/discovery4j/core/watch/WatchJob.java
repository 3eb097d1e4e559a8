package io.github.discovery4j.core.watch;

import io.github.discovery4j.core.feature.FeatureStore;
import io.github.discovery4j.core.job.Cadence;
import io.github.discovery4j.core.job.Job;
import io.github.discovery4j.core.job.JobRun;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the jobs of a watch have in common. */
abstract class WatchJob implements Job {

    private static final Logger LOG = LoggerFactory.getLogger(FeatureWatch.class);

    /** How many rows are looked at between two moments at which a run can be stopped. */
    static final int BATCH = 100;

    private final String name;
    private final Cadence cadence;
    final FeatureWatch watch;

    WatchJob(FeatureWatch watch, String what, Cadence cadence) {
        this.watch = watch;
        this.name = watch.name + "-" + what;
        this.cadence = cadence;
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "a job's name must be of lower case, digits and hyphens, 64 at most, was \"%s\"; name watch and job so"
                            .formatted(name));
        }
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final Cadence cadence() {
        return cadence;
    }

    final FeatureStore store() {
        return watch.store;
    }

    final String entity() {
        return watch.store.registry().entity();
    }

    /** Tells the listener of what is beyond a limit, if anything is. */
    final <T> void tell(List<T> all, Predicate<T> beyond, Consumer<List<T>> listener) {
        List<T> found = all.stream().filter(beyond).toList();
        if (found.isEmpty()) {
            return;
        }
        LOG.atWarn()
                .addKeyValue("job", name)
                .addKeyValue("count", found.size())
                .log("a feature store is not as it should be");
        try {
            listener.accept(found);
        } catch (RuntimeException thrown) {
            // The exception's own message may name a person.
            LOG.atWarn()
                    .addKeyValue("job", name)
                    .addKeyValue("error", thrown.getClass().getName())
                    .log("a listener failed");
        }
    }

    /** Gives out parts of a list, and ends between them if the run is to stop. */
    static <T> void inBatches(JobRun run, List<T> all, int from, Consumer<List<T>> each) {
        for (int at = from; at < all.size(); at += BATCH) {
            run.throwIfStopped();
            each.accept(all.subList(at, Math.min(all.size(), at + BATCH)));
        }
        run.throwIfStopped();
    }

    @Override
    public final String toString() {
        return "Job[" + name + "]";
    }
}

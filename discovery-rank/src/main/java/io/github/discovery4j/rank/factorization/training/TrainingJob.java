package io.github.discovery4j.rank.factorization.training;

import io.github.discovery4j.core.artefact.ArtefactStore;
import io.github.discovery4j.core.data.Interactions;
import io.github.discovery4j.core.job.Cadence;
import io.github.discovery4j.core.job.Job;
import io.github.discovery4j.core.job.JobRun;
import io.github.discovery4j.core.model.Handle;
import io.github.discovery4j.rank.factorization.CatalogueModel;
import io.github.discovery4j.rank.factorization.ModelArtefacts;
import java.time.Instant;
import java.util.Optional;

/**
 * Trains a model again and again, keeps each as a version, and brings it into running engines.
 *
 * <p>Each training reads the data anew, so that whoever opted out or was erased since the last one is no longer in it. A run
 * that is cut off reads as of the same moment when it goes on, under the consent of then; if that gives the same data, the
 * trials that were done count. A run that fails leaves the version before in use.
 *
 * <p><b>Threads:</b> runs of one job never overlap.
 */
public final class TrainingJob implements Job {

    /** How many versions are kept, unless set. */
    public static final int DEFAULT_KEEP = 3;

    /** Reads what to learn from. */
    @FunctionalInterface
    public interface Source {
        /**
         * Reads, under the consent of that moment.
         *
         * @param asOf nothing later is to be read; the same when a run goes on that was cut off less than a day ago
         * @param run may be told to stop
         * @return the data
         * @throws Exception if it cannot be read
         */
        Interactions read(Instant asOf, JobRun run) throws Exception;
    }

    private final String name;
    private final Cadence cadence;
    private final Source source;
    private final TrainingPlan plan;
    private final ArtefactStore store;
    private final int keep;
    private final Optional<Handle<CatalogueModel>> handle;

    private TrainingJob(Builder builder) {
        this.name = builder.name;
        this.cadence = builder.cadence;
        this.source = builder.source;
        this.plan = builder.plan;
        this.store = builder.store;
        this.keep = builder.keep;
        this.handle = builder.handle;
    }

    /**
     * Starts a job.
     *
     * @param name fits {@link Job#NAME}
     * @param cadence when it is due
     * @param source what to learn from
     * @param plan what to train
     * @param store takes the versions
     * @return a builder that keeps {@value #DEFAULT_KEEP} versions
     */
    public static Builder builder(String name, Cadence cadence, Source source, TrainingPlan plan, ArtefactStore store) {
        return new Builder(name, cadence, source, plan, store);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Cadence cadence() {
        return cadence;
    }

    @Override
    public void run(JobRun run) throws Exception {
        run.throwIfStopped();
        TrainingProgress progress = TrainingProgress.of(run);
        Interactions data = source.read(progress.asOf(), run);
        TrainedModel trained = ModelTraining.run(plan, data, data, progress);
        run.throwIfStopped();
        trained.publish(store);
        if (handle.isPresent()) {
            store.refresh(handle.get(), ModelArtefacts::read);
        }
        store.prune(keep);
    }

    /** Collects what is optional; belongs to one thread. */
    public static final class Builder {

        private final String name;
        private final Cadence cadence;
        private final Source source;
        private final TrainingPlan plan;
        private final ArtefactStore store;
        private int keep = DEFAULT_KEEP;
        private Optional<Handle<CatalogueModel>> handle = Optional.empty();

        private Builder(String name, Cadence cadence, Source source, TrainingPlan plan, ArtefactStore store) {
            this.name = name;
            this.cadence = cadence;
            this.source = source;
            this.plan = plan;
            this.store = store;
        }

        /**
         * Sets how many versions are kept, beside a pinned one.
         *
         * @param versions 1 or more
         * @return this
         * @throws IllegalArgumentException if it is less
         */
        public Builder keep(int versions) {
            if (versions < 1) {
                throw new IllegalArgumentException("at least 1 version must be kept, was " + versions);
            }
            keep = versions;
            return this;
        }

        /**
         * Sets the slot of running engines that is brought up to the version in use after each training.
         *
         * @param slot any
         * @return this
         */
        public Builder into(Handle<CatalogueModel> slot) {
            handle = Optional.of(slot);
            return this;
        }

        /**
         * Finishes.
         *
         * @return the job
         */
        public TrainingJob build() {
            return new TrainingJob(this);
        }
    }
}

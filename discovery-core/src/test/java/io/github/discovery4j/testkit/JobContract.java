package io.github.discovery4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.discovery4j.core.job.InMemoryJobStore;
import io.github.discovery4j.core.job.Job;
import io.github.discovery4j.core.job.JobOutcome;
import io.github.discovery4j.core.job.JobRunner;
import io.github.discovery4j.core.job.JobState;
import io.github.discovery4j.core.job.JobStore;
import java.util.Optional;
import net.jqwik.api.Example;

/**
 * The laws of a {@link Job}: wherever a run is cut off after a checkpoint, the next one finishes the work, and it makes no
 * difference to the result.
 */
public abstract class JobContract {

    /** How many checkpoints are tried as the place where a run is cut off. */
    private static final int MOST_CUTS = 50;

    /** A job in a world of its own. */
    public interface World {
        /**
         * Returns the job.
         *
         * @return the job under test
         */
        Job job();

        /**
         * Returns what the job has made.
         *
         * @return something with {@code equals}, which tells a complete result from others
         */
        Object result();
    }

    /**
     * Returns a world in which the job never ran; each is like the other.
     *
     * @return a world with work enough for several checkpoints
     */
    protected abstract World world();

    @Example
    void aRunThatIsCutOffIsFinishedByTheNextWithTheSameResult() {
        World undisturbed = world();
        CutOff counting = new CutOff(Integer.MAX_VALUE);
        assertThat(JobRunner.builder(counting).build().runNow(undisturbed.job()))
                .isInstanceOf(JobOutcome.Succeeded.class);
        assertThat(counting.checkpoints).as("checkpoints of a whole run").isPositive();
        for (int cut = 1; cut <= Math.min(counting.checkpoints, MOST_CUTS); cut++) {
            World disturbed = world();
            CutOff store = new CutOff(cut);
            assertThat(JobRunner.builder(store).build().runNow(disturbed.job()))
                    .as("a job must let through what a checkpoint throws")
                    .isInstanceOf(JobOutcome.Failed.class);
            assertThat(JobRunner.builder(store).build().runNow(disturbed.job()))
                    .isInstanceOf(JobOutcome.Succeeded.class);
            assertThat(disturbed.result())
                    .as("cut off after checkpoint %d", cut)
                    .isEqualTo(undisturbed.result());
        }
    }

    @Example
    void aRunThatIsToldToStopDoesNotFinish() {
        World world = world();
        Job job = world.job();
        InMemoryJobStore store = new InMemoryJobStore();
        Thread.currentThread().interrupt();
        try {
            assertThat(JobRunner.builder(store).build().runNow(job)).isInstanceOf(JobOutcome.Stopped.class);
        } finally {
            Thread.interrupted();
        }
        assertThat(store.load(job.name()).orElseThrow().unfinished()).isTrue();
    }

    /** Keeps a number of checkpoints, then throws once, as if the process had ended there. */
    private static final class CutOff implements JobStore {
        private final InMemoryJobStore kept = new InMemoryJobStore();
        private final int cut;
        private int checkpoints;

        CutOff(int cut) {
            this.cut = cut;
        }

        @Override
        public Optional<JobState> load(String job) {
            return kept.load(job);
        }

        @Override
        public void save(String job, JobState state) {
            boolean checkpoint = state.checkpoint().isPresent()
                    && !state.checkpoint().equals(kept.load(job).flatMap(JobState::checkpoint));
            kept.save(job, state);
            if (checkpoint && ++checkpoints == cut) {
                throw new IllegalStateException("cut off");
            }
        }
    }
}

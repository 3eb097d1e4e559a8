package io.github.discovery4j.core.job;

import java.time.Duration;
import java.util.regex.Pattern;

/**
 * Work that is done again and again.
 *
 * {@snippet :
 * Job nightly = Job.of("taste-vectors", Cadence.dailyAt(LocalTime.of(2, 30), ZoneId.of("Europe/Madrid")), run -> {
 *     for (int person = run.checkpoint().map(Integer::parseInt).orElse(0); person < people.size(); person++) {
 *         run.throwIfStopped();
 *         encode(people.get(person));
 *         if (person % 1_000 == 999) {
 *             run.checkpoint(String.valueOf(person + 1));
 *         }
 *     }
 * });
 * }
 *
 * <p>Laws: a run that finds a checkpoint goes on from there, and what it does again between the checkpoint and where it was
 * cut off does no harm; it asks {@link JobRun#throwIfStopped} every second or so; it returns only when all is done.
 *
 * <p><b>Threads:</b> runs of one job never overlap in one process.
 */
public interface Job {

    /** How long a run may take unless its job says otherwise. */
    Duration DEFAULT_TIMEOUT = Duration.ofHours(12);

    /** What a job may be called, so that any store can keep it: lower case, digits and hyphens, 64 at most. */
    Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,63}");

    /**
     * Returns the job's name: stores, statuses and meters know it by that.
     *
     * @return fits {@link #NAME}, and stays the same for good
     */
    String name();

    /**
     * Returns when the job is due.
     *
     * @return the cadence
     */
    Cadence cadence();

    /**
     * Does the work, or what a checkpoint says is left of it.
     *
     * @param run what to ask and where to leave checkpoints
     * @throws Exception if it failed; it is tried again after a while
     */
    void run(JobRun run) throws Exception;

    /**
     * Returns how long a run may take; then it is told to stop, and counts as failed.
     *
     * @return {@link #DEFAULT_TIMEOUT} unless said otherwise
     */
    default Duration timeout() {
        return DEFAULT_TIMEOUT;
    }

    /** What a job does. */
    @FunctionalInterface
    interface Work {
        /**
         * Does the work, or what a checkpoint says is left of it.
         *
         * @param run what to ask and where to leave checkpoints
         * @throws Exception if it failed
         */
        void run(JobRun run) throws Exception;
    }

    /**
     * Makes a job of a lambda.
     *
     * @param name fits {@link #NAME}
     * @param cadence when it is due
     * @param work what it does
     * @return the job
     */
    static Job of(String name, Cadence cadence, Work work) {
        return new Job() {
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
                work.run(run);
            }

            @Override
            public String toString() {
                return "Job[" + name + "]";
            }
        };
    }
}

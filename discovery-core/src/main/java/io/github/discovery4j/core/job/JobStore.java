package io.github.discovery4j.core.job;

import java.util.Optional;

/**
 * Remembers jobs from one process to the next.
 *
 * <p>Laws: what {@link #save} was given is there for {@link #load} once it has returned, whatever becomes of the process
 * then; until it returns, the state before is there, whole. Jobs do not touch each other. <b>Threads:</b> safe.
 */
public interface JobStore {

    /**
     * Returns what is remembered of a job.
     *
     * @param job its name
     * @return empty for one that never ran
     * @throws JobStoreException if it cannot be read
     */
    Optional<JobState> load(String job);

    /**
     * Remembers a job, in place of what was remembered before.
     *
     * @param job its name
     * @param state how it stands
     * @throws JobStoreException if it cannot be kept
     */
    void save(String job, JobState state);
}

package io.github.discovery4j.core.job;

import java.time.Instant;
import java.util.Optional;

/**
 * How a job stands.
 *
 * @param name the job
 * @param runningSince when the run that is under way began; empty when none is
 * @param nextDue when it is due next; empty while it runs
 * @param state what is remembered of earlier runs
 */
public record JobStatus(String name, Optional<Instant> runningSince, Optional<Instant> nextDue, JobState state) {}

package io.github.discovery4j.core.job;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What is remembered of a job from one process to the next.
 *
 * @param lastStart when a run last began
 * @param lastEnd when one last ended in this or that way; empty while the first runs
 * @param lastSuccess when one last finished its work
 * @param lastDuration how long the last one that ended took
 * @param failuresInARow since the last success
 * @param lastError the type of the last failure, empty after a success; never a message, which may name a person
 * @param unfinished whether the last run has not finished its work
 * @param checkpoint how far an unfinished run came
 */
public record JobState(
        Optional<Instant> lastStart,
        Optional<Instant> lastEnd,
        Optional<Instant> lastSuccess,
        Optional<Duration> lastDuration,
        int failuresInARow,
        String lastError,
        boolean unfinished,
        Optional<String> checkpoint) {

    /** Of a job that never ran. */
    public static final JobState NEW = new JobState(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), 0, "", false, Optional.empty());

    /** Checks the count. */
    public JobState {
        if (failuresInARow < 0) {
            throw new IllegalArgumentException("failures in a row must be 0 or more, were " + failuresInARow);
        }
    }

    JobState started(Instant at) {
        return new JobState(
                Optional.of(at), lastEnd, lastSuccess, lastDuration, failuresInARow, lastError, true, checkpoint);
    }

    JobState reached(String progress) {
        return new JobState(
                lastStart, lastEnd, lastSuccess, lastDuration, failuresInARow, lastError, true, Optional.of(progress));
    }

    JobState succeeded(Instant at, Duration took) {
        return new JobState(
                lastStart, Optional.of(at), Optional.of(at), Optional.of(took), 0, "", false, Optional.empty());
    }

    JobState failed(Instant at, Duration took, String error) {
        return new JobState(
                lastStart,
                Optional.of(at),
                lastSuccess,
                Optional.of(took),
                failuresInARow + 1,
                error,
                true,
                checkpoint);
    }

    JobState stopped(Instant at, Duration took) {
        return new JobState(
                lastStart,
                Optional.of(at),
                lastSuccess,
                Optional.of(took),
                failuresInARow,
                lastError,
                true,
                checkpoint);
    }

    @Override
    public String toString() {
        return "JobState[lastStart=%s, lastSuccess=%s, failuresInARow=%d, unfinished=%s]"
                .formatted(lastStart, lastSuccess, failuresInARow, unfinished);
    }
}

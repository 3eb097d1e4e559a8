package io.github.discovery4j.core.job;

import io.github.discovery4j.core.model.Deadline;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One run of a job: where it goes on, and whether it is to stop.
 *
 * <p><b>Threads:</b> checkpoints belong to the run's own thread; {@link #stopped} may be asked from any.
 */
public final class JobRun {

    /** How long a checkpoint may be: it says where a run stands, it is not where results go. */
    public static final int MAX_CHECKPOINT_CHARS = 1 << 20;

    private final Instant startedAt;
    private final Deadline deadline;
    private final Consumer<String> saver;
    private Optional<String> checkpoint;
    private volatile String stopReason = "";

    JobRun(Instant startedAt, Deadline deadline, Optional<String> checkpoint, Consumer<String> saver) {
        this.startedAt = startedAt;
        this.deadline = deadline;
        this.checkpoint = checkpoint;
        this.saver = saver;
    }

    /**
     * Returns when this run began.
     *
     * @return by the runner's clock
     */
    public Instant startedAt() {
        return startedAt;
    }

    /**
     * Returns the moment by which the run must be done.
     *
     * @return on a monotonic clock
     */
    public Deadline deadline() {
        return deadline;
    }

    /**
     * Returns the last checkpoint: of this run, or of one before it that did not finish.
     *
     * @return empty when there is nothing to go on from
     */
    public Optional<String> checkpoint() {
        return checkpoint;
    }

    /**
     * Keeps how far the run is; stored when this returns. A run that finishes leaves none behind.
     *
     * @param progress the job's own text, such as the number of the next batch; names no person
     * @throws IllegalArgumentException if it is longer than {@link #MAX_CHECKPOINT_CHARS}, or not Unicode
     */
    public void checkpoint(String progress) {
        if (progress.length() > MAX_CHECKPOINT_CHARS) {
            throw new IllegalArgumentException(
                    "a checkpoint must have %d characters at most, had %d; keep results elsewhere and say here where"
                            .formatted(MAX_CHECKPOINT_CHARS, progress.length()));
        }
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(progress)) {
            throw new IllegalArgumentException(
                    "a checkpoint must be well-formed Unicode, had half a surrogate pair; repair the text where it was cut");
        }
        saver.accept(progress);
        checkpoint = Optional.of(progress);
    }

    /**
     * Tells whether the run is to stop: somebody said so, its time is over, or its thread was interrupted.
     *
     * @return true from then on
     */
    public boolean stopped() {
        return !stopReason.isEmpty()
                || deadline.expired()
                || Thread.currentThread().isInterrupted();
    }

    /**
     * Ends the run if it is to stop.
     *
     * @throws JobStoppedException if so
     */
    public void throwIfStopped() {
        if (stopped()) {
            throw new JobStoppedException(whyStopped());
        }
    }

    void stop(String why) {
        stopReason = why;
    }

    /** Returns whether somebody said so, which is no failure of the job's. */
    boolean toldToStop() {
        return !stopReason.isEmpty();
    }

    private String whyStopped() {
        if (!stopReason.isEmpty()) {
            return stopReason;
        }
        return deadline.expired() ? "its time is over" : "its thread was interrupted";
    }
}

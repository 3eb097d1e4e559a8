package io.github.discovery4j.rank.factorization.training;

import io.github.discovery4j.core.job.JobRun;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A job's run as a training sees it: its checkpoint has the moment as of which data is read, a line end, and the trials. */
final class TrainingProgress implements TrainingWatch {

    /** A run that was cut off longer ago would train on data that is too old. */
    private static final Duration OLDEST = Duration.ofDays(1);

    private final JobRun run;
    private final Instant asOf;
    private final Optional<String> trials;

    private TrainingProgress(JobRun run, Instant asOf, Optional<String> trials) {
        this.run = run;
        this.asOf = asOf;
        this.trials = trials;
    }

    static TrainingProgress of(JobRun run) {
        String[] parts = run.checkpoint().orElse("").split("\n", 2);
        if (parts.length == 2) {
            try {
                Instant asOf = Instant.parse(parts[0]);
                Duration ago = Duration.between(asOf, run.startedAt());
                if (!ago.isNegative() && ago.compareTo(OLDEST) <= 0) {
                    return new TrainingProgress(run, asOf, Optional.of(parts[1]));
                }
            } catch (DateTimeException e) {
                // Another job's checkpoint: begin at the beginning.
            }
        }
        return new TrainingProgress(run, run.startedAt(), Optional.empty());
    }

    Instant asOf() {
        return asOf;
    }

    @Override
    public Optional<String> checkpoint() {
        return trials;
    }

    @Override
    public void checkpoint(String progress) {
        run.checkpoint(asOf + "\n" + progress);
    }

    @Override
    public void throwIfStopped() {
        run.throwIfStopped();
    }
}

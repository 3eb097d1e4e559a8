package io.github.discovery4j.core.job;

import java.time.Duration;
import java.time.Instant;

/** What became of an attempt to run a job. */
public sealed interface JobOutcome {

    /**
     * It did all its work.
     *
     * @param took how long
     */
    record Succeeded(Duration took) implements JobOutcome {}

    /**
     * It threw, or ran out of time; it goes on from its checkpoint when it is tried again.
     *
     * @param error the type of what it threw; never its message, which may name a person
     * @param took how long
     */
    record Failed(String error, Duration took) implements JobOutcome {}

    /**
     * It was told to stop; it goes on from its checkpoint at its next run.
     *
     * @param took how long
     */
    record Stopped(Duration took) implements JobOutcome {}

    /**
     * It was not run, for it is not due.
     *
     * @param due when it is
     */
    record NotDue(Instant due) implements JobOutcome {}

    /** It was not run, for it runs already. */
    record AlreadyRunning() implements JobOutcome {}
}

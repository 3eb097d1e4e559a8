package io.github.discovery4j.core.job;

import io.github.discovery4j.core.model.Deadline;
import io.github.discovery4j.core.observe.MeterSink;
import io.github.discovery4j.core.observe.Meters;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One job in one process: runs it, never twice at once, and knows when it is due.
 *
 * <p>Due: one that never began, as its cadence says; one that finished, at the first planned moment after it began, which
 * may have passed while the process was down; one that was told to stop before the process ended, at once; one that
 * failed, after the back-off. A run that ended with its process counts as failed, so that a job that kills the process
 * does not do so at every start.
 *
 * <p>When the clock is set back, what was planned by the clock before may be far away. Then nothing waits longer than for
 * the second planned moment from now: the first may be the one that the job has just run for.
 *
 * <p><b>Threads:</b> safe.
 */
final class Tracked {

    private static final Logger LOG = LoggerFactory.getLogger(Tracked.class);
    private static final String CUT_OFF = "the process ended";
    private static final String TIMED_OUT = "timed out";

    /** What all jobs of a runner share. */
    record Surroundings(JobStore store, InstantSource clock, LongSupplier ticker, Backoff backoff, MeterSink meters) {}

    /** The run under way and its thread. */
    private record Running(JobRun run, Thread thread) {}

    private final String name;
    private final Surroundings around;
    private final AtomicBoolean busy = new AtomicBoolean();
    private volatile JobState state;
    private volatile @Nullable Running running;
    private Instant due;
    private Instant seen;

    Tracked(Job job, Surroundings around) {
        this.name = checkedName(job.name());
        timeout(job);
        this.around = around;
        this.seen = around.clock().instant();
        JobState remembered = around.store().load(name).orElse(JobState.NEW);
        this.state = cutOff(remembered)
                ? remembered.failed(remembered.lastStart().orElse(seen), Duration.ZERO, CUT_OFF)
                : remembered;
        this.due = state.unfinished() && state.failuresInARow() == 0 ? seen : planned(job, seen);
    }

    static String checkedName(String name) {
        if (!Job.NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("job name must match %s, was \"%s\"; use for example \"taste-vectors\""
                    .formatted(Job.NAME.pattern(), name));
        }
        return name;
    }

    private static boolean cutOff(JobState state) {
        return state.unfinished()
                && state.lastStart()
                        .filter(start -> state.lastEnd()
                                .filter(end -> !end.isBefore(start))
                                .isEmpty())
                        .isPresent();
    }

    private Instant planned(Job job, Instant now) {
        if (state.lastStart().isEmpty()) {
            return job.cadence().first(now);
        }
        if (state.failuresInARow() > 0) {
            Instant end = earlier(state.lastEnd().orElse(now), now);
            return end.plus(around.backoff().after(state.failuresInARow()));
        }
        Instant last = state.lastStart().get();
        Instant next = job.cadence().next(last);
        return last.isAfter(now)
                ? earlier(next, job.cadence().next(job.cadence().next(now)))
                : next;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isBefore(other) ? other : one;
    }

    /** Returns when the job is due, by the clock as it stands now. */
    private synchronized Instant due(Job job, Instant now) {
        if (now.isBefore(seen)) {
            due = earlier(due, planned(job, now));
        }
        seen = now;
        return due;
    }

    boolean isDue(Job job) {
        Instant now = around.clock().instant();
        return !busy.get() && !now.isBefore(due(job, now));
    }

    JobStatus status(Job job) {
        Running now = running;
        return new JobStatus(
                name,
                Optional.ofNullable(now).map(it -> it.run().startedAt()),
                now == null ? Optional.of(due(job, around.clock().instant())) : Optional.empty(),
                state);
    }

    JobOutcome run(Job job, boolean evenIfNotDue) {
        if (!busy.compareAndSet(false, true)) {
            return new JobOutcome.AlreadyRunning();
        }
        try {
            Instant now = around.clock().instant();
            Instant planned = due(job, now);
            return now.isBefore(planned) && !evenIfNotDue ? new JobOutcome.NotDue(planned) : run(job, now);
        } finally {
            busy.set(false);
        }
    }

    private JobOutcome run(Job job, Instant now) {
        long since = around.ticker().getAsLong();
        JobRun run = new JobRun(now, Deadline.after(timeout(job), around.ticker()), state.checkpoint(), this::reached);
        Throwable thrown = null;
        running = new Running(run, Thread.currentThread());
        try {
            save(state.started(now));
            job.run(run);
        } catch (Throwable failure) {
            thrown = failure;
        }
        boolean interrupted = ended();
        Duration took = Duration.ofNanos(around.ticker().getAsLong() - since);
        JobOutcome outcome = outcome(run, thrown, took);
        conclude(job, outcome);
        boolean byOwner = !run.toldToStop() && !run.deadline().expired();
        if (byOwner && (interrupted || thrown instanceof InterruptedException)) {
            Thread.currentThread().interrupt();
        }
        if (thrown instanceof VirtualMachineError error && !(thrown instanceof StackOverflowError)) {
            throw error;
        }
        return outcome;
    }

    private static Duration timeout(Job job) {
        Duration timeout = job.timeout();
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException(
                    "the timeout of a job must be more than zero, was %s in \"%s\"".formatted(timeout, job.name()));
        }
        return timeout;
    }

    private void reached(String progress) {
        save(state.reached(progress));
    }

    /** Nobody interrupts the thread on behalf of this run any more; tells whether somebody has. */
    private synchronized boolean ended() {
        running = null;
        return Thread.interrupted();
    }

    private static JobOutcome outcome(JobRun run, @Nullable Throwable thrown, Duration took) {
        if (thrown == null) {
            return new JobOutcome.Succeeded(took);
        }
        if (run.toldToStop()) {
            return new JobOutcome.Stopped(took);
        }
        if (run.deadline().expired()) {
            return new JobOutcome.Failed(TIMED_OUT, took);
        }
        return thrown instanceof JobStoppedException || thrown instanceof InterruptedException
                ? new JobOutcome.Stopped(took)
                : new JobOutcome.Failed(thrown.getClass().getName(), took);
    }

    /** Remembers how the run ended. If the store fails, the process still knows; a later one will do the run again. */
    private void conclude(Job job, JobOutcome outcome) {
        JobState before = state;
        Instant now = later(around.clock().instant(), before.lastStart().orElse(Instant.MIN));
        JobState after = switch (outcome) {
            case JobOutcome.Succeeded(Duration took) -> before.succeeded(now, took);
            case JobOutcome.Failed(String error, Duration took) -> before.failed(now, took, error);
            case JobOutcome.Stopped(Duration took) -> before.stopped(now, took);
            case JobOutcome.NotDue notDue -> before;
            case JobOutcome.AlreadyRunning already -> before;
        };
        state = after;
        plan(job, now, outcome instanceof JobOutcome.Stopped);
        try {
            save(after);
        } catch (RuntimeException e) {
            LOG.atWarn()
                    .addKeyValue("job", name)
                    .addKeyValue("error", e.getClass().getName())
                    .log("how the run ended could not be stored");
        }
        report(outcome, after);
    }

    /** A cadence that throws must not have its job run without end: it is asked again after the longest back-off. */
    private synchronized void plan(Job job, Instant now, boolean stopped) {
        seen = now;
        try {
            due = stopped ? job.cadence().next(now) : planned(job, now);
        } catch (RuntimeException e) {
            due = now.plus(around.backoff().most());
            LOG.atWarn()
                    .addKeyValue("job", name)
                    .addKeyValue("error", e.getClass().getName())
                    .log("a cadence failed");
        }
    }

    private void report(JobOutcome outcome, JobState after) {
        String result = switch (outcome) {
            case JobOutcome.Succeeded succeeded -> "completed";
            case JobOutcome.Failed failed -> "failed";
            default -> "stopped";
        };
        if (outcome instanceof JobOutcome.Failed(String error, Duration took)) {
            LOG.atWarn()
                    .addKeyValue("job", name)
                    .addKeyValue("error", error)
                    .addKeyValue("failures", after.failuresInARow())
                    .log("job failed");
        }
        double seconds = after.lastDuration().orElse(Duration.ZERO).toNanos() / 1e9;
        around.meters().record(Meters.JOB_DURATION, seconds, name);
        around.meters().record(Meters.JOB_RUNS, 1, name, result);
        if (outcome instanceof JobOutcome.Succeeded) {
            after.lastSuccess()
                    .ifPresent(
                            at -> around.meters().record(Meters.JOB_LAST_SUCCESS, (double) at.getEpochSecond(), name));
        }
    }

    /** Stores first. An interrupted thread cannot write files, so the interrupt waits. */
    private void save(JobState next) {
        boolean interrupted = Thread.interrupted();
        try {
            around.store().save(name, next);
            state = next;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Tells the run under way, if any, to stop when it next asks. */
    boolean tellToStop(String why) {
        Running now = running;
        if (now != null) {
            now.run().stop(why);
        }
        return now != null;
    }

    /** Interrupts the run under way, if any, so that what it waits for ends. */
    synchronized void interrupt() {
        Running now = running;
        if (now != null) {
            now.thread().interrupt();
        }
    }

    /** Interrupts the run under way if its time is over. */
    void interruptIfOverdue() {
        Running now = running;
        if (now != null && now.run().deadline().expired()) {
            interrupt();
        }
    }
}

package io.github.discovery4j.core.job;

import io.github.discovery4j.core.observe.MeterSink;
import java.time.InstantSource;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Runs jobs on the caller's thread, each at most once at a time, and keeps account of them.
 *
 * <p>For hosts with a scheduler of their own: let it call {@link #runIfDue} every minute, or {@link #runNow} at the
 * moments that it knows better. Others use a {@link JobScheduler}.
 *
 * <p>Within one runner a job never overlaps itself. Several processes that run the same job do not know of each other:
 * let one of them do it, or take a lock of the host's around the call.
 *
 * <p><b>Threads:</b> safe.
 */
public final class JobRunner {

    private final Tracked.Surroundings around;
    private final ConcurrentHashMap<String, Tracked> jobs = new ConcurrentHashMap<>();

    private JobRunner(Builder builder) {
        this.around =
                new Tracked.Surroundings(builder.store, builder.clock, builder.ticker, builder.backoff, builder.meters);
    }

    /**
     * Starts a runner.
     *
     * @param store remembers jobs; an {@link InMemoryJobStore} forgets them with the process
     * @return a builder with the defaults
     */
    public static Builder builder(JobStore store) {
        return new Builder(store);
    }

    /**
     * Runs a job if it is due.
     *
     * @param job the job; another object of the same name is the same job
     * @return what became of it
     * @throws JobStoreException if what is remembered of it cannot be read
     */
    public JobOutcome runIfDue(Job job) {
        return tracked(job).run(job, false);
    }

    /**
     * Runs a job, due or not.
     *
     * @param job the job; another object of the same name is the same job
     * @return what became of it
     * @throws JobStoreException if what is remembered of it cannot be read
     */
    public JobOutcome runNow(Job job) {
        return tracked(job).run(job, true);
    }

    /**
     * Tells the run of a job that is under way to stop, and interrupts what it waits for. It goes on from its checkpoint at
     * the next planned moment.
     *
     * @param job the job
     * @return whether one was under way
     */
    public boolean cancel(Job job) {
        boolean told = tracked(job).tellToStop("it was cancelled");
        tracked(job).interrupt();
        return told;
    }

    /**
     * Returns how a job stands.
     *
     * @param job the job
     * @return at this moment
     * @throws JobStoreException if what is remembered of it cannot be read
     */
    public JobStatus status(Job job) {
        return tracked(job).status(job);
    }

    Tracked tracked(Job job) {
        return jobs.computeIfAbsent(job.name(), name -> new Tracked(job, around));
    }

    /** Collects what a runner works with; belongs to one thread. */
    public static final class Builder {

        private final JobStore store;
        private InstantSource clock = InstantSource.system();
        private LongSupplier ticker = System::nanoTime;
        private Backoff backoff = Backoff.DEFAULT;
        private MeterSink meters = MeterSink.NOOP;

        private Builder(JobStore store) {
            this.store = store;
        }

        /**
         * Sets the time of day; the system's otherwise.
         *
         * @param clock such as a fixed one in tests
         * @return this
         */
        public Builder clock(InstantSource clock) {
            this.clock = clock;
            return this;
        }

        /**
         * Sets the monotonic clock of durations and timeouts; {@code System::nanoTime} otherwise.
         *
         * @param ticker nanoseconds that only grow
         * @return this
         */
        public Builder ticker(LongSupplier ticker) {
            this.ticker = ticker;
            return this;
        }

        /**
         * Sets how long to wait after failures.
         *
         * @param backoff {@link Backoff#DEFAULT} otherwise
         * @return this
         */
        public Builder backoff(Backoff backoff) {
            this.backoff = backoff;
            return this;
        }

        /**
         * Sets who hears how long runs take and how they end; nobody otherwise.
         *
         * @param meters gets the meters called {@code job.…}
         * @return this
         */
        public Builder meters(MeterSink meters) {
            this.meters = meters;
            return this;
        }

        /**
         * Builds the runner.
         *
         * @return ready to run
         */
        public JobRunner build() {
            return new JobRunner(this);
        }
    }
}

package io.github.discovery4j.core.job;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs jobs when they are due, on daemon threads of its own.
 *
 * {@snippet :
 * JobScheduler scheduler = JobScheduler.builder(JobRunner.builder(new FileJobStore(folder)).build())
 *         .job(nightly)
 *         .build();
 * scheduler.start();
 * }
 *
 * <p>It looks once a second, so a job begins up to a second late; when more jobs are due than there are threads, they wait
 * in turn. A run whose time is over is interrupted; one that does not heed that keeps its thread and is not begun again.
 *
 * <p><b>Threads:</b> safe.
 */
public final class JobScheduler implements AutoCloseable {

    /** How many jobs run at once unless said otherwise. */
    public static final int DEFAULT_THREADS = 2;

    /** How long {@link #close} waits for runs to end before it interrupts them. */
    public static final Duration DEFAULT_PATIENCE = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(JobScheduler.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    /** Waits: {@code Thread::sleep}, or what a test puts in its place. */
    @FunctionalInterface
    public interface Sleeper {
        /**
         * Waits.
         *
         * @param time how long
         * @throws InterruptedException if the scheduler stops meanwhile
         */
        void sleep(Duration time) throws InterruptedException;
    }

    private final JobRunner runner;
    private final List<Job> jobs;
    private final Sleeper sleeper;
    private final ThreadPoolExecutor executor;
    private final Set<String> handedOut = ConcurrentHashMap.newKeySet();
    private volatile boolean stopping;
    private @Nullable Thread looking;

    private JobScheduler(Builder builder) {
        this.runner = builder.runner;
        this.jobs = List.copyOf(builder.jobs.values());
        this.sleeper = builder.sleeper;
        this.executor = executor(builder.threads);
        jobs.forEach(runner::tracked); // Whatever cannot be read is the host's to know now.
    }

    private static ThreadPoolExecutor executor(int threads) {
        AtomicInteger number = new AtomicInteger();
        ThreadPoolExecutor executor =
                new ThreadPoolExecutor(threads, threads, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, "discovery-job-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }

    /**
     * Starts a scheduler.
     *
     * @param runner runs the jobs and keeps account of them
     * @return a builder with the defaults
     */
    public static Builder builder(JobRunner runner) {
        return new Builder(runner);
    }

    /**
     * Begins to look for due jobs; what became due while no process ran is run once.
     *
     * @throws IllegalStateException if it was started or stopped before
     */
    public synchronized void start() {
        if (looking != null || stopping) {
            throw new IllegalStateException("a scheduler must be started once; build another");
        }
        Thread thread = new Thread(this::look, "discovery-jobs");
        thread.setDaemon(true);
        looking = thread;
        thread.start();
    }

    private void look() {
        while (!stopping) {
            try {
                handOutDue();
                sleeper.sleep(BETWEEN_LOOKS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                LOG.atWarn().addKeyValue("error", e.getClass().getName()).log("looking for due jobs failed");
            }
        }
    }

    /** Hands every job that is due to a thread, and interrupts what is overdue. */
    void handOutDue() {
        for (Job job : jobs) {
            Tracked tracked = runner.tracked(job);
            tracked.interruptIfOverdue();
            if (tracked.isDue(job) && handedOut.add(job.name())) {
                executor.execute(() -> run(job));
            }
        }
    }

    private void run(Job job) {
        try {
            if (!stopping) {
                runner.runIfDue(job);
            }
        } finally {
            handedOut.remove(job.name());
        }
    }

    /**
     * Returns how all jobs stand.
     *
     * @return in the order in which they were added
     */
    public List<JobStatus> status() {
        return jobs.stream().map(runner::status).toList();
    }

    /**
     * Begins no more runs and tells those under way to stop; interrupts those that have not ended after a while. They go on
     * from their checkpoints when a scheduler starts again.
     *
     * @param patience how long to wait for them, and once more after interrupting them
     * @return the names of jobs that run on regardless; none is as it should be
     */
    public synchronized List<String> stop(Duration patience) {
        stopping = true;
        if (looking != null) {
            looking.interrupt();
        }
        executor.getQueue().clear();
        executor.shutdown();
        jobs.forEach(job -> runner.tracked(job).tellToStop("the scheduler stops"));
        try {
            if (!executor.awaitTermination(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                executor.shutdownNow();
                executor.awaitTermination(patience.toNanos(), TimeUnit.NANOSECONDS);
            }
        } catch (InterruptedException e) {
            executor.shutdownNow();
            Thread.currentThread().interrupt();
        }
        List<String> running = new ArrayList<>();
        for (JobStatus status : status()) {
            if (status.runningSince().isPresent()) {
                running.add(status.name());
            }
        }
        return running;
    }

    /** Stops, waiting {@link #DEFAULT_PATIENCE}. */
    @Override
    public void close() {
        List<String> running = stop(DEFAULT_PATIENCE);
        if (!running.isEmpty()) {
            LOG.atWarn().addKeyValue("jobs", running).log("jobs run on although they were told to stop");
        }
    }

    /** Collects jobs; belongs to one thread. */
    public static final class Builder {

        private final JobRunner runner;
        private final Map<String, Job> jobs = new LinkedHashMap<>();
        private int threads = DEFAULT_THREADS;
        private Sleeper sleeper = Thread::sleep;

        private Builder(JobRunner runner) {
            this.runner = runner;
        }

        /**
         * Adds a job.
         *
         * @param job of a name of its own
         * @return this
         */
        public Builder job(Job job) {
            if (jobs.putIfAbsent(job.name(), job) != null) {
                throw new IllegalArgumentException(
                        "each job must have a name of its own, \"%s\" is taken; rename one".formatted(job.name()));
            }
            return this;
        }

        /**
         * Sets how many jobs run at once.
         *
         * @param threads 1 or more; {@link #DEFAULT_THREADS} otherwise
         * @return this
         */
        public Builder threads(int threads) {
            if (threads < 1) {
                throw new IllegalArgumentException("threads must be 1 or more, were " + threads);
            }
            this.threads = threads;
            return this;
        }

        /**
         * Sets what waits between two looks; {@code Thread::sleep} otherwise.
         *
         * @param sleeper for tests
         * @return this
         */
        public Builder sleeper(Sleeper sleeper) {
            this.sleeper = sleeper;
            return this;
        }

        /**
         * Builds the scheduler.
         *
         * @return to be started
         * @throws JobStoreException if what is remembered of a job cannot be read
         */
        public JobScheduler build() {
            return new JobScheduler(this);
        }
    }
}

package io.github.discovery4j.core.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class JobSchedulerTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-21T12:00:00Z"));
    private final InMemoryJobStore store = new InMemoryJobStore();
    private final Semaphore ran = new Semaphore(0);

    @Test
    void dueJobsRunAgainAndAgainWhileTimePasses() throws Exception {
        Job hourly = Job.of("hourly", Cadence.every(HOUR), run -> ran.release());
        try (JobScheduler scheduler = JobScheduler.builder(runner())
                .job(hourly)
                .sleeper(time -> Thread.sleep(1))
                .build()) {
            scheduler.start();
            for (int i = 0; i < 3; i++) {
                ran.acquire();
                untilIdle(scheduler);
                assertThat(scheduler.status().getFirst().state().lastStart()).contains(now.get());
                now.updateAndGet(instant -> instant.plus(HOUR));
            }
            ran.acquire();
            untilIdle(scheduler);
        }
        assertThat(ran.availablePermits()).isZero();
    }

    @Test
    void aJobThatNeverEndsIsNotBegunAgainAndKeepsNoOtherFromRunning() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        AtomicInteger begun = new AtomicInteger();
        Job endless = Job.of("endless", Cadence.every(MINUTE), run -> {
            begun.incrementAndGet();
            ran.release();
            awaitIgnoringInterrupts(end);
        });
        Job other = Job.of("other", Cadence.every(MINUTE), run -> ran.release());
        JobScheduler scheduler =
                JobScheduler.builder(runner()).job(endless).job(other).build();
        scheduler.handOutDue();
        ran.acquire(2);
        for (int i = 0; i < 3; i++) {
            now.updateAndGet(instant -> instant.plus(HOUR));
            handOutUntilOneRan(scheduler);
        }
        assertThat(begun).hasValue(1);
        assertThat(scheduler.stop(Duration.ofMillis(50))).containsExactly("endless");
        end.countDown();
    }

    @Test
    void aRunWhoseTimeIsOverIsInterrupted() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        Job stuck = new Job() {
            @Override
            public String name() {
                return "stuck";
            }

            @Override
            public Cadence cadence() {
                return Cadence.every(HOUR);
            }

            @Override
            public Duration timeout() {
                return Duration.ofNanos(1);
            }

            @Override
            public void run(JobRun run) throws Exception {
                begun.countDown();
                new CountDownLatch(1).await();
            }
        };
        try (JobScheduler scheduler = JobScheduler.builder(runner()).job(stuck).build()) {
            scheduler.handOutDue();
            begun.await();
            scheduler.handOutDue();
            untilIdle(scheduler);
            assertThat(scheduler.status().getFirst().state().lastError()).isEqualTo("timed out");
        }
    }

    @Test
    void stoppingTellsRunsFirstThenInterruptsAndTheNextStartGoesOnAtOnce() throws Exception {
        CountDownLatch begun = new CountDownLatch(2);
        AtomicBoolean polite = new AtomicBoolean();
        Job asking = Job.of("asking", Cadence.every(HOUR), run -> {
            run.checkpoint("here");
            begun.countDown();
            while (!run.stopped() && !Thread.currentThread().isInterrupted()) {
                Thread.onSpinWait();
            }
            polite.set(!Thread.currentThread().isInterrupted());
            run.throwIfStopped();
        });
        Job waiting = Job.of("waiting", Cadence.every(HOUR), run -> {
            begun.countDown();
            new CountDownLatch(1).await();
        });
        JobScheduler scheduler =
                JobScheduler.builder(runner()).job(asking).job(waiting).build();
        scheduler.start();
        begun.await();
        assertThat(scheduler.stop(Duration.ofMillis(200))).isEmpty();
        assertThat(polite).isTrue();
        for (JobStatus status : scheduler.status()) {
            assertThat(status.state().unfinished()).isTrue();
            assertThat(status.state().failuresInARow()).isZero();
        }
        assertThat(runner().status(asking).nextDue()).contains(now.get());
        assertThat(store.load("asking").orElseThrow().checkpoint()).isEqualTo(Optional.of("here"));
        assertThatThrownBy(scheduler::start).isInstanceOf(IllegalStateException.class);
        scheduler.close();
    }

    @Test
    void anErrorInOneRunLeavesTheSchedulerAtWork() throws Exception {
        AtomicInteger runs = new AtomicInteger();
        Job broken = Job.of("broken", Cadence.every(MINUTE), run -> {
            runs.incrementAndGet();
            ran.release();
            throw new AssertionError();
        });
        try (JobScheduler scheduler =
                JobScheduler.builder(runner()).job(broken).threads(1).build()) {
            for (int i = 0; i < 3; i++) {
                handOutUntilOneRan(scheduler);
                untilIdle(scheduler);
                now.updateAndGet(instant -> instant.plus(HOUR));
            }
            assertThat(runs).hasValue(3);
        }
    }

    @Test
    void twoJobsOfOneNameNoThreadsAndADamagedStoreAreRefused() {
        Job job = Job.of("twice", Cadence.every(HOUR), run -> {});
        assertThatThrownBy(() -> JobScheduler.builder(runner()).job(job).job(job))
                .hasMessageContaining("twice");
        assertThatThrownBy(() -> JobScheduler.builder(runner()).threads(0)).hasMessageContaining("0");
        JobStore damaged = new JobStore() {
            @Override
            public Optional<JobState> load(String name) {
                throw new JobStoreException("damaged", null);
            }

            @Override
            public void save(String name, JobState state) {}
        };
        assertThatThrownBy(() -> JobScheduler.builder(JobRunner.builder(damaged).build())
                        .job(job)
                        .build())
                .isInstanceOf(JobStoreException.class);
    }

    private JobRunner runner() {
        return JobRunner.builder(store).clock(now::get).build();
    }

    /** Again and again: a job that has just ended may not be handed out yet. */
    private void handOutUntilOneRan(JobScheduler scheduler) {
        do {
            requireTime();
            scheduler.handOutDue();
        } while (!ran.tryAcquire());
    }

    /** Waits until no run is under way: its end is stored after its work is done. */
    private static void untilIdle(JobScheduler scheduler) {
        List<JobStatus> status = scheduler.status();
        while (status.stream()
                .anyMatch(s -> s.runningSince().isPresent()
                        || s.state().lastEnd().isEmpty()
                        || s.state()
                                .lastEnd()
                                .get()
                                .isBefore(s.state().lastStart().orElseThrow()))) {
            requireTime();
            Thread.onSpinWait();
            status = scheduler.status();
        }
    }

    /** The class's time limit interrupts, which spinning alone would never notice. */
    private static void requireTime() {
        assertThat(Thread.currentThread().isInterrupted()).as("out of time").isFalse();
    }

    private static void awaitIgnoringInterrupts(CountDownLatch latch) {
        while (true) {
            try {
                latch.await();
                return;
            } catch (InterruptedException e) {
                // A job that does not heed it.
            }
        }
    }
}

package io.github.discovery4j.core.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.discovery4j.core.InParallel;
import io.github.discovery4j.core.observe.Meters;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class JobRunnerTest {

    private static final Instant START = Instant.parse("2026-11-21T12:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);

    private final AtomicReference<Instant> now = new AtomicReference<>(START);
    private final AtomicLong nanos = new AtomicLong();
    private final AtomicInteger runs = new AtomicInteger();
    private final InMemoryJobStore store = new InMemoryJobStore();
    private final List<String> measured = Collections.synchronizedList(new ArrayList<>());
    private final JobRunner runner = runner(store);
    private final Job hourly = Job.of("hourly", Cadence.every(HOUR), run -> runs.incrementAndGet());

    @Test
    void aJobRunsWhenItIsDueAndNotBefore() {
        assertThat(runner.runIfDue(hourly)).isEqualTo(new JobOutcome.Succeeded(Duration.ZERO));
        pass(HOUR.minusMillis(1));
        assertThat(runner.runIfDue(hourly)).isEqualTo(new JobOutcome.NotDue(START.plus(HOUR)));
        pass(Duration.ofMillis(1));
        assertThat(runner.runIfDue(hourly)).isInstanceOf(JobOutcome.Succeeded.class);
        assertThat(runner.runNow(hourly)).isInstanceOf(JobOutcome.Succeeded.class);
        assertThat(runs).hasValue(3);
    }

    @Test
    void whatWasMissedWhileTheProcessWasDownIsRunOnce() {
        runner.runIfDue(hourly);
        pass(Duration.ofDays(3).plusMinutes(7));
        JobRunner next = runner(store);
        assertThat(next.runIfDue(hourly)).isInstanceOf(JobOutcome.Succeeded.class);
        assertThat(next.runIfDue(hourly))
                .isEqualTo(new JobOutcome.NotDue(now.get().plus(HOUR)));
        assertThat(runs).hasValue(2);
    }

    @Test
    void aNightlyJobThatNeverRanWaitsForTheNight() {
        Job nightly = Job.of("nightly", Cadence.dailyAt(LocalTime.of(2, 30), ZoneOffset.UTC), run -> {});
        assertThat(runner.runIfDue(nightly)).isEqualTo(new JobOutcome.NotDue(Instant.parse("2026-11-22T02:30:00Z")));
        pass(Duration.ofDays(2));
        assertThat(runner.runIfDue(nightly)).isInstanceOf(JobOutcome.Succeeded.class);
    }

    @Test
    void afterFailuresItIsTriedAgainLaterAndLater() {
        Job failing = Job.of("failing", Cadence.every(Duration.ofDays(1)), run -> {
            runs.incrementAndGet();
            throw new IllegalStateException("ana's taste vector");
        });
        assertThat(runner.runIfDue(failing))
                .isEqualTo(new JobOutcome.Failed("java.lang.IllegalStateException", Duration.ZERO));
        for (int minutes : new int[] {1, 2, 4, 8, 16, 32, 60, 60}) {
            Instant due = now.get().plus(Duration.ofMinutes(minutes));
            assertThat(runner.runIfDue(failing)).isEqualTo(new JobOutcome.NotDue(due));
            pass(Duration.ofMinutes(minutes));
            assertThat(runner.runIfDue(failing)).isInstanceOf(JobOutcome.Failed.class);
        }
        JobStatus status = runner.status(failing);
        assertThat(status.state().failuresInARow()).isEqualTo(9);
        assertThat(status.state().lastSuccess()).isEmpty();
        assertThat(status.toString()).doesNotContain("ana");
        assertThat(runner(store).status(failing).nextDue()).isEqualTo(status.nextDue());
    }

    @Test
    void aSuccessEndsTheCountOfFailures() {
        Job shaky = Job.of("shaky", Cadence.every(HOUR), run -> {
            if (runs.incrementAndGet() < 3) {
                throw new StackOverflowError();
            }
        });
        runner.runNow(shaky);
        runner.runNow(shaky);
        assertThat(runner.status(shaky).state().lastError()).isEqualTo("java.lang.StackOverflowError");
        runner.runNow(shaky);
        JobState state = runner.status(shaky).state();
        assertThat(state.failuresInARow()).isZero();
        assertThat(state.lastError()).isEmpty();
        assertThat(state.lastSuccess()).contains(START);
        assertThat(state.unfinished()).isFalse();
    }

    @Test
    void anErrorOfTheMachineIsNotedAndThrownOn() {
        Job fatal = Job.of("fatal", Cadence.every(HOUR), run -> {
            throw new OutOfMemoryError();
        });
        assertThatThrownBy(() -> runner.runNow(fatal)).isInstanceOf(OutOfMemoryError.class);
        assertThat(runner.status(fatal).state().failuresInARow()).isEqualTo(1);
        assertThat(runner.status(fatal).runningSince()).isEmpty();
    }

    @Test
    void aJobNeverOverlapsItself() throws Exception {
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Job slow = Job.of("slow", Cadence.every(HOUR), run -> {
            most.accumulateAndGet(inside.incrementAndGet(), Math::max);
            Thread.onSpinWait();
            inside.decrementAndGet();
        });
        List<Integer> ran = InParallel.run(4, thread -> {
            int mine = 0;
            for (int i = 0; i < 500; i++) {
                mine += runner.runNow(slow) instanceof JobOutcome.Succeeded ? 1 : 0;
            }
            return mine;
        });
        assertThat(most).hasValue(1);
        assertThat(ran.stream().mapToInt(i -> i).sum()).isPositive();
    }

    @Test
    void aRunUnderWayIsSeenAndASecondIsRefused() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Job waiting = Job.of("waiting", Cadence.every(HOUR), run -> {
            begun.countDown();
            goOn.await();
        });
        Thread thread = Thread.ofPlatform().start(() -> runner.runNow(waiting));
        begun.await();
        assertThat(runner.status(waiting).runningSince()).contains(START);
        assertThat(runner.status(waiting).nextDue()).isEmpty();
        assertThat(runner.runNow(waiting)).isEqualTo(new JobOutcome.AlreadyRunning());
        goOn.countDown();
        thread.join();
        assertThat(runner.status(waiting).nextDue()).contains(START.plus(HOUR));
    }

    @Test
    void aCancelledRunGoesOnFromItsCheckpointAtTheNextPlannedMoment() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        AtomicReference<JobOutcome> outcome = new AtomicReference<>();
        List<Optional<String>> found = new ArrayList<>();
        Job job = Job.of("long", Cadence.every(HOUR), run -> {
            found.add(run.checkpoint());
            if (found.size() == 1) {
                run.checkpoint("half");
                begun.countDown();
                new CountDownLatch(1).await();
            }
        });
        assertThat(runner.cancel(job)).isFalse();
        Thread thread = Thread.ofPlatform().start(() -> outcome.set(runner.runNow(job)));
        begun.await();
        assertThat(runner.cancel(job)).isTrue();
        thread.join();
        assertThat(outcome.get()).isInstanceOf(JobOutcome.Stopped.class);
        assertThat(runner.status(job).nextDue()).contains(START.plus(HOUR));
        assertThat(runner.status(job).state().failuresInARow()).isZero();
        assertThat(runner(store).status(job).nextDue())
                .as("in the next process: at once")
                .contains(START);
        runner.runNow(job);
        runner.runNow(job);
        assertThat(found).containsExactly(Optional.empty(), Optional.of("half"), Optional.empty());
    }

    @Test
    void anInterruptOfTheHostsOwnThreadStopsTheRunAndIsLeftToTheHost() {
        Job asking = Job.of("asking", Cadence.every(HOUR), run -> {
            run.checkpoint("kept although interrupted");
            run.throwIfStopped();
        });
        Thread.currentThread().interrupt();
        JobOutcome outcome = runner(new FailingWhenInterrupted()).runNow(asking);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(outcome).isInstanceOf(JobOutcome.Stopped.class);
    }

    @Test
    void aRunWhoseTimeIsOverHasFailed() {
        Job slow = new Job() {
            @Override
            public String name() {
                return "slow";
            }

            @Override
            public Cadence cadence() {
                return Cadence.every(HOUR);
            }

            @Override
            public Duration timeout() {
                return Duration.ofMinutes(5);
            }

            @Override
            public void run(JobRun run) {
                run.throwIfStopped();
                run.checkpoint("begun");
                pass(Duration.ofMinutes(5));
                run.throwIfStopped();
            }
        };
        assertThat(runner.runNow(slow)).isEqualTo(new JobOutcome.Failed("timed out", Duration.ofMinutes(5)));
        assertThat(runner.status(slow).state().checkpoint()).contains("begun");
    }

    @Test
    void aRunThatEndedWithItsProcessCountsAsFailed() {
        store.save("hourly", JobState.NEW.started(START).reached("batch 3"));
        assertThat(runner(store).status(hourly).nextDue()).contains(START.plus(Duration.ofMinutes(1)));
        assertThat(runner(store).status(hourly).state().failuresInARow()).isEqualTo(1);
        pass(Duration.ofDays(1));
        List<String> found = new ArrayList<>();
        JobRunner next = runner(store);
        next.runIfDue(
                Job.of("hourly", Cadence.every(HOUR), run -> run.checkpoint().ifPresent(found::add)));
        assertThat(found).containsExactly("batch 3");
    }

    @Test
    void aClockThatIsSetBackNeitherRepeatsTheNightNorWaitsForYears() {
        Job nightly = Job.of("nightly", Cadence.dailyAt(LocalTime.of(2, 30), ZoneOffset.UTC), run -> {});
        Instant night = Instant.parse("2026-11-22T02:30:00Z");
        runner.status(nightly);
        now.set(night);
        assertThat(runner.runIfDue(nightly)).isInstanceOf(JobOutcome.Succeeded.class);
        now.set(night.minusSeconds(1));
        assertThat(runner.runIfDue(nightly)).isInstanceOf(JobOutcome.NotDue.class);
        now.set(night);
        assertThat(runner.runIfDue(nightly)).isEqualTo(new JobOutcome.NotDue(night.plus(Duration.ofDays(1))));

        now.set(Instant.parse("2036-01-01T00:00:00Z"));
        runner.runNow(nightly);
        runner.runNow(hourly);
        now.set(night);
        for (JobRunner any : List.of(runner, runner(store))) {
            assertThat(any.status(nightly).nextDue()).contains(night.plus(Duration.ofDays(2)));
            assertThat(any.status(hourly).nextDue()).contains(night.plus(HOUR).plus(HOUR));
        }
        pass(HOUR);
        assertThat(runner.status(hourly).nextDue()).contains(night.plus(HOUR).plus(HOUR));
    }

    @Test
    void aStoreThatFailsIsAFailureOfTheRunAndNoMore() {
        JobStore full = new JobStore() {
            @Override
            public Optional<JobState> load(String job) {
                return Optional.empty();
            }

            @Override
            public void save(String job, JobState state) {
                throw new JobStoreException("disk full", null);
            }
        };
        JobRunner onFull = runner(full);
        assertThat(onFull.runNow(hourly)).isInstanceOf(JobOutcome.Failed.class);
        assertThat(runs).as("nothing is begun that cannot be remembered").hasValue(0);
        assertThat(onFull.status(hourly).state().failuresInARow()).isEqualTo(1);
    }

    @Test
    void aCadenceThatThrowsLaterDoesNotRunTheJobWithoutEnd() {
        Cadence once = new Cadence() {
            @Override
            public Instant next(Instant last) {
                throw new IllegalStateException("no more");
            }

            @Override
            public Instant first(Instant present) {
                return present;
            }
        };
        Job job = Job.of("once", once, run -> runs.incrementAndGet());
        assertThat(runner.runIfDue(job)).isInstanceOf(JobOutcome.Succeeded.class);
        assertThat(runner.runIfDue(job)).isEqualTo(new JobOutcome.NotDue(START.plus(HOUR)));
        assertThat(store.load("once").orElseThrow().unfinished()).isFalse();
    }

    @Test
    void aCheckpointWithHalfACharacterIsRefused() {
        Job cut = Job.of("cut", Cadence.every(HOUR), run -> run.checkpoint("\uD83D"));
        assertThat(runner.runNow(cut))
                .isEqualTo(new JobOutcome.Failed("java.lang.IllegalArgumentException", Duration.ZERO));
    }

    @Test
    void aCheckpointThatIsTooLongIsRefused() {
        Job boastful = Job.of(
                "boastful", Cadence.every(HOUR), run -> run.checkpoint("x".repeat(JobRun.MAX_CHECKPOINT_CHARS + 1)));
        assertThat(runner.runNow(boastful))
                .isEqualTo(new JobOutcome.Failed("java.lang.IllegalArgumentException", Duration.ZERO));
    }

    @Test
    void namesAndTimeoutsThatMakeNoSenseAreRefused() {
        Job badName = Job.of("No Name", Cadence.every(HOUR), run -> {});
        assertThatThrownBy(() -> runner.runNow(badName)).hasMessageContaining("\"No Name\"");
    }

    @Test
    void durationAndOutcomeAreMeasured() {
        runner.runNow(Job.of("measured", Cadence.every(HOUR), run -> pass(Duration.ofMillis(1_500))));
        runner.runNow(Job.of("broken", Cadence.every(HOUR), run -> {
            throw new java.io.IOException();
        }));
        assertThat(measured)
                .containsExactly(
                        Meters.JOB_DURATION.name() + " 1.5 [measured]",
                        Meters.JOB_RUNS.name() + " 1.0 [measured, completed]",
                        Meters.JOB_LAST_SUCCESS.name() + " "
                                + (double) START.plusMillis(1_500).getEpochSecond() + " [measured]",
                        Meters.JOB_DURATION.name() + " 0.0 [broken]",
                        Meters.JOB_RUNS.name() + " 1.0 [broken, failed]");
    }

    /** As a file channel does. */
    private static final class FailingWhenInterrupted implements JobStore {
        private final InMemoryJobStore kept = new InMemoryJobStore();

        @Override
        public Optional<JobState> load(String job) {
            return kept.load(job);
        }

        @Override
        public void save(String job, JobState state) {
            if (Thread.currentThread().isInterrupted()) {
                throw new JobStoreException("interrupted", null);
            }
            kept.save(job, state);
        }
    }

    private JobRunner runner(JobStore over) {
        return JobRunner.builder(over)
                .clock(now::get)
                .ticker(nanos::get)
                .meters((meter, value, tags) -> measured.add(meter.name() + " " + value + " " + List.of(tags)))
                .build();
    }

    private void pass(Duration time) {
        now.updateAndGet(instant -> instant.plus(time));
        nanos.addAndGet(time.toNanos());
    }
}

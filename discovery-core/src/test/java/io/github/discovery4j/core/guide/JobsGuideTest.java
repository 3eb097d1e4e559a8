package io.github.discovery4j.core.guide;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.discovery4j.core.job.Cadence;
import io.github.discovery4j.core.job.FileJobStore;
import io.github.discovery4j.core.job.Job;
import io.github.discovery4j.core.job.JobRunner;
import io.github.discovery4j.core.job.JobScheduler;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The code of {@code docs/jobs.md}. */
class JobsGuideTest {

    /** Takes names, and fails the first time that it is given a third. */
    private static final class FailsOnce extends ArrayList<String> {
        private boolean failed;

        @Override
        public boolean add(String name) {
            if (size() == 2 && !failed) {
                failed = true;
                throw new IllegalStateException("no memory left on the encoder");
            }
            return super.add(name);
        }
    }

    @Test
    void thePageShowsThisCode() throws IOException {
        GuidePage.showsCodeOf("jobs.md", JobsGuideTest.class);
    }

    @Test
    void theCodePrintsWhatThePageSays(@TempDir Path folder) throws IOException {
        List<String> people = List.of("ana", "ben", "cleo", "dora", "emil");
        List<String> encoded = new FailsOnce();
        InstantSource clock = InstantSource.fixed(Instant.parse("2026-11-21T12:00:00Z"));
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);

        Job encode = Job.of("taste-vectors", Cadence.dailyAt(LocalTime.of(2, 30), ZoneId.of("Europe/Madrid")), run -> {
            int first = run.checkpoint().map(Integer::parseInt).orElse(0);
            for (int person = first; person < people.size(); person++) {
                run.throwIfStopped();
                encoded.add(people.get(person));
                if ((person + 1) % 2 == 0) {
                    run.checkpoint(String.valueOf(person + 1));
                }
            }
        });
        JobRunner runner =
                JobRunner.builder(new FileJobStore(folder)).clock(clock).build();
        out.println(runner.runIfDue(encode));
        out.println(runner.runNow(encode).getClass().getSimpleName());
        out.println(runner.status(encode).state().failuresInARow() + " failure, checkpoint "
                + runner.status(encode).state().checkpoint().orElse("none"));
        out.println(runner.runNow(encode).getClass().getSimpleName() + " " + encoded);
        out.println("next " + runner.status(encode).nextDue().orElseThrow());

        GuidePage.showsOutput("jobs.md", printed.toString(StandardCharsets.UTF_8));

        JobScheduler scheduler =
                JobScheduler.builder(runner).job(encode).threads(2).build();
        scheduler.start();
        List<String> stillRunning = scheduler.stop(Duration.ofSeconds(10));
        assertThat(stillRunning).isEmpty();
    }
}

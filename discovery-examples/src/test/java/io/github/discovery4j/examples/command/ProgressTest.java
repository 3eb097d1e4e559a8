package io.github.discovery4j.examples.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.discovery4j.examples.command.Progress.Style;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1);

    private Progress progress(Style style) {
        return new Progress(new PrintWriter(out), new PrintWriter(err, true), style, nanos::get);
    }

    private void afterSeconds(double seconds, Progress progress) {
        nanos.addAndGet((long) (seconds * TimeUnit.SECONDS.toNanos(1)));
        progress.tick();
    }

    @Test
    void isSilentForTwoSeconds() {
        try (Progress progress = progress(Style.LINES)) {
            progress.step("training");
            afterSeconds(1.9, progress);
            assertThat(err.toString()).isEmpty();
            afterSeconds(0.1, progress);
            assertThat(err.toString()).isEqualToNormalizingNewlines("training, 2 s\n");
        }
    }

    @Test
    void writesALineEveryFiveSecondsWhereThereIsNoTerminal() {
        try (Progress progress = progress(Style.LINES)) {
            progress.step("training");
            for (int tick = 0; tick < 24; tick++) {
                afterSeconds(0.5, progress);
            }
        }
        assertThat(err.toString()).isEqualToNormalizingNewlines("training, 2 s\ntraining, 7 s\ntraining, 12 s\n");
    }

    @Test
    void rewritesItsLineOnATerminalAndLeavesNothingBehind() {
        try (Progress progress = progress(Style.REWRITTEN)) {
            progress.step("training");
            afterSeconds(3, progress);
            afterSeconds(1, progress);
            progress.say("a notice");
        }
        String clear = "\r\u001B[K";
        assertThat(err.toString())
                .isEqualToNormalizingNewlines(clear + "training, 3 s" + clear + "training, 4 s" + clear + "a notice\n");
    }

    @Test
    void takesItsLineAwayOnBothStreamsOfATerminal() {
        try (Progress progress = progress(Style.REWRITTEN)) {
            progress.step("training");
            afterSeconds(3, progress);
        }
        String clear = "\r\u001B[K";
        assertThat(err.toString()).isEqualTo(clear + "training, 3 s" + clear);
        assertThat(out.toString()).isEqualTo(clear);
    }

    @Test
    void silenceKeepsNotices() {
        try (Progress progress = progress(Style.SILENT)) {
            afterSeconds(60, progress);
            progress.say("a notice");
        }
        assertThat(err.toString()).isEqualToNormalizingNewlines("a notice\n");
    }

    @Test
    void saysNothingOnceClosed() {
        Progress progress = progress(Style.REWRITTEN);
        progress.close();
        afterSeconds(60, progress);
        assertThat(err.toString()).isEmpty();
    }
}

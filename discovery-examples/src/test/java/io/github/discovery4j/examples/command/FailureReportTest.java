package io.github.discovery4j.examples.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class FailureReportTest {

    private final StringWriter err = new StringWriter();

    @Command(name = "failing")
    private record Failing(Exception thrown) implements Callable<Integer> {
        @Override
        public Integer call() throws Exception {
            throw thrown;
        }
    }

    private int exitCodeOf(Exception thrown) {
        return new CommandLine(new Failing(thrown))
                .setErr(new PrintWriter(err))
                .setExecutionExceptionHandler(new FailureReport(() -> false))
                .execute();
    }

    @Test
    void aKnownFailureIsOneSentence() {
        assertThat(exitCodeOf(new CommandFailure(ExitCode.DATA, "the data is\u001B[0m odd")))
                .isEqualTo(ExitCode.DATA);
        assertThat(err.toString()).isEqualToNormalizingNewlines("the data is\uFFFD[0m odd\n");
    }

    @Test
    void aFileThatCannotBeWrittenIsNamed() {
        assertThat(exitCodeOf(new AccessDeniedException("/etc/report.json"))).isEqualTo(ExitCode.CANNOT_WRITE);
        assertThat(err.toString()).contains("/etc/report.json: permission denied");
    }

    @Test
    void theUnexpectedNamesItsKindAndHowToLearnMore() {
        assertThat(exitCodeOf(new IllegalStateException("out of cheese"))).isEqualTo(ExitCode.FAILURE);
        assertThat(err.toString())
                .contains("java.lang.IllegalStateException: out of cheese", "--stack-trace")
                .doesNotContain("\tat ");
    }

    @Test
    void aFullHeapSaysHowToGetMore() {
        PrintWriter writer = new PrintWriter(err);
        assertThat(FailureReport.outOfMemory(writer)).isEqualTo(ExitCode.FAILURE);
        assertThat(err.toString()).contains("Out of memory", "-Xmx");
    }

    @Test
    void whateverTheJdkLeavesOutIsAdded() {
        assertThat(CommandFailure.of(ExitCode.NO_INPUT, new NoSuchFileException("a.tsv")))
                .hasMessage("a.tsv: no such file or folder; check the path");
        assertThat(CommandFailure.of(ExitCode.NO_INPUT, new FileSystemException("a.tsv", null, "this is a folder")))
                .hasMessage("a.tsv: this is a folder");
        assertThat(CommandFailure.of(ExitCode.NO_INPUT, new FileSystemException("a.tsv")))
                .hasMessage("a.tsv: FileSystemException");
        assertThat(CommandFailure.of(ExitCode.NO_INPUT, new IOException("disk on fire")))
                .hasMessage("disk on fire");
    }
}

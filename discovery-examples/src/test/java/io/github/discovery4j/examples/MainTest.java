package io.github.discovery4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.discovery4j.examples.command.ExitCode;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {

    @TempDir
    private Path folder;

    @Test
    void namesItsSubcommandsWhenCalledWithoutOne() {
        CommandRun run = CommandRun.of();
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("recommend", "evaluate", "demo");
    }

    @Test
    void helpOfEachCommandHasDefaultsAndAnExample() {
        for (String command : new String[] {"recommend", "evaluate"}) {
            CommandRun help = CommandRun.of(command, "--help");
            assertThat(help.exitCode()).isZero();
            assertThat(help.out())
                    .contains("Example", "discovery " + command, "(default: ", "movielens-100k", "filmtrust");
            assertThat(help.out().lines()).allMatch(line -> line.length() <= 80);
        }
    }

    @Test
    void suggestsWhatWasMeant() {
        CommandRun option = CommandRun.of("recommend", "--date", "x");
        assertThat(option.exitCode()).isEqualTo(2);
        assertThat(option.err()).contains("--data");
        CommandRun command = CommandRun.of("recomend");
        assertThat(command.exitCode()).isEqualTo(2);
        assertThat(command.err()).contains("recommend");
    }

    /** Takes so many bytes, then fails as the system would. */
    private static OutputStream failing(int bytes, String why) {
        return new OutputStream() {
            private int left = bytes;

            @Override
            public void write(int b) throws IOException {
                if (left-- <= 0) {
                    throw new IOException(why);
                }
            }
        };
    }

    private static final String[] LONG = {"sample", "--events", "-", "--people", "30", "--days", "5"};

    @Test
    void aResultThatIsCutOffIsSaid() {
        for (String[] command : new String[][] {LONG, {"--help"}}) {
            StringWriter err = new StringWriter();
            int exitCode = Main.run(failing(100, "No space left on device"), new PrintWriter(err), command);
            assertThat(exitCode).as(err.toString()).isEqualTo(ExitCode.CANNOT_WRITE);
            assertThat(err.toString())
                    .contains("took no more (No space left on device)")
                    .hasLineCount(1);
        }
    }

    @Test
    void whoeverReadsMayStop() {
        StringWriter err = new StringWriter();
        assertThat(Main.run(failing(100, "Broken pipe"), new PrintWriter(err), LONG))
                .isEqualTo(ExitCode.OK);
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void scoresThatNobodyTakesAreNotWorkedOut() throws IOException {
        Path model = Files.writeString(folder.resolve("model.txt"), BoostingCommandsTest.MODEL);
        String[] rows = new String[5_000];
        Arrays.fill(rows, "30\t1");
        rows[4_999] = "no row";
        Path file = CommandRun.file(folder, "rows.tsv", rows);
        for (String command : new String[] {"score", "explain"}) {
            String[] words = {command, "--model", model.toString(), "--rows", file.toString()};
            StringWriter err = new StringWriter();
            assertThat(Main.run(failing(100, "Broken pipe"), new PrintWriter(err), words))
                    .as("the last row is never looked at: %s", err)
                    .isEqualTo(ExitCode.OK);
            assertThat(CommandRun.of((Object[]) words).exitCode()).isEqualTo(ExitCode.DATA);
        }
    }

    @Test
    void printsAStackTraceOnlyWhenAsked() {
        String[] missing = {"recommend", "--data", "/nowhere/at/all", "--user", "ana"};
        assertThat(CommandRun.of((Object[]) missing).err()).doesNotContain("\tat ");
        assertThat(CommandRun.of("recommend", "--data", "/nowhere/at/all", "--user", "ana", "--stack-trace")
                        .err())
                .contains("\tat ");
        assertThat(CommandRun.of("--stack-trace", "recommend", "--data", "/nowhere/at/all", "--user", "ana")
                        .err())
                .contains("\tat ");
    }
}

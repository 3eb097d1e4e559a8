package io.github.discovery4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.discovery4j.examples.command.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code discovery explain} of an item of a data set. */
class ItemExplanationTest {

    @TempDir
    Path folder;

    private Path data = Path.of("");
    private Path html = Path.of("");

    /** Twenty people like jazz1 to jazz3, twenty rock1 to rock3; ana likes jazz1 and jazz2. */
    @BeforeEach
    void write() throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int person = 0; person < 20; person++) {
            for (int item = 1; item <= 3; item++) {
                lines.append("j").append(person).append("\tjazz").append(item).append('\n');
                lines.append("r").append(person).append("\trock").append(item).append('\n');
            }
        }
        lines.append("ana\tjazz1\nana\tjazz2\n");
        data = Files.writeString(folder.resolve("likes.tsv"), lines);
        html = folder.resolve("why.html");
    }

    private CommandRun explain(String target) {
        return CommandRun.of(
                "explain",
                "--data",
                data,
                "--viewer",
                "ana",
                "--target",
                target,
                "--html",
                html,
                "--json",
                folder.resolve("why.json"));
    }

    @Test
    void bothLanguagesAllContributionsAndAWaterfall() throws IOException {
        CommandRun run = explain("jazz3");
        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
        assertThat(run.out())
                .contains(
                        "jazz3 (jazz3) for ana: place 1 of",
                        "  en  Because you liked",
                        "  es  ",
                        "cf_score",
                        "(sum)",
                        "if this were off",
                        "Waterfall: " + html);
        assertThat(Files.readString(html)).contains("<svg", "cf_score", "Because you liked");
        assertThat(Files.readString(folder.resolve("why.json"))).contains("\"reason_es\"", "\"cf_score\"");
    }

    @Test
    void whatTheViewerHasMetIsSaidSo() {
        CommandRun run = explain("jazz1");
        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
        assertThat(run.err()).contains("The viewer has met it");
        assertThat(run.out()).contains("place 1 of 1 candidates");
    }

    @Test
    void whatIsNotThereIsRefused() {
        CommandRun unknown = explain("polka");
        assertThat(unknown.exitCode()).isEqualTo(ExitCode.DATA);
        assertThat(unknown.err()).contains("target must be an item of the data");
        CommandRun nothing = CommandRun.of("explain", "--data", data, "--viewer", "ana");
        assertThat(nothing.exitCode()).isEqualTo(ExitCode.USAGE);
        CommandRun both = CommandRun.of(
                "explain", "--data", data, "--viewer", "ana", "--target", "jazz3", "--model", "m", "--rows", "r");
        assertThat(both.exitCode()).isEqualTo(ExitCode.USAGE);
        CommandRun nowhere = CommandRun.of(
                "explain",
                "--data",
                data,
                "--viewer",
                "ana",
                "--target",
                "jazz3",
                "--html",
                folder.resolve("no/why.html"));
        assertThat(nowhere.exitCode()).isEqualTo(ExitCode.CANNOT_WRITE);
    }
}

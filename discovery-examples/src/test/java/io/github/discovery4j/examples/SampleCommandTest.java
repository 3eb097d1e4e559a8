package io.github.discovery4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.discovery4j.examples.command.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleCommandTest {

    private static final String AS_OF = "2026-03-01T18:00:00Z";

    @TempDir
    Path folder;

    @Test
    void whatItWritesIsWhatSignalsTakesIn() throws IOException {
        Path events = folder.resolve("events.jsonl");
        CommandRun written =
                CommandRun.of("sample", "--events", events, "--people", 60, "--days", 10, "--as-of", AS_OF);
        assertThat(written.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(written.out()).isEmpty();
        long lines = Files.readAllLines(events).size();
        assertThat(written.err())
                .contains(String.format(Locale.ROOT, "Wrote %,d events of 60 people in the 10 days before", lines));
        CommandRun read = CommandRun.of("signals", events, "--now", AS_OF, "--json");
        JsonNode file = new ObjectMapper().readTree(read.out()).get("file");
        assertThat(file.get("lines").asLong()).isEqualTo(lines);
        assertThat(written.err())
                .contains("%d lines come twice, %d are broken"
                        .formatted(
                                file.get("duplicates").asLong(),
                                file.get("dead_lettered").asLong()));
    }

    @Test
    void profilesAreALineAPerson() throws IOException {
        Path profiles = folder.resolve("profiles.jsonl");
        CommandRun.of("sample", "--profiles", profiles, "--people", 30, "--as-of", AS_OF);
        List<String> lines = Files.readAllLines(profiles);
        assertThat(lines).hasSize(30);
        JsonNode first = new ObjectMapper().readTree(lines.getFirst());
        assertThat(first.get("user_id").asText()).isEqualTo("u1");
        assertThat(first.get("online_hours")).hasSize(24);
        assertThat(first.has("skills_offered")).isTrue();
        assertThat(String.join("", lines)).contains("\"expires_at\"", "\"holds\":true");
    }

    @Test
    void numbersDoNotFollowTheMachinesLanguage() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);
            CommandRun run = CommandRun.of(
                    "sample", "--profiles", folder.resolve("profiles"), "--people", 1_200, "--as-of", AS_OF);
            assertThat(run.err()).contains("Wrote what 1,200 people can");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void standardOutputGetsTheLinesAlone() {
        CommandRun run =
                CommandRun.of("sample", "--events", "-", "--people", 20, "--days", 5, "--as-of", AS_OF, "--flawless");
        assertThat(run.out().lines()).isNotEmpty().allMatch(line -> line.startsWith("{") && line.endsWith("}"));
    }

    @Test
    void theSameOptionsWriteTheSameFile() throws IOException {
        for (String name : new String[] {"one", "other"}) {
            CommandRun.of("sample", "--events", folder.resolve(name), "--people", 30, "--days", 5, "--as-of", AS_OF);
        }
        assertThat(folder.resolve("one")).hasSameBinaryContentAs(folder.resolve("other"));
    }

    @Test
    void wrongUsageAndPlacesThatCannotBeWrittenAreSaid() throws IOException {
        assertThat(CommandRun.of("sample").exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(CommandRun.of("sample", "--events", "-", "--profiles", "-").exitCode())
                .isEqualTo(ExitCode.USAGE);
        assertThat(CommandRun.of("sample", "--events", "-", "--people", 1_000_001)
                        .exitCode())
                .isEqualTo(ExitCode.USAGE);
        assertThat(CommandRun.of("sample", "--events", "-", "--people", 1, "--days", 1_000)
                        .exitCode())
                .isEqualTo(ExitCode.USAGE);
        CommandRun run = CommandRun.of("sample", "--events", folder.resolve("none/events"), "--people", 1);
        assertThat(run.exitCode()).isEqualTo(ExitCode.CANNOT_WRITE);
        assertThat(CommandRun.of("sample", "--events", folder, "--people", 1).exitCode())
                .isEqualTo(ExitCode.CANNOT_WRITE);
        assertThat(folder).isEmptyDirectory();
    }
}

package io.github.discovery4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.discovery4j.examples.command.ExitCode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignalsCommandTest {

    private static final String NOW = "2026-03-01T18:30:00Z";
    private static final String LIKE = """
            {"user_id":"ana-maria","item_id":"film-7","event_type":"like","timestamp":"2026-03-01T18:00:00+01:00",\
            "session_id":"s-1","device_type":"iPhone","locale":"de_AT","schema_version":2}""";
    private static final String VERSION_1 =
            "{\"user_id\":\"ben\",\"item_id\":\"film-8\",\"event_type\":\"view\",\"timestamp\":1772380000}";
    private static final String UNKNOWN_TYPE =
            LIKE.replace("\"like\"", "\"lik\"").replace("film-7", "film-9");

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    private Path store() {
        return folder.resolve("store");
    }

    private Path events() throws IOException {
        return CommandRun.file(
                folder, "events.jsonl", "", LIKE, VERSION_1, "  ", LIKE, UNKNOWN_TYPE, "garbage \u001B[31m", "garbage");
    }

    private static JsonNode json(Object... args) throws IOException {
        List<Object> all = new ArrayList<>(List.of("signals", "--now", NOW, "--json"));
        all.addAll(List.of(args));
        CommandRun run = CommandRun.of(all.toArray());
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
        return JSON.readTree(run.out());
    }

    @Test
    void aFileIsTakenInAndSaidWhatBecameOfIt() throws IOException {
        CommandRun run = CommandRun.of("signals", events(), "--now", NOW);
        assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(run.out())
                .contains("8 lines", "a temporary folder, deleted at the end")
                .containsPattern("accepted +2 ")
                .containsPattern("duplicates +1 ")
                .containsPattern("dead-lettered +3 ")
                .containsPattern("complete +2 +66.7 %")
                .containsPattern("UNKNOWN_TYPE +1 +first in line 6")
                .containsPattern("MALFORMED_JSON +2 +first in line 7")
                .contains("99 % within", "Windows of")
                .contains("user ana-…", "item fil…")
                .doesNotContain("ana-maria\"", "film-9", "\u001B");
    }

    @Test
    void whatIsReadTwiceIsCountedOnce() throws IOException {
        JsonNode first = json(events(), "--store", store(), "--person", "ana-maria", "--letters");
        JsonNode second = json(events(), "--store", store(), "--person", "ana-maria", "--letters");
        assertThat(first.at("/file/accepted").asInt()).isEqualTo(2);
        assertThat(second.at("/file/accepted").asInt()).isZero();
        assertThat(second.at("/file/duplicates").asInt()).isEqualTo(3);
        assertThat(second.get("windows")).isEqualTo(first.get("windows"));
        assertThat(first.get("letters_kept").asInt()).isEqualTo(3);
        assertThat(second.get("letters_kept").asInt()).isEqualTo(3);
        assertThat(second.at("/letters/0/attempts").asInt()).isEqualTo(2);
    }

    @Test
    void windowsAreThereWithoutTheFile() throws IOException {
        json(events(), "--store", store());
        JsonNode windows = json("--store", store(), "--person", "ana-maria").get("windows");
        assertThat(windows.at("/values/like_count_24h").asInt()).isEqualTo(1);
        assertThat(windows.at("/values/online_hours")).hasSize(24);
        JsonNode stranger = json("--store", store(), "--person", "nobody").get("windows");
        assertThat(stranger.get("values").has("like_count_24h")).isFalse();
    }

    @Test
    void withoutItsSnapshotTheWindowsAreCountedAgain() throws IOException {
        JsonNode before =
                json(events(), "--store", store(), "--person", "ana-maria").get("windows");
        Files.delete(store().resolve("windows.snapshot"));
        assertThat(json("--store", store(), "--person", "ana-maria").get("windows"))
                .isEqualTo(before);
    }

    @Test
    void anEarlierTimeThanTheLastRunsCountsAgain() throws IOException {
        JsonNode before =
                json(events(), "--store", store(), "--person", "ana-maria").get("windows");
        CommandRun later =
                CommandRun.of("signals", "--store", store(), "--person", "ana-maria", "--now", "2026-10-01T00:00:00Z");
        assertThat(later.out()).contains("last_active_sec").doesNotContain("like_count_24h");
        assertThat(json("--store", store(), "--person", "ana-maria").get("windows"))
                .isEqualTo(before);
    }

    @Test
    void lettersAreListedRepairedAndTakenInAgain() throws IOException {
        json(events(), "--store", store());
        JsonNode unknown = json("--store", store(), "--letters", "--reason", "unknown_type");
        assertThat(unknown.get("letters")).hasSize(1);
        assertThat(unknown.at("/letters/0/text").asText()).isEqualTo(UNKNOWN_TYPE);
        int id = unknown.at("/letters/0/id").asInt();
        JsonNode repaired = json(
                "--store",
                store(),
                "--repair",
                id + "=" + UNKNOWN_TYPE.replace("\"lik\"", "\"like\""),
                "--replay",
                id,
                "--person",
                "ana-maria");
        assertThat(repaired.get("repaired").asInt()).isEqualTo(id);
        assertThat(repaired.at("/replayed/" + id).asText()).isEqualTo("accepted");
        assertThat(repaired.at("/windows/values/like_count_24h").asInt()).isEqualTo(2);
        assertThat(json("--store", store(), "--letters").get("letters_kept").asInt())
                .isEqualTo(2);
    }

    @Test
    void aRepairMayComeFromAFileAndAllLettersMayBeTakenInAgain() throws IOException {
        json(events(), "--store", store());
        Path text = CommandRun.file(folder, "seven.json", LIKE);
        CommandRun run = CommandRun.of(
                "signals", "--store", store(), "--repair", 1, "--with", text, "--replay", "all", "--now", NOW);
        assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(run.out())
                .contains("Letter 1 has its new text", "Taken in again: 3 letters")
                .containsPattern("1 +known already \\(1\\)")
                .containsPattern("2 +rejected again, MALFORMED_JSON");
    }

    @Test
    void anOptOutIsSeenAtTheNextReadAndRemembered() throws IOException {
        json(events(), "--store", store());
        JsonNode audits = json("--store", store(), "--audit", "ana-maria", "--opt-out", "behaviour")
                .get("audits");
        assertThat(audits).hasSize(2);
        assertThat(audits.at("/0/entries"))
                .anyMatch(entry -> entry.get("holder").asText().equals("windows"));
        assertThat(audits.at("/0/entries")).allMatch(entry -> entry.get("used").asBoolean());
        assertThat(audits.at("/1/entries"))
                .isNotEmpty()
                .noneMatch(entry -> entry.get("used").asBoolean())
                .noneMatch(entry -> entry.get("holder").asText().equals("windows"));
        JsonNode later = json("--store", store(), "--audit", "ana-maria", "--person", "ana-maria");
        assertThat(later.at("/audits/0/off/0").asText()).isEqualTo("behaviour");
        assertThat(later.at("/windows/values/like_count_24h").isMissingNode()).isTrue();
        JsonNode back = json("--store", store(), "--audit", "ana-maria", "--opt-in", "behaviour");
        assertThat(back.at("/audits/1/entries"))
                .anyMatch(entry -> entry.get("name").asText().equals("like_count_24h"));
        assertThat(CommandRun.of("signals", "--store", store(), "--audit", "ana-maria")
                        .out())
                .contains("What is known, now", "event log", "Switched off: nothing");
    }

    @Test
    void eventsComeFromStandardInputToo() {
        InputStream real = System.in;
        try {
            System.setIn(new ByteArrayInputStream((LIKE + "\n").getBytes(StandardCharsets.UTF_8)));
            assertThat(CommandRun.of("signals", "-", "--now", NOW).out()).contains("standard input: 1 lines");
        } finally {
            System.setIn(real);
        }
    }

    @Test
    void aByteOrderMarkIsPassedOver() throws IOException {
        Path file = CommandRun.file(folder, "marked.jsonl", "\uFEFF" + LIKE);
        assertThat(json(file).at("/file/accepted").asInt()).isEqualTo(1);
    }

    @Test
    void aLineOfTenMegabytesIsOneLetterAndTheNextIsRead() throws IOException {
        Path file = CommandRun.file(folder, "long.jsonl", "{\"user_id\":\"" + "y".repeat(10_000_000) + "\"}", LIKE);
        JsonNode run = json(file);
        assertThat(run.at("/file/accepted").asInt()).isEqualTo(1);
        assertThat(run.at("/file/rejected/TOO_LARGE/events").asInt()).isEqualTo(1);
    }

    @Test
    void whatIsNotEventsIsRefused() throws IOException {
        assertThat(CommandRun.of("signals", folder.resolve("none.jsonl"), "--store", store())
                        .exitCode())
                .isEqualTo(ExitCode.NO_INPUT);
        assertThat(store()).doesNotExist();
        assertThat(CommandRun.of("signals", folder).exitCode()).isEqualTo(ExitCode.NO_INPUT);
        assertThat(CommandRun.of("signals", Files.createFile(folder.resolve("empty.jsonl")))
                        .err())
                .contains("must hold at least one event, holds none");
        Path binary = Files.write(folder.resolve("binary"), new byte[] {'{', 0, 1, 2});
        CommandRun run = CommandRun.of("signals", binary);
        assertThat(run.exitCode()).isEqualTo(ExitCode.DATA);
        assertThat(run.err()).contains("is binary or UTF-16 (byte 1 is 0)");
        Path packed = Files.write(folder.resolve("packed"), new byte[] {0x1F, (byte) 0x8B, 'x'});
        assertThat(CommandRun.of("signals", packed).err()).contains("is compressed");
        assertThat(CommandRun.of("signals", CommandRun.file(folder, "array.json", "[", LIKE, "]"))
                        .err())
                .contains("begins with an array");
        CommandRun none = CommandRun.of("signals", CommandRun.file(folder, "table.csv", "a,b", "c,d"));
        assertThat(none.exitCode()).isEqualTo(ExitCode.DATA);
        assertThat(none.err()).contains("no line could be accepted");
    }

    @Test
    void aStoreOfAnotherVersionOrAnotherFolderIsRefused() throws IOException {
        json(events(), "--store", store());
        Files.writeString(store().resolve("version.txt"), "discovery signals 99");
        CommandRun run = CommandRun.of("signals", "--store", store(), "--letters");
        assertThat(run.exitCode()).isEqualTo(ExitCode.DATA);
        assertThat(run.err()).contains("must say \"discovery signals 1\"");
        Path other = Files.createDirectory(folder.resolve("other"));
        Files.createFile(other.resolve("thesis.txt"));
        assertThat(CommandRun.of("signals", events(), "--store", other).err()).contains("has other files");
        assertThat(other).isDirectoryContaining(file -> file.endsWith("thesis.txt"));
        assertThat(CommandRun.of("signals", "--store", folder.resolve("none"), "--letters")
                        .exitCode())
                .isEqualTo(ExitCode.NO_INPUT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"discovery.db", "windows.snapshot", "windows.time", "trail.key"})
    void aDamagedStoreIsRefused(String file) throws IOException {
        json(events(), "--store", store());
        Files.writeString(store().resolve(file), "not what was written here, and long enough to be looked at");
        CommandRun run = CommandRun.of("signals", "--store", store(), "--letters");
        assertThat(run.err()).contains(file, "restore the store");
        assertThat(run.exitCode()).isEqualTo(ExitCode.DATA);
    }

    @Test
    void aStoreInUseIsRefused() throws IOException {
        json(events(), "--store", store());
        try (FileChannel held = FileChannel.open(store().resolve("lock"), StandardOpenOption.WRITE)) {
            assertThat(held.tryLock()).isNotNull();
            CommandRun run = CommandRun.of("signals", "--store", store(), "--letters");
            assertThat(run.exitCode()).isEqualTo(ExitCode.CANNOT_WRITE);
            assertThat(run.err()).contains("another process uses this store");
        }
        json("--store", store(), "--letters");
    }

    @Test
    void wrongUsageIsSaid() throws IOException {
        assertThat(CommandRun.of("signals").exitCode()).isEqualTo(ExitCode.USAGE);
        for (String[] wrong : new String[][] {
            {"--repair", "1"},
            {"--repair", "x=y"},
            {"--with", "f"},
            {"--replay", "x"},
            {"--reason", "malformed_json"},
            {"--opt-out", "behaviour"},
            {"--audit", "ana", "--opt-out", "behavior"},
            {"--audit", "ana", "--opt-out", "behaviour", "--opt-in", "behaviour"},
            {"--now", "yesterday"}
        }) {
            List<Object> args = new ArrayList<>(List.of("signals", events(), "--store", store()));
            args.addAll(List.of(wrong));
            assertThat(CommandRun.of(args.toArray()).exitCode())
                    .as(String.join(" ", wrong))
                    .isEqualTo(ExitCode.USAGE);
        }
        for (String option : new String[] {"--replay", "--repair"}) {
            CommandRun run =
                    CommandRun.of("signals", "--store", store(), option, option.equals("--replay") ? "99" : "99={}");
            assertThat(run.exitCode()).isEqualTo(ExitCode.DATA);
            assertThat(run.err()).contains("no dead letter of the number 99");
        }
    }

    @Test
    void aTemporaryStoreLeavesNothing() throws IOException {
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        List<Path> before = stores(temporary);
        CommandRun.of("signals", events(), "--now", NOW);
        assertThat(stores(temporary)).isEqualTo(before);
    }

    private static List<Path> stores(Path temporary) throws IOException {
        try (var files = Files.list(temporary)) {
            return files.filter(file -> file.getFileName().toString().startsWith("discovery-signals"))
                    .sorted()
                    .toList();
        }
    }
}

package io.github.discovery4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.discovery4j.core.artefact.ArtefactStore;
import io.github.discovery4j.examples.command.ExitCode;
import io.github.discovery4j.rank.factorization.ModelArtefacts;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainCommandTest {

    @TempDir
    private Path folder;

    private Path data;

    @BeforeEach
    void write() throws IOException {
        List<String> lines = new ArrayList<>();
        for (int user = 0; user < 40; user++) {
            for (int item = user % 2; item < 24; item += 2) {
                if ((user * 7 + item * 5) % 3 != 0) {
                    lines.add("u" + user + "\ti" + item);
                }
            }
        }
        data = CommandRun.file(folder, "likes.tsv", lines.toArray(String[]::new));
    }

    private CommandRun train(Object... more) {
        List<Object> args = new ArrayList<>(List.of("train", "--data", data, "--out", folder.resolve("models")));
        args.addAll(List.of(more));
        return CommandRun.of(args.toArray());
    }

    private ArtefactStore store() {
        return ArtefactStore.at(folder.resolve("models"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"popularity", "ease", "ials", "bpr", "rp3beta", "blend"})
    void everyModelIsTrainedWrittenAndCanBeLoaded(String model) throws IOException {
        CommandRun run = train("--model", model);
        assertThat(run.err()).contains("Trial 1 of 1: ndcg@10");
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).startsWith(model + " v000001-").contains("40 of 40 active users (100.0 %)");
        assertThat(ModelArtefacts.kind(store().load(ModelArtefacts::read).value()))
                .isEqualTo(model);
    }

    @Test
    void aSearchTriesAndTakesTheBest() throws IOException {
        CommandRun run = train("--model", "ease", "--search", 4, "--grid", "--seed", 5);
        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).contains("Trial 4 of 4").contains("regularization 500.0");
        var manifest =
                store().load(artefact -> artefact.manifest().description()).value();
        assertThat(manifest.metrics()).containsEntry("search.trials", 4.0);
        assertThat(manifest.seed()).isEqualTo(5);
        assertThat(folder.resolve("models").resolve("search.json")).doesNotExist();
    }

    @Test
    void theManifestIsPrintedAsJson() throws IOException {
        CommandRun run = train("--model", "rp3beta", "--set", "neighbours=7", "--json");
        assertThat(run.out())
                .startsWith("{")
                .contains("\"neighbours\" : \"7\"")
                .contains("\"user_share\" : 1.0")
                .contains("\"training_data\" : \"sha256:");
    }

    @Test
    void whatWasLeftOutIsSaid() throws IOException {
        Files.writeString(data, "hermit\trare\n", StandardOpenOption.APPEND);
        CommandRun all = train("--model", "ease");
        assertThat(all.out()).contains("41 of 41 active users").doesNotContain("less than it should");
        CommandRun some = train("--model", "ease", "--min-item-users", 2);
        assertThat(some.out()).contains("40 of 41 active users (97.6 %) and 24 of 25 active items (96.0 %)");
        assertThat(train("--model", "ease", "--min-item-users", 14).out()).contains("less than it should: 90 %");
    }

    @Test
    void rarePeopleAreLeftOutIfAskedFor() throws IOException {
        Files.writeString(data, "hermit\ti0\n", StandardOpenOption.APPEND);
        CommandRun run = train("--model", "ease", "--min-user-items", 2);
        assertThat(run.out()).contains("40 of 41 active users (97.6 %) and 24 of 24 active items (100.0 %)");
        assertThat(train("--model", "ease", "--min-user-items", 0).exitCode()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void onlyTheLastVersionsAreKept() throws IOException {
        for (int i = 0; i < 3; i++) {
            assertThat(train("--model", "popularity", "--keep", 2).exitCode()).isZero();
        }
        assertThat(store().versions()).hasSize(2);
    }

    @Test
    void trialsThatWereDoneBeforeAnInterruptionAreNotDoneAgain() throws IOException {
        Path models = Files.createDirectories(folder.resolve("models"));
        try (FileChannel other =
                FileChannel.open(models.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            other.lock();
            CommandRun refused = train("--model", "ease", "--search", 3);
            assertThat(refused.exitCode()).isEqualTo(ExitCode.CANNOT_WRITE);
            assertThat(refused.err()).contains("Trial 3 of 3").contains("another is writing now");
        }
        assertThat(train("--model", "ease", "--search", 3, "--seed", 1).err())
                .as("another plan")
                .contains("Trial 1 of 3");
        try (FileChannel other = FileChannel.open(models.resolve(".lock"), StandardOpenOption.WRITE)) {
            other.lock();
            train("--model", "ease", "--search", 3);
        }
        CommandRun again = train("--model", "ease", "--search", 3);
        assertThat(again.exitCode()).isZero();
        assertThat(again.err()).doesNotContain("Trial");
        assertThat(again.out()).contains("validation.ndcg@10");
    }

    @Test
    void recommendTakesATrainedModel() {
        for (String model : List.of("ease", "ials")) {
            train("--model", model);
            CommandRun run = CommandRun.of(
                    "recommend", "--data", data, "--user", "u1", "--model", folder.resolve("models"), "--trace");
            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(run.out()).contains(model);
        }
        CommandRun none =
                CommandRun.of("recommend", "--data", data, "--user", "u1", "--model", folder.resolve("nothing"));
        assertThat(none.exitCode()).isEqualTo(ExitCode.NO_INPUT);
        assertThat(none.err()).contains("train one");
    }

    @Test
    void aDamagedModelIsNotTaken() throws IOException {
        train("--model", "ease");
        Path weights =
                folder.resolve("models").resolve(store().latest().orElseThrow()).resolve("weights-0.f32");
        byte[] bytes = Files.readAllBytes(weights);
        bytes[5] ^= 1;
        Files.write(weights, bytes);
        CommandRun run =
                CommandRun.of("recommend", "--data", data, "--user", "u1", "--model", folder.resolve("models"));
        assertThat(run.exitCode()).isEqualTo(ExitCode.DATA);
        assertThat(run.err()).contains("weights-0.f32").contains("checksum");
    }

    @Test
    void eventsAreReadByTheirWeights() throws IOException {
        Path events = folder.resolve("events.jsonl");
        Path signals = folder.resolve("signals");
        CommandRun sample = CommandRun.of(
                "sample", "--seed", 7, "--people", 60, "--events", events, "--as-of", "2026-03-01T18:00:00Z");
        assertThat(sample.exitCode()).as(sample.err()).isZero();
        CommandRun taken = CommandRun.of("signals", events, "--store", signals, "--now", "2026-03-01T18:00:00Z");
        assertThat(taken.exitCode()).as(taken.err()).isZero();
        CommandRun run = CommandRun.of(
                "train",
                "--store",
                signals,
                "--weight",
                "like=1",
                "--weight",
                "play=0.5",
                "--half-life",
                30,
                "--as-of",
                "2026-03-01T18:00:00Z",
                "--model",
                "ease",
                "--out",
                folder.resolve("models"));
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.err()).contains("interactions of");
        CommandRun none = CommandRun.of(
                "train", "--store", signals, "--weight", "nothing=1", "--model", "ease", "--out", folder.resolve("m"));
        assertThat(none.exitCode()).isEqualTo(ExitCode.DATA);
        assertThat(CommandRun.of(
                                "train",
                                "--store",
                                folder.resolve("no"),
                                "--model",
                                "ease",
                                "--out",
                                folder.resolve("m"))
                        .exitCode())
                .isEqualTo(ExitCode.NO_INPUT);
    }

    @Test
    void wrongUsageIsOneSentence() {
        for (Object[] wrong : new Object[][] {
            {"--model", "als"},
            {"--model", "ease", "--set", "dimension=3"},
            {"--model", "ease", "--seed", "-1"},
            {"--model", "ease", "--search", "0"},
        }) {
            CommandRun run = train(wrong);
            assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE);
            assertThat(run.err()).contains("Try 'discovery train --help'");
        }
        CommandRun refused = train("--model", "ease", "--set", "regularization=-1");
        assertThat(refused.exitCode()).isEqualTo(ExitCode.DATA);
        assertThat(refused.err()).contains("regularization must be more than 0");
    }

    @Test
    void aFolderThatCannotBeWrittenIsSaid() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        CommandRun run = CommandRun.of("train", "--data", data, "--model", "ease", "--out", file);
        assertThat(run.exitCode()).isEqualTo(ExitCode.CANNOT_WRITE);
    }
}

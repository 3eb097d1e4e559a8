package io.github.discovery4j.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.discovery4j.core.DiscoveryEngine;
import io.github.discovery4j.core.artefact.ArtefactException;
import io.github.discovery4j.core.artefact.ArtefactStore;
import io.github.discovery4j.core.feature.manifest.DeclaredView;
import io.github.discovery4j.core.model.CandidateList;
import io.github.discovery4j.core.model.Slate;
import io.github.discovery4j.core.model.SlateRequest;
import io.github.discovery4j.examples.command.ExitCode;
import io.github.discovery4j.examples.signals.SignalChain;
import io.github.discovery4j.examples.signals.SignalFeatures;
import io.github.discovery4j.examples.signals.SignalStore;
import io.github.discovery4j.explain.attribution.Attribution;
import io.github.discovery4j.explain.attribution.SlateContributions;
import io.github.discovery4j.rank.boosting.BoostingArtefacts;
import io.github.discovery4j.rank.boosting.LightGbmModel;
import io.github.discovery4j.rank.boosting.LightGbmRanker;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code discovery rank-train --store}: from events to a ranker that an engine serves with. */
class RankTrainEventsTest {

    private static final String NOW = "2026-03-01T18:00:00Z";
    private static final int PEOPLE = 120;

    @TempDir
    private static Path shared;

    private static Path store = Path.of("");

    @TempDir
    private Path folder;

    @BeforeAll
    static void takeEventsIn() {
        NativeLibrary.load();
        Path events = shared.resolve("events.jsonl");
        store = shared.resolve("signals");
        succeeded(CommandRun.of(
                "sample", "--seed", 5, "--people", PEOPLE, "--days", 8, "--events", events, "--as-of", NOW));
        succeeded(CommandRun.of("signals", events, "--store", store, "--now", NOW));
    }

    private static CommandRun succeeded(CommandRun run) {
        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
        return run;
    }

    private CommandRun train(String out, Object... more) {
        List<Object> args =
                new ArrayList<>(List.of("rank-train", "--store", store, "--out", folder.resolve(out), "--as-of", NOW));
        args.addAll(List.of(more));
        if (!args.contains("trees=60")) {
            args.addAll(List.of("--set", "trees=20"));
        }
        return CommandRun.of(args.toArray());
    }

    private static LightGbmModel load(Path models, DeclaredView view) throws IOException {
        return ArtefactStore.at(models)
                .load(artefact -> BoostingArtefacts.read(artefact.requireView(view)))
                .value();
    }

    @Test
    void aRankerIsLearnedServesAndExplains() throws IOException {
        CommandRun run = succeeded(train("rank"));
        assertThat(run.out())
                .contains("trees of lambdarank", "known in the order of the log", "Rows by grade: grade 0 ")
                .contains("the model", "random order", "share of the gain", "validation ndcg@1");
        LightGbmModel model = load(folder.resolve("rank"), SignalFeatures.view());
        LightGbmRanker ranker = LightGbmRanker.of(model);
        List<SlateContributions> why = new ArrayList<>();
        try (SignalStore opened = SignalStore.existing(store);
                SignalChain chain = SignalChain.open(opened, InstantSource.fixed(Instant.parse(NOW)));
                DiscoveryEngine engine = DiscoveryEngine.builder()
                        .consent(chain.ledger())
                        .clock(InstantSource.fixed(Instant.parse(NOW)))
                        .source("people", (context, limit) -> {
                            CandidateList.Builder found = CandidateList.builder(context.items(), PEOPLE);
                            IntStream.range(2, 40)
                                    .mapToObj(i -> "u" + i)
                                    .filter(context::admits)
                                    .forEach(id -> found.add(id, 1));
                            return found.build();
                        })
                        .hydrate(SignalFeatures.view().over(chain.features()))
                        .rank(ranker)
                        .explain(chosen -> {
                            Attribution.exact().of(chosen).ifPresent(why::add);
                            return Collections.nCopies(chosen.size(), List.of());
                        })
                        .build()) {
            chain.catchUp(Duration.ofMinutes(1));
            Slate slate = engine.recommend(SlateRequest.forViewer("u1").size(5).build());
            assertThat(slate.items()).hasSize(5);
            assertThat(slate.items().stream().map(item -> item.score()).distinct())
                    .as("the ranker tells people apart")
                    .hasSizeGreaterThan(1);
            for (int item = 0; item < 5; item++) {
                assertThat(why.getFirst().margin(item))
                        .isCloseTo(slate.items().get(item).score(), within(1e-6));
            }
        }
    }

    @Test
    void anEngineWithAnotherViewIsRefused() {
        succeeded(train("rank"));
        DeclaredView view = SignalFeatures.view();
        DeclaredView fewer = new DeclaredView(
                view.name(), view.version(), view.registry(), view.columns().subList(1, 40));
        assertThatThrownBy(() -> load(folder.resolve("rank"), fewer))
                .isInstanceOf(ArtefactException.class)
                .hasMessageContaining("is gone");
    }

    @Test
    void theRowsTrainTheSameModelElsewhere() throws IOException {
        String fromEvents =
                succeeded(train("rank", "--rows-out", folder.resolve("rows"))).out();
        CommandRun run = succeeded(CommandRun.of(
                "rank-train",
                "--data",
                folder.resolve("rows.train"),
                "--validation",
                folder.resolve("rows.test"),
                "--set",
                "trees=20",
                "--out",
                folder.resolve("elsewhere")));
        assertThat(Files.readAllLines(folder.resolve("rows.train"))).startsWith("# 0 play_count_1h");
        String model = fromEvents
                .lines()
                .filter(line -> line.startsWith("  the model"))
                .findFirst()
                .orElseThrow();
        run.out()
                .lines()
                .filter(line -> line.contains("validation.ndcg"))
                .forEach(line -> assertThat(model).contains(line.substring(line.length() - 6)));
        assertThat(load(folder.resolve("rank"), SignalFeatures.view()).gains())
                .isEqualTo(ArtefactStore.at(folder.resolve("elsewhere"))
                        .load(BoostingArtefacts::read)
                        .value()
                        .gains());
    }

    @Test
    void rowsOfAnEarlierRunAreNotLeftBesideRowsThatTheModelHasLearned() {
        Path rows = folder.resolve("rows");
        succeeded(train("rank", "--rows-out", rows));
        assertThat(folder.resolve("rows.test")).exists();
        succeeded(train("rank", "--rows-out", rows, "--validation-share", "0"));
        assertThat(folder.resolve("rows.train")).exists();
        assertThat(folder.resolve("rows.test")).doesNotExist();
        assertThat(folder.resolve("rows.test.query")).doesNotExist();
    }

    @Test
    void stoppingEarlyKeepsTheBestNumberOfTrees() throws IOException {
        succeeded(train("rank", "--set", "trees=60", "--early-stopping", 5));
        assertThat(load(folder.resolve("rank"), SignalFeatures.view())
                        .ensemble()
                        .trees())
                .isBetween(1, 59);
    }

    @Test
    void theSameEventsAndSeedGiveTheSameModel() throws IOException {
        succeeded(train("one", "--seed", 3, "--set", "bagging_fraction=0.5", "--set", "bagging_freq=1"));
        succeeded(train("two", "--seed", 3, "--set", "bagging_fraction=0.5", "--set", "bagging_freq=1"));
        assertThat(load(folder.resolve("two"), SignalFeatures.view()).ensemble())
                .usingRecursiveComparison()
                .isEqualTo(load(folder.resolve("one"), SignalFeatures.view()).ensemble());
    }

    @Test
    void whatFailsLeavesTheVersionsAsTheyWere() throws IOException {
        succeeded(train("rank"));
        ArtefactStore versions = ArtefactStore.at(folder.resolve("rank"));
        List<String> before = versions.versions();
        assertThat(train("rank", "--set", "num_leafs=4").exitCode()).isEqualTo(ExitCode.DATA);
        assertThat(train("rank", "--from", NOW).exitCode()).isEqualTo(ExitCode.DATA);
        try (FileChannel other = FileChannel.open(
                folder.resolve("rank").resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            other.lock();
            assertThat(train("rank").exitCode()).isEqualTo(ExitCode.CANNOT_WRITE);
        }
        assertThat(versions.versions()).isEqualTo(before);
        load(folder.resolve("rank"), SignalFeatures.view());
    }

    @Test
    void whatCannotBeLearnedIsSaidWithItsRemedy() throws IOException {
        refused(ExitCode.DATA, "name the types of events that count", train("m", "--label", "report=3"));
        refused(ExitCode.DATA, "collect more impressions", train("m", "--from", "2026-03-01T17:15:00Z"));
        refused(ExitCode.USAGE, "did you mean \"like\"", train("m", "--label", "likes=3"));
        refused(ExitCode.USAGE, "grade must be in [0, 30], was 31", train("m", "--label", "like=31"));
        refused(ExitCode.USAGE, "--validation-share must be in [0, 1)", train("m", "--validation-share", "1"));
        refused(
                ExitCode.USAGE,
                "--early-stopping needs rows",
                train("m", "--validation-share", "0", "--early-stopping", 3));
        refused(ExitCode.USAGE, "--data", train("m", "--data", store));
        refused(ExitCode.USAGE, "--data", CommandRun.of("rank-train", "--out", folder));
        refused(
                ExitCode.NO_INPUT,
                "no store there",
                CommandRun.of("rank-train", "--store", folder.resolve("none"), "--out", folder));
        Path like = CommandRun.file(
                folder,
                "like.jsonl",
                "{\"user_id\":\"ana\",\"item_id\":\"film-7\",\"event_type\":\"like\",\"timestamp\":1772380000}");
        succeeded(CommandRun.of("signals", like, "--store", folder.resolve("likes"), "--now", NOW));
        refused(
                ExitCode.DATA,
                "log one event for each item that is shown",
                CommandRun.of("rank-train", "--store", folder.resolve("likes"), "--out", folder.resolve("m")));
        assertThat(folder.resolve("m")).doesNotExist();
    }

    private static void refused(int code, String message, CommandRun run) {
        assertThat(run.exitCode()).as(run.err()).isEqualTo(code);
        assertThat(run.err()).contains(message);
    }

    @Test
    void withoutValidationAllQueriesAreLearnedFrom() {
        String all = succeeded(train("rank", "--validation-share", "0")).out();
        assertThat(all).contains("to learn from, 0 later ones to validate with, 0 left out");
        Optional<String> model =
                all.lines().filter(line -> line.startsWith("  the model")).findFirst();
        assertThat(model.orElseThrow()).endsWith("-");
    }
}

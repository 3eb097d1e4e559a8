package io.github.discovery4j.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.discovery4j.core.evaluation.Protocol;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluateCommandTest {

    @TempDir
    private Path folder;

    private Path ratings = Path.of("");

    @BeforeEach
    void writeRatings() throws IOException {
        List<String> lines = new ArrayList<>();
        for (int user = 0; user < 12; user++) {
            for (int item = 0; item < 8; item++) {
                if ((user + item) % 3 != 0) {
                    lines.add("u" + user + "\ti" + item);
                }
            }
        }
        ratings = CommandRun.file(folder, "ratings.tsv", lines.toArray(String[]::new));
    }

    @Test
    void printsATableAndTheProtocol() {
        CommandRun run = CommandRun.of("evaluate", "--data", ratings, "--seeds", "2");
        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .contains("mean ± sd", "popularity", "ease", "ndcg@10", "training", "Seeds: 2", "Protocol random-75-25")
                .doesNotContain("intra_list_distance");
        assertThat(run.err()).contains("format tsv, guessed");
    }

    @Test
    void writesEachMetricWhereProgramsLookForIt() throws IOException {
        Path json = folder.resolve("report.json");
        CommandRun run = CommandRun.of(
                "evaluate", "--data", ratings, "--protocol", "a1", "--models", "ease", "-k", "1,3", "--json", json);
        assertThat(run.exitCode()).isZero();
        JsonNode report = new ObjectMapper().readTree(json.toFile());
        JsonNode metric = report.at("/models/ease/metrics").get("ndcg@3");
        assertThat(metric.get("mean").doubleValue()).isBetween(0.0, 1.0);
        assertThat(metric.get("sd").isNumber()).isTrue();
        assertThat(metric.get("values").size()).isEqualTo(5);
        assertThat(report.at("/protocol/name").textValue()).isEqualTo("random-75-25");
        assertThat(report.at("/models").size()).isEqualTo(1);
        assertThat(report.at("/models/ease/metrics").has("ndcg@1")).isTrue();
    }

    @Test
    void everyModelCanBeNamedAndItsSettingsStandInTheReport() throws IOException {
        Path json = folder.resolve("report.json");
        CommandRun run = CommandRun.of(
                "evaluate",
                "--data",
                ratings,
                "--protocol",
                "A4",
                "--models",
                "popularity,ease,rp3beta,ials,bpr,blend",
                "--seeds",
                "1",
                "--json",
                json);
        assertThat(run.exitCode()).as(run.err()).isZero();
        JsonNode report = new ObjectMapper().readTree(json.toFile());
        assertThat(report.at("/models").size()).isEqualTo(6);
        assertThat(report.at("/protocol/name").textValue()).isEqualTo("random-80-20");
        assertThat(json).content().contains("unobservedWeight", "learningRate", "popularityExponent");
    }

    @Test
    void rankersWeighWhatOtherModelsSay() throws IOException {
        NativeLibrary.load();
        Path json = folder.resolve("report.json");
        CommandRun run = CommandRun.of(
                "evaluate", "--data", ratings, "--models", "tribuo,lightgbm", "--seeds", "1", "--json", json);
        assertThat(run.exitCode()).as(run.err()).isZero();
        JsonNode report = new ObjectMapper().readTree(json.toFile());
        assertThat(report.at("/models").size()).isEqualTo(2);
        assertThat(report.at("/models/tribuo/metrics")
                        .get("ndcg@10")
                        .get("mean")
                        .doubleValue())
                .isBetween(0.0, 1.0);
        assertThat(json).content().contains("popularity, rp3beta, ials");
        CommandRun again = CommandRun.of("evaluate", "--data", ratings, "--models", "tribuo", "--threads", "1");
        CommandRun onTwo = CommandRun.of("evaluate", "--data", ratings, "--models", "tribuo", "--threads", "2");
        assertThat(figures(onTwo)).isEqualTo(figures(again)).isNotEmpty();
    }

    /** The lines of metrics, without those of times. */
    private static List<String> figures(CommandRun run) {
        return run.out().lines().filter(line -> line.contains("@")).toList();
    }

    @Test
    void rankersHaveNoSettingsAndNeedLikesToLearnFrom() throws IOException {
        CommandRun set =
                CommandRun.of("evaluate", "--data", "nowhere", "--models", "tribuo", "--set", "tribuo.epochs=3");
        assertThat(set.exitCode()).isEqualTo(2);
        assertThat(set.err()).contains("tribuo has no settings, was given \"tribuo.epochs\"");
        Path few = CommandRun.file(folder, "few.tsv", "ana\tx", "ben\ty");
        Path found = CommandRun.file(folder, "found.tsv", "ana\ty");
        CommandRun nothing =
                CommandRun.of("evaluate", "--train", few, "--test", found, "--models", "tribuo", "--seeds", "1");
        assertThat(nothing.exitCode()).isEqualTo(65);
        assertThat(nothing.err()).contains("a ranker learns from likes that are held out, there are none");
        assertThat(CommandRun.of("evaluate", "--data", ratings, "--models", "als")
                        .err())
                .contains("must be one of popularity", "tribuo, lightgbm, was \"als\"");
    }

    @Test
    void settingsReplaceDefaultsAndWrongOnesAreRefusedBeforeAnythingIsRead() throws IOException {
        Path json = folder.resolve("report.json");
        CommandRun run = CommandRun.of(
                "evaluate",
                "--data",
                ratings,
                "--models",
                "ease,ials",
                "--set",
                "ease.regularization=7",
                "--set",
                "ials.dimension=3",
                "--seeds",
                "1",
                "--json",
                json);
        assertThat(run.exitCode()).as(run.err()).isZero();
        JsonNode models = new ObjectMapper().readTree(json.toFile()).at("/provenance");
        assertThat(models.toString()).contains("\"regularization\":\"7\"", "\"dimension\":\"3\"");
        for (String wrong : List.of(
                "ease.speed=1",
                "ease.regularization=x",
                "ease.regularization=-1",
                "ials.dimension=1.5",
                "bpr.epochs=1")) {
            CommandRun refused =
                    CommandRun.of("evaluate", "--data", "nowhere", "--models", "ease,ials", "--set", wrong);
            assertThat(refused.exitCode()).as(wrong).isEqualTo(2);
            assertThat(refused.err()).contains("must");
        }
    }

    @Test
    void settingsAreSearchedWithinEachTrainingPart() {
        CommandRun run = CommandRun.of(
                "evaluate",
                "--data",
                ratings,
                "--models",
                "blend",
                "--seeds",
                "1",
                "--search",
                "3",
                "--set",
                "blend.ials.dimension=4");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).contains("blend", "ndcg@10");
        assertThat(CommandRun.of("evaluate", "--data", ratings, "--search", "0").exitCode())
                .isEqualTo(2);
    }

    private Path halves(String name, int remainder) throws IOException {
        List<String> lines = Files.readAllLines(ratings);
        return CommandRun.file(
                folder,
                name,
                IntStream.range(0, lines.size())
                        .filter(line -> (line % 4 == 0) == (remainder == 0))
                        .mapToObj(lines::get)
                        .toArray(String[]::new));
    }

    @Test
    void aSavedModelIsMeasuredAsTheSameModelTrainedNow() throws IOException {
        Path train = halves("train.tsv", 1);
        Path test = halves("test.tsv", 0);
        Path model = folder.resolve("saved");
        assertThat(CommandRun.of("train", "--data", train, "--model", "ease", "--out", model)
                        .exitCode())
                .isZero();
        Path json = folder.resolve("report.json");
        CommandRun run = CommandRun.of(
                "evaluate",
                "--train",
                train,
                "--test",
                test,
                "--models",
                "ease",
                "--model",
                model,
                "--seeds",
                "1",
                "--json",
                json);
        assertThat(run.exitCode()).as(run.err()).isZero();
        JsonNode report = new ObjectMapper().readTree(json.toFile());
        JsonNode saved = report.at("/models/saved/metrics");
        assertThat(saved).isEqualTo(report.at("/models/ease/metrics"));
        assertThat(saved.get("ndcg@10").get("mean").doubleValue()).isPositive();
        assertThat(report.at("/provenance").toString()).contains("v000001-");
        assertThat(run.err()).doesNotContain("was not trained on this training part");
        CommandRun alone = CommandRun.of("evaluate", "--data", ratings, "--model", model, "--seeds", "1");
        assertThat(alone.err()).contains("saved was not trained on this training part");
        assertThat(alone.out()).contains("saved").doesNotContain("popularity");
    }

    @Test
    void aSavedModelThatCannotBeReadOrNamedIsSaid() throws IOException {
        Path empty = Files.createDirectories(folder.resolve("empty"));
        CommandRun missing = CommandRun.of("evaluate", "--data", ratings, "--model", empty);
        assertThat(missing.exitCode()).isBetween(65, 66);
        Path ease = Files.createDirectories(folder.resolve("ease"));
        CommandRun twice = CommandRun.of("evaluate", "--data", ratings, "--models", "ease", "--model", ease);
        assertThat(twice.exitCode()).isEqualTo(2);
        assertThat(twice.err()).contains("two are called \"ease\"");
        CommandRun ties = CommandRun.of("evaluate", "--data", ratings, "--protocol", "links-80-20", "--model", ease);
        assertThat(ties.exitCode()).isEqualTo(2);
        assertThat(ties.err()).contains("leave --model out");
    }

    @Test
    void rareUsersAreLeftOutIfAskedFor() throws IOException {
        Path data = CommandRun.file(folder, "rare.tsv", "a\tX", "a\tY", "b\tX", "b\tY", "b\tZ", "c\tZ", "d\tX", "d\tY");
        CommandRun run = CommandRun.of(
                "evaluate",
                "--data",
                data,
                "--models",
                "popularity",
                "--seeds",
                "1",
                "--min-item-users",
                "2",
                "--min-user-items",
                "2");
        assertThat(run.err())
                .contains("at least 2 users and users with at least 2 items: 6 interactions of 3 users with 2 items.");
    }

    @Test
    void rareItemsAndWhoIsLeftWithNoneAreLeftOutIfAskedFor() throws IOException {
        Path data = CommandRun.file(
                folder, "rare.tsv", "a\tX", "b\tX", "c\tX", "a\tY", "b\tY", "c\tY", "a\tZ", "b\tZ", "d\trare");
        CommandRun run = CommandRun.of(
                "evaluate", "--data", data, "--models", "popularity", "--seeds", "1", "--min-item-users", "2");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.err()).contains("Items with at least 2 users: 8 interactions of 3 users with 3 items.");
        CommandRun none = CommandRun.of("evaluate", "--data", data, "--models", "popularity", "--min-item-users", "4");
        assertThat(none.exitCode()).isEqualTo(65);
        assertThat(none.err()).contains("at least 4 users", "--min-item-users");
    }

    @Test
    void leavesEaseOutOfALargeCatalogueUnlessItIsNamed() throws IOException {
        String[] lines = new String[10_001];
        for (int item = 0; item < lines.length; item++) {
            lines[item] = "u" + item % 10 + "\ti" + item;
        }
        Path large = CommandRun.file(folder, "large.tsv", lines);

        CommandRun byDefault = CommandRun.of("evaluate", "--data", large, "--seeds", "1");
        CommandRun named = CommandRun.of("evaluate", "--data", large, "--seeds", "1", "--models", "ease");

        assertThat(byDefault.exitCode()).isZero();
        assertThat(byDefault.err()).contains("ease takes at most 10,000 items and these are 10,001");
        assertThat(byDefault.out()).contains("popularity").doesNotContain("ease ");
        assertThat(named.exitCode()).isEqualTo(65);
    }

    @Test
    void threadsDoNotChangeTheResult() throws IOException {
        Path one = folder.resolve("one.json");
        Path two = folder.resolve("two.json");
        CommandRun.of("evaluate", "--data", ratings, "--threads", "1", "--json", one);
        CommandRun.of("evaluate", "--data", ratings, "--threads", "2", "--json", two);
        ObjectMapper mapper = new ObjectMapper();
        assertThat(mapper.readTree(one.toFile()).get("models"))
                .isEqualTo(mapper.readTree(two.toFile()).get("models"));
    }

    @Test
    void takesASplitAsItIs() throws IOException {
        Path train = CommandRun.file(folder, "train.tsv", "ana\tdune", "ben\tdune", "ben\talien");
        Path test = CommandRun.file(folder, "test.tsv", "ana\talien", "cleo\tdune");
        Path json = folder.resolve("report.json");
        CommandRun run = CommandRun.of(
                "evaluate", "--train", train, "--test", test, "--models", "popularity", "--seeds", "1", "--json", json);
        assertThat(run.exitCode()).isZero();
        JsonNode report = new ObjectMapper().readTree(json.toFile());
        assertThat(report.at("/protocol/name").textValue()).isEqualTo("train-test");
        // Ana's only unseen item is the one; Cleo's dune is the most popular.
        assertThat(report.at("/models/popularity/metrics")
                        .get("ndcg@10")
                        .get("mean")
                        .doubleValue())
                .isEqualTo(1.0);
    }

    @Test
    void everyProtocolIsListedInTheHelpAndRuns() throws IOException {
        String help = CommandRun.of("evaluate", "--help").out();
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            lines.add("u" + i % 12 + "\ti" + i % 7 + "\t1\t" + (1_000 + i));
        }
        Path timed = CommandRun.file(folder, "timed.tsv", lines.toArray(String[]::new));
        for (Protocol protocol : Protocol.all()) {
            assertThat(help).contains("  " + protocol.name() + " ");
            CommandRun run = CommandRun.of(
                    "evaluate",
                    "--data",
                    timed,
                    "--protocol",
                    protocol.name(),
                    "--models",
                    "popularity",
                    "--seeds",
                    "1");
            assertThat(run.exitCode()).as(protocol.name() + ": " + run.err()).isZero();
            assertThat(run.out()).contains("Protocol " + protocol.name());
        }
    }

    @Test
    void everythingCanBeMeasuredAtOnce() throws IOException {
        Path json = folder.resolve("report.json");
        CommandRun run = CommandRun.of(
                "evaluate",
                "--data",
                ratings,
                "--all-metrics",
                "--sampled",
                "3",
                "--segments",
                "--compare",
                "--json",
                json);
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out())
                .contains(
                        "auc",
                        "novelty@10",
                        "gini@10",
                        "ndcg_sampled_3@10",
                        "cold-users",
                        "ease - popularity",
                        "p (Holm)");
        JsonNode report = new ObjectMapper().readTree(json.toFile());
        assertThat(report.at("/comparisons").size()).isPositive();
        assertThat(report.at("/models/ease/segments/cold-users/auc/mean").isNumber())
                .isTrue();
    }

    @Test
    void dataWithoutWhatAProtocolNeedsIsRefused() {
        CommandRun noTimes = CommandRun.of("evaluate", "--data", ratings, "--protocol", "temporal-80-20");
        assertThat(noTimes.exitCode()).isEqualTo(65);
        assertThat(noTimes.err()).contains("interactions have no time");
        CommandRun noTies = CommandRun.of("evaluate", "--data", ratings, "--protocol", "links-80-20");
        assertThat(noTies.exitCode()).isEqualTo(65);
        assertThat(noTies.err()).contains("there must be ties between people");
        CommandRun wrongModel =
                CommandRun.of("evaluate", "--data", ratings, "--protocol", "links-80-20", "--models", "ease");
        assertThat(wrongModel.exitCode()).isEqualTo(2);
        assertThat(wrongModel.err()).contains("degree, adamic-adar, walk, taste, sum, joint-ties, joint-likes, joint");
    }

    @Test
    void refusesBothInputsAndNone() {
        CommandRun both = CommandRun.of("evaluate", "--data", ratings, "--train", ratings, "--test", ratings);
        assertThat(both.exitCode()).isEqualTo(2);
        assertThat(both.err()).contains("mutually exclusive", "Try 'discovery evaluate --help'");
        assertThat(CommandRun.of("evaluate").exitCode()).isEqualTo(2);
        assertThat(CommandRun.of("evaluate", "--train", ratings).exitCode()).isEqualTo(2);
        assertThat(CommandRun.of("evaluate", "--train", ratings, "--test", ratings, "--protocol", "A1")
                        .exitCode())
                .isEqualTo(2);
    }

    @Test
    void listsWhatExistsWhenANameIsUnknown() {
        CommandRun model = CommandRun.of("evaluate", "--data", ratings, "--models", "ease,magic");
        assertThat(model.exitCode()).isEqualTo(2);
        assertThat(model.err()).contains("popularity, ease", "magic");
        CommandRun protocol = CommandRun.of("evaluate", "--data", ratings, "--protocol", "magic");
        assertThat(protocol.exitCode()).isEqualTo(2);
        assertThat(protocol.err()).contains("random-75-25", "random-80-20", "links-80-20", "magic");
    }

    @Test
    void refusesNumbersBelowOne() {
        for (String option : new String[] {"-k", "--seeds", "--threads"}) {
            CommandRun run = CommandRun.of("evaluate", "--data", ratings, option, "0");
            assertThat(run.exitCode()).as(option).isEqualTo(2);
            assertThat(run.err()).contains(option, "whole number of 1");
        }
    }

    @Test
    void aCutoffBeyondTheCatalogueIsAllowed() {
        assertThat(CommandRun.of("evaluate", "--data", ratings, "-k", "1000000", "--seeds", "1")
                        .exitCode())
                .isZero();
    }

    @Test
    void refusesDataThatLeavesNothingToFind() throws IOException {
        Path file = CommandRun.file(folder, "one.tsv", "ana\tdune");
        CommandRun run = CommandRun.of("evaluate", "--data", file);
        assertThat(run.exitCode()).isEqualTo(65);
        assertThat(run.err()).contains("the test set must hold an item");
        CommandRun.file(folder, "none.tsv");
        CommandRun empty = CommandRun.of("evaluate", "--data", folder.resolve("none.tsv"));
        assertThat(empty.exitCode()).isEqualTo(65);
        assertThat(empty.err()).contains("at least one interaction");
    }

    @Test
    void refusesMissingAndMalformedFiles() throws IOException {
        CommandRun missing = CommandRun.of("evaluate", "--train", ratings, "--test", folder.resolve("nowhere.tsv"));
        assertThat(missing.exitCode()).isEqualTo(66);
        assertThat(missing.err()).contains("nowhere.tsv");
        Path bad = CommandRun.file(folder, "bad.tsv", "ana\tdune", "ana");
        CommandRun malformed = CommandRun.of("evaluate", "--train", ratings, "--test", bad);
        assertThat(malformed.exitCode()).isEqualTo(65);
        assertThat(malformed.err()).contains("bad.tsv, line 2");
    }

    @Test
    void refusesATargetThatCannotBeWrittenBeforeTheWork() throws IOException {
        Path nowhere = folder.resolve("missing").resolve("report.json");
        CommandRun run = CommandRun.of("evaluate", "--data", ratings, "--json", nowhere);
        assertThat(run.exitCode()).isEqualTo(73);
        assertThat(run.err()).contains("its folder does not exist").doesNotContain("Read ");
        assertThat(run.out()).isEmpty();
        assertThat(CommandRun.of("evaluate", "--data", ratings, "--json", folder)
                        .exitCode())
                .isEqualTo(73);
    }

    @Test
    void writesAPageThatSaysWhereItComesFromAndNamesNoFolder() throws IOException {
        Path json = folder.resolve("report.json");
        Path html = folder.resolve("report.html");
        CommandRun run =
                CommandRun.of("evaluate", "--data=" + ratings, "--seeds", "2", "--json", json, "--html=" + html);
        assertThat(run.exitCode()).as(run.err()).isZero();
        JsonNode provenance = new ObjectMapper().readTree(json.toFile()).get("provenance");
        assertThat(provenance.at("/command").toString())
                .isEqualTo("[\"discovery\",\"evaluate\",\"--data=ratings.tsv\",\"--seeds\",\"2\",\"--json\","
                        + "\"report.json\",\"--html=report.html\"]");
        assertThat(provenance.at("/files/0/name").textValue()).isEqualTo("ratings.tsv");
        assertThat(provenance.at("/files/0/bytes").longValue()).isEqualTo(Files.size(ratings));
        assertThat(provenance.at("/models/ease/regularization").textValue()).isEqualTo("500.0");
        assertThat(provenance.at("/format").textValue()).isEqualTo("tsv");
        assertThat(Files.readString(html))
                .startsWith("<!DOCTYPE html>")
                .contains("<svg", provenance.at("/files/0/sha256").textValue())
                .doesNotContain(folder.toString(), "http:", "https:", "src=");
        assertThat(Files.readString(json)).doesNotContain(folder.toString());
    }

    @Test
    void refusesAPageThatCannotBeWrittenBeforeTheWork() {
        Path nowhere = folder.resolve("missing").resolve("report.html");
        CommandRun run = CommandRun.of("evaluate", "--data", ratings, "--html", nowhere);
        assertThat(run.exitCode()).isEqualTo(73);
        assertThat(run.err()).contains("its folder does not exist").doesNotContain("Read ");
    }

    @Test
    void aFailureLeavesTheOldReportAndNothingBesideIt() throws IOException {
        Path json = Files.writeString(folder.resolve("report.json"), "old");
        Path bad = CommandRun.file(folder, "bad.tsv", "ana");
        assertThat(CommandRun.of("evaluate", "--data", bad, "--json", json).exitCode())
                .isEqualTo(65);
        assertThat(json).hasContent("old");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(Path::getFileName).map(Path::toString))
                    .containsExactlyInAnyOrder("report.json", "bad.tsv", "ratings.tsv");
        }
    }

    /** The published figures of this protocol; how far they can be trusted is on the evaluation page. */
    @Test
    void reproducesTheReferenceOnMovieLens() throws IOException {
        Path json = folder.resolve("report.json");
        CommandRun run =
                CommandRun.of("evaluate", "--data", CommandRun.movieLens(), "--protocol", "A1", "--json", json);
        assertThat(run.exitCode()).isZero();
        JsonNode models = new ObjectMapper().readTree(json.toFile()).get("models");
        assertThat(models.at("/popularity/metrics").get("ndcg@10").get("mean").doubleValue())
                .isCloseTo(0.248, within(0.004));
        assertThat(models.at("/ease/metrics").get("ndcg@10").get("mean").doubleValue())
                .isCloseTo(0.473, within(0.003));
        assertThat(models.at("/ease/metrics").has("intra_list_distance@10")).isTrue();
    }
}

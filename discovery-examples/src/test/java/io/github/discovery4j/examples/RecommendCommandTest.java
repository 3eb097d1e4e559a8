package io.github.discovery4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecommendCommandTest {

    @TempDir
    private Path folder;

    private Path plays = Path.of("");

    @BeforeEach
    void writePlays() throws IOException {
        plays = CommandRun.file(
                folder,
                "plays.tsv",
                "ana\tdune\t5",
                "ana\tsolaris\t4",
                "ben\tdune",
                "ben\talien",
                "cleo\talien",
                "cleo\tбрат");
    }

    @Test
    void printsASlateToStandardOutputAndTheRestToStandardError() {
        CommandRun run = CommandRun.of("recommend", "--data", plays, "--user", "ana", "-k", "2");
        assertThat(run.exitCode()).isZero();
        assertThat(run.out().lines()).hasSizeGreaterThan(3).first().asString().contains("title", "score", "found by");
        assertThat(run.out())
                .contains("alien", "брат", "Because you liked dune")
                .doesNotContain("solaris  ");
        assertThat(run.err())
                .contains("Read 6 interactions of 3 users with 4 items", "format tsv, guessed")
                .doesNotContain("asked for");
    }

    @Test
    void speaksTheLanguageAskedFor() {
        CommandRun run = CommandRun.of("recommend", "--data", plays, "--user", "ana", "--locale", "es-MX");
        assertThat(run.out()).contains("Porque te gustó dune");
    }

    @Test
    void saysThatALanguageIsMissingAndSpeaksEnglish() {
        CommandRun run = CommandRun.of("recommend", "--data", plays, "--user", "ana", "--locale", "fr");
        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).contains("no reasons in \"fr\"");
        assertThat(run.out()).contains("Because you liked");
    }

    @Test
    void anUnknownUserGetsASlateAllTheSame() {
        CommandRun run = CommandRun.of("recommend", "--data", plays, "--user", "nobody", "-k", "1");
        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).contains("does not know this user").doesNotContain("nobody");
        assertThat(run.out()).contains("popular");
    }

    @Test
    void aSlateBeyondTheCandidatesIsShortAndSaysSo() {
        CommandRun run = CommandRun.of("recommend", "--data", plays, "--user", "ana", "-k", "1000");
        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).contains("The slate has 2 of the 1,000 items asked for");
    }

    @Test
    void refusesASizeOutOfRange() {
        for (String size : new String[] {"0", "-1", "x", "1001", "99999999999"}) {
            CommandRun run = CommandRun.of("recommend", "--data", plays, "--user", "ana", "-k", size);
            assertThat(run.exitCode()).as(size).isEqualTo(2);
            assertThat(run.err()).contains("-k", size, "Try 'discovery recommend --help'");
            assertThat(run.out()).isEmpty();
        }
    }

    @Test
    void refusesAnEmptyUserAndAMalformedLocale() {
        assertThat(CommandRun.of("recommend", "--data", plays, "--user", "").exitCode())
                .isEqualTo(2);
        CommandRun run = CommandRun.of("recommend", "--data", plays, "--user", "ana", "--locale", "e_s!");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("--locale", "e_s!");
    }

    @Test
    void saysWhichDataIsMissing() {
        CommandRun run = CommandRun.of("recommend", "--data", folder.resolve("nowhere"), "--user", "ana");
        assertThat(run.exitCode()).isEqualTo(66);
        assertThat(run.err()).contains("nowhere: no such file or folder").doesNotContain("\tat ");
        assertThat(run.out()).isEmpty();
    }

    @Test
    void saysWhatFormatsThereAre() throws IOException {
        CommandRun unknown = CommandRun.of("recommend", "--data", plays, "--format", "xml", "--user", "ana");
        assertThat(unknown.exitCode()).isEqualTo(2);
        assertThat(unknown.err()).contains("--format", "movielens-100k, movielens-1m", "tsv, csv", "xml");
        CommandRun.file(folder, "other.csv", "ana,dune");
        CommandRun both = CommandRun.of("recommend", "--data", folder, "--user", "ana");
        assertThat(both.exitCode()).isEqualTo(2);
        assertThat(both.err()).contains("plays.tsv", "other.csv", "--format");
        assertThat(CommandRun.of("recommend", "--data", folder, "--format", "csv", "--user", "ana")
                        .exitCode())
                .isZero();
    }

    @Test
    void stopsAtAMalformedLineUnlessLenient() throws IOException {
        Path file = CommandRun.file(
                folder, "bad.tsv", "ana\tdune", "no tab", "ana\talien\tNaN", "ben\tdune", "ben\tx\tInfinity");
        CommandRun strict = CommandRun.of("recommend", "--data", file, "--user", "ana");
        assertThat(strict.exitCode()).isEqualTo(65);
        assertThat(strict.err()).contains("bad.tsv, line 2", "2 to 4 fields", "--lenient");
        assertThat(strict.out()).isEmpty();
        CommandRun lenient = CommandRun.of("recommend", "--data", file, "--user", "cleo", "--lenient");
        assertThat(lenient.exitCode()).isZero();
        assertThat(lenient.err())
                .contains("Skipped 3 malformed lines", "bad.tsv, line 3: the weight must be", "\"NaN\"", "line 5");
        assertThat(lenient.out()).contains("dune");
    }

    @Test
    void listsFewOfManyMalformedLines() throws IOException {
        Path file = folder.resolve("bad.tsv");
        Files.writeString(file, "x\n".repeat(30) + "ana\tdune\n");
        CommandRun run = CommandRun.of("recommend", "--data", file, "--user", "ben", "--lenient");
        assertThat(run.err())
                .contains("Skipped 30 malformed lines", "line 5", "and 25 more")
                .doesNotContain("line 6:");
    }

    @Test
    void namesTheLineOfANaNWeight() throws IOException {
        Path file = CommandRun.file(folder, "nan.csv", "user,item,rating", "ana,dune,NaN");
        CommandRun run = CommandRun.of("recommend", "--data", file, "--user", "ana");
        assertThat(run.exitCode()).isEqualTo(65);
        assertThat(run.err()).contains("nan.csv, line 2", "finite", "NaN");
    }

    @Test
    void saysThatRepeatedPairsWereMerged() throws IOException {
        Path file = CommandRun.file(folder, "twice.tsv", "ana\tdune\t1", "ana\tdune\t5", "ben\tdune");
        CommandRun run = CommandRun.of("recommend", "--data", file, "--user", "cleo");
        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).contains("Read 2 interactions", "Repeated pairs of user and item: 1");
    }

    @Test
    void refusesAnEmptyDataSet() throws IOException {
        Path file = CommandRun.file(folder, "empty.tsv");
        CommandRun run = CommandRun.of("recommend", "--data", file, "--user", "ana");
        assertThat(run.exitCode()).isEqualTo(65);
        assertThat(run.err()).contains("empty.tsv", "at least one interaction");
    }

    @Test
    void takesMillisecondsWhenTold() throws IOException {
        Path file = CommandRun.file(
                folder, "ms.tsv", "ana\tdune\t1\t1700000000000", "ben\tdune\t1\t1700000000000", "ben\tx\t1\t0");
        assertThat(CommandRun.of("recommend", "--data", file, "--user", "ana", "--time-unit", "milliseconds")
                        .exitCode())
                .isZero();
    }

    @Test
    void refusesATimeThatNobodyCountsIn() throws IOException {
        Path file = CommandRun.file(folder, "days.tsv", "ana\tdune\t1\t20000");
        CommandRun run = CommandRun.of("recommend", "--data", file, "--user", "ana", "--time-unit", "days");
        assertThat(run.exitCode()).as(run.err()).isEqualTo(2);
        assertThat(run.err()).contains("--time-unit", "[SECONDS, MILLISECONDS]", "'days'");
    }

    @Test
    void anInteractionOfTheFutureCounts() throws IOException {
        Path file =
                CommandRun.file(folder, "later.tsv", "ana\tdune\t1\t9000000000", "ben\tdune\t1\t1", "ben\talien\t1\t1");
        CommandRun run = CommandRun.of("recommend", "--data", file, "--user", "ana");
        assertThat(run.out()).contains("alien", "Because you liked dune");
    }

    @Test
    void idsOfAnyScriptAndAwkwardShapePass() throws IOException {
        Path file = CommandRun.file(
                folder,
                "ids.csv",
                "Ана,\"Дюна, часть \"\"1\"\"\"",
                "Ана,砂の惑星",
                "बेन,\"Дюна, часть \"\"1\"\"\"",
                "बेन,🎬\u001B[31mred");
        CommandRun run = CommandRun.of("recommend", "--data", file, "--user", "Ана");
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("🎬\uFFFD[31mred", "Дюна, часть \"1\"").doesNotContain("\u001B");
    }

    @Test
    void printsJsonAndNothingElse() throws IOException {
        CommandRun run = CommandRun.of("recommend", "--data", plays, "--user", "ana", "--json", "--trace");
        JsonNode json = new ObjectMapper().readTree(run.out().getBytes(StandardCharsets.UTF_8));
        assertThat(json.get("known_user").booleanValue()).isTrue();
        assertThat(json.get("requested").intValue()).isEqualTo(10);
        JsonNode first = json.get("items").get(0);
        assertThat(first.get("position").intValue()).isZero();
        assertThat(first.get("id").textValue()).isEqualTo("alien");
        assertThat(first.get("title").textValue()).isEqualTo("alien");
        assertThat(first.get("score").doubleValue()).isPositive();
        assertThat(first.get("origins").findValuesAsText("source")).contains("ease", "popular");
        JsonNode texts = first.get("reasons").get(0).get("texts");
        assertThat(texts.get("en").textValue()).isEqualTo("Because you liked dune");
        assertThat(texts.get("es").textValue()).isEqualTo("Porque te gustó dune");
        assertThat(json.get("trace").get("steps").findValuesAsText("step"))
                .contains("source", "merge", "rank", "guard", "diversify", "explain");
        assertThat(json.get("versions").has("ease")).isTrue();
    }

    @Test
    void theTraceTellsStepsAndDrops() {
        CommandRun run = CommandRun.of("recommend", "--data", plays, "--user", "ana", "--trace");
        assertThat(run.out()).contains("How it came about", "outcome", "already seen", "completed");
        assertThat(CommandRun.of("recommend", "--data", plays, "--user", "ana").out())
                .doesNotContain("How it came about");
    }

    @Test
    void readsMovieLens() {
        CommandRun run = CommandRun.of("recommend", "--data", CommandRun.movieLens(), "--user", "42", "-k", "5");
        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).contains("100,000 interactions of 943 users with 1,682 items", "movielens-100k, guessed");
        assertThat(run.out()).contains("ease, popular", "Because you liked ");
    }
}

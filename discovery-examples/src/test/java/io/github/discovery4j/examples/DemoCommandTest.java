package io.github.discovery4j.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoCommandTest {

    @TempDir
    private Path folder = Path.of("");

    @Test
    void printsSlatesWithReasonsInBothLanguagesAndWritesThePage() throws IOException {
        Path page = folder.resolve("page.html");
        CommandRun run = CommandRun.of("demo", "--people", 400, "-k", 4, "--html", page);
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out())
                .contains("400 people", "found by", "en  ", "es  ", "the 1,000 after it", page.toString())
                .contains(
                        "What each step did, mean of 1,000 slates:",
                        "  sources    taste ",
                        "  guard      ",
                        "  explain ")
                .contains("passed over in the search: ", "already following", "largest community", "impact ratio");
        String html = Files.readString(page);
        assertThat(html)
                .startsWith("<!DOCTYPE html>")
                .contains("lang=\"es\"", "class=\"badge\"", "<svg", "What each step did");
        assertThat(html).as("needs nothing from a network").doesNotContain("http:", "https:", "src=", "@import");
    }

    @Test
    void theJsonHasThreeFullSlatesWithOriginsAndReasons() throws IOException {
        CommandRun run =
                CommandRun.of("demo", "--people", 400, "-k", 4, "--json", "--html", folder.resolve("page.html"));
        assertThat(run.err()).isEmpty();
        JsonNode root = new ObjectMapper().readTree(run.out());
        assertThat(root.path("slates")).hasSize(3);
        Set<String> languages = new HashSet<>();
        for (JsonNode slate : root.path("slates")) {
            assertThat(slate.path("items")).hasSize(4);
            for (JsonNode item : slate.path("items")) {
                assertThat(item.path("origins")).isNotEmpty();
                assertThat(item.path("reasons")).isNotEmpty();
                item.path("reasons").forEach(reason -> reason.fieldNames().forEachRemaining(languages::add));
            }
        }
        assertThat(languages).contains("reason_en", "reason_es");
        for (JsonNode effects :
                List.of(root.path("effects"), root.path("slates").path(0).path("effects"))) {
            assertThat(effects.at("/sources/taste/found").doubleValue()).isPositive();
            assertThat(effects.at("/rank/first").doubleValue()).isBetween(3.5, 4.0);
            assertThat(effects.at("/diversify/groups/c/target").doubleValue()).isCloseTo(0.2, within(1e-9));
            assertThat(effects.at("/explain/explained").doubleValue()).isPositive();
        }
        JsonNode warm = root.path("latency_ms").path("warm");
        assertThat(warm.path("requests").intValue()).isEqualTo(1_000);
        assertThat(warm.path("mean_by_step").path("rank").doubleValue()).isPositive();
    }

    @Test
    void aCommunityOfOneGetsEmptySlatesAndNoError() {
        CommandRun run = CommandRun.of("demo", "--people", 1, "--html", folder.resolve("page.html"));
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).contains("10 fewer than asked for");
    }

    @Test
    void wrongUseAndAnUnwritablePageHaveTheirOwnCodes() throws IOException {
        assertThat(CommandRun.of("demo", "-k", 0).exitCode()).isEqualTo(2);
        assertThat(CommandRun.of("demo", "--people", 10_001).err()).contains("--people must be from 1 to 10,000");
        Path nowhere = folder.resolve("missing").resolve("page.html");
        CommandRun run = CommandRun.of("demo", "--people", 50, "--html", nowhere);
        assertThat(run.exitCode()).isEqualTo(73);
        assertThat(run.err()).contains("its folder does not exist");
        assertThat(Files.exists(nowhere)).isFalse();
    }
}

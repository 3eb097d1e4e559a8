package io.github.discovery4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.discovery4j.core.feature.manifest.StandardFeatures;
import io.github.discovery4j.examples.command.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeaturesCommandTest {

    private static final String[] SMALL = {
        "manifest: 1",
        "entities:",
        "  - entity: room",
        "    features:",
        "      - {name: topic, type: string, group: profile, visibility: PUBLIC, ttl: P2D, description: <b>what</b>}"
    };

    @TempDir
    Path folder;

    @Test
    void withoutAFileTheStandardFeaturesArePrinted() {
        CommandRun run = CommandRun.of("features");
        assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(run.out())
                .contains(
                        "Entity person",
                        "music_genre_vect",
                        "float[32]",
                        "View connect, version 1, of person",
                        "sha256:");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void defaultsAndWhatIsNeverSaidStandInTheDictionary() throws IOException {
        Path file = CommandRun.file(
                folder,
                "rooms.yaml",
                SMALL[0],
                SMALL[1],
                SMALL[2],
                SMALL[3],
                "      - {name: mood, type: float, group: profile, visibility: PRIVATE_OPT_IN, sayable: false, default: 0.25}",
                "      - {name: topics, type: string set, group: profile, visibility: PUBLIC, default: [a, b]}");
        CommandRun run = CommandRun.of("features", "--manifest", file);
        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.OK);
        assertThat(run.out().lines())
                .anyMatch(line -> line.matches(" +mood +float +profile +never said +0\\.25"))
                .anyMatch(line -> line.matches(" +topics +string set +profile +PUBLIC +a, b"))
                .anyMatch(
                        line -> line.matches(" +feature +type +group +visible to +lives +fresh +default +description"));
    }

    @Test
    void jsonIsTheWholeManifest() throws IOException {
        CommandRun run = CommandRun.of("features", "--json");
        ObjectMapper json = new ObjectMapper();
        assertThat(json.readTree(run.out()))
                .isEqualTo(json.readTree(StandardFeatures.manifest().toJson()));
    }

    @Test
    void aManifestInYamlBecomesAPageInWhichAllIsText() throws IOException {
        Path file = CommandRun.file(folder, "rooms.yaml", SMALL);
        Path page = folder.resolve("dictionary.html");
        CommandRun run = CommandRun.of("features", "--manifest", file, "--html", page);
        assertThat(run.exitCode()).isEqualTo(ExitCode.OK);
        assertThat(run.out()).contains("Entity room", "topic", "2 d");
        assertThat(Files.readString(page))
                .contains("Data dictionary", "&lt;b&gt;what&lt;/b&gt;", "rooms.yaml")
                .doesNotContain("<b>what", folder.toString());
    }

    @Test
    void aMalformedManifestIsRefusedWithALineForEachMistake() throws IOException {
        Path file = CommandRun.file(
                folder,
                "rooms.yaml",
                SMALL[0],
                SMALL[1],
                SMALL[2],
                SMALL[3],
                SMALL[4].replace("string", "strings").replace("P2D", "-P2D"));
        CommandRun run = CommandRun.of("features", "--manifest", file);
        assertThat(run.exitCode()).isEqualTo(ExitCode.DATA);
        assertThat(run.out()).isEmpty();
        assertThat(run.err().lines())
                .hasSize(2)
                .allMatch(line -> line.startsWith(file + ":5:"))
                .anyMatch(line -> line.contains("entities[0].features[0].ttl"));
    }

    @Test
    void aMissingFileAndAPlaceThatCannotBeWrittenHaveTheirOwnCodes() {
        assertThat(CommandRun.of("features", "--manifest", folder.resolve("none.json"))
                        .exitCode())
                .isEqualTo(ExitCode.NO_INPUT);
        assertThat(CommandRun.of("features", "--html", folder.resolve("none/page.html"))
                        .exitCode())
                .isEqualTo(ExitCode.CANNOT_WRITE);
    }
}

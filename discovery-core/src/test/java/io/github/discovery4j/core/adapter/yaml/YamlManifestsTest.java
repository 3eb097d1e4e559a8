package io.github.discovery4j.core.adapter.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.github.discovery4j.core.feature.FeatureValue;
import io.github.discovery4j.core.feature.manifest.FeatureManifest;
import io.github.discovery4j.core.feature.manifest.FeatureManifestException;
import io.github.discovery4j.core.feature.manifest.ManifestProblem;
import io.github.discovery4j.core.feature.manifest.ManifestText;
import io.github.discovery4j.core.feature.manifest.StandardFeatures;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class YamlManifestsTest {

    private static final String SMALL = """
            manifest: 1
            entities:
              - entity: person
                features:
                  - name: mood      # a remark
                    type: string
                    group: profile
                    visibility: PUBLIC
                    default: %s
            """;

    @TempDir
    Path folder;

    private static FeatureManifest read(String yaml) {
        return YamlManifests.yaml(new ManifestText("m.yaml", yaml));
    }

    private static List<ManifestProblem> problems(String yaml) {
        FeatureManifestException refused = catchThrowableOfType(FeatureManifestException.class, () -> read(yaml));
        assertThat(refused).as("refusal of %s", yaml).isNotNull();
        return refused.problems();
    }

    @Test
    void yamlAndJsonDeclareTheSame() throws IOException {
        String yaml = new YAMLMapper().writeValueAsString(new ObjectMapper().readTree(StandardFeatures.json()));
        assertThat(read(yaml).toJson()).isEqualTo(StandardFeatures.manifest().toJson());
    }

    @ParameterizedTest
    @ValueSource(strings = {"no", "0x1F", "010", "1_000", "\"7\"", ".nan", "2026-01-01", "~x"})
    void whatJsonWouldNotReadAsANumberIsAString(String written) {
        assertThat(read(SMALL.formatted(written))
                        .registry("person")
                        .definition("mood")
                        .defaultValue())
                .contains(new FeatureValue.Text(written.replace("\"", "")));
    }

    @Test
    void problemsHaveTheirLineAndColumn() {
        assertThat(problems(SMALL.formatted("7")))
                .singleElement()
                .hasToString(
                        "m.yaml:9:18: entities[0].features[0].default: default must be a value of type string of at"
                                + " most its size, was 7");
        assertThat(problems(SMALL.formatted("x").replace("visibility", "visibilty")))
                .extracting(ManifestProblem::line)
                .containsExactly(5, 8);
    }

    @Test
    void anchorsAndAliasesAreRefused() {
        assertThat(problems(SMALL.formatted("&a [x]")))
                .singleElement()
                .extracting(ManifestProblem::message)
                .asString()
                .contains("must not have anchors (&) and aliases (*)");
        assertThat(problems("a: *b\n")).hasSize(1);
        assertThat(problems("*b : 1\n")).hasSize(1);
    }

    @Test
    void aBombIsRefusedBeforeItGrows() {
        StringBuilder bomb = new StringBuilder("a: &a [x, x, x, x, x, x, x, x, x]\n");
        for (char c = 'b'; c <= 'z'; c++) {
            char before = (char) (c - 1);
            bomb.append(c).append(": &").append(c).append(" [");
            bomb.append(("*" + before + ", ").repeat(8))
                    .append('*')
                    .append(before)
                    .append("]\n");
        }
        assertThat(problems(bomb.toString()))
                .singleElement()
                .extracting(ManifestProblem::message)
                .asString()
                .contains("anchors");
    }

    @Test
    void tagsAreRefused() {
        assertThat(problems("a: !!javax.script.ScriptEngineManager []\n"))
                .singleElement()
                .extracting(ManifestProblem::message)
                .asString()
                .contains("must not have tags (!)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "---\n", "a: [", "a: b: c", "\t- x", "a: 1\n---\nb: 2\n", "- x", "%YAML 9\n", "a: \"\\q\""})
    void whatIsNoManifestIsRefusedWithAPlace(String yaml) {
        assertThat(problems(yaml))
                .isNotEmpty()
                .allSatisfy(problem -> assertThat(problem.line()).isPositive());
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{a: ", "- "})
    void deepNestingIsRefused(String level) {
        assertThat(problems(level.repeat(10_000)))
                .singleElement()
                .extracting(ManifestProblem::message)
                .asString()
                .contains("at most 32 levels");
    }

    @Test
    void aNameThatStandsTwiceIsRefused() {
        assertThat(problems(SMALL.formatted("x") + "manifest: 1\n"))
                .singleElement()
                .extracting(ManifestProblem::message)
                .asString()
                .contains("\"manifest\" stands in line 1 too");
    }

    @Test
    void aFileMayBeginWithAByteOrderMarkAndMustBeUtf8() throws IOException {
        Path file = folder.resolve("m.yaml");
        Files.writeString(file, "\uFEFF" + SMALL.formatted("é"));
        assertThat(YamlManifests.read(file).registry("person").definitions()).hasSize(1);
        Files.write(file, SMALL.formatted("é").getBytes(StandardCharsets.ISO_8859_1));
        assertThat(catchThrowableOfType(FeatureManifestException.class, () -> YamlManifests.read(file)))
                .hasMessageStartingWith(file + ":9:")
                .hasMessageContaining("has byte 0xe9");
    }
}

package io.github.discovery4j.core.feature.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.discovery4j.core.feature.FeatureDefinition;
import io.github.discovery4j.core.feature.FeatureRegistry;
import io.github.discovery4j.core.feature.FeatureValue;
import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.core.model.Visibility;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FeatureManifestTest {

    @TempDir
    Path folder;

    private static String feature(String rest) {
        return "{\"name\": \"x\", \"group\": \"profile\", \"visibility\": \"PUBLIC\", " + rest + "}";
    }

    private static String manifest(String... features) {
        return "{\"manifest\": 1, \"entities\": [{\"entity\": \"person\", \"features\": [\n"
                + String.join(",\n", features) + "]}]}";
    }

    private static FeatureManifest read(String json) {
        return FeatureManifest.json(new ManifestText("m.json", json));
    }

    private static FeatureDefinition only(String rest) {
        return read(manifest(feature(rest))).registry("person").definition("x");
    }

    static List<String> problems(String json) {
        FeatureManifestException refused = catchThrowableOfType(FeatureManifestException.class, () -> read(json));
        assertThat(refused).as("refusal of %s", json).isNotNull();
        return refused.problems().stream().map(ManifestProblem::toString).toList();
    }

    @Test
    void everyPartOfADeclarationIsRead() {
        FeatureDefinition read = only("\"type\": \"string set\", \"ttl\": \"P1DT2H\", \"freshness\": \"PT90.5S\","
                + " \"max_bytes\": 64, \"default\": [\"b\", \"a\"], \"description\": \"of any script: 名\"");
        assertThat(read)
                .isEqualTo(FeatureDefinition.labels("x", SignalGroup.PROFILE)
                        .visibleTo(Visibility.PUBLIC)
                        .expiresAfter(Duration.ofHours(26))
                        .freshWithin(Duration.ofMillis(90_500))
                        .atMost(64)
                        .orElse(new FeatureValue.Labels(Set.of("a", "b")))
                        .described("of any script: 名"));
    }

    @Test
    void whatIsNeverSaidIsInheritedAndMustBePrivate() {
        String secret =
                "{\"name\": \"x\", \"type\": \"float\", \"group\": \"profile\", \"visibility\": \"PRIVATE_OPT_IN\","
                        + " \"sayable\": false}";
        FeatureManifest read = read(manifest(
                secret,
                "{\"name\": \"y\", \"extends\": \"x\"}",
                "{\"name\": \"z\", \"extends\": \"x\", \"sayable\": true, \"visibility\": \"PUBLIC\"}"));
        assertThat(read.registry("person").definitions())
                .extracting(FeatureDefinition::sayable)
                .containsExactly(false, false, true);
        assertThat(read(read.toJson()).registry("person").definitions())
                .isEqualTo(read.registry("person").definitions());
        assertThat(problems(manifest(feature("\"type\": \"float\", \"sayable\": false"))))
                .singleElement()
                .asString()
                .contains(
                        "entities[0].features[0].sayable: a feature that is never said must have visibility PRIVATE_OPT_IN");
        assertThat(problems(manifest(secret, "{\"name\": \"y\", \"extends\": \"x\", \"visibility\": \"FOLLOWERS\"}")))
                .singleElement()
                .asString()
                .contains("has FOLLOWERS");
    }

    @Test
    void everyTypeHasDefaultsOfItsOwn() {
        assertThat(only("\"type\": \"float\", \"default\": -1.5e1").defaultValue())
                .contains(new FeatureValue.Decimal(-15));
        assertThat(only("\"type\": \"long\", \"default\": -9223372036854775807").defaultValue())
                .contains(new FeatureValue.Whole(-Long.MAX_VALUE));
        assertThat(only("\"type\": \"string\", \"default\": \"7\"").defaultValue())
                .contains(new FeatureValue.Text("7"));
        assertThat(only("\"type\": \"float[2]\", \"default\": [1, 0.5]").defaultValue())
                .contains(new FeatureValue.Vector(List.of(1f, .5f)));
        assertThat(only("\"type\": \"json\", \"default\": {\"a\": [1, null, \"x\\\"y\"]}")
                        .defaultValue())
                .contains(new FeatureValue.Json("{\"a\":[1,null,\"x\\\"y\"]}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "float | \"1\"",
                "float | 1e400",
                "float | [1]",
                "float | true",
                "long | 1.5",
                "long | 9223372036854775808",
                "long | 1e1000000000",
                "string | 1",
                "string | \" \"",
                "string set | \"a\"",
                "string set | []",
                "string set | [1]",
                "float[2] | [1]",
                "float[2] | [1, \"2\"]",
                "float[2] | 1"
            })
    void aDefaultOfAnotherKindIsRefused(String type, String value) {
        assertThat(problems(manifest(feature("\"type\": \"" + type + "\", \"default\": " + value))))
                .singleElement()
                .asString()
                .startsWith("m.json:2:")
                .contains("entities[0].features[0].default: default must be a value of type " + type);
    }

    @Test
    void aDefaultLargerThanTheFeatureIsRefused() {
        assertThat(problems(manifest(feature("\"type\": \"string\", \"max_bytes\": 3, \"default\": \"ééé\""))))
                .singleElement()
                .asString()
                .contains("default must be a value of type string of at most its size");
    }

    @Test
    void allProblemsAreReportedAtOnceInTheFilesOrder() {
        List<String> found = problems("""
                {
                  "manifest": 1,
                  "entities": [
                    {
                      "entity": "person",
                      "features": [
                        {"name": "a", "type": "flaot", "group": "profile", "visibility": "PUBLIC"},
                        {"name": "b", "type": "float", "group": "profil", "visibility": "PUBLIC"},
                        {"name": "c", "type": "float", "group": "profile", "visibility": "PUBLIC", "tll": "P1D"},
                        {"name": "d", "type": "float", "group": "profile", "visibility": "PUBLIC", "ttl": "-P1D"},
                        {"name": "a", "type": "float", "group": "profile", "visibility": "EVERYONE"},
                        {"name": "e", "type": "float", "ttl": null}
                      ]
                    }
                  ],
                  "views": [
                    {"name": "v", "version": "1", "entity": "persom", "columns": [{"kind": "number", "feature": "a"}]}
                  ]
                }
                """);
        assertThat(found)
                .containsExactly(
                        "m.json:7:31: entities[0].features[0].type: must be float, float[n] with n from 1 to 65535, long,"
                                + " string, string set or json, was \"flaot\"",
                        "m.json:8:49: entities[0].features[1].group: group must be one of the library's or of the"
                                + " manifest's own, was \"profil\"; did you mean \"profile\"?",
                        "m.json:9:84: entities[0].features[2].tll: unknown name \"tll\"; did you mean \"ttl\"?",
                        "m.json:10:91: entities[0].features[3].ttl: must be an ISO-8601 duration of days, hours, minutes"
                                + " and seconds, more than zero, such as P30D or PT15M, was \"-P1D\"",
                        "m.json:11:18: entities[0].features[4].name: a feature must be declared once, \"a\" is declared in"
                                + " line 7 too; rename or remove one",
                        "m.json:11:74: entities[0].features[4].visibility: must be PUBLIC, FOLLOWERS or PRIVATE_OPT_IN,"
                                + " was \"EVERYONE\"",
                        "m.json:12:9: entities[0].features[5]: must have group, visibility (or extends); add it",
                        "m.json:12:47: entities[0].features[5].ttl: must be an ISO-8601 duration of days, hours, minutes"
                                + " and seconds, more than zero, such as P30D or PT15M, was null",
                        "m.json:17:45: views[0].entity: entity must be declared here, was \"persom\"; did you mean"
                                + " \"person\"?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-P1D", "PT0S", "P0D", "P1W", "P", "PT", "P1M", "1d", "", "P9999999999D", "PT-5S"})
    void aDurationThatIsNotMoreThanZeroIsRefused(String ttl) {
        assertThat(problems(manifest(feature("\"type\": \"float\", \"ttl\": \"" + ttl + "\""))))
                .singleElement()
                .asString()
                .contains(".ttl: must be an ISO-8601 duration");
    }

    @ParameterizedTest
    @ValueSource(strings = {"float[0]", "float[65536]", "float[-1]", "float[1.5]", "int", "Float", "string[]", ""})
    void anUnknownTypeIsRefused(String type) {
        assertThat(problems(manifest(feature("\"type\": \"" + type + "\""))))
                .singleElement()
                .asString()
                .contains(".type: must be float, float[n]");
    }

    @Test
    void theWidestVectorIsAccepted() {
        assertThat(only("\"type\": \"float[65535]\"").dimension()).isEqualTo(65535);
    }

    @Test
    void freshnessLongerThanTtlIsRefused() {
        assertThat(problems(manifest(feature("\"type\": \"float\", \"ttl\": \"P1D\", \"freshness\": \"P2D\""))))
                .singleElement()
                .asString()
                .contains("freshness must not be longer than ttl, was P2D and P1D");
    }

    @Test
    void aSizeForNumbersIsRefused() {
        assertThat(problems(manifest(feature("\"type\": \"float\", \"max_bytes\": 4"))))
                .singleElement()
                .asString()
                .contains("max_bytes must stand with string, string set and json only");
    }

    @Test
    void aFeatureTakesOverWhatItDoesNotSayItself() {
        FeatureRegistry read = read(manifest(
                        "{\"name\": \"c\", \"extends\": \"b\", \"ttl\": \"P3D\"}",
                        "{\"name\": \"b\", \"extends\": \"a\", \"visibility\": \"FOLLOWERS\"}",
                        "{\"name\": \"a\", \"type\": \"float\", \"group\": \"profile\", \"visibility\": \"PUBLIC\","
                                + " \"ttl\": \"P1D\", \"default\": 2}"))
                .registry("person");
        assertThat(read.definition("c"))
                .isEqualTo(FeatureDefinition.number("c", SignalGroup.PROFILE)
                        .visibleTo(Visibility.FOLLOWERS)
                        .expiresAfter(Duration.ofDays(3))
                        .orElse(new FeatureValue.Decimal(2)));
    }

    @Test
    void aCircleOfExtensionsIsRefusedWithItsChain() {
        assertThat(problems(manifest(
                        "{\"name\": \"a\", \"extends\": \"b\"}",
                        "{\"name\": \"b\", \"extends\": \"c\"}",
                        "{\"name\": \"c\", \"extends\": \"a\"}",
                        "{\"name\": \"d\", \"extends\": \"d\"}")))
                .hasSize(2)
                .first()
                .asString()
                .contains("features must not extend each other in a circle, was a → b → c → a");
    }

    @Test
    void aChainThatIsTooLongIsRefused() {
        String[] features = new String[40];
        features[0] = feature("\"type\": \"float\"").replace("\"x\"", "\"f0\"");
        for (int i = 1; i < features.length; i++) {
            features[i] = "{\"name\": \"f" + i + "\", \"extends\": \"f" + (i - 1) + "\"}";
        }
        assertThat(problems(manifest(features))).hasSize(2).allMatch(problem -> problem.contains("at most 16"));
        assertThat(read(manifest(Arrays.copyOf(features, 17)))
                        .registry("person")
                        .definitions())
                .hasSize(17);
    }

    @Test
    void anExtensionOfNothingIsRefused() {
        assertThat(problems(manifest(feature("\"type\": \"float\""), "{\"name\": \"y\", \"extends\": \"z\"}")))
                .singleElement()
                .asString()
                .contains("must be a feature of the same entity, was \"z\"");
    }

    @Test
    void whatNeitherAFeatureNorItsParentSaysIsAskedFor() {
        assertThat(problems(
                        manifest("{\"name\": \"a\", \"type\": \"float\"}", "{\"name\": \"b\", \"extends\": \"a\"}")))
                .hasSize(2)
                .anyMatch(problem -> problem.contains("must have group, visibility, itself or from"));
    }

    @Test
    void ownGroupsAreDeclaredOnceAndNotTheLibrarys() {
        String text =
                "{\"manifest\": 1, \"groups\": [{\"name\": \"safety\"}, {\"name\": \"safety\"}, {\"name\": \"profile\"},"
                        + " {\"name\": \"Big\"}], \"entities\": [{\"entity\": \"person\", \"features\": ["
                        + feature("\"type\": \"float\"").replace("profile", "safety") + "]}]}";
        assertThat(problems(text))
                .hasSize(3)
                .anyMatch(problem -> problem.contains("a group must be declared once"))
                .anyMatch(problem -> problem.contains("must not be one of the library's own, was \"profile\""))
                .anyMatch(problem -> problem.contains("lower-case letters"));
    }

    @Test
    void aNameThatStandsTwiceInAnObjectIsRefused() {
        assertThat(problems(manifest(feature("\"type\": \"float\", \"type\": \"long\""))))
                .singleElement()
                .asString()
                .contains("a name must stand once in an object, \"type\" stands in line 2 too");
    }

    @Test
    void severalEntitiesHaveFeaturesOfTheirOwn() {
        String features = "\"features\": [" + feature("\"type\": \"float\"") + "]}";
        FeatureManifest read = read("{\"manifest\": 1, \"entities\": [{\"entity\": \"person\", " + features
                + ", {\"entity\": \"room\", \"description\": \"a room\", " + features + "]}");
        assertThat(read.entities()).extracting(FeatureRegistry::entity).containsExactly("person", "room");
        assertThat(read.description("room")).isEqualTo("a room");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read.registry("club"))
                .withMessage("entity \"club\" is not declared; the manifest has [person, room]");
    }

    @Test
    void anEntityStandsOnce() {
        String entity = "{\"entity\": \"person\", \"features\": [" + feature("\"type\": \"float\"") + "]}";
        assertThat(problems("{\"manifest\": 1, \"entities\": [" + entity + ",\n" + entity + "]}"))
                .singleElement()
                .asString()
                .contains("an entity must be declared once, \"person\" is declared in line 1 too");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n", "[]", "1", "null", "{}", "{\"manifest\": 1}", "{", "{\"a\" 1}", "{} {}", "nul"})
    void whatIsNoManifestIsRefusedWithAPlace(String text) {
        assertThat(problems(text)).allSatisfy(problem -> assertThat(problem).matches("(?s)m\\.json:\\d+:\\d+: .+"));
    }

    @Test
    void anotherVersionOfTheFormatIsRefused() {
        assertThat(problems(manifest(feature("\"type\": \"float\"")).replace("\"manifest\": 1", "\"manifest\": 2")))
                .containsExactly("m.json:1:14: manifest: must be the version of this format, 1, was 2");
    }

    @Test
    void deepNestingIsRefused() {
        assertThat(problems("[".repeat(100_000)))
                .singleElement()
                .asString()
                .contains("well-formed JSON of at most 32 levels");
    }

    @Test
    void aByteOrderMarkIsPassedOver() throws IOException {
        Path file = folder.resolve("bom.json");
        Files.writeString(file, "\uFEFF" + manifest(feature("\"type\": \"float\"")));
        assertThat(FeatureManifest.read(file).registry("person").definitions()).hasSize(1);
    }

    @Test
    void latin1IsRefusedAtItsFirstForeignByte() throws IOException {
        Path file = folder.resolve("latin1.json");
        Files.write(
                file,
                manifest(feature("\"type\": \"float\", \"description\": \"é\"")).getBytes(StandardCharsets.ISO_8859_1));
        FeatureManifestException refused =
                catchThrowableOfType(FeatureManifestException.class, () -> FeatureManifest.read(file));
        assertThat(refused)
                .hasMessageStartingWith(file + ":2:")
                .hasMessageEndingWith("a manifest must be UTF-8, has byte 0xe9 here; save it as UTF-8");
    }

    @Test
    void aFileOfTenMegabytesIsRefused() throws IOException {
        Path file = folder.resolve("large.json");
        Files.write(file, new byte[10_000_000]);
        FeatureManifestException refused =
                catchThrowableOfType(FeatureManifestException.class, () -> FeatureManifest.read(file));
        assertThat(refused).hasMessageContaining("at most 1,048,576 bytes");
    }

    @Test
    void aMissingFileIsNoMalformedOne() {
        assertThat(catchThrowableOfType(
                        NoSuchFileException.class, () -> FeatureManifest.read(folder.resolve("none.json"))))
                .isNotNull();
    }

    @Test
    void aMessageIsShortHoweverMuchIsWrong() {
        String[] features = new String[500];
        Arrays.setAll(
                features, i -> "{\"name\": \"f" + i + "\", \"" + "z".repeat(200) + "\": 1, \"extends\": \"\\u0007\"}");
        FeatureManifestException refused =
                catchThrowableOfType(FeatureManifestException.class, () -> read(manifest(features)));
        assertThat(refused.problems()).hasSizeGreaterThanOrEqualTo(500);
        assertThat(refused.getMessage().lines()).hasSize(51);
        assertThat(refused.getMessage()).doesNotContain("\u0007");
    }

    @Test
    void aManifestInJavaIsEqualToItsText() {
        FeatureRegistry registry = FeatureRegistry.of(
                "person",
                List.of(
                        FeatureDefinition.number("a", new SignalGroup("wellbeing"))
                                .orElse(new FeatureValue.Decimal(.1f)),
                        FeatureDefinition.json("j", SignalGroup.PROFILE)
                                .atMost(99)
                                .orElse(new FeatureValue.Json("{\"x\":1}")),
                        FeatureDefinition.vector("v", 2, SignalGroup.PROFILE)
                                .orElse(new FeatureValue.Vector(List.of(1f, 2f)))
                                .freshWithin(Duration.ofMinutes(5)),
                        FeatureDefinition.text("名", SignalGroup.PROFILE).orElse(new FeatureValue.Text("ø"))));
        FeatureManifest built = FeatureManifest.builder()
                .group(new SignalGroup("wellbeing"), "how people feel")
                .entity(registry, "a member")
                .view(new DeclaredView(
                        "v",
                        "1",
                        registry,
                        List.of(
                                ViewColumn.of(ViewColumn.Kind.NUMBER, "a"),
                                ViewColumn.category("名", List.of("ø", "b")).otherwise("else"))))
                .build();
        assertThat(built.registry("person").definitions()).isEqualTo(registry.definitions());
        assertThat(read(built.toJson()).toJson()).isEqualTo(built.toJson());
        assertThat(read(built.toJson()).views()).hasSize(1);
        assertThat(built.view("v", "1").fingerprint())
                .isEqualTo(read(built.toJson()).view("v", "1").fingerprint());
    }

    @Test
    void aManifestInJavaFollowsTheSameRules() {
        FeatureManifest.Builder builder = FeatureManifest.builder()
                .entity(
                        FeatureRegistry.of(
                                "person", List.of(FeatureDefinition.number("a", new SignalGroup("wellbeing")))),
                        "");
        assertThat(catchThrowableOfType(FeatureManifestException.class, builder::build))
                .hasMessageContaining("group must be one of the library's or of the manifest's own, was \"wellbeing\"");
    }
}

package io.github.discovery4j.explain.phrase;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaId;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The published schemas and our reader agree on what a phrase book's files look like. */
class PhraseSchemaTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String MAPPING =
            PhraseFile.of(PhraseBook.class, "phrases.json").text();
    private static final String MESSAGES =
            PhraseFile.of(PhraseBook.class, "messages.es.json").text();
    private static final JsonSchema MAPPING_SCHEMA = schema("phrase-book.schema.json");
    private static final JsonSchema MESSAGES_SCHEMA = schema("phrase-messages.schema.json");

    /** Values that a change puts anywhere: each is right somewhere and wrong nearly everywhere else. */
    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "false",
            "0",
            "1",
            "2",
            "2.0",
            "-1",
            "1.5",
            "1001",
            "1e400",
            "\"\"",
            "\" \"",
            "\"x\"",
            "\"X y\"",
            "\"es\"",
            "\"{count}\"",
            "[]",
            "[1]",
            "{}",
            "{\"x\": {}}",
            "{\"x\": {\"helped\": false}}",
            "{\"plain\": \"x\"}",
            "{\"say\": \"x\", \"when\": {\"x\": {}}}");

    /** What a schema cannot say: whether words are ICU messages, fit their phrases and each other. */
    private static final List<String> BEYOND_A_SCHEMA = List.of(
            "argument ",
            "must be an ICU message",
            "every form must have a place",
            "must say how many more",
            "no phrase says this message",
            "messages: message ",
            "must be a language whose plurals",
            "must be a language tag as usually written",
            "\"atLeast\" must not be above \"atMost\"",
            "must not be a feature that nobody is told of");

    private static JsonSchema schema(String name) {
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(text(name));
    }

    private static String text(String name) {
        try (InputStream in = PhraseBook.class.getResourceAsStream("/META-INF/discovery/phrases/" + name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Optional<String> refusedMapping(String text) {
        return refused(() -> MappingReader.read(new PhraseFile("m.json", text)));
    }

    private static Optional<String> refusedMessages(String text) {
        Map<String, Set<String>> features = MappingReader.read(new PhraseFile("m.json", MAPPING)).stream()
                .collect(Collectors.toMap(
                        MappingReader.Rule::key, rule -> rule.when().keySet(), (one, other) -> one));
        return refused(() -> MessagesReader.read(new PhraseFile("m.json", text), features, Map.of()));
    }

    private static Optional<String> refused(Runnable reading) {
        try {
            reading.run();
            return Optional.empty();
        } catch (PhraseBookException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /** What the schema refuses we refuse; what we refuse besides is beyond a schema. */
    private static void assertAgreement(String text, Optional<String> refused, JsonSchema schema) throws IOException {
        if (schema.validate(JSON.readTree(text)).isEmpty()) {
            refused.ifPresent(message ->
                    assertThat(BEYOND_A_SCHEMA).as("%s of %s", message, text).anyMatch(message::contains));
        } else {
            assertThat(refused).as(text).isPresent();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"phrase-book.schema.json", "phrase-messages.schema.json"})
    void theSchemasAreOnesByTheirOwnStandard(String name) throws IOException {
        JsonSchema standard = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(SchemaLocation.of(SchemaId.V202012));
        assertThat(standard.validate(JSON.readTree(text(name)))).isEmpty();
    }

    @Test
    void ourOwnFilesFit() throws IOException {
        assertThat(MAPPING_SCHEMA.validate(JSON.readTree(MAPPING))).isEmpty();
        assertThat(MESSAGES_SCHEMA.validate(JSON.readTree(MESSAGES))).isEmpty();
        String english = PhraseFile.of(PhraseBook.class, "messages.en.json").text();
        assertThat(MESSAGES_SCHEMA.validate(JSON.readTree(english))).isEmpty();
    }

    @Property(tries = 1500)
    void bothAgreeOnEveryChangeOfAMapping(
            @ForAll @IntRange(max = 1_000_000) int where, @ForAll @IntRange(max = 23) int what) throws IOException {
        String text =
                changed(MAPPING, where, what, List.of("code", "priority", "atLeast", "atMost", "helped", "$schema"));
        assertAgreement(text, refusedMapping(text), MAPPING_SCHEMA);
    }

    @Property(tries = 1500)
    void bothAgreeOnEveryChangeOfMessages(
            @ForAll @IntRange(max = 1_000_000) int where, @ForAll @IntRange(max = 23) int what) throws IOException {
        String text = changed(MESSAGES, where, what, List.of("rules", "named", "plain", "$schema"));
        assertAgreement(text, refusedMessages(text), MESSAGES_SCHEMA);
    }

    private static String changed(String text, int where, int what, List<String> names) throws IOException {
        JsonNode document = JSON.readTree(text);
        List<Runnable> changes = new ArrayList<>();
        collect(document, JSON.readTree(VALUES.get(what)), names, changes);
        changes.get(where % changes.size()).run();
        return JSON.writeValueAsString(document);
    }

    private static void collect(JsonNode node, JsonNode value, List<String> added, List<Runnable> changes) {
        if (node instanceof ObjectNode object) {
            List<String> names = new ArrayList<>();
            object.fieldNames().forEachRemaining(names::add);
            for (String name : names) {
                changes.add(() -> object.set(name, value));
                changes.add(() -> object.remove(name));
                changes.add(() -> object.set(name + "S", object.remove(name)));
                collect(object.get(name), value, added, changes);
            }
            added.forEach(name -> changes.add(() -> object.set(name, value)));
        } else if (node instanceof ArrayNode array) {
            changes.add(() -> array.insert(0, value));
            changes.add(array::removeAll);
            for (int i = 0; i < array.size(); i++) {
                int index = i;
                changes.add(() -> array.set(index, value));
                collect(array.get(i), value, added, changes);
            }
        }
    }
}

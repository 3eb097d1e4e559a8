package io.github.discovery4j.core.feature.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Our check of the schema agrees with another implementation of JSON Schema. */
class ManifestSchemaTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final JsonSchema PEER =
            JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(FeatureManifest.schema());

    /** Values that a mutation puts anywhere: each is right somewhere and wrong nearly everywhere else. */
    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "0",
            "1",
            "1.0",
            "-1",
            "1.5",
            "16777217",
            "1e400",
            "\"\"",
            "\" \"",
            "\"x\"",
            "\"PUBLIC\"",
            "\"public\"",
            "\"P1D\"",
            "\"-P1D\"",
            "\"PT0S\"",
            "\"P1DT\"",
            "\"float\"",
            "\"float[3]\"",
            "\"float[0]\"",
            "\"float[65535]\"",
            "\"float[65536]\"",
            "\"profile\"",
            "\"Profile\"",
            "\"a b\"",
            "\"number\"",
            "\"𝔘𝔫\"",
            "[]",
            "[\"a\"]",
            "[1]",
            "{}",
            "{\"name\": \"x\"}");

    private static boolean acceptedByUs(String text) {
        Problems problems = new Problems("m");
        ManifestShape.shipped().check(JsonManifest.read(new ManifestText("m", text)), problems);
        return problems.none();
    }

    private static boolean acceptedByPeer(String text) throws Exception {
        return PEER.validate(JSON.readTree(text)).isEmpty();
    }

    @Test
    void theSchemaIsOneByItsOwnStandard() throws Exception {
        JsonSchema standard = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(com.networknt.schema.SchemaLocation.of(com.networknt.schema.SchemaId.V202012));
        assertThat(standard.validate(JSON.readTree(FeatureManifest.schema()))).isEmpty();
    }

    @Test
    void bothAcceptTheFeaturesThatShip() throws Exception {
        assertThat(acceptedByUs(StandardFeatures.json())).isTrue();
        assertThat(acceptedByPeer(StandardFeatures.json())).isTrue();
    }

    @Property(tries = 1500)
    void bothAgreeOnEveryChangeOfAValueOrName(
            @ForAll @IntRange(max = 1_000_000) int where, @ForAll @IntRange(max = 32) int what) throws Exception {
        JsonNode document = JSON.readTree(StandardFeatures.json());
        List<Runnable> changes = new ArrayList<>();
        collect(document, JSON.readTree(VALUES.get(what)), changes);
        changes.get(where % changes.size()).run();
        String text = JSON.writeValueAsString(document);
        assertThat(acceptedByUs(text)).as(text).isEqualTo(acceptedByPeer(text));
    }

    private static void collect(JsonNode node, JsonNode value, List<Runnable> changes) {
        if (node instanceof ObjectNode object) {
            List<String> names = new ArrayList<>();
            object.fieldNames().forEachRemaining(names::add);
            for (String name : names) {
                changes.add(() -> object.set(name, value));
                changes.add(() -> object.remove(name));
                changes.add(() -> object.set(name + "s", object.remove(name)));
                collect(object.get(name), value, changes);
            }
            for (String name : List.of(
                    "extends", "sayable", "default", "max_bytes", "ttl", "categories", "other", "description")) {
                changes.add(() -> object.set(name, value));
            }
        } else if (node instanceof ArrayNode array) {
            changes.add(() -> array.insert(0, value));
            changes.add(array::removeAll);
            for (int i = 0; i < array.size(); i++) {
                int index = i;
                changes.add(() -> array.set(index, value));
                collect(array.get(i), value, changes);
            }
        }
    }

    @Test
    void aKeywordThatWouldBePassedOverIsRefused() {
        ObjectNode schema = JsonNodeFactory.instance.objectNode();
        schema.putObject("properties").putObject("a").put("multipleOf", 2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ManifestShape(schema))
                .withMessageContaining("was \"multipleOf\"");
    }
}

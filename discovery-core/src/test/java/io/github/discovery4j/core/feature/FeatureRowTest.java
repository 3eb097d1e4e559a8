package io.github.discovery4j.core.feature;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.discovery4j.core.model.SignalGroup;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FeatureRowTest {

    private static final FeatureRegistry REGISTRY = FeatureRegistry.of(
            "person",
            List.of(
                    FeatureDefinition.number("number", SignalGroup.PROFILE),
                    FeatureDefinition.whole("whole", SignalGroup.PROFILE),
                    FeatureDefinition.text("text", SignalGroup.PROFILE),
                    FeatureDefinition.json("json", SignalGroup.PROFILE),
                    FeatureDefinition.labels("labels", SignalGroup.PROFILE),
                    FeatureDefinition.vector("vector", 2, SignalGroup.PROFILE)));

    private static FeatureRow.Builder set(FeatureRow.Builder row, int value) {
        return row.number("number", value)
                .whole("whole", value)
                .text("text", "t" + value)
                .json("json", "{\"a\":" + value + "}")
                .labels("labels", Set.of("l" + value))
                .vector("vector", new float[] {value, value});
    }

    private static void assertHolds(FeatureRow row, int value) {
        assertThat(row.number("number")).isEqualTo(value);
        assertThat(row.whole("whole")).hasValue(value);
        assertThat(row.text("text")).contains("t" + value);
        assertThat(row.json("json")).contains("{\"a\":" + value + "}");
        assertThat(row.labels("labels")).containsExactly("l" + value);
        assertThat(row.value("vector"))
                .isEqualTo(Optional.of(new FeatureValue.Vector(List.of((float) value, (float) value))));
    }

    @Test
    void aBuilderThatGoesOnLeavesTheRowsItBuiltAlone() {
        FeatureRow.Builder builder = set(FeatureRow.builder(REGISTRY), 1);
        FeatureRow first = builder.build();
        FeatureRow second = set(builder, 2).build();
        REGISTRY.definitions().forEach(definition -> builder.without(definition.name()));
        assertHolds(first, 1);
        assertHolds(second, 2);
        assertThat(builder.build().value("text")).isEmpty();
    }

    @Test
    void aBuilderLeavesTheRowItBeganWithAlone() {
        FeatureRow row = set(FeatureRow.builder(REGISTRY), 1).build();
        FeatureRow changed = set(row.toBuilder(), 2).build();
        REGISTRY.definitions()
                .forEach(
                        definition -> row.toBuilder().without(definition.name()).build());
        assertHolds(row, 1);
        assertHolds(changed, 2);
    }

    @Test
    void aRowThatIsPutBackWithOneChangeKeepsTheRest() {
        FeatureRow row = set(FeatureRow.builder(REGISTRY), 1).build();
        FeatureRow changed = row.toBuilder().number("number", 7).build();
        assertThat(changed.number("number")).isEqualTo(7);
        assertThat(changed.labels("labels")).containsExactly("l1");
        assertHolds(row, 1);
    }
}

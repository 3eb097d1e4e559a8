package io.github.discovery4j.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class NumericColumnsTest {

    private final NumericColumns columns = new NumericColumns(List.of("near", "age"));

    @Test
    void columnsAreFoundByNameInEachSchema() {
        FeatureSchema schema = schema("unread", "age", "near");
        assertThat(columns.places(schema)).containsExactly(2, 1);
        assertThat(columns.places(schema)).isSameAs(columns.places(schema));
        assertThat(columns.places(schema("near", "age"))).containsExactly(0, 1);
        assertThat(columns.names()).containsExactly("near", "age");
        assertThat(new NumericColumns(List.of()).places(schema)).isEmpty();
    }

    @Test
    void allMissingOnesAreNamedWithThoseThatExist() {
        assertThatThrownBy(() -> columns.places(schema("height")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("schema \"test\" version 1")
                .hasMessageContaining("lacks [near, age]; it has [height]");
    }

    @Test
    void categoriesAreNoNumbers() {
        FeatureColumn near = new FeatureColumn(
                "near", SignalGroup.PROFILE, FeatureColumn.Owner.OBJECT, Visibility.PUBLIC, List.of("no", "yes"));
        FeatureColumn age = FeatureColumn.number("age", SignalGroup.PROFILE, FeatureColumn.Owner.OBJECT);
        assertThatThrownBy(() -> columns.places(FeatureSchema.of("people", "3", List.of(age, near))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("feature \"near\" is categorical (schema \"people\" version 3)");
    }

    private static FeatureSchema schema(String... names) {
        return FeatureSchema.of(
                "test",
                "1",
                List.of(names).stream()
                        .map(name -> FeatureColumn.number(name, SignalGroup.PROFILE, FeatureColumn.Owner.OBJECT))
                        .toList());
    }
}

package io.github.discovery4j.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.discovery4j.core.model.FeatureColumn.Owner;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FeatureSchemaTest {

    private static final FeatureColumn AGE = FeatureColumn.number("age", SignalGroup.PROFILE, Owner.OBJECT);
    private static final FeatureColumn SHARED = FeatureColumn.number("shared", SignalGroup.INTERESTS, Owner.BOTH);

    @Test
    void findsItsColumnsByName() {
        FeatureSchema schema = FeatureSchema.of("connect", "3", List.of(AGE, SHARED));
        assertThat(schema.size()).isEqualTo(2);
        assertThat(schema.indexOf("age")).isZero();
        assertThat(schema.indexOf("shared")).isEqualTo(1);
        assertThat(schema.contains("shared")).isTrue();
        assertThat(schema.contains("taste")).isFalse();
        assertThat(schema).hasToString("FeatureSchema[connect@3, 2 columns]");
    }

    @Test
    void aMissingColumnIsReportedWithWhatThereIs() {
        FeatureSchema schema = FeatureSchema.of("connect", "3", List.of(AGE, SHARED));
        assertThatThrownBy(() -> schema.indexOf("taste"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"taste\"")
                .hasMessageContaining("\"connect\" version 3")
                .hasMessageContaining("[age, shared]");
    }

    @Test
    void twoColumnsOfOneNameAreRefused() {
        assertThatThrownBy(() -> FeatureSchema.of("connect", "3", List.of(AGE, SHARED, AGE)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"age\" stands twice");
        FeatureSchema one = FeatureSchema.of("one", "1", List.of(AGE));
        FeatureSchema other = FeatureSchema.of("other", "1", List.of(AGE));
        assertThatThrownBy(() -> FeatureSchema.concat(List.of(one, other)))
                .hasMessageContaining("\"age\" stands twice")
                .hasMessageContaining("one+other");
    }

    @Test
    void joiningKeepsTheOrderAndBothNames() {
        FeatureSchema one = FeatureSchema.of("one", "1", List.of(SHARED));
        FeatureSchema other = FeatureSchema.of("other", "7", List.of(AGE));
        FeatureSchema both = FeatureSchema.concat(List.of(one, other));
        assertThat(both.columns()).containsExactly(SHARED, AGE);
        assertThat(both.name()).isEqualTo("one+other");
        assertThat(both.version()).isEqualTo("1+7");
        assertThat(FeatureSchema.concat(List.of(one))).isSameAs(one);
    }

    @Test
    void itsColumnsAreACopy() {
        List<FeatureColumn> columns = new ArrayList<>(List.of(AGE));
        FeatureSchema schema = FeatureSchema.of("connect", "3", columns);
        columns.add(SHARED);
        assertThat(schema.columns()).containsExactly(AGE);
    }

    @Test
    void aColumnHasANameAndIsNumericUnlessItHasADictionary() {
        assertThatThrownBy(() -> FeatureColumn.number(" ", SignalGroup.PROFILE, Owner.OBJECT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("blank");
        assertThat(AGE.categorical()).isFalse();
        FeatureColumn band = new FeatureColumn(
                "band", SignalGroup.PROFILE, Owner.OBJECT, Visibility.PUBLIC, List.of("young", "old"));
        assertThat(band.categorical()).isTrue();
        assertThat(band.visibleTo(Visibility.FOLLOWERS))
                .isEqualTo(new FeatureColumn(
                        "band", SignalGroup.PROFILE, Owner.OBJECT, Visibility.FOLLOWERS, List.of("young", "old")));
    }
}

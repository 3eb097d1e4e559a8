package io.github.discovery4j.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignalGroupTest {

    @Test
    void groupsOfOneNameAreEqualAndPrintAsIt() {
        assertThat(new SignalGroup("interests"))
                .isEqualTo(SignalGroup.INTERESTS)
                .hasToString("interests");
        assertThat(new SignalGroup("listening-2_b")).isNotEqualTo(SignalGroup.INTERESTS);
        assertThat(new SignalGroup("a".repeat(64)).name()).hasSize(64);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "Upper", "1st", "-a", "_a", "a b", "a\n", "ñ", "a.b"})
    void aNameOutsideTheRuleIsRefused(String name) {
        assertThatThrownBy(() -> new SignalGroup(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must match")
                .hasMessageContaining("\"" + name + "\"");
    }

    @Test
    void aNameLongerThanTheRuleIsRefused() {
        assertThatThrownBy(() -> new SignalGroup("a".repeat(65))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void nothingIsKnownAboutItemsWithoutAttributes() {
        assertThat(ItemAttributes.NONE.names()).isEmpty();
        assertThat(ItemAttributes.NONE.labels("item", "language")).isEmpty();
        assertThat(ItemAttributes.NONE.number("item", "age")).isNaN();
    }
}

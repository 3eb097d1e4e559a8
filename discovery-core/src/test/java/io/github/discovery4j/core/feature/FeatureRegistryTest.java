package io.github.discovery4j.core.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.discovery4j.core.feature.FeatureDefinition.Kind;
import io.github.discovery4j.core.model.SignalGroup;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class FeatureRegistryTest {

    private static final FeatureDefinition ACTIVITY = FeatureDefinition.number("activity", SignalGroup.BEHAVIOUR);

    @Test
    void anUnknownNameIsRefusedWithTheListOfWhatExists() {
        FeatureRegistry registry = FeatureRegistry.of(
                "person", List.of(ACTIVITY, FeatureDefinition.labels("interests", SignalGroup.INTERESTS)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> registry.definition("activty"))
                .withMessage("feature \"activty\" is not declared for entity \"person\"; it has [activity, interests]");
    }

    @Test
    void aFeatureOfAnotherKindIsRefusedWithThoseOfTheWantedKind() {
        FeatureRegistry registry = FeatureRegistry.of(
                "person", List.of(ACTIVITY, FeatureDefinition.labels("interests", SignalGroup.INTERESTS)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> registry.slot("activity", Kind.LABELS))
                .withMessageContainingAll("\"activity\"", "LABELS", "was NUMBER", "[interests]");
    }

    @Test
    void aNameStandsOnce() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FeatureRegistry.of("person", List.of(ACTIVITY, ACTIVITY)))
                .withMessageContaining("\"activity\" stands twice");
    }

    @Test
    void aRegistryMayBeEmpty() {
        FeatureRegistry empty = FeatureRegistry.of("room", List.of());
        assertThat(empty.definitions()).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> empty.definition("topic"))
                .withMessageContaining("it has []");
    }

    @Test
    void aDefinitionNeedsANameAndAFittingDimension() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FeatureDefinition.number(" ", SignalGroup.PROFILE))
                .withMessageContaining("blank");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FeatureDefinition.vector("taste", 0, SignalGroup.FAVOURITES))
                .withMessageContaining("was 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        FeatureDefinition.number("age", SignalGroup.PROFILE).atMost(7))
                .withMessageContaining("was 7");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        FeatureDefinition.number("age", SignalGroup.PROFILE).orElse(new FeatureValue.Text("old")))
                .withMessageContaining("was a Text");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        FeatureDefinition.number("age", SignalGroup.PROFILE).expiresAfter(Duration.ZERO))
                .withMessageContaining("timeToLive");
    }
}

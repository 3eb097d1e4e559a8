package io.github.discovery4j.core;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.discovery4j.core.consent.ConsentView;
import io.github.discovery4j.core.feature.FeatureDefinition;
import io.github.discovery4j.core.feature.FeatureRegistry;
import io.github.discovery4j.core.feature.InMemoryFeatureStore;
import io.github.discovery4j.core.model.CandidateList;
import io.github.discovery4j.core.model.FeatureColumn;
import io.github.discovery4j.core.model.FeatureColumn.Owner;
import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.core.stage.Constraint;
import io.github.discovery4j.core.stage.Diversifier;
import io.github.discovery4j.core.stage.FeatureView;
import io.github.discovery4j.core.stage.KeptCandidates;
import io.github.discovery4j.core.stage.Selection;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DiscoveryEngineBuilderTest {

    private final DiscoveryEngineBuilder builder = DiscoveryEngine.builder();

    @Test
    void timesMustBeMoreThanZero() {
        for (Duration wrong : List.of(Duration.ZERO, Duration.ofNanos(-1))) {
            assertThatThrownBy(() -> builder.timeout(wrong)).hasMessageContaining("timeout must be more than zero");
            assertThatThrownBy(() -> builder.sourceTimeout(wrong))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("source timeout must be more than zero, was " + wrong);
            assertThatThrownBy(() -> builder.circuit(1, wrong, 1)).hasMessageContaining("open time");
        }
    }

    @Test
    void aCircuitNeedsAFailureToOpenAndMayHaveOneStuckCall() {
        Duration second = Duration.ofSeconds(1);
        assertThatThrownBy(() -> builder.circuit(0, second, 1)).hasMessageContaining("were 0 and 1");
        assertThatThrownBy(() -> builder.circuit(1, second, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("were 1 and 0");
    }

    @Test
    void noFeatureMayHaveAProtectedAttribute() {
        for (String column : List.of("gender", "shared_gender", "gender_code", "Gender", "subjectGender")) {
            assertThatThrownBy(() -> withColumn(column).protect("gender").build())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("column \"" + column + "\" stands for \"gender\"")
                    .hasMessageContaining("leave it out");
        }
        for (String column : List.of("engender", "genders", "account_gender_days")) {
            assertThatCode(() -> withColumn(column).protect("gender").build().close())
                    .as("another word: %s", column)
                    .doesNotThrowAnyException();
        }
        assertThatThrownBy(
                        () -> withColumn("shared_age_band").protect("age band").build())
                .hasMessageContaining("\"age band\"");
    }

    @Test
    void noAttributeMayBeAProtectedOne() {
        InMemoryFeatureStore store = new InMemoryFeatureStore(
                FeatureRegistry.of("person", List.of(FeatureDefinition.labels("gender", SignalGroup.PROFILE))),
                ConsentView.ALLOW_ALL);
        assertThatThrownBy(() -> sourced().attributes(store).protect("gender").build())
                .hasMessageContaining("attribute \"gender\" stands for");
    }

    @Test
    void aProtectedGroupOfSignalsIsRefusedWhateverTheColumnIsCalled() {
        assertThatThrownBy(() ->
                        withColumn("harmless").protect(SignalGroup.PROFILE).build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("column \"harmless\" is made from signal group \"profile\"");
        assertThatCode(() -> withColumn("harmless")
                        .protect(SignalGroup.INTERESTS)
                        .build()
                        .close())
                .doesNotThrowAnyException();
    }

    @Test
    void whatAConstraintProtectsIsProtected() {
        Constraint parity = new Constraint() {
            @Override
            public String name() {
                return "parity";
            }

            @Override
            public boolean hard() {
                return false;
            }

            @Override
            public Set<String> protectedAttributes() {
                return Set.of("gender");
            }

            @Override
            public Progress start(KeptCandidates kept, int k) {
                throw new AssertionError("no slate is made");
            }
        };
        Diversifier diversifier = new Diversifier() {
            @Override
            public Selection select(KeptCandidates kept, int k) {
                throw new AssertionError("no slate is made");
            }

            @Override
            public List<Constraint> constraints() {
                return List.of(parity);
            }
        };
        assertThatThrownBy(() -> withColumn("gender").diversify(diversifier).build())
                .hasMessageContaining("\"gender\"");
    }

    @Test
    void aProtectedAttributeHasALetterOrADigit() {
        for (String wordless : List.of("", "  ", "_-")) {
            assertThatThrownBy(() -> builder.protect(wordless))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("was \"" + wordless + "\"");
        }
    }

    private static DiscoveryEngineBuilder withColumn(String name) {
        List<FeatureColumn> columns = List.of(FeatureColumn.number(name, SignalGroup.PROFILE, Owner.OBJECT));
        return sourced().hydrate(FeatureView.of("people", "1", columns, (pairs, values) -> {}));
    }

    private static DiscoveryEngineBuilder sourced() {
        return DiscoveryEngine.builder().source("nobody", (context, limit) -> CandidateList.empty());
    }
}

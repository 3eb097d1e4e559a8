package io.github.discovery4j.core.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import io.github.discovery4j.core.consent.InMemoryConsentLedger;
import io.github.discovery4j.core.consent.PersonalRecord;
import io.github.discovery4j.core.model.Filter;
import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.testkit.FeatureStoreContract;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotEmpty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InMemoryFeatureStoreTest extends FeatureStoreContract {

    private final InMemoryConsentLedger ledger = Community.ledger();
    private final InMemoryFeatureStore store = Community.store(ledger);

    @Override
    protected FeatureStore store(FeatureStoreSettings settings) {
        return new InMemoryFeatureStore(settings);
    }

    @Test
    void readsBackWhatWasPut() {
        store.put(
                "ana",
                row -> row.number("activity", 3)
                        .labels("interests", List.of("jazz", "chess", "jazz"))
                        .vector("taste", new float[] {0.5f, -1}));
        float[] taste = new float[2];
        assertThat(store.number("ana", "activity")).isEqualTo(3);
        assertThat(store.labels("ana", "interests")).containsExactly("chess", "jazz");
        assertThat(store.vectors("taste").read("ana", taste, 0)).isTrue();
        assertThat(taste).containsExactly(0.5f, -1);
    }

    @Test
    void updateOfAnUnknownEntityBeginsWithoutValues() {
        store.update("newcomer", row -> row.number("age", 30));
        assertThat(store.number("newcomer", "age")).isEqualTo(30);
        assertThat(store.number("newcomer", "activity")).isNaN();
    }

    @Test
    void anUnknownEntityHasNoValues() {
        assertThat(store.number("nobody", "activity")).isNaN();
        assertThat(store.labels("nobody", "interests")).isEmpty();
        assertThat(store.row("nobody").readVector("taste", new float[2], 0)).isFalse();
    }

    @Test
    void attributesAreNumbersAndLabels() {
        assertThat(store.names()).containsExactlyInAnyOrder("activity", "age", "interests", "languages");
        assertThat(store.labels("ana", "activity")).isEmpty();
        assertThat(store.number("ana", "interests")).isNaN();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> store.labels("ana", "hobbies"))
                .withMessageContaining("it has [activity, age, interests, languages, taste]");
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void aValueMustBeFinite(float value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> store.put("ana", row -> row.number("activity", value)))
                .withMessageContainingAll("must be finite", "was " + value, "\"activity\"", "\"person\"", "leave out")
                .withMessageNotContaining("ana");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> store.put("ana", row -> row.vector("taste", new float[] {0, value})))
                .withMessageContaining("\"taste\"");
    }

    @Test
    void wrongInputIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> store.put("ana", row -> row.vector("taste", new float[3])))
                .withMessageContainingAll("dimension 2", "had 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> store.put("ana", row -> row.labels("interests", List.of("jazz", " "))))
                .withMessageContaining("blank");
        assertThatIllegalArgumentException().isThrownBy(() -> store.put("", row -> row.number("age", 3)));
        FeatureRow foreign =
                FeatureRow.builder(FeatureRegistry.of("room", List.of())).build();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> store.put("ana", foreign))
                .withMessageContainingAll("\"room\"", "\"person\"");
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> store.labels("ana", "interests").clear());
    }

    @Test
    void theStoreKeepsNoArrayOfTheCaller() {
        float[] vector = {1, 2};
        FeatureRow.Builder builder = FeatureRow.builder(Community.REGISTRY).vector("taste", vector);
        FeatureRow row = builder.build();
        vector[0] = 9;
        builder.without("taste");
        store.put("ana", row);
        float[] read = new float[2];
        store.row("ana").readVector("taste", read, 0);
        assertThat(read).containsExactly(1, 2);
    }

    @Test
    void aMaskedGroupReadsAsAbsentAndTheOthersStay() {
        store.put(
                "ana",
                row -> row.number("activity", 3)
                        .number("age", 30)
                        .labels("languages", Set.of("es"))
                        .labels("interests", Set.of("jazz"))
                        .vector("taste", new float[] {1, 0}));
        ledger.optOut("ana", SignalGroup.PROFILE);
        ledger.optOut("ana", SignalGroup.FAVOURITES);
        assertThat(store.number("ana", "age")).isNaN();
        assertThat(store.row("ana").number("age")).isNaN();
        assertThat(store.labels("ana", "languages")).isEmpty();
        assertThat(store.row("ana").labels("languages")).isEmpty();
        assertThat(store.vectors("taste").read("ana", new float[2], 0)).isFalse();
        assertThat(Filter.equal("languages", "es").test("ana", store)).isFalse();
        assertThat(store.number("ana", "activity")).isEqualTo(3);
        assertThat(store.row("ana").labels("interests")).containsExactly("jazz");
        ledger.optIn("ana", SignalGroup.PROFILE);
        assertThat(store.number("ana", "age")).isEqualTo(30);
    }

    @Test
    void whatIsMaskedIsStillTheOwnersToExport() {
        store.put("ana", row -> row.labels("interests", Set.of("jazz", "chess")).number("age", 30));
        ledger.withdraw("ana");
        assertThat(store.export("ana"))
                .extracting(PersonalRecord::group, PersonalRecord::name, PersonalRecord::value)
                .containsExactly(
                        tuple(SignalGroup.PROFILE, "age", "30.0"),
                        tuple(SignalGroup.INTERESTS, "interests", "[chess, jazz]"));
        assertThat(store.forget("ana", SignalGroup.INTERESTS)).isZero();
        assertThat(store.export("ana")).hasSize(2);
    }

    @Test
    void sharedLabelsAreSortedAndObeyBothOwners() {
        store.put("ana", row -> row.labels("interests", Set.of("jazz", "chess", "go")));
        store.put("Bo", row -> row.labels("interests", Set.of("go", "chess", "films")));
        assertThat(store.sharedLabels("ana", "Bo", "interests")).containsExactly("chess", "go");
        assertThat(store.sharedLabels("ana", "nobody", "interests")).isEmpty();
        ledger.optOut("Bo", SignalGroup.INTERESTS);
        assertThat(store.sharedLabels("ana", "Bo", "interests")).isEmpty();
        assertThat(store.sharedLabels("Bo", "ana", "interests")).isEmpty();
    }

    @Property(tries = 50)
    void anyIdWillDo(@ForAll @NotEmpty String id) {
        InMemoryFeatureStore own = new InMemoryFeatureStore(Community.REGISTRY, ledger);
        own.put(id, row -> row.labels("interests", Set.of(id.isBlank() ? "blank" : id)));
        assertThat(own.labels(id, "interests")).hasSize(1);
        assertThat(own.size()).isEqualTo(1);
        assertThat(own.erase(id)).isEqualTo(1);
        assertThat(own.size()).isZero();
    }
}

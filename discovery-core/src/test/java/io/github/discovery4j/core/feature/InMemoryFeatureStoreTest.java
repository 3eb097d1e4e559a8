package io.github.discovery4j.core.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import io.github.discovery4j.core.consent.InMemoryConsentLedger;
import io.github.discovery4j.core.consent.PersonalRecord;
import io.github.discovery4j.core.model.Candidates;
import io.github.discovery4j.core.model.FeatureTable;
import io.github.discovery4j.core.model.Filter;
import io.github.discovery4j.core.model.Handle;
import io.github.discovery4j.core.model.IdSpace;
import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.core.model.SlateRequest;
import io.github.discovery4j.core.stage.FeatureView;
import io.github.discovery4j.core.stage.PairBatch;
import io.github.discovery4j.core.stage.RequestContext;
import io.github.discovery4j.testkit.FeatureStoreContract;
import java.time.Instant;
import java.util.ArrayList;
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

    @Test
    void aRequestFindsByOrdinalWhatItFindsById() {
        FeatureView view = store.view("v", "1")
                .number("activity")
                .subjectNumber("age")
                .shared("interests")
                .build();
        IdSpace items = new IdSpace();
        List<String> ids = Community.PEOPLE;
        int[] ordinals = ids.stream().mapToInt(items::intern).toArray();
        RequestContext context = RequestContext.builder(
                        SlateRequest.forViewer("ana").build(), items)
                .build();
        Candidates candidates = Candidates.of(ordinals, ids.toArray(String[]::new), List.of(), new float[0]);
        List<Runnable> changes = List.of(
                () -> {},
                () -> store.update("Bo", row -> row.number("activity", 77)),
                () -> store.erase("Bo"),
                () -> store.put("Bo", row -> row.number("activity", 78)),
                () -> ledger.optOut("u5", SignalGroup.BEHAVIOUR),
                () -> store.erase("ana"));
        for (Runnable change : changes) {
            change.run();
            for (PairBatch pairs :
                    List.of(PairBatch.forward(context, candidates), PairBatch.backward(context, candidates))) {
                List<PairBatch.Pair> one = new ArrayList<>();
                for (int row = 0; row < pairs.size(); row++) {
                    one.add(new PairBatch.Pair(
                            pairs.subjectId(row), pairs.objectId(row), Instant.parse("2200-01-01T00:00:00Z")));
                }
                FeatureTable byOrdinal = hydrate(view, pairs);
                FeatureTable byId = hydrate(view, new OfNow(PairBatch.of(one)));
                FeatureTable expected = hydrate(view, PairBatch.of(one));
                for (int row = 0; row < pairs.size(); row++) {
                    for (int column = 0; column < 3; column++) {
                        Float value = expected.get(row, column);
                        assertThat((Float) byOrdinal.get(row, column)).isEqualTo(value);
                        assertThat((Float) byId.get(row, column)).isEqualTo(value);
                    }
                }
            }
        }
    }

    /** Pairs of a request without ordinals. */
    private record OfNow(PairBatch pairs) implements PairBatch {
        @Override
        public int size() {
            return pairs.size();
        }

        @Override
        public String subjectId(int row) {
            return pairs.subjectId(row);
        }

        @Override
        public String objectId(int row) {
            return pairs.objectId(row);
        }

        @Override
        public Instant asOf(int row) {
            return pairs.asOf(row);
        }

        @Override
        public boolean present() {
            return true;
        }

        @Override
        public <T> T pin(Handle<T> handle) {
            return pairs.pin(handle);
        }
    }

    private static FeatureTable hydrate(FeatureView view, PairBatch pairs) {
        FeatureTable table = FeatureTable.allocate(view.schema(), pairs.size());
        try (FeatureTable.Writer writer = table.writer(0, 3)) {
            view.hydrate(pairs, writer);
        }
        return table;
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

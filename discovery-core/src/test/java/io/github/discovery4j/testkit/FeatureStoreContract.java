package io.github.discovery4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.discovery4j.core.consent.InMemoryConsentLedger;
import io.github.discovery4j.core.consent.PersonalDataHolder;
import io.github.discovery4j.core.consent.PersonalRecord;
import io.github.discovery4j.core.feature.Absence;
import io.github.discovery4j.core.feature.FeatureDefinition;
import io.github.discovery4j.core.feature.FeatureFreshness;
import io.github.discovery4j.core.feature.FeatureRegistry;
import io.github.discovery4j.core.feature.FeatureRow;
import io.github.discovery4j.core.feature.FeatureStore;
import io.github.discovery4j.core.feature.FeatureStoreSettings;
import io.github.discovery4j.core.feature.FeatureValue;
import io.github.discovery4j.core.model.FeatureTable;
import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.core.stage.FeatureView;
import io.github.discovery4j.core.stage.PairBatch;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** The laws of a {@link FeatureStore}; its {@code PersonalDataHolder} laws are part of them. */
public abstract class FeatureStoreContract extends PersonalDataHolderContract {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private static final FeatureRegistry REGISTRY = FeatureRegistry.of(
            "person",
            List.of(
                    FeatureDefinition.number("activity", SignalGroup.BEHAVIOUR)
                            .expiresAfter(Duration.ofDays(7))
                            .freshWithin(Duration.ofDays(1))
                            .orElse(new FeatureValue.Decimal(0.5f)),
                    FeatureDefinition.whole("plays", SignalGroup.BEHAVIOUR),
                    FeatureDefinition.text("city", SignalGroup.PROFILE),
                    FeatureDefinition.labels("interests", SignalGroup.INTERESTS),
                    FeatureDefinition.vector("taste", 2, SignalGroup.FAVOURITES),
                    FeatureDefinition.json("card", SignalGroup.PROFILE)));

    private final InMemoryConsentLedger ledger = new InMemoryConsentLedger();
    private final Set<String> erased = new HashSet<>();
    private Instant now = START;
    private final FeatureStoreSettings settings = FeatureStoreSettings.of(REGISTRY, ledger)
            .clock((InstantSource) () -> now)
            .history(4)
            .erased(erased::contains);

    /**
     * Returns a fresh store without rows.
     *
     * @param settings what it has to be told; nothing else may matter to it
     * @return the store under test
     */
    protected abstract FeatureStore store(FeatureStoreSettings settings);

    @Override
    protected PersonalDataHolder holder() {
        FeatureStore store = store(settings);
        store.put(person(), row -> row.number("activity", 3).labels("interests", Set.of("jazz")));
        store.update(person(), row -> row.at(START.plusSeconds(5)).number("activity", 4));
        store.put(bystander(), row -> row.labels("interests", Set.of("chess")));
        return store;
    }

    @Override
    protected String person() {
        return "ana";
    }

    @Override
    protected String bystander() {
        return "李雷 \uD83D\uDC18";
    }

    @Example
    void everyKindOfValueIsReadBackAsItWasPut() {
        FeatureStore store = store(settings);
        store.put("ana", FeatureStoreContract::everything);
        FeatureRow row = store.row("ana");
        assertThat(row.number("activity")).isEqualTo(3.25f);
        assertThat(row.whole("plays")).hasValue(-7_000_000_000L);
        assertThat(row.text("city")).hasValue("Αθήνα");
        assertThat(row.labels("interests")).containsExactly("chess", "哲学", "\uD83D\uDC18");
        float[] taste = new float[2];
        assertThat(row.readVector("taste", taste, 0)).isTrue();
        assertThat(taste).containsExactly(0.1f, -0f);
        assertThat(row.json("card")).hasValue("{\"a\": [1, null]}");
        assertThat(row.at("activity")).hasValue(START);
        assertThat(store.number("ana", "activity")).isEqualTo(3.25);
        assertThat(store.labels("ana", "interests")).hasSize(3);
    }

    private static void everything(FeatureRow.Builder row) {
        row.number("activity", 3.25f)
                .whole("plays", -7_000_000_000L)
                .text("city", "Αθήνα")
                .labels("interests", List.of("chess", "哲学", "\uD83D\uDC18"))
                .vector("taste", new float[] {0.1f, -0f})
                .json("card", "{\"a\": [1, null]}");
    }

    @Example
    void putReplacesTheRowAndUpdateKeepsTheRest() {
        FeatureStore store = store(settings);
        store.put("ana", row -> row.number("activity", 3).labels("interests", Set.of("jazz")));
        store.update("ana", row -> row.number("activity", 4));
        assertThat(store.number("ana", "activity")).isEqualTo(4);
        assertThat(store.labels("ana", "interests")).containsExactly("jazz");
        store.update("ana", row -> row.without("interests"));
        assertThat(store.labels("ana", "interests")).isEmpty();
        store.put("ana", row -> row.text("city", "Lima"));
        assertThat(store.number("ana", "activity")).isNaN();
        assertThat(store.row("ana").text("city")).hasValue("Lima");
    }

    @Example
    void anUpdateMayBuildOnWhatIsThere() {
        FeatureStore store = store(settings);
        for (int i = 0; i < 3; i++) {
            store.update(
                    "ana", row -> row.whole("plays", row.build().whole("plays").orElse(0) + 1));
        }
        assertThat(store.row("ana").whole("plays")).hasValue(3);
    }

    @Example
    void aFailedChangeLeavesTheRowAsItWas() {
        FeatureStore store = store(settings);
        store.put("ana", row -> row.number("activity", 3));
        for (String id : List.of("ana", "newcomer")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() ->
                            store.update(id, row -> row.whole("plays", 9).number("activity", Float.NaN)));
        }
        assertThat(store.number("ana", "activity")).isEqualTo(3);
        assertThat(store.row("ana").whole("plays")).isEmpty();
        assertThat(store.export("newcomer")).isEmpty();
    }

    @Example
    void wrongInputIsRefusedAndNamesNobody() {
        FeatureStore store = store(settings);
        assertThatIllegalArgumentException().isThrownBy(() -> store.put("", row -> row.whole("plays", 3)));
        FeatureRow foreign =
                FeatureRow.builder(FeatureRegistry.of("room", List.of())).build();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> store.put("ana", foreign))
                .withMessageContainingAll("\"room\"", "\"person\"")
                .withMessageNotContaining("ana");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> store.rows(List.of("ana", "Bo"), List.of(START)))
                .withMessageContaining("2 ids and 1 moments");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> store.labels("ana", "hobbies"))
                .withMessageContaining("it has [activity, plays");
    }

    @Example
    void manyRowsAreReadInTheOrderOfTheirIds() {
        FeatureStore store = store(settings);
        Map<String, FeatureRow> rows = new LinkedHashMap<>();
        for (int i = 0; i < 300; i++) {
            rows.put("p" + i, row(i));
        }
        store.putAll(rows);
        List<String> ids = new ArrayList<>();
        for (int i = 299; i >= 0; i--) {
            ids.add("p" + i);
        }
        ids.add("p7");
        ids.add("nobody");
        List<FeatureRow> read = store.rows(ids);
        assertThat(read).hasSize(302);
        for (int i = 0; i < 300; i++) {
            assertThat(read.get(i).whole("plays")).hasValue(299 - i);
        }
        assertThat(read.get(300).whole("plays")).hasValue(7);
        assertThat(read.get(301).whole("plays")).isEmpty();
        assertThat(store.rows(List.of())).isEmpty();
    }

    private static FeatureRow row(long plays) {
        return FeatureRow.builder(REGISTRY).whole("plays", plays).build();
    }

    @Example
    void manyRowsAreChangedTogether() {
        FeatureStore store = store(settings);
        store.put("ana", row -> row.whole("plays", 1).text("city", "Lima"));
        Map<String, Consumer<FeatureRow.Builder>> changes = new HashMap<>();
        changes.put("ana", row -> row.whole("plays", 2));
        changes.put("Bo", row -> row.whole("plays", 3));
        store.updateAll(changes);
        assertThat(store.row("ana").text("city")).hasValue("Lima");
        assertThat(store.row("ana").whole("plays")).hasValue(2);
        assertThat(store.row("Bo").whole("plays")).hasValue(3);
        store.updateAll(Map.of());
    }

    @Example
    void aValueExpiresByTheTimeThatItIsOf() {
        FeatureStore store = store(settings);
        store.put(
                "ana",
                row -> row.at(START.minus(Duration.ofDays(5)))
                        .number("activity", 3)
                        .whole("plays", 8));
        assertThat(store.absence("ana", "activity")).isEmpty();
        now = START.plus(Duration.ofDays(2)).minusMillis(1);
        assertThat(store.number("ana", "activity")).isEqualTo(3);
        now = START.plus(Duration.ofDays(2));
        assertThat(store.number("ana", "activity")).isNaN();
        assertThat(store.row("ana").number("activity")).isNaN();
        assertThat(store.row("ana").whole("plays")).hasValue(8);
        assertThat(store.absence("ana", "activity")).hasValue(Absence.EXPIRED);
        assertThat(store.export("ana")).extracting(PersonalRecord::name).containsExactly("activity", "plays");
    }

    @Example
    void aReasonIsGivenForEveryMissingValue() {
        FeatureStore store = store(settings);
        store.put("ana", row -> row.number("activity", 3));
        assertThat(store.absence("ana", "activity")).isEmpty();
        assertThat(store.absence("ana", "plays")).hasValue(Absence.NOT_SET);
        assertThat(store.absence("nobody", "plays")).hasValue(Absence.NOT_SET);
        assertThat(store.absence("ana", "activity", START.minusSeconds(1))).hasValue(Absence.NOT_KNOWN_THEN);
        ledger.optOut("ana", SignalGroup.BEHAVIOUR);
        assertThat(store.absence("ana", "activity")).hasValue(Absence.MASKED);
        assertThat(store.absence("ana", "plays")).hasValue(Absence.MASKED);
        assertThat(store.absence("ana", "activity", START)).hasValue(Absence.MASKED);
    }

    @Example
    void consentOfNowMasksThePresentAndThePast() {
        FeatureStore store = store(settings);
        store.put("ana", FeatureStoreContract::everything);
        FeatureView view = store.view("all", "1").number("activity").build();
        ledger.optOut("ana", SignalGroup.BEHAVIOUR);
        ledger.optOut("ana", SignalGroup.INTERESTS);
        for (FeatureRow row : List.of(
                store.row("ana"),
                store.row("ana", START),
                store.rows(List.of("ana")).getFirst())) {
            assertThat(row.number("activity")).isNaN();
            assertThat(row.labels("interests")).isEmpty();
            assertThat(row.text("city")).hasValue("Αθήνα");
        }
        assertThat(store.number("ana", "activity")).isNaN();
        assertThat(column(view, "ana", START)).isNaN();
        assertThat(store.export("ana")).hasSize(6);
        assertThat(store.forget("ana", SignalGroup.BEHAVIOUR)).isZero();
        ledger.optIn("ana", SignalGroup.BEHAVIOUR);
        assertThat(store.number("ana", "activity")).isEqualTo(3.25);
        ledger.optOut("Bo", SignalGroup.BEHAVIOUR);
        assertThat(store.row("ana").number("activity")).isEqualTo(3.25f);
        assertThat(store.row("ana").labels("interests")).isEmpty();
    }

    @Example
    void aDefaultStandsForWhatIsNotKnownAndNeverForWhatIsMasked() {
        FeatureStore store = store(settings);
        FeatureView view = store.view("all", "1").number("activity").build();
        store.put("ana", row -> row.number("activity", 3));
        assertThat(column(view, "ana", START)).isEqualTo(3);
        assertThat(column(view, "ana", START.plus(Duration.ofDays(8)))).isEqualTo(0.5f);
        assertThat(column(view, "nobody", START)).isEqualTo(0.5f);
        assertThat(store.row("nobody").number("activity")).isNaN();
        for (String id : List.of("ana", "nobody")) {
            ledger.optOut(id, SignalGroup.BEHAVIOUR);
            assertThat(column(view, id, START)).isNaN();
        }
    }

    private static float column(FeatureView view, String object, Instant asOf) {
        FeatureTable table = FeatureTable.allocate(view.schema(), 1);
        PairBatch pair = PairBatch.of(List.of(new PairBatch.Pair("viewer", object, asOf)));
        try (FeatureTable.Writer writer = table.writer(0, 1)) {
            view.hydrate(pair, writer);
        }
        return table.get(0, 0);
    }

    @Example
    void aReadOfThePastSeesNothingLater() {
        FeatureStore store = store(settings);
        store.put("ana", row -> row.whole("plays", 1).text("city", "Lima"));
        now = START.plusSeconds(10);
        store.update("ana", row -> row.whole("plays", 2));
        now = START.plusSeconds(20);
        store.put("ana", row -> row.text("city", "Quito"));
        assertThat(store.row("ana", START.minusMillis(1)).whole("plays")).isEmpty();
        assertThat(store.row("ana", START).whole("plays")).hasValue(1);
        assertThat(store.row("ana", START.plusSeconds(9)).whole("plays")).hasValue(1);
        assertThat(store.row("ana", START.plusSeconds(10)).whole("plays")).hasValue(2);
        assertThat(store.row("ana", START.plusSeconds(19)).text("city")).hasValue("Lima");
        assertThat(store.row("ana", START.plusSeconds(20)).text("city")).hasValue("Quito");
        assertThat(store.row("ana", START.plusSeconds(20)).whole("plays")).isEmpty();
        assertThat(store.rows(List.of("ana", "nobody", "ana"), List.of(START, START, now)))
                .extracting(row -> row.text("city").orElse("none"))
                .containsExactly("Lima", "none", "Quito");
        assertThat(store.export("ana"))
                .extracting(PersonalRecord::name, PersonalRecord::value)
                .contains(org.assertj.core.api.Assertions.tuple("plays as of 2026-01-01T00:00:00Z", "1"));
    }

    @Example
    void aHydratorHonoursTheMomentOfEachPair() {
        FeatureStore store = store(settings);
        FeatureView view = store.view("all", "1").number("plays").build();
        store.put("ana", row -> row.whole("plays", 1));
        now = START.plusSeconds(10);
        store.update("ana", row -> row.whole("plays", 2));
        assertThat(column(view, "ana", START.minusSeconds(1))).isNaN();
        assertThat(column(view, "ana", START.plusSeconds(1))).isEqualTo(1);
        assertThat(column(view, "ana", START.plusSeconds(11))).isEqualTo(2);
    }

    @Example
    void whatComesLateBelongsToThePast() {
        FeatureStore store = store(settings);
        store.update("ana", row -> row.at(START).whole("plays", 5));
        store.update("ana", row -> row.at(START.minusSeconds(60)).whole("plays", 1));
        assertThat(store.row("ana").whole("plays")).hasValue(5);
        assertThat(store.row("ana", START.minusSeconds(1)).whole("plays")).hasValue(1);
        now = START.minusSeconds(3600);
        store.update("ana", row -> row.whole("plays", 6));
        assertThat(store.row("ana").whole("plays"))
                .as("without a time nothing is late")
                .hasValue(6);
    }

    @Example
    void thePastIsBounded() {
        FeatureStore store = store(settings);
        for (int i = 0; i < 10; i++) {
            int plays = i;
            now = START.plusSeconds(i);
            store.update("ana", row -> row.whole("plays", plays));
        }
        assertThat(store.row("ana", START.plusSeconds(5)).whole("plays")).hasValue(5);
        assertThat(store.row("ana", START.plusSeconds(4)).whole("plays")).isEmpty();
        assertThat(store.absence("ana", "plays", START.plusSeconds(4))).hasValue(Absence.NOT_KNOWN_THEN);
        assertThat(store.export("ana")).hasSize(5);
    }

    /** Compares a store with a list of everything that was ever set, in any order of times. */
    @Property(tries = 20)
    void thePastIsThatOfAListOfAllValues(@ForAll Random random) {
        FeatureStore store = store(settings.history(100));
        TreeMap<Long, Long> all = new TreeMap<>();
        for (int i = 0; i < 20; i++) {
            long second = random.nextInt(15);
            long plays = random.nextInt(1000);
            store.update("ana", row -> row.at(START.plusSeconds(second)).whole("plays", plays));
            all.put(second, plays);
        }
        for (long second = -1; second < 16; second++) {
            Optional<Long> expected =
                    Optional.ofNullable(all.floorEntry(second)).map(Map.Entry::getValue);
            FeatureRow row = store.row("ana", START.plusSeconds(second));
            assertThat(row.whole("plays").stream().boxed().findFirst()).isEqualTo(expected);
        }
        store.erase("ana");
    }

    @Example
    void staleValuesAreReadAndCounted() {
        FeatureStore store = store(settings);
        store.put("ana", row -> row.number("activity", 1));
        store.put("Bo", row -> row.at(START.minus(Duration.ofDays(3))).number("activity", 1));
        store.put("Cy", row -> row.at(START.minus(Duration.ofDays(8))).number("activity", 1));
        FeatureFreshness freshness = store.freshness(List.of("ana", "Bo", "Cy", "nobody"));
        assertThat(freshness.features())
                .containsExactly(new FeatureFreshness.OfFeature(
                        "activity", Duration.ofDays(1), 2, 1, Optional.of(Duration.ofDays(3))));
        assertThat(freshness.stale()).isEqualTo(1);
        assertThat(store.freshness(List.of()).features().getFirst().oldest()).isEmpty();
    }

    @Example
    void whoWasErasedDoesNotComeBackByALatePut() {
        FeatureStore store = store(settings);
        store.put("ana", row -> row.whole("plays", 1));
        store.row("ana");
        erased.add("ana");
        assertThat(store.erase("ana")).isEqualTo(1);
        assertThat(store.row("ana").whole("plays")).isEmpty();
        store.put("ana", row -> row.whole("plays", 2));
        store.update("ana", row -> row.whole("plays", 2));
        store.putAll(Map.of("ana", row(3), "Bo", row(4)));
        assertThat(store.export("ana")).isEmpty();
        assertThat(store.row("ana").whole("plays")).isEmpty();
        assertThat(store.row("Bo").whole("plays")).hasValue(4);
    }

    @Example
    void nothingOfThePastSurvivesAnErasure() {
        FeatureStore store = store(settings);
        store.put("ana", row -> row.whole("plays", 1));
        now = START.plusSeconds(10);
        store.put("ana", row -> row.whole("plays", 2));
        store.erase("ana");
        store.put("ana", row -> row.at(START.plusSeconds(30)).text("city", "Lima"));
        assertThat(store.row("ana", START.plusSeconds(5)).whole("plays")).isEmpty();
    }

    @Example
    void noReaderSeesHalfOfAChangeAndNoChangeIsLost() throws Exception {
        FeatureStore store = store(settings);
        store.put("ana", row -> row.number("activity", 0).whole("plays", 0));
        int steps = 150;
        try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
            List<Future<?>> running = new ArrayList<>();
            for (int writer = 0; writer < 2; writer++) {
                running.add(threads.submit(() -> {
                    for (int i = 0; i < steps; i++) {
                        store.update("ana", row -> {
                            long next = row.build().whole("plays").orElse(0) + 1;
                            row.whole("plays", next).number("activity", (float) next);
                        });
                    }
                }));
            }
            running.add(threads.submit(() -> {
                for (int i = 0; i < steps; i++) {
                    FeatureRow row = store.row("ana");
                    assertThat((long) row.number("activity"))
                            .isEqualTo(row.whole("plays").orElse(-1));
                }
            }));
            for (Future<?> one : running) {
                one.get();
            }
        }
        assertThat(store.row("ana").whole("plays")).hasValue(2L * steps);
    }
}

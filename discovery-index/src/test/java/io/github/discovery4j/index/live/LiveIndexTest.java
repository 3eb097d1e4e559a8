package io.github.discovery4j.index.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.discovery4j.core.consent.InMemoryConsentLedger;
import io.github.discovery4j.core.model.Filter;
import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.index.memory.ExactIndex;
import io.github.discovery4j.index.vector.EntryAttributes;
import io.github.discovery4j.index.vector.SearchResult;
import io.github.discovery4j.index.vector.VectorIndexSettings;
import io.github.discovery4j.index.vector.VectorQuery;
import io.github.discovery4j.index.vector.VectorSnapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class LiveIndexTest {

    private static final VectorQuery EAST = VectorQuery.nearestTo(new float[] {1, 0}, 10_000);

    private final Clock clock = new Clock();
    private final InMemoryConsentLedger ledger = new InMemoryConsentLedger();
    private final LiveIndex online = LiveIndex.over(ExactIndex.of(VectorIndexSettings.of("online", 2)
                    .labels("language")
                    .derivedFrom(ledger, Set.of(SignalGroup.FAVOURITES))))
            .clock(clock)
            .timeToLive(Duration.ofSeconds(30))
            .build();

    @Example
    void whoHasExpiredIsNotFoundByTheVeryNextSearch() {
        online.accept("ana", new float[] {1, 0});
        online.put("bo", new float[] {1, 0}, EntryAttributes.NONE, Duration.ofSeconds(31));
        clock.pass(Duration.ofMillis(29_999));
        assertThat(found(EAST)).containsExactly("ana", "bo");
        clock.pass(Duration.ofMillis(1));
        assertThat(found(EAST)).containsExactly("bo");
        assertThat(online.read("ana", new float[2], 0)).isFalse();
        assertThat(online.size()).isEqualTo(1);
        assertThat(found(VectorQuery.nearestTo("ana", 5))).isEmpty();
        assertThat(online.heartbeat("ana")).as("too late").isFalse();
        clock.passSeconds(1);
        assertThat(online.size()).isZero();
        assertThat(online.footprint().heapBytes()).isLessThan(1 << 20);
    }

    @Example
    void aHeartbeatStartsTheTimeAnew() {
        online.accept("ana", new float[] {1, 0});
        clock.passSeconds(29);
        assertThat(online.heartbeat("ana")).isTrue();
        clock.passSeconds(29);
        assertThat(found(EAST)).containsExactly("ana");
        assertThat(online.heartbeat("ana", Duration.ofMillis(1))).as("or less").isTrue();
        clock.pass(Duration.ofMillis(1));
        assertThat(found(EAST)).isEmpty();
        assertThat(online.heartbeat("a stranger")).isFalse();
    }

    @Example
    void aLaterPutIsAnotherTime() {
        online.put("ana", new float[] {1, 0}, EntryAttributes.NONE, Duration.ofDays(400_000));
        online.put("ana", new float[] {1, 0}, EntryAttributes.NONE.label("language", "es"), Duration.ofSeconds(5));
        assertThat(found(EAST.filter(Filter.equal("language", "es")))).containsExactly("ana");
        clock.passSeconds(5);
        assertThat(found(EAST)).isEmpty();
    }

    @Example
    void whatExpiresAllAtOnceIsGoneAtOnceThoughItIsTakenOutBitByBit() {
        for (int i = 0; i < 3_500; i++) {
            online.accept("p" + i, new float[] {1, i});
        }
        online.put("stays", new float[] {0, 1}, EntryAttributes.NONE, Duration.ofHours(1));
        clock.passSeconds(30);
        assertThat(found(EAST)).containsExactly("stays");
        assertThat(found(VectorQuery.nearestTo("p3499", 5))).isEmpty();
        assertThat(online.searchAll(List.of(EAST, VectorQuery.nearestTo("stays", 5))))
                .extracting(SearchResult::size)
                .containsExactly(1, 0);
        assertThat(online.read("p3499", new float[2], 0)).isFalse();
        online.refresh();
        assertThat(online.size()).isEqualTo(1);
    }

    @Example
    void aSnapshotKeepsWhoWasHere() {
        online.accept("ana", new float[] {1, 0});
        try (VectorSnapshot snapshot = online.snapshot()) {
            clock.passSeconds(30);
            assertThat(found(EAST)).isEmpty();
            assertThat(snapshot.search(EAST).size()).isEqualTo(1);
            online.accept("bo", new float[] {1, 0});
            online.erase("bo");
            assertThat(snapshot.size()).isEqualTo(1);
        }
    }

    @Example
    void anExportSaysUntilWhen() {
        online.accept("ana", new float[] {1, 0});
        assertThat(online.export("ana"))
                .singleElement()
                .satisfies(record ->
                        assertThat(record.until()).contains(clock.instant().plusSeconds(30)));
        clock.passSeconds(30);
        assertThat(online.export("ana")).isEmpty();
    }

    @Example
    void whoseSignalsAreForgottenLeaves() {
        online.accept("ana", new float[] {1, 0});
        assertThat(online.forget("ana", SignalGroup.CONVERSATION)).isZero();
        assertThat(online.forget("ana", SignalGroup.FAVOURITES)).isEqualTo(1);
        assertThat(online.heartbeat("ana")).isFalse();
    }

    @Example
    void aWrongTimeIsRefusedAndNothingStored() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> online.put("ana", new float[] {1, 0}, EntryAttributes.NONE, Duration.ZERO))
                .withMessageContainingAll("time to live", "PT0S", "\"online\"")
                .withMessageNotContaining("ana");
        assertThatIllegalArgumentException().isThrownBy(() -> online.heartbeat("ana", Duration.ofSeconds(-1)));
        assertThat(online.size()).isZero();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LiveIndex.over(online).timeToLive(Duration.ZERO))
                .withMessageContaining("time to live");
        online.accept("ana", new float[] {1, 0});
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LiveIndex.over(online).build())
                .withMessageContainingAll("empty", "held 1");
    }

    /** Puts, heartbeats, deletions and time in any order, against a map of when each leaves. */
    @Property(tries = 100)
    void agreesWithALookAtEverybodysTime(@ForAll Random random) {
        Map<String, Long> until = new HashMap<>();
        LiveIndex tested = LiveIndex.over(ExactIndex.of(VectorIndexSettings.of("online", 2)))
                .clock(clock)
                .build();
        for (int step = 0; step < 300; step++) {
            String id = "p" + random.nextInt(30);
            long now = clock.millis();
            boolean here = until.getOrDefault(id, 0L) > now;
            long stay = 1 + random.nextInt(20);
            switch (random.nextInt(5)) {
                case 0 -> {
                    tested.put(id, new float[] {1, step}, EntryAttributes.NONE, Duration.ofMillis(stay));
                    until.put(id, now + stay);
                }
                case 1 -> {
                    assertThat(tested.heartbeat(id, Duration.ofMillis(stay))).isEqualTo(here);
                    until.computeIfPresent(id, (key, before) -> here ? now + stay : before);
                }
                case 2 -> {
                    tested.refresh();
                    assertThat(tested.delete(id)).isEqualTo(here);
                    until.remove(id);
                }
                case 3 -> clock.pass(Duration.ofMillis(random.nextInt(5)));
                default -> {
                    assertThat(ids(tested.search(EAST)))
                            .containsExactlyInAnyOrderElementsOf(until.keySet().stream()
                                    .filter(key -> until.getOrDefault(key, 0L) > now)
                                    .toList());
                }
            }
        }
    }

    private List<String> found(VectorQuery query) {
        return ids(online.search(query));
    }

    static List<String> ids(SearchResult result) {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < result.size(); i++) {
            ids.add(result.id(i));
        }
        return ids;
    }
}

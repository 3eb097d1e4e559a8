package io.github.discovery4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.discovery4j.core.consent.PersonalDataHolder;
import io.github.discovery4j.core.signal.DeadLetter;
import io.github.discovery4j.core.signal.DeadLetterStore;
import io.github.discovery4j.core.signal.DeadLetterStore.Bounds;
import io.github.discovery4j.core.signal.DeadLetterStore.Filter;
import io.github.discovery4j.core.signal.Rejection;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import net.jqwik.api.Example;

/** The laws of a {@link DeadLetterStore}. */
public abstract class DeadLetterStoreContract extends PersonalDataHolderContract {

    private Instant now = Instant.parse("2026-03-01T12:00:00Z");

    /**
     * Returns a store without letters.
     *
     * @param bounds how much it keeps
     * @param clock its clock
     * @return the store under test
     */
    protected abstract DeadLetterStore store(Bounds bounds, InstantSource clock);

    private DeadLetterStore store() {
        return store(Bounds.DEFAULT, () -> now);
    }

    private DeadLetter letter(Rejection reason, String json, String user) {
        return new DeadLetter(
                0, reason, "what was seen", json, false, Optional.ofNullable(user), Optional.empty(), now, now, 1);
    }

    @Override
    protected PersonalDataHolder holder() {
        DeadLetterStore store = store();
        store.add(List.of(
                letter(Rejection.UNKNOWN_TYPE, "{\"user_id\":\"ana\"}", "ana"),
                letter(Rejection.MALFORMED_JSON, "{\"user_id\" \"an\\u0061\", oops", null),
                letter(Rejection.MALFORMED_JSON, "{\"user_id\":\"anabel\"", null),
                letter(Rejection.MALFORMED_JSON, "{\"user_id\":\"bo\"}", "bo")));
        return store;
    }

    @Override
    protected String person() {
        return "ana";
    }

    @Override
    protected String bystander() {
        return "bo";
    }

    @Example
    void erasesLettersThatCouldNotBeReadToo() {
        DeadLetterStore store = (DeadLetterStore) holder();
        assertThat(store.erase("ana")).isEqualTo(2);
        assertThat(store.list(Filter.ALL))
                .extracting(DeadLetter::json)
                .allMatch(json -> json.contains("anabel") || json.contains("bo"));
    }

    @Example
    void listsInOrderByReasonAndInPages() {
        DeadLetterStore store = store();
        List<Long> ids = store.add(IntStream.range(0, 10)
                .mapToObj(i -> letter(i % 2 == 0 ? Rejection.TOO_LARGE : Rejection.INVALID_ID, "{\u00e9" + i, null))
                .toList());
        assertThat(ids).hasSize(10).isSorted().doesNotHaveDuplicates();
        assertThat(store.list(Filter.of(Rejection.TOO_LARGE)))
                .extracting(DeadLetter::json)
                .containsExactly("{\u00e90", "{\u00e92", "{\u00e94", "{\u00e96", "{\u00e98");
        assertThat(store.list(new Filter(Optional.empty(), ids.get(6), 2)))
                .extracting(DeadLetter::id)
                .isEqualTo(ids.subList(7, 9));
        assertThat(store.find(ids.get(3))).map(DeadLetter::json).contains("{\u00e93");
        assertThat(store.find(12_345)).isEmpty();
        assertThat(store.count()).isEqualTo(10);
    }

    @Example
    void givesBackWhatWasKept() {
        DeadLetterStore store = store();
        DeadLetter letter = new DeadLetter(
                0,
                Rejection.WRONG_KIND,
                "m",
                "\ud83d\ude00'\"",
                true,
                Optional.of("u"),
                Optional.of("i"),
                now,
                now.plusSeconds(5),
                3);
        long id = store.add(List.of(letter)).getFirst();
        assertThat(store.find(id)).contains(letter.withId(id));
    }

    @Example
    void theOldestMakeRoomAndAreCounted() {
        DeadLetterStore store = store(new Bounds(5, Duration.ofDays(1)), () -> now);
        for (int i = 0; i < 8; i++) {
            store.add(List.of(letter(Rejection.TOO_LARGE, "n" + i, null)));
        }
        assertThat(store.list(Filter.ALL)).extracting(DeadLetter::json).containsExactly("n3", "n4", "n5", "n6", "n7");
        assertThat(store.dropped()).isEqualTo(3);
        now = now.plus(Duration.ofDays(2));
        store.add(List.of(letter(Rejection.TOO_LARGE, "new", null)));
        assertThat(store.list(Filter.ALL)).extracting(DeadLetter::json).containsExactly("new");
        assertThat(store.dropped()).isEqualTo(8);
    }

    @Example
    void moreThanFitAtOnceKeepsTheLast() {
        DeadLetterStore store = store(new Bounds(2, Duration.ofDays(1)), () -> now);
        store.add(IntStream.range(0, 5)
                .mapToObj(i -> letter(Rejection.TOO_LARGE, "n" + i, null))
                .toList());
        assertThat(store.list(Filter.ALL)).extracting(DeadLetter::json).containsExactly("n3", "n4");
    }

    @Example
    void repairReplacesTheTextAndFailuresAreCounted() {
        DeadLetterStore store = store();
        long id = store.add(List.of(letter(Rejection.TOO_LARGE, "long", "ana"))).getFirst();
        assertThat(store.repair(id, "{}")).isTrue();
        now = now.plusSeconds(60);
        store.failedAgain(id, Rejection.MISSING_FIELD, "nothing in it");
        DeadLetter letter = store.find(id).orElseThrow();
        assertThat(letter.json()).isEqualTo("{}");
        assertThat(letter.userId()).isEmpty();
        assertThat(letter.reason()).isEqualTo(Rejection.MISSING_FIELD);
        assertThat(letter.attempts()).isEqualTo(2);
        assertThat(letter.last()).isEqualTo(now);
        assertThat(store.repair(99, "{}")).isFalse();
        assertThatThrownBy(() -> store.repair(id, "x".repeat(DeadLetterStore.MOST_BYTES + 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("8193");
        assertThat(store.remove(List.of(id, 99L))).isEqualTo(1);
        assertThat(store.count()).isZero();
    }
}

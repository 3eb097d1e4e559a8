package io.github.discovery4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.discovery4j.core.consent.PersonalDataHolder;
import io.github.discovery4j.core.consent.PersonalRecord;
import io.github.discovery4j.core.model.InMemoryTombstones;
import io.github.discovery4j.core.model.Tombstones;
import io.github.discovery4j.core.signal.EventLog;
import io.github.discovery4j.core.signal.EventLog.Appended;
import io.github.discovery4j.core.signal.EventLog.Batch;
import io.github.discovery4j.core.signal.EventLog.Logged;
import io.github.discovery4j.core.signal.EventLog.Outcome;
import io.github.discovery4j.core.signal.EventType;
import io.github.discovery4j.core.signal.EventTypes;
import io.github.discovery4j.core.signal.SignalEvent;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Example;

/** The laws of an {@link EventLog}. */
public abstract class EventLogContract extends PersonalDataHolderContract {

    /** When the events of {@link #event} begin. */
    protected static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    /**
     * Returns a log without events.
     *
     * @param erased what it asks who was erased
     * @return the log under test
     */
    protected abstract EventLog log(Tombstones erased);

    private EventLog log() {
        return log(new InMemoryTombstones());
    }

    @Override
    protected PersonalDataHolder holder() {
        EventLog log = log();
        log.append(List.of(
                event("1", "ana", EventTypes.FOLLOW, "bo", 0),
                event("2", "bo", EventTypes.LIKE, "film", 1),
                event("3", "ana", EventTypes.PLAY, "film", 2),
                event("4", "cy", EventTypes.BLOCK, "ana", 3)));
        return log;
    }

    @Override
    protected String person() {
        return "ana";
    }

    @Override
    protected String bystander() {
        return "dee, whom nobody names";
    }

    /**
     * Makes an event.
     *
     * @param id its id
     * @param user who
     * @param type what
     * @param item with what
     * @param second after {@link #START}
     * @return an event without optional parts
     */
    protected static SignalEvent event(String id, String user, EventType type, String item, int second) {
        return new SignalEvent(
                id,
                user,
                type,
                Optional.of(item),
                START.plusSeconds(second),
                START.plusSeconds(second + 1),
                OptionalDouble.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    @Override
    @Example
    void erasesOnePersonOnceAndNobodyElse() {
        EventLog log = (EventLog) holder();
        assertThat(log.erase("ana")).isEqualTo(3);
        assertThat(log.export("ana")).isEmpty();
        assertThat(log.erase("ana")).isZero();
        assertThat(log.read(0, 10)).extracting(logged -> logged.event().id()).containsExactly("2");
    }

    @Example
    void givesBackWhatWasAppended() {
        EventLog log = log();
        SignalEvent full = new SignalEvent(
                "id-\u00e9\ud83d\ude00",
                "\u5c71\u7530",
                EventTypes.DWELL,
                Optional.of("\u05d0'\"\\%_"),
                START.plusMillis(7),
                START.plusMillis(9),
                OptionalDouble.of(0.1 + 0.2),
                Optional.of("a label"),
                Optional.of("s"),
                Optional.of("phone"),
                Optional.of("ja-JP"),
                Optional.of(ZoneId.of("Asia/Tokyo")));
        SignalEvent bare = event("bare", "ana", EventTypes.LIKE, "film", -86_400 * 365 * 20);
        log.append(List.of(full, bare));
        assertThat(log.read(0, 10)).extracting(Logged::event).containsExactly(full, bare);
    }

    @Example
    void appendingNothingChangesNothing() {
        EventLog log = log();
        assertThat(log.append(List.of()).each()).isEmpty();
        assertThat(log.lastPosition()).isZero();
        assertThat(log.read(0, 1)).isEmpty();
    }

    @Example
    void keepsAnIdOnce() {
        EventLog log = log();
        SignalEvent event = event("1", "ana", EventTypes.LIKE, "film", 0);
        SignalEvent sameId = event("1", "bo", EventTypes.SKIP, "song", 5);
        assertThat(log.append(List.of(event, sameId, event)).each())
                .extracting(Appended::outcome)
                .containsExactly(Outcome.NEW, Outcome.KNOWN, Outcome.KNOWN);
        assertThat(log.append(List.of(sameId)).each()).containsExactly(Appended.KNOWN);
        assertThat(log.read(0, 10)).extracting(Logged::event).containsExactly(event);
    }

    @Example
    void batchesJoinWithoutGaps() {
        EventLog log = log();
        Batch first =
                log.append(List.of(event("1", "a", EventTypes.LIKE, "x", 0), event("1", "a", EventTypes.LIKE, "x", 0)));
        Batch second = log.append(List.of(event("2", "a", EventTypes.LIKE, "x", 0)));
        assertThat(first.before()).isZero();
        assertThat(second.before()).isEqualTo(first.after());
        assertThat(second.each().getFirst().position())
                .isGreaterThan(first.after())
                .isLessThanOrEqualTo(second.after());
        assertThat(log.lastPosition()).isEqualTo(second.after());
        assertThat(log.read(first.after(), 10)).hasSize(1);
    }

    @Example
    void positionsAreNotGivenTwiceAfterAnErasure() {
        EventLog log = log();
        long position = log.append(List.of(event("1", "ana", EventTypes.LIKE, "film", 0)))
                .each()
                .getFirst()
                .position();
        log.erase("ana");
        assertThat(log.append(List.of(event("2", "bo", EventTypes.LIKE, "film", 0)))
                        .each()
                        .getFirst()
                        .position())
                .isGreaterThan(position);
    }

    @Example
    void refusesWhatNamesAnErasedPersonHoweverLate() {
        EventLog log = (EventLog) holder();
        log.erase("ana");
        assertThat(log.isErased("ana")).isTrue();
        assertThat(log.isErased("bo")).isFalse();
        assertThat(log.append(List.of(
                                event("5", "ana", EventTypes.LIKE, "film", 9),
                                event("6", "bo", EventTypes.FOLLOW, "ana", 9),
                                event("7", "bo", EventTypes.ROOM_JOINED, "ana", 9)))
                        .each())
                .extracting(Appended::outcome)
                .containsExactly(Outcome.ERASED, Outcome.ERASED, Outcome.NEW);
    }

    @Example
    void asksTheHostsStonesAndTakesBackWhoeverIsLetIn() {
        Tombstones stones = new InMemoryTombstones();
        EventLog log = log(stones);
        SignalEvent before = event("1", "ana", EventTypes.LIKE, "film", 0);
        log.append(List.of(before));
        log.erase("ana");
        assertThat(stones.contains("ana")).isTrue();
        assertThat(log.append(List.of(event("2", "ana", EventTypes.LIKE, "film", 1)))
                        .each())
                .containsExactly(Appended.ERASED);
        assertThat(stones.remove("ana")).isTrue();
        assertThat(log.isErased("ana")).isFalse();
        SignalEvent after = event("3", "ana", EventTypes.LIKE, "film", 2);
        assertThat(log.append(List.of(after)).each())
                .extracting(Appended::outcome)
                .containsExactly(Outcome.NEW);
        assertThat(log.read(0, 10)).extracting(Logged::event).containsExactly(after);
        stones.add("bo");
        assertThat(log.isErased("bo")).as("a stone that somebody else has set").isTrue();
    }

    @Example
    void anEventThatWasRemovedAloneNeverComesBack() {
        EventLog log = (EventLog) holder();
        SignalEvent again = event("1", "ana", EventTypes.FOLLOW, "bo", 0);
        assertThat(log.remove("ana", "1")).isTrue();
        assertThat(log.read(0, 10)).extracting(logged -> logged.event().id()).containsExactly("2", "3", "4");
        assertThat(log.export("bo"))
                .as("what it said of its target is gone too")
                .extracting(PersonalRecord::name)
                .containsExactly("like");
        List<SignalEvent> read = new ArrayList<>();
        log.readUser("ana", Instant.EPOCH, START.plusSeconds(99), logged -> read.add(logged.event()));
        assertThat(read).extracting(SignalEvent::id).containsExactly("3");
        long before = log.lastPosition();
        assertThat(log.append(List.of(again, event("9", "ana", EventTypes.LIKE, "film", 9), again))
                        .each())
                .extracting(Appended::outcome)
                .containsExactly(Outcome.KNOWN, Outcome.NEW, Outcome.KNOWN);
        assertThat(log.read(before, 10))
                .extracting(logged -> logged.event().id())
                .containsExactly("9");
        assertThat(log.isErased("ana")).isFalse();
    }

    @Example
    void onlyWhoDidSomethingCanRemoveIt() {
        EventLog log = (EventLog) holder();
        assertThat(log.export("ana"))
                .extracting(record -> record.key().orElse("none"))
                .containsExactly("1", "3", "none");
        assertThat(log.remove("ana", "4")).as("done to ana, by somebody else").isFalse();
        assertThat(log.remove("bo", "1")).as("its target").isFalse();
        assertThat(log.remove("dee", "1")).isFalse();
        assertThat(log.remove("ana", "")).isFalse();
        assertThat(log.remove("ana", "\ud83d\ude00'\"")).isFalse();
        assertThat(log.read(0, 10)).hasSize(4);
        assertThat(log.append(List.of(event("4", "cy", EventTypes.BLOCK, "ana", 3)))
                        .each())
                .as("what could not be removed is known as before")
                .containsExactly(Appended.KNOWN);
    }

    @Example
    void manyRemovedEventsStayKnownAmongManyAppended() {
        EventLog log = log();
        List<SignalEvent> all = IntStream.range(0, 10_000)
                .mapToObj(i -> event("e" + i, "ana", EventTypes.FOLLOW, "v" + i % 7, i))
                .toList();
        log.append(all);
        for (int i = 0; i < all.size(); i += 100) {
            assertThat(log.remove("ana", "e" + i)).isTrue();
        }
        assertThat(log.append(all).each()).containsOnly(Appended.KNOWN);
        assertThat(log.export("ana")).hasSize(9_900);
        assertThat(log.erase("ana")).isEqualTo(9_900);
    }

    @Example
    void readsAPersonByEventTimeAcrossManyAppends() {
        EventLog log = log();
        Random random = new Random(7);
        List<SignalEvent> all = IntStream.range(0, 40_000)
                .mapToObj(i -> event(
                        "e" + i,
                        "u" + random.nextInt(50),
                        EventTypes.FOLLOW,
                        "v" + random.nextInt(50),
                        random.nextInt(3_600)))
                .toList();
        for (int i = 0; i < all.size(); i += 1_500) {
            log.append(all.subList(i, Math.min(all.size(), i + 1_500)));
        }
        List<SignalEvent> read = new ArrayList<>();
        Instant from = START.plusSeconds(600);
        Instant until = START.plusSeconds(3_000);
        log.readUser("u7", from, until, logged -> read.add(logged.event()));
        List<SignalEvent> expected = all.stream()
                .filter(event -> event.userId().equals("u7"))
                .filter(event -> !event.time().isBefore(from) && event.time().isBefore(until))
                .sorted(java.util.Comparator.comparing(SignalEvent::time))
                .toList();
        assertThat(read).isEqualTo(expected);
        long naming = all.stream().filter(event -> event.names("v3")).count();
        assertThat(log.export("v3")).hasSize((int) naming);
        assertThat(log.erase("v3")).isEqualTo((int) naming);
        assertThat(log.read(0, 50_000))
                .noneMatch(logged -> logged.event().names("v3"))
                .hasSize(40_000 - (int) naming);
    }

    @Example
    void whoeverWasTheTargetDoesNotLearnWhoDidIt() {
        assertThat(((EventLog) holder()).export("ana"))
                .noneMatch(record ->
                        record.toString().contains("cy") || record.value().contains("cy"));
    }
}

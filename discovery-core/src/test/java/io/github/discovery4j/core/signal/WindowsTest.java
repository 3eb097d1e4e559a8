package io.github.discovery4j.core.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.discovery4j.core.consent.ConsentView;
import io.github.discovery4j.core.consent.InMemoryConsentLedger;
import io.github.discovery4j.core.consent.PersonalDataHolder;
import io.github.discovery4j.core.consent.PersonalRecord;
import io.github.discovery4j.core.feature.FeatureDefinition;
import io.github.discovery4j.core.feature.FeatureRegistry;
import io.github.discovery4j.core.feature.FeatureRow;
import io.github.discovery4j.core.feature.FeatureStore;
import io.github.discovery4j.core.feature.FeatureStoreSettings;
import io.github.discovery4j.core.feature.FeatureValue;
import io.github.discovery4j.core.feature.InMemoryFeatureStore;
import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.core.privacy.PersonalAudit;
import io.github.discovery4j.core.privacy.Privacy;
import io.github.discovery4j.core.signal.Aggregation.Answered;
import io.github.discovery4j.core.signal.Aggregation.Count;
import io.github.discovery4j.core.signal.Aggregation.Decayed;
import io.github.discovery4j.core.signal.Aggregation.Distinct;
import io.github.discovery4j.core.signal.Aggregation.Mean;
import io.github.discovery4j.core.signal.Aggregation.PeakHours;
import io.github.discovery4j.core.signal.Aggregation.PerSession;
import io.github.discovery4j.core.signal.Aggregation.Sum;
import io.github.discovery4j.core.signal.EventLog.Logged;
import io.github.discovery4j.testkit.PersonalDataHolderContract;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

class WindowsTest extends PersonalDataHolderContract {

    private static final Instant NOW = Instant.parse("2026-03-29T12:00:00Z");
    private static final List<WindowDefinition> STANDARD = WindowDefinition.standard();
    private static Path folder;

    @BeforeContainer
    static void makeFolder() throws Exception {
        folder = Files.createTempDirectory("windows");
    }

    @AfterContainer
    static void deleteFolder() throws Exception {
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }

    /** Windows over a log and a store in memory, by a clock that stands still. */
    private static final class World {
        private Instant now = NOW;
        private final InMemoryConsentLedger consent = new InMemoryConsentLedger();
        private final InMemoryEventLog log = new InMemoryEventLog();
        private final List<WindowDefinition> definitions;
        private final FeatureStore store;
        private Windows windows;
        private long fed;

        World(List<WindowDefinition> definitions, Path snapshot) {
            this.definitions = definitions;
            FeatureRegistry registry = FeatureRegistry.of(
                    "person",
                    definitions.stream().map(WindowDefinition::declaration).toList());
            store = new InMemoryFeatureStore(
                    FeatureStoreSettings.of(registry, consent).clock(() -> now));
            windows = start(snapshot);
        }

        World(WindowDefinition... definitions) {
            this(List.of(definitions), null);
        }

        Windows start(Path snapshot) {
            Windows.Builder builder = Windows.over(log, store, consent)
                    .keep(definitions)
                    .clock(() -> now)
                    .flushEvery(Duration.ZERO);
            return (snapshot == null ? builder : builder.snapshots(snapshot)).start();
        }

        World feed(List<SignalEvent> events) {
            log.append(events);
            List<Logged> batch = log.read(fed, Integer.MAX_VALUE);
            if (!batch.isEmpty()) {
                windows.apply(batch);
                fed = batch.getLast().position();
            }
            windows.flush();
            return this;
        }

        World feed(SignalEvent... events) {
            return feed(List.of(events));
        }

        World at(Instant later) {
            now = later;
            windows.flush();
            return this;
        }

        float number(String id, String feature) {
            return store.row(id).number(feature);
        }

        Map<String, Optional<FeatureValue>> values(String id) {
            FeatureRow row = store.row(id);
            Map<String, Optional<FeatureValue>> values = new TreeMap<>();
            definitions.forEach(window -> values.put(window.feature(), row.value(window.feature())));
            return values;
        }
    }

    @Example
    void aRemovedEventLeavesTheWindowsAtOnceAndStaysOutAfterACrash() {
        WindowDefinition likes = WindowDefinition.of("likes_30d", new Count(Duration.ofDays(30)), EventTypes.LIKE);
        Path file = folder.resolve("removed");
        World world = new World(List.of(likes), file);
        Privacy privacy = Privacy.builder(world.consent)
                .holder(world.log)
                .holder(world.windows)
                .recompute((person, group) -> {
                    world.windows.countAgain(person);
                    world.windows.flush();
                })
                .build();
        world.feed(
                event("ana", EventTypes.LIKE, "film-1", NOW.minusSeconds(60)),
                event("ana", EventTypes.LIKE, "film-2", NOW.minusSeconds(30)),
                event("bo", EventTypes.LIKE, "film-1", NOW.minusSeconds(30)));
        world.windows.snapshot();
        assertThat(world.number("ana", "likes_30d")).isEqualTo(2);
        String key = privacy.audit("ana").entries().stream()
                .map(PersonalAudit.Entry::record)
                .filter(record -> record.value().contains("film-1"))
                .findFirst()
                .flatMap(PersonalRecord::key)
                .orElseThrow();
        assertThat(privacy.remove("bo", "event log", key)).isFalse();
        assertThat(privacy.remove("ana", "event log", key)).isTrue();
        assertThat(world.number("ana", "likes_30d")).isEqualTo(1);
        assertThat(world.number("bo", "likes_30d")).isEqualTo(1);
        // The process dies here, without another snapshot.
        Windows next = world.start(file);
        next.flush();
        assertThat(world.number("ana", "likes_30d")).isEqualTo(1);
        next.snapshot();
        assertThat(folder.resolve("removed.again")).hasSize(8);
        assertThat(privacy.remove(
                        "ana",
                        "event log",
                        world.log.export("ana").getFirst().key().orElseThrow()))
                .isTrue();
        assertThat(world.store.row("ana").number("likes_30d")).isIn(0f, Float.NaN);
        next.close();
    }

    private static int ids;

    private static SignalEvent event(String user, EventType type, String item, Instant time) {
        return event(user, type, item, time, OptionalDouble.empty(), Optional.empty(), Optional.empty());
    }

    private static SignalEvent event(
            String user,
            EventType type,
            String item,
            Instant time,
            OptionalDouble amount,
            Optional<String> session,
            Optional<ZoneId> zone) {
        return new SignalEvent(
                "e" + ids++,
                user,
                type,
                Optional.ofNullable(item),
                time,
                time.isAfter(NOW) ? time : NOW,
                amount,
                Optional.empty(),
                session,
                Optional.empty(),
                Optional.empty(),
                zone);
    }

    private static SignalEvent dwell(String user, Instant time, double millis, String session) {
        return event(
                user,
                EventTypes.DWELL,
                "film",
                time,
                OptionalDouble.of(millis),
                Optional.ofNullable(session),
                Optional.empty());
    }

    private static Instant ago(Duration duration) {
        return NOW.minus(duration);
    }

    /** Events of three people over 45 days, many of them on one another, some without a zone, some on a day of DST. */
    private static List<SignalEvent> events(long seed, int count) {
        Random random = new Random(seed);
        String[] people = {"ana", "bo", "çé"};
        EventType[] types = {
            EventTypes.PLAY,
            EventTypes.LIKE,
            EventTypes.DWELL,
            EventTypes.IMPRESSION,
            EventTypes.MESSAGE,
            EventTypes.MESSAGE,
            EventTypes.VIEW
        };
        List<SignalEvent> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            EventType type = types[random.nextInt(types.length)];
            String user = people[random.nextInt(people.length)];
            boolean toPerson = type == EventTypes.MESSAGE || random.nextInt(4) == 0;
            String item = toPerson ? people[random.nextInt(people.length)] : "film-" + random.nextInt(40);
            long back = (long)
                    (Math.pow(random.nextDouble(), 3) * Duration.ofDays(45).toMillis());
            OptionalDouble amount = type == EventTypes.DWELL || (type == EventTypes.PLAY && random.nextBoolean())
                    ? OptionalDouble.of(random.nextInt(1_000_000) / 7.0)
                    : OptionalDouble.empty();
            events.add(event(
                    user,
                    type,
                    item,
                    NOW.minusMillis(back),
                    amount,
                    random.nextInt(5) == 0 ? Optional.empty() : Optional.of("s" + random.nextInt(12)),
                    random.nextInt(3) == 0
                            ? Optional.empty()
                            : Optional.of(ZoneId.of(user.equals("bo") ? "America/New_York" : "Europe/Berlin"))));
        }
        return events;
    }

    private static final List<WindowDefinition> ALL = all();

    private static List<WindowDefinition> all() {
        List<WindowDefinition> all = new ArrayList<>(STANDARD);
        Duration week = Duration.ofDays(7);
        all.add(WindowDefinition.of("play_minutes", new Sum(week), EventTypes.PLAY)
                .times(1 / 60_000.0));
        all.add(WindowDefinition.of("play_mean", new Mean(week), EventTypes.PLAY));
        all.add(WindowDefinition.of("looked_at_by", new Distinct(week), EventTypes.VIEW, EventTypes.LIKE)
                .ofTargets());
        return all;
    }

    @Property(tries = 60)
    void everyOrderOfArrivalGivesTheValuesThatAllEventsTogetherGive(@ForAll long seed, @ForAll boolean pause) {
        List<SignalEvent> events = events(seed, 300);
        World world = new World(ALL, null);
        List<SignalEvent> shuffled = new ArrayList<>(events);
        Collections.shuffle(shuffled, new Random(seed + 1));
        if (pause) {
            // Values are asked for, and what is old is pruned, between arrivals.
            world.now = NOW.minus(Duration.ofHours(30));
            world.feed(shuffled.subList(0, 150));
            world.now = NOW;
            world.feed(shuffled.subList(150, 300));
        } else {
            world.feed(shuffled);
        }
        for (String id : List.of("ana", "bo", "çé", "film-3")) {
            assertThat(world.values(id)).as(id).isEqualTo(Oracle.values(ALL, events, id, NOW));
        }
    }

    @Property(tries = 20)
    void timeAloneChangesValuesAsIfAllWereCountedThen(@ForAll long seed) {
        List<SignalEvent> events = events(seed, 100);
        World world = new World(ALL, null).feed(events);
        Random random = new Random(seed);
        Instant now = NOW;
        for (int i = 0; i < 6; i++) {
            now = now.plusMillis((long) (Math.pow(random.nextDouble(), 4)
                            * Duration.ofDays(20).toMillis()))
                    .truncatedTo(java.time.temporal.ChronoUnit.SECONDS);
            world.at(now);
            assertThat(world.values("ana")).isEqualTo(Oracle.values(ALL, events, "ana", now));
        }
    }

    @Property(tries = 20)
    void flushesInBetweenLeaveTheValuesThatAllEventsTogetherGive(@ForAll long seed) {
        List<WindowDefinition> many = new ArrayList<>(ALL);
        for (int i = 0; many.size() < 70; i++) {
            many.add(WindowDefinition.of("hours_" + i, new Count(Duration.ofHours(1 + i)), EventTypes.LIKE));
        }
        List<SignalEvent> events = events(seed, 200);
        World world = new World(many, null);
        Random random = new Random(seed);
        world.now = NOW.minus(Duration.ofDays(2));
        for (int from = 0; from < events.size(); from += 20) {
            world.now = world.now.plusMillis(random.nextInt(15_000_000));
            world.feed(events.subList(from, from + 20));
        }
        world.at(NOW);
        for (String id : List.of("ana", "bo", "çé", "film-3")) {
            assertThat(world.values(id)).as(id).isEqualTo(Oracle.values(many, events, id, NOW));
        }
    }

    @Example
    void aCrowdWhoseBucketsEndTogetherDoesNotKeepAnEventWaiting() {
        int crowd = 10_000;
        WindowDefinition likes = WindowDefinition.of("likes", new Count(Duration.ofDays(1)), EventTypes.LIKE);
        InMemoryFeatureStore real = new InMemoryFeatureStore(
                FeatureRegistry.of("person", List.of(likes.declaration())), ConsentView.ALLOW_ALL);
        Instant[] now = {NOW};
        List<Windows> windows = new ArrayList<>();
        List<String> written = new ArrayList<>();
        FeatureStore watched = (FeatureStore) Proxy.newProxyInstance(
                FeatureStore.class.getClassLoader(),
                new Class<?>[] {FeatureStore.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("updateAll")) {
                        if (written.size() == crowd) {
                            windows.getFirst()
                                    .apply(List.of(
                                            new Logged(crowd + 1, event("late", EventTypes.LIKE, "film", now[0]))));
                        }
                        ((Map<?, ?>) arguments[0]).keySet().forEach(id -> written.add((String) id));
                    }
                    return method.invoke(real, arguments);
                });
        windows.add(Windows.over(new InMemoryEventLog(), watched, ConsentView.ALLOW_ALL)
                .keep(List.of(likes))
                .clock(() -> now[0])
                .flushEvery(Duration.ZERO)
                .start());
        for (int i = 0; i < crowd; i++) {
            windows.getFirst()
                    .apply(List.of(
                            new Logged(i + 1, event("p" + i, EventTypes.LIKE, "film", ago(Duration.ofHours(3))))));
        }
        windows.getFirst().flush();
        assertThat(written).hasSize(crowd);

        now[0] = NOW.plus(Duration.ofDays(1));
        windows.getFirst().flush();
        assertThat(written).hasSize(2 * crowd + 1);
        assertThat(written.indexOf("late")).isLessThan(crowd + crowd / 2);
        assertThat(real.row("late").number("likes")).isEqualTo(1);
        assertThat(windows.getFirst().size()).isEqualTo(1);
    }

    @Property(tries = 20)
    void whatIsRestoredAndReplayedEqualsWhatWasNeverInterrupted(@ForAll long seed) throws Exception {
        List<SignalEvent> events = events(seed, 200);
        Path file = folder.resolve("snapshot-" + seed);
        World world = new World(ALL, file).feed(events.subList(0, 120));
        world.windows.snapshot();
        world.feed(events.subList(120, 200));
        Map<String, Optional<FeatureValue>> uninterrupted = world.values("ana");

        Windows again = world.start(file);
        assertThat(again.position()).isEqualTo(120);
        world.store.erase("ana");
        again.apply(world.log.read(again.position(), 1_000));
        again.apply(world.log.read(150, 1_000));
        again.flush();
        assertThat(world.values("ana")).isEqualTo(uninterrupted);
        Files.delete(file);
    }

    @Property(tries = 20)
    void afterReconsentTheValuesAreThoseOfTheWholeLog(@ForAll long seed) {
        List<SignalEvent> events = events(seed, 200);
        World world = new World(ALL, null).feed(events.subList(0, 80));
        world.consent.optOut("ana", SignalGroup.CONVERSATION);
        world.consent.optOut("ana", SignalGroup.BEHAVIOUR);
        world.windows.forget("ana", SignalGroup.BEHAVIOUR);
        world.feed(events.subList(80, 160));
        assertThat(world.values("ana").values()).containsOnly(Optional.empty());
        assertThat(world.windows.export("ana")).isEmpty();
        world.consent.optIn("ana", SignalGroup.CONVERSATION);
        world.consent.optIn("ana", SignalGroup.BEHAVIOUR);
        world.feed(events.subList(160, 200));
        assertThat(world.values("ana")).isEqualTo(Oracle.values(ALL, events, "ana", NOW));
    }

    @Example
    void anEventOfAMaskedGroupIsNotCountedAndOtherGroupsAre() {
        World world = new World(STANDARD, null);
        world.consent.optOut("ana", SignalGroup.CONVERSATION);
        world.feed(
                event("ana", EventTypes.MESSAGE, "bo", ago(Duration.ofMinutes(1))),
                event("ana", EventTypes.LIKE, "film", ago(Duration.ofMinutes(1))),
                event("bo", EventTypes.MESSAGE, "ana", ago(Duration.ofDays(2))));
        assertThat(world.windows.export("ana"))
                .noneMatch(record -> record.group().equals(SignalGroup.CONVERSATION));
        assertThat(world.number("ana", "like_count_1h")).isEqualTo(1);
        assertThat(world.store.row("bo").number("reply_ratio_30d")).isNaN();
    }

    @Example
    void forgettingDropsTheGroupAtOnceFromWindowsAndStore() {
        World world = new World(STANDARD, null).feed(event("ana", EventTypes.LIKE, "film", ago(Duration.ofMinutes(1))));
        int kept = world.windows.export("ana").size();
        world.consent.optOut("ana", SignalGroup.BEHAVIOUR);
        assertThat(world.windows.forget("ana", SignalGroup.BEHAVIOUR))
                .isEqualTo(kept)
                .isPositive();
        assertThat(world.windows.forget("ana", SignalGroup.BEHAVIOUR)).isZero();
        assertThat(world.windows.export("ana")).isEmpty();
        assertThat(world.store.export("ana")).noneMatch(record -> record.name().equals("like_count_1h"));
        world.windows.flush();
        assertThat(world.windows.export("ana")).isEmpty();
    }

    @Example
    void countsLeaveTheirWindowBucketByBucket() {
        World world = new World(WindowDefinition.of("likes", new Count(Duration.ofDays(1)), EventTypes.LIKE));
        world.feed(
                event("ana", EventTypes.LIKE, "film", NOW),
                event("ana", EventTypes.LIKE, "film", ago(Duration.ofHours(23))));
        assertThat(world.number("ana", "likes")).isEqualTo(2);
        assertThat(world.at(NOW.plus(Duration.ofMinutes(59))).number("ana", "likes"))
                .isEqualTo(2);
        assertThat(world.at(NOW.plus(Duration.ofMinutes(60))).number("ana", "likes"))
                .isEqualTo(1);
        assertThat(world.at(NOW.plus(Duration.ofHours(24))).number("ana", "likes"))
                .isNaN();
        assertThat(world.windows.size()).isZero();
    }

    @Example
    void sessionsDwellIsTheirMeanInSeconds() {
        World world = new World(WindowDefinition.of("dwell", new PerSession(Duration.ofDays(7)), EventTypes.DWELL)
                .times(0.001));
        world.feed(
                dwell("ana", NOW, 3_000, "s1"),
                dwell("ana", NOW, 2_000, "s1"),
                dwell("ana", ago(Duration.ofDays(2)), 10_000, "s2"),
                dwell("ana", ago(Duration.ofDays(3)), 3_000, null));
        assertThat(world.number("ana", "dwell")).isEqualTo(6);
    }

    @Example
    void repliesCountOnceTheyCameOrAreOverdue() {
        Duration day = Duration.ofDays(1);
        World world =
                new World(WindowDefinition.of("replies", new Answered(Duration.ofDays(30), day), EventTypes.MESSAGE));
        world.feed(event("bo", EventTypes.MESSAGE, "ana", ago(Duration.ofHours(2))));
        assertThat(world.number("ana", "replies")).isNaN();
        world.feed(event("ana", EventTypes.MESSAGE, "cy", ago(Duration.ofHours(1))));
        assertThat(world.number("ana", "replies")).isNaN();
        world.feed(event("ana", EventTypes.MESSAGE, "bo", ago(Duration.ofHours(1))));
        assertThat(world.number("ana", "replies")).isEqualTo(1);
        assertThat(world.number("cy", "replies")).isNaN();
        world.at(NOW.plus(day));
        assertThat(world.number("bo", "replies")).isZero();
        assertThat(world.number("ana", "replies")).isEqualTo(1);
    }

    @Example
    void messagesToOneselfAreNoneReceived() {
        World world = new World(STANDARD, null).feed(event("ana", EventTypes.MESSAGE, "ana", ago(Duration.ofDays(3))));
        assertThat(world.number("ana", "reply_ratio_30d")).isNaN();
        assertThat(world.number("ana", "message_count_7d")).isEqualTo(1);
    }

    @Example
    void decayedCountsHalve() {
        Duration week = Duration.ofDays(7);
        World world = new World(WindowDefinition.of("recent", new Decayed(week), EventTypes.LIKE));
        world.feed(event("ana", EventTypes.LIKE, "film", NOW), event("ana", EventTypes.LIKE, "film", ago(week)));
        assertThat(world.number("ana", "recent")).isEqualTo(1.5f);
        assertThat(world.at(NOW.plus(week)).number("ana", "recent")).isEqualTo(0.75f);
    }

    @Example
    void manyDistinctThingsAreEstimatedWithinTheirBoundAndFewAreExact() {
        World world = new World(WindowDefinition.of("things", new Distinct(Duration.ofDays(7)), EventTypes.VIEW));
        for (int i = 0; i < 20_000; i++) {
            world.log.append(List.of(event("ana", EventTypes.VIEW, "thing-" + i, ago(Duration.ofMinutes(i % 9_000)))));
        }
        world.feed(IntStream.range(0, 300)
                .mapToObj(i -> event("bo", EventTypes.VIEW, "thing-" + i % 100, ago(Duration.ofMinutes(i))))
                .toList());
        assertThat((double) world.number("ana", "things")).isBetween(20_000 * 0.73, 20_000 * 1.27);
        assertThat(world.number("bo", "things")).isEqualTo(100);
        assertThat(world.windows.bytes()).isLessThan(60_000);
    }

    @Example
    void localHoursFollowTheZoneThroughTheChangeOfClocks() {
        World world = new World(WindowDefinition.of("peaks", new PeakHours(Duration.ofDays(28)), EventTypes.VIEW));
        ZoneId berlin = ZoneId.of("Europe/Berlin");
        // On 29 March 2026 Berlin goes from 2 to 3 o'clock: 20:00 is 19:00 UTC before, 18:00 UTC after.
        for (String time : List.of("2026-03-28T19:00:00Z", "2026-03-29T18:00:00Z", "2026-03-29T00:59:59Z")) {
            world.feed(event(
                    "ana",
                    EventTypes.VIEW,
                    "film",
                    Instant.parse(time),
                    OptionalDouble.empty(),
                    Optional.empty(),
                    Optional.of(berlin)));
        }
        world.feed(event("bo", EventTypes.VIEW, "film", NOW));
        assertThat(world.store.row("ana").labels("peaks")).containsExactly("20");
        assertThat(world.store.row("bo").labels("peaks")).isEmpty();
    }

    @Example
    void badClocksOfDevicesHarmNothing() {
        World world = new World(STANDARD, null)
                .feed(
                        event("ana", EventTypes.LIKE, "film", Instant.EPOCH.minusSeconds(1)),
                        event("ana", EventTypes.LIKE, "film", Instant.EPOCH),
                        event("ana", EventTypes.LIKE, "film", NOW.plus(Duration.ofMinutes(5))));
        assertThat(world.number("ana", "like_count_1h")).isEqualTo(1);
        assertThat(world.store.row("ana").whole("account_age_days"))
                .hasValue(Duration.between(Instant.EPOCH, NOW).toDays());
    }

    @Example
    void aClockThatGoesBackLeavesTheValuesOfTheLatestTime() {
        World world = new World(WindowDefinition.of("likes", new Count(Duration.ofHours(1)), EventTypes.LIKE));
        world.feed(event("ana", EventTypes.LIKE, "film", NOW)).at(NOW.minus(Duration.ofDays(1)));
        assertThat(world.feed(event("ana", EventTypes.LIKE, "film", NOW)).number("ana", "likes"))
                .isEqualTo(2);
    }

    @Example
    void theSameBatchAgainChangesNothing() {
        World world = new World(STANDARD, null).feed(event("ana", EventTypes.LIKE, "film", NOW));
        world.windows.apply(world.log.read(0, 10));
        world.windows.flush();
        assertThat(world.number("ana", "like_count_1h")).isEqualTo(1);
    }

    @Example
    void whatTheStoreRefusedIsWrittenLater() {
        InMemoryEventLog log = new InMemoryEventLog();
        WindowDefinition likes = WindowDefinition.of("likes", new Count(Duration.ofHours(1)), EventTypes.LIKE);
        boolean[] broken = {true};
        FeatureStore store = new InMemoryFeatureStore(
                FeatureRegistry.of("person", List.of(likes.declaration())), ConsentView.ALLOW_ALL);
        FeatureStore failing = (FeatureStore) java.lang.reflect.Proxy.newProxyInstance(
                WindowsTest.class.getClassLoader(), new Class<?>[] {FeatureStore.class}, (proxy, method, arguments) -> {
                    if (broken[0] && method.getName().equals("updateAll")) {
                        throw new IllegalStateException("the database is away");
                    }
                    return method.invoke(store, arguments);
                });
        try (Windows windows = Windows.over(log, failing, ConsentView.ALLOW_ALL)
                .keep(List.of(likes))
                .clock(() -> NOW)
                .flushEvery(Duration.ZERO)
                .start()) {
            log.append(IntStream.range(0, 1_200)
                    .mapToObj(i -> event("u" + i, EventTypes.LIKE, "film", NOW))
                    .toList());
            windows.apply(log.read(0, 2_000));
            assertThatThrownBy(windows::flush).hasMessage("the database is away");
            broken[0] = false;
            windows.flush();
            for (int i = 0; i < 1_200; i++) {
                assertThat(store.row("u" + i).number("likes")).isEqualTo(1);
            }
        }
    }

    @Example
    void aDamagedSnapshotIsRefusedWithItsNameAndAForeignOneIsLeftOut() throws Exception {
        Path file = folder.resolve("damaged");
        World world = new World(STANDARD, file).feed(events(7, 50));
        world.windows.snapshot();
        byte[] bytes = Files.readAllBytes(file);
        for (int at : new int[] {0, 20, 60, bytes.length / 2, bytes.length - 1}) {
            byte[] damaged = bytes.clone();
            damaged[at] ^= 1;
            Files.write(file, damaged);
            assertThatThrownBy(() -> world.start(file))
                    .isInstanceOf(SignalFileException.class)
                    .hasMessageContaining("damaged of windows is refused at offset");
        }
        Files.write(file, Arrays.copyOf(bytes, bytes.length - 16));
        assertThatThrownBy(() -> world.start(file)).isInstanceOf(SignalFileException.class);
        Files.write(file, bytes);
        assertThat(world.start(file).position()).isEqualTo(50);
        World other =
                new World(List.of(WindowDefinition.of("x", new Count(Duration.ofHours(1)), EventTypes.LIKE)), file);
        assertThat(other.windows.position()).isZero();
        Files.delete(file);
    }

    @Example
    void erasedPeopleAreNotReadBackFromASnapshot() throws Exception {
        Path file = folder.resolve("erased");
        World world = new World(STANDARD, file).feed(events(8, 50));
        world.windows.snapshot();
        world.log.erase("ana");
        assertThat(world.start(file).export("ana")).isEmpty();
        Files.delete(file);
    }

    @Example
    void windowsThatCannotBeAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WindowDefinition.of("x", new Sum(Duration.ofDays(1)), EventTypes.LIKE))
                .withMessageContaining("\"like\" is none");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        WindowDefinition.of("x", new Count(Duration.ofDays(1)), EventTypes.LIKE, EventTypes.MESSAGE))
                .withMessageContaining("one signal group");
        assertThatIllegalArgumentException().isThrownBy(() -> new Count(Duration.ofSeconds(1)));
        WindowDefinition likes = WindowDefinition.of("likes", new Count(Duration.ofDays(1)), EventTypes.LIKE);
        FeatureStore store = new InMemoryFeatureStore(
                FeatureRegistry.of("person", List.of(FeatureDefinition.number("likes", SignalGroup.PROFILE))),
                ConsentView.ALLOW_ALL);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Windows.over(new InMemoryEventLog(), store, ConsentView.ALLOW_ALL)
                        .keep(List.of(likes))
                        .start())
                .withMessageContaining("group behaviour");
    }

    @Override
    protected PersonalDataHolder holder() {
        World world = new World(STANDARD, null).feed(events(3, 60));
        return world.windows;
    }

    @Override
    protected String person() {
        return "ana";
    }

    @Override
    protected String bystander() {
        return "bo";
    }

    /** Computes every value from all events, as simply as their definitions read. */
    private static final class Oracle {

        static Map<String, Optional<FeatureValue>> values(
                List<WindowDefinition> windows, List<SignalEvent> events, String id, Instant now) {
            Map<String, Optional<FeatureValue>> values = new TreeMap<>();
            windows.forEach(window -> values.put(window.feature(), value(window, events, id, now.toEpochMilli())));
            return values;
        }

        private static Optional<FeatureValue> value(
                WindowDefinition window, List<SignalEvent> all, String id, long now) {
            boolean doer = window.side() == WindowDefinition.Side.DOER;
            List<SignalEvent> own = all.stream()
                    .filter(event -> window.types().contains(event.type()))
                    .filter(event -> doer
                            ? event.userId().equals(id)
                            : event.itemId().filter(id::equals).isPresent()
                                    && !event.userId().equals(id))
                    .toList();
            return switch (window.aggregation()) {
                case Count(Duration span) -> {
                    List<SignalEvent> in = within(own, span, now);
                    yield in.isEmpty() ? Optional.empty() : decimal(in.size(), window);
                }
                case Sum(Duration span) -> {
                    List<SignalEvent> in = amounts(within(own, span, now));
                    yield in.isEmpty() ? Optional.empty() : decimal(sum(in), window);
                }
                case Mean(Duration span) -> {
                    List<SignalEvent> in = amounts(within(own, span, now));
                    yield in.isEmpty() ? Optional.empty() : decimal(sum(in) / in.size(), window);
                }
                case PerSession(Duration span) -> {
                    List<SignalEvent> in = amounts(within(own, span, now));
                    Set<String> sessions = new HashSet<>();
                    in.forEach(event -> sessions.add(event.sessionId().orElse(event.id())));
                    yield in.isEmpty() ? Optional.empty() : decimal(sum(in) / sessions.size(), window);
                }
                case Distinct(Duration span) -> {
                    Set<String> others = new HashSet<>();
                    within(own, span, now)
                            .forEach(event -> others.add(doer ? event.itemId().orElseThrow() : event.userId()));
                    yield others.isEmpty() ? Optional.empty() : decimal(others.size(), window);
                }
                case Decayed(Duration halfLife) -> {
                    double sum = 0;
                    boolean any = false;
                    long bucket = halfLife.toMillis() / 32;
                    TreeMap<Long, Integer> counts = new TreeMap<>();
                    own.forEach(event -> counts.merge(event.time().toEpochMilli() / bucket, 1, Integer::sum));
                    for (Map.Entry<Long, Integer> count : counts.entrySet()) {
                        long age = Math.max(0, now / bucket - count.getKey());
                        if (age < 256) {
                            any = true;
                            sum += count.getValue() * Math.pow(2, -age / 32.0);
                        }
                    }
                    yield any ? decimal(sum, window) : Optional.empty();
                }
                case Aggregation.OnlineHours(Duration halfLife) -> {
                    double[] hours = hours(own, halfLife, now);
                    double sum = Arrays.stream(hours).sum();
                    yield sum == 0
                            ? Optional.empty()
                            : Optional.of(new FeatureValue.Vector(Arrays.stream(hours)
                                    .mapToObj(hour -> (float) (hour / sum))
                                    .toList()));
                }
                case PeakHours(Duration halfLife) -> {
                    double[] hours = hours(own, halfLife, now);
                    double half = Arrays.stream(hours).sum() / 2;
                    Set<String> peaks = new HashSet<>();
                    List<Integer> order = IntStream.range(0, 24)
                            .boxed()
                            .sorted((a, b) -> Double.compare(hours[b], hours[a]))
                            .toList();
                    for (int i = 0; half > 0; i++) {
                        half -= hours[order.get(i)];
                        peaks.add((order.get(i) < 10 ? "0" : "") + order.get(i));
                    }
                    yield peaks.isEmpty() ? Optional.empty() : Optional.of(new FeatureValue.Labels(peaks));
                }
                case Answered(Duration span, Duration within) -> {
                    int yes = 0;
                    int no = 0;
                    Set<String> seen = new HashSet<>();
                    for (SignalEvent received : all) {
                        long time = received.time().toEpochMilli();
                        if (received.type() == EventTypes.MESSAGE
                                && received.itemId().filter(id::equals).isPresent()
                                && !received.userId().equals(id)
                                && time > now - span.toMillis()
                                && seen.add(received.userId() + time)) {
                            boolean answered = all.stream()
                                    .anyMatch(sent -> sent.type() == EventTypes.MESSAGE
                                            && sent.userId().equals(id)
                                            && sent.itemId().equals(Optional.of(received.userId()))
                                            && sent.time().toEpochMilli() >= time
                                            && sent.time().toEpochMilli() <= time + within.toMillis());
                            yes += answered ? 1 : 0;
                            no += !answered && time + within.toMillis() < now ? 1 : 0;
                        }
                    }
                    yield yes + no == 0 ? Optional.empty() : decimal(yes / (double) (yes + no), window);
                }
                case Aggregation.LastSeen() ->
                    own.stream().mapToLong(event -> event.time().toEpochMilli()).max().stream()
                            .<FeatureValue>mapToObj(last -> new FeatureValue.Whole(last / 1_000))
                            .findAny();
                case Aggregation.AgeDays() ->
                    own.stream().mapToLong(event -> event.time().toEpochMilli()).min().stream()
                            .<FeatureValue>mapToObj(first -> new FeatureValue.Whole((now - first) / 86_400_000))
                            .findAny();
            };
        }

        private static Optional<FeatureValue> decimal(double value, WindowDefinition window) {
            return Optional.of(new FeatureValue.Decimal((float) (value * window.scale())));
        }

        private static List<SignalEvent> within(List<SignalEvent> events, Duration span, long now) {
            long bucket = span.toMillis() / 24;
            return events.stream()
                    .filter(event -> event.time().toEpochMilli() / bucket > now / bucket - 24)
                    .toList();
        }

        private static List<SignalEvent> amounts(List<SignalEvent> events) {
            return events.stream().filter(event -> event.amount().isPresent()).toList();
        }

        private static double sum(List<SignalEvent> events) {
            return events.stream()
                            .mapToLong(event -> Math.round(event.amount().getAsDouble() * 1_000))
                            .sum()
                    / 1_000.0;
        }

        private static double[] hours(List<SignalEvent> events, Duration halfLife, long now) {
            long bucket = halfLife.toMillis() / 4;
            Map<Long, double[]> byBucket = new TreeMap<>();
            for (SignalEvent event : events) {
                event.localHour()
                        .ifPresent(hour -> byBucket.computeIfAbsent(
                                        event.time().toEpochMilli() / bucket, none -> new double[24])[hour]++);
            }
            double[] hours = new double[24];
            byBucket.forEach((at, counts) -> {
                long age = Math.max(0, now / bucket - at);
                for (int hour = 0; hour < 24 && age < 32; hour++) {
                    hours[hour] += counts[hour] * Math.pow(2, -age / 4.0);
                }
            });
            return hours;
        }
    }
}

package io.github.discovery4j.core.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.discovery4j.core.DiscoveryEngine;
import io.github.discovery4j.core.consent.ConsentView;
import io.github.discovery4j.core.consent.InMemoryConsentLedger;
import io.github.discovery4j.core.feature.FeatureDefinition;
import io.github.discovery4j.core.feature.FeatureRegistry;
import io.github.discovery4j.core.feature.FeatureStore;
import io.github.discovery4j.core.feature.FeatureStoreSettings;
import io.github.discovery4j.core.feature.InMemoryFeatureStore;
import io.github.discovery4j.core.feature.manifest.DeclaredView;
import io.github.discovery4j.core.feature.manifest.ViewColumn;
import io.github.discovery4j.core.feature.manifest.ViewColumn.Kind;
import io.github.discovery4j.core.model.CandidateList;
import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.core.model.SlateRequest;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ShownItemsTest {

    private static final Instant START = Instant.parse("2026-03-01T08:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);

    private static final List<WindowDefinition> WINDOWS = windows();
    private static final FeatureRegistry REGISTRY = registry();
    private static final DeclaredView VIEW = view("likes_received_7d", "like_count_24h", "exposures_7d");
    private static final DeclaredView WITH_PAST = view("likes_received_7d", "activity");

    private final InMemoryEventLog log = new InMemoryEventLog();
    private final InMemoryConsentLedger consent = new InMemoryConsentLedger();
    private int next;

    private static List<WindowDefinition> windows() {
        List<WindowDefinition> all = new ArrayList<>(WindowDefinition.standard());
        all.add(WindowDefinition.of("likes_received_7d", new Aggregation.Count(Duration.ofDays(7)), EventTypes.LIKE)
                .ofTargets());
        return all;
    }

    private static FeatureRegistry registry() {
        List<FeatureDefinition> features = new ArrayList<>();
        WINDOWS.forEach(window -> features.add(window.declaration()));
        features.add(FeatureDefinition.number("activity", SignalGroup.PROFILE));
        features.add(FeatureDefinition.number("age", SignalGroup.PROFILE));
        features.add(FeatureDefinition.number("risk", new SignalGroup("safety")));
        return FeatureRegistry.of("person", features);
    }

    private static DeclaredView view(String... features) {
        List<ViewColumn> columns = new ArrayList<>();
        for (String feature : features) {
            columns.add(ViewColumn.of(Kind.NUMBER, feature));
            columns.add(ViewColumn.of(Kind.SUBJECT_NUMBER, feature));
        }
        columns.add(ViewColumn.of(Kind.COSINE, "online_hours"));
        columns.add(ViewColumn.of(Kind.JACCARD, "peak_hours"));
        return new DeclaredView("test", "1", REGISTRY, columns);
    }

    private static ShownItems.Builder reader() {
        return ShownItems.of(VIEW).windows(WINDOWS);
    }

    /** An event at so many seconds after the start, that arrives so many seconds later. */
    private SignalEvent event(String user, EventType type, String item, long seconds, long late) {
        return event(user, type, item, seconds, late, "s-" + user, "", OptionalDouble.empty());
    }

    private SignalEvent event(
            String user,
            EventType type,
            String item,
            long seconds,
            long late,
            String session,
            String label,
            OptionalDouble amount) {
        Instant time = START.plusSeconds(seconds);
        return new SignalEvent(
                "e" + next++,
                user,
                type,
                Optional.of(item),
                time,
                time.plusSeconds(late),
                amount,
                Optional.of(label).filter(text -> !text.isEmpty()),
                Optional.of(session),
                Optional.empty(),
                Optional.empty(),
                Optional.of(ZoneId.of("Europe/Berlin")));
    }

    private void happens(String user, EventType type, String item, long seconds) {
        log.append(List.of(event(user, type, item, seconds, 0)));
    }

    private JudgedQueries read(ShownItems reader) {
        return reader.read(log, consent, START.plus(Duration.ofDays(30)));
    }

    private static List<String> grades(JudgedQueries queries) {
        List<String> grades = new ArrayList<>();
        for (int query = 0; query < queries.queryCount(); query++) {
            StringBuilder text = new StringBuilder();
            for (int row = 0; row < queries.size(query); row++) {
                text.append(queries.grade(query, row));
            }
            grades.add(text.toString());
        }
        return grades;
    }

    /** All values of a query, NaN equal to NaN. */
    private static List<Float> values(JudgedQueries queries, int query) {
        List<Float> values = new ArrayList<>();
        for (int row = 0; row < queries.size(query); row++) {
            for (int feature = 0; feature < queries.features().size(); feature++) {
                values.add(queries.value(query, row, feature));
            }
        }
        return values;
    }

    private static float value(JudgedQueries queries, int query, int row, String feature) {
        return queries.value(query, row, queries.features().indexOf(feature));
    }

    // What a query is, and what grades are.

    @Test
    void anItemIsGradedByTheBestThingDoneWithItWithinTheHorizon() {
        for (String item : List.of("a", "b", "c", "d")) {
            happens("ana", EventTypes.IMPRESSION, item, 0);
        }
        happens("ana", EventTypes.DWELL, "a", 10);
        happens("ana", EventTypes.LIKE, "a", 20);
        happens("ana", EventTypes.DWELL, "a", 30);
        happens("ana", EventTypes.DWELL, "b", 1_800);
        happens("ana", EventTypes.LIKE, "c", 1_801);
        happens("ben", EventTypes.LIKE, "d", 20);
        happens("ana", EventTypes.SKIP, "d", 20);
        assertThat(grades(read(reader().build()))).containsExactly("2100");
        assertThat(grades(read(reader().horizon(HOUR).build()))).containsExactly("2120");
        assertThat(grades(read(reader().grade("skip", 4).build()))).containsExactly("0004");
    }

    @Test
    void whatWasDoneBelongsToTheLatestShowingBefore() {
        happens("ana", EventTypes.LIKE, "a", -1);
        happens("ana", EventTypes.IMPRESSION, "a", 0);
        log.append(List.of(
                event("ana", EventTypes.IMPRESSION, "a", 60, 0, "s-2", "", OptionalDouble.empty()),
                event("ana", EventTypes.IMPRESSION, "b", 61, 0, "s-2", "", OptionalDouble.empty())));
        happens("ana", EventTypes.LIKE, "a", 60);
        assertThat(grades(read(reader().build()))).containsExactly("0", "20");
    }

    @Test
    void aQueryIsOneViewersSessionRequestAndHalfHour() {
        happens("ana", EventTypes.IMPRESSION, "b", 0);
        happens("ben", EventTypes.IMPRESSION, "a", 1);
        happens("ana", EventTypes.IMPRESSION, "a", 1_800);
        happens("ana", EventTypes.IMPRESSION, "c", 1_801);
        log.append(List.of(
                event("ana", EventTypes.IMPRESSION, "x", 10, 0, "s-ana", "r1", OptionalDouble.of(4)),
                event("ana", EventTypes.IMPRESSION, "y", 11, 0, "s-ana", "r2", OptionalDouble.empty()),
                event("ana", EventTypes.IMPRESSION, "w", 12, 0, "s-ana", "r1", OptionalDouble.of(5)),
                event("ana", EventTypes.IMPRESSION, "w", 13, 0, "s-ana", "r1", OptionalDouble.of(6))));
        JudgedQueries queries = read(reader().build());
        assertThat(queries.queryCount()).isEqualTo(5);
        assertThat(queries.moment(1)).isEqualTo(START.plusSeconds(1));
        assertThat(grades(queries)).containsExactly("00", "0", "00", "0", "0");
        assertThat(queries.position(2, 0)).as("w before x").hasValue(5);
        assertThat(queries.position(2, 1)).hasValue(4);
        assertThat(queries.position(3, 0)).isEmpty();
    }

    @Test
    void aLongQueryIsCut() {
        for (int i = 0; i <= ShownItems.MOST_ROWS; i++) {
            happens("ana", EventTypes.IMPRESSION, "i" + i, 0);
        }
        assertThat(read(reader().build()).queryCount()).isEqualTo(2);
    }

    @Test
    void whatIsNotJudgedYetOrTooEarlyIsLeftOut() {
        happens("ana", EventTypes.IMPRESSION, "a", 0);
        happens("ben", EventTypes.IMPRESSION, "a", 600);
        ShownItems reader = reader().build();
        JudgedQueries early = reader.read(log, consent, START.plusSeconds(1_800));
        assertThat(early.queryCount()).isOne();
        assertThat(early.reading().unjudged()).isOne();
        assertThat(reader.read(log, consent, START.plusSeconds(2_400)).queryCount())
                .isEqualTo(2);
        JudgedQueries late = read(reader().from(START.plusSeconds(1)).build());
        assertThat(late.queryCount()).isOne();
        assertThat(value(late, 0, 0, "exposures_7d")).as("counted all the same").isOne();
    }

    @Test
    void whatHappensLaterThanTheMomentIsNotRead() {
        happens("ana", EventTypes.IMPRESSION, "a", 0);
        happens("ana", EventTypes.IMPRESSION, "b", 1);
        happens("ana", EventTypes.LIKE, "a", 10);
        ShownItems reader = reader().horizon(Duration.ofSeconds(5)).build();
        JudgedQueries before = reader.read(log, consent, START.plusSeconds(9));
        happens("ana", EventTypes.LIKE, "b", 3);
        happens("ana", EventTypes.IMPRESSION, "c", 20);
        assertThat(grades(before)).containsExactly("00");
        assertThat(grades(reader.read(log, consent, START.plusSeconds(9))))
                .as("the like of b came in after second 10")
                .containsExactly("00");
        assertThat(grades(reader.read(log, consent, START.plusSeconds(10)))).containsExactly("02");
    }

    // What was known.

    @Test
    void featuresAreThoseOfTheMomentBeforeTheFirstItem() {
        happens("ben", EventTypes.LIKE, "a", -60);
        happens("ana", EventTypes.IMPRESSION, "a", 0);
        happens("ben", EventTypes.LIKE, "b", 1);
        happens("ana", EventTypes.LIKE, "a", 2);
        happens("ana", EventTypes.IMPRESSION, "b", 3);
        JudgedQueries queries = read(reader().build());
        assertThat(value(queries, 0, 0, "likes_received_7d")).isOne();
        assertThat(value(queries, 0, 1, "likes_received_7d")).as("not yet").isZero();
        assertThat(value(queries, 0, 1, "subject_like_count_24h")).isZero();
    }

    @Test
    void targetsThatTheEngineDoesNotCountAreNotCounted() {
        happens("ben", EventTypes.LIKE, "a", -60);
        happens("ben", EventTypes.LIKE, "u1", -60);
        happens("ana", EventTypes.IMPRESSION, "a", 0);
        happens("ana", EventTypes.IMPRESSION, "u1", 1);
        JudgedQueries queries = read(reader().targets(id -> id.startsWith("u")).build());
        assertThat(value(queries, 0, 0, "likes_received_7d")).isZero();
        assertThat(value(queries, 0, 1, "likes_received_7d")).isOne();
    }

    @Test
    void whatArrivesLateIsKnownFromThenOn() {
        SignalEvent offline = event("ben", EventTypes.LIKE, "a", -3_600, 3_600 + 120);
        happens("ana", EventTypes.IMPRESSION, "a", 0);
        log.append(List.of(offline));
        happens("ana", EventTypes.IMPRESSION, "a", 3_000);
        for (Arrival arrival : List.of(Arrival.RECEIVED, Arrival.AUTOMATIC)) {
            JudgedQueries queries = read(reader().arrival(arrival).build());
            assertThat(value(queries, 0, 0, "likes_received_7d")).isZero();
            assertThat(value(queries, 1, 0, "likes_received_7d")).isOne();
        }
    }

    @Test
    void aLogThatWasFilledFromAFileIsReadByItsOrder() {
        long later = Duration.ofDays(100).toSeconds();
        log.append(List.of(
                event("ben", EventTypes.LIKE, "a", -60, later),
                event("ana", EventTypes.IMPRESSION, "a", 0, later),
                event("cleo", EventTypes.LIKE, "a", -3_600, later),
                event("ana", EventTypes.IMPRESSION, "a", 3_000, later)));
        JudgedQueries queries = read(reader().build());
        assertThat(queries.reading().arrival()).isEqualTo(Arrival.LOG_ORDER);
        assertThat(value(queries, 0, 0, "likes_received_7d")).isOne();
        assertThat(value(queries, 1, 0, "likes_received_7d")).isEqualTo(2);
        assertThat(read(reader().arrival(Arrival.RECEIVED).build()).queryCount())
                .as("all of it arrived after the moment as of which it is read")
                .isZero();
    }

    @Test
    void whatIsShownLaterThanTheMomentDoesNotTellHowTheLogWasFilled() {
        long later = Duration.ofDays(100).toSeconds();
        log.append(List.of(
                event("ben", EventTypes.LIKE, "a", -60, later), event("ana", EventTypes.IMPRESSION, "a", 0, later)));
        for (int i = 0; i < 5; i++) {
            happens("ana", EventTypes.IMPRESSION, "a", later + i);
        }
        JudgedQueries queries = read(reader().build());
        assertThat(queries.reading().arrival()).isEqualTo(Arrival.LOG_ORDER);
        assertThat(queries.reading().shown()).isOne();
        assertThat(value(queries, 0, 0, "likes_received_7d")).isOne();
        assertThat(read(reader().arrival(Arrival.RECEIVED).build()).reading().shown())
                .as("received later than the moment")
                .isZero();
    }

    @Test
    void aClockAheadOfTheMomentDoesNotEndWhatIsKnown() {
        long ahead = Duration.ofDays(365).toSeconds();
        happens("ana", EventTypes.IMPRESSION, "a", 0);
        happens("cleo", EventTypes.LIKE, "a", ahead);
        happens("ben", EventTypes.LIKE, "a", 60);
        happens("ana", EventTypes.IMPRESSION, "a", 3_600);
        JudgedQueries queries = read(reader().arrival(Arrival.LOG_ORDER).build());
        assertThat(value(queries, 1, 0, "likes_received_7d"))
                .as("ben's, and not cleo's of next year")
                .isOne();
        assertThat(queries.reading().overtaken()).isZero();
        assertThat(queries.reading().lead()).isZero();
    }

    @Test
    void aClockThatLeapsAheadOfWhatFollowsIsReported() {
        long ahead = Duration.ofDays(10).toSeconds();
        happens("ana", EventTypes.IMPRESSION, "a", 0);
        happens("cleo", EventTypes.LIKE, "a", ahead);
        happens("ana", EventTypes.IMPRESSION, "a", 3_600);
        happens("ana", EventTypes.IMPRESSION, "b", 3_601);
        happens("ana", EventTypes.IMPRESSION, "a", ahead - Duration.ofDays(1).toSeconds());
        JudgedQueries.Reading reading =
                read(reader().arrival(Arrival.LOG_ORDER).build()).reading();
        assertThat(reading.overtaken()).as("of four, by more than a day").isEqualTo(2);
        assertThat(reading.lead()).isEqualTo(Duration.ofSeconds(ahead - 3_600));
        JudgedQueries.Reading received =
                read(reader().arrival(Arrival.RECEIVED).build()).reading();
        assertThat(received.overtaken()).isZero();
        assertThat(received.lead()).isZero();
    }

    @Test
    void aDeviceAheadDoesNotTellWhatIsDoneAfterwards() {
        log.append(List.of(
                event("ana", EventTypes.IMPRESSION, "a", 300, -300),
                event("ana", EventTypes.IMPRESSION, "b", 301, -300),
                event("ana", EventTypes.LIKE, "a", 302, -300)));
        for (Arrival arrival : Arrival.values()) {
            JudgedQueries queries = read(reader().arrival(arrival).build());
            assertThat(grades(queries)).containsExactly("20");
            assertThat(value(queries, 0, 0, "likes_received_7d")).isZero();
            assertThat(value(queries, 0, 0, "subject_like_count_24h")).isZero();
        }
    }

    /** A stream of queries and what became of them; some events are late. */
    private List<SignalEvent> stream(SplittableRandom random, int queries) {
        List<SignalEvent> events = new ArrayList<>();
        for (int query = 0; query < queries; query++) {
            String viewer = "u" + random.nextInt(4);
            long at = query * 7_200L + random.nextInt(3_600);
            String session = "s" + query;
            for (int i = 0; i < 1 + random.nextInt(4); i++) {
                String item = random.nextBoolean() ? "i" + random.nextInt(6) : "u" + (4 + random.nextInt(3));
                long late = random.nextInt(5) == 0 ? random.nextInt(20_000) : 0;
                events.add(event(viewer, EventTypes.IMPRESSION, item, at, late, session, "", OptionalDouble.empty()));
                if (random.nextBoolean()) {
                    EventType type = random.nextBoolean() ? EventTypes.LIKE : EventTypes.VIEW;
                    events.add(event(viewer, type, item, at + 5, late, session, "", OptionalDouble.empty()));
                }
                at += 10;
            }
        }
        events.sort((one, other) -> one.receivedAt().compareTo(other.receivedAt()));
        return events;
    }

    private JudgedQueries read(List<SignalEvent> events, ShownItems reader) {
        InMemoryEventLog fresh = new InMemoryEventLog();
        fresh.append(events);
        return reader.read(fresh, consent, START.plus(Duration.ofDays(60)));
    }

    /** Tells whether what happens after a stream changes a feature of a query within it. */
    private boolean leaks(ShownItems reader, List<SignalEvent> stream, SplittableRandom random, Runnable later) {
        JudgedQueries before = read(stream, reader);
        long last = Duration.between(START, stream.getLast().receivedAt()).toSeconds();
        List<SignalEvent> longer = new ArrayList<>(stream);
        for (int i = 0; i < 30; i++) {
            boolean shown = random.nextBoolean();
            long time = shown ? last + 3_600 + i : random.nextLong(last + 1_800);
            EventType type = shown ? EventTypes.IMPRESSION : random.nextBoolean() ? EventTypes.LIKE : EventTypes.VIEW;
            longer.add(event(
                    "u" + random.nextInt(4),
                    type,
                    "i" + random.nextInt(6),
                    time,
                    last + 3_600 + i - time,
                    "s-later",
                    "",
                    OptionalDouble.empty()));
        }
        later.run();
        JudgedQueries after = read(longer, reader);
        assertThat(after.queryCount()).isGreaterThan(before.queryCount());
        boolean leaks = false;
        for (int query = 0; query < before.queryCount(); query++) {
            assertThat(after.moment(query)).isEqualTo(before.moment(query));
            leaks |= !values(after, query).equals(values(before, query));
        }
        return leaks;
    }

    @Property(tries = 60)
    void nothingThatHappensLaterChangesAFeature(@ForAll long seed) {
        for (Arrival arrival : List.of(Arrival.RECEIVED, Arrival.LOG_ORDER)) {
            SplittableRandom random = new SplittableRandom(seed);
            List<SignalEvent> stream = stream(random, 12);
            assertThat(leaks(reader().arrival(arrival).build(), stream, random, () -> {}))
                    .isFalse();
        }
    }

    @Test
    @SuppressWarnings("unchecked")
    void aStoreThatKnowsItsPastDoesNotLeakAndOneThatTellsThePresentIsCaught() {
        InMemoryFeatureStore people = new InMemoryFeatureStore(
                FeatureStoreSettings.of(REGISTRY, consent).clock(() -> START.plus(Duration.ofDays(50))));
        FeatureStore forgetful = (FeatureStore) Proxy.newProxyInstance(
                FeatureStore.class.getClassLoader(), new Class<?>[] {FeatureStore.class}, (proxy, method, args) -> {
                    try {
                        if (method.getName().equals("rows") && args.length == 2) {
                            return people.rows((List<String>) args[0]);
                        }
                        return method.isDefault()
                                ? InvocationHandler.invokeDefault(proxy, method, args)
                                : method.invoke(people, args);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
        activity(people, Duration.ZERO, 1);
        SplittableRandom random = new SplittableRandom(7);
        List<SignalEvent> stream = stream(random, 30);
        ShownItems.Builder reader = ShownItems.of(WITH_PAST).windows(WINDOWS);
        assertThat(leaks(reader.past(people).build(), stream, random, () -> activity(people, Duration.ofDays(40), 9)))
                .isFalse();
        assertThat(leaks(
                        reader.past(forgetful).build(), stream, random, () -> activity(people, Duration.ofDays(41), 5)))
                .isTrue();
        assertThat(value(read(stream, reader.past(people).build()), 5, 0, "activity"))
                .isEqualTo(1);
    }

    private static void activity(FeatureStore people, Duration after, float value) {
        for (int i = 0; i < 12; i++) {
            String id = (i < 6 ? "i" : "u") + i % 6;
            people.update(id, row -> row.at(START.plus(after)).number("activity", value));
        }
        people.update("u6", row -> row.at(START.plus(after)).number("activity", value));
    }

    @Property(tries = 20)
    void trainingReadsWhatAnEngineReadAtThatMoment(@ForAll long seed) {
        List<SignalEvent> stream = stream(new SplittableRandom(seed), 15);
        JudgedQueries trained = read(stream, reader().arrival(Arrival.RECEIVED).build());
        Instant[] now = {START};
        InMemoryFeatureStore features = new InMemoryFeatureStore(
                FeatureStoreSettings.of(REGISTRY, consent).clock(() -> now[0]));
        Windows windows = Windows.over(new InMemoryEventLog(), features, consent)
                .keep(WINDOWS)
                .clock(() -> now[0])
                .flushEvery(Duration.ZERO)
                .start();
        int applied = 0;
        for (int query = 0; query < trained.queryCount(); query++) {
            Instant moment = trained.moment(query);
            List<EventLog.Logged> arrived = new ArrayList<>();
            for (; applied < stream.size() && stream.get(applied).receivedAt().isBefore(moment); applied++) {
                arrived.add(new EventLog.Logged(applied + 1, stream.get(applied)));
            }
            now[0] = moment;
            if (!arrived.isEmpty()) {
                windows.apply(arrived);
            }
            windows.flush();
            assertThat(values(trained, query)).isEqualTo(served(features, stream, moment));
        }
        windows.close();
    }

    /** What an engine's ranker is given for the query that begins at a moment, items in the order of their ids. */
    private List<Float> served(FeatureStore features, List<SignalEvent> stream, Instant moment) {
        SignalEvent first = stream.stream()
                .filter(event -> event.type().equals(EventTypes.IMPRESSION)
                        && event.time().equals(moment))
                .findFirst()
                .orElseThrow();
        TreeSet<String> items = new TreeSet<>();
        stream.stream()
                .filter(event -> event.type().equals(EventTypes.IMPRESSION)
                        && event.sessionId().equals(first.sessionId()))
                .forEach(event -> items.add(event.itemId().orElseThrow()));
        Map<String, List<Float>> given = new HashMap<>();
        try (DiscoveryEngine engine = DiscoveryEngine.builder()
                .consent(consent)
                .clock(() -> moment)
                .source("all", (context, limit) -> {
                    CandidateList.Builder found = CandidateList.builder(context.items(), items.size());
                    items.forEach(id -> found.add(id, 1));
                    return found.build();
                })
                .hydrate(VIEW.over(features))
                .rank((batch, scores) -> {
                    for (int row = 0; row < batch.size(); row++) {
                        float[] values = new float[batch.features().schema().size()];
                        batch.features().copyRow(row, values);
                        List<Float> boxed = new ArrayList<>();
                        for (float value : values) {
                            boxed.add(value);
                        }
                        given.put(batch.candidates().id(row), boxed);
                    }
                    Arrays.fill(scores, 0);
                })
                .build()) {
            engine.recommend(SlateRequest.forViewer(first.userId()).size(10).build());
        }
        List<Float> all = new ArrayList<>();
        items.forEach(item -> all.addAll(given.getOrDefault(item, List.of())));
        return all;
    }

    // Consent.

    @Test
    void whoHasWithdrawnOrDoesNotAllowItIsInNoRow() {
        for (String viewer : List.of("ana", "ben", "cleo")) {
            happens(viewer, EventTypes.IMPRESSION, "dora", 0);
            happens(viewer, EventTypes.IMPRESSION, "a", 0);
            happens(viewer, EventTypes.MESSAGE, "dora", 5);
            happens(viewer, EventTypes.LIKE, "a", 6);
        }
        ShownItems reader = reader().build();
        assertThat(grades(read(reader))).containsExactly("23", "23", "23");
        consent.optOut("cleo", SignalGroup.CONVERSATION);
        assertThat(grades(read(reader))).containsExactly("23", "23", "20");
        consent.optOut("ana", SignalGroup.BEHAVIOUR);
        assertThat(grades(read(reader))).containsExactly("23", "20");
        consent.withdraw("dora");
        assertThat(grades(read(reader))).containsExactly("2", "2");
        consent.optIn("ana", SignalGroup.BEHAVIOUR);
        assertThat(grades(read(reader))).containsExactly("2", "2", "2");
    }

    @Test
    void whatSomebodyObjectsToIsInNobodysFeatures() {
        happens("ben", EventTypes.LIKE, "a", -10);
        happens("ana", EventTypes.IMPRESSION, "a", 0);
        happens("ana", EventTypes.IMPRESSION, "ben", 0);
        consent.optOut("ben", SignalGroup.BEHAVIOUR);
        JudgedQueries queries = read(reader().build());
        assertThat(value(queries, 0, 0, "likes_received_7d")).isZero();
        assertThat(value(queries, 0, 1, "like_count_24h")).isNaN();
    }

    @Test
    void nothingIsLeftOfAPersonWhoWasErased() {
        List<SignalEvent> stream = stream(new SplittableRandom(3), 40);
        log.append(stream);
        log.erase("u1");
        log.erase("u5");
        JudgedQueries erased = reader().build().read(log, ConsentView.ALLOW_ALL, START.plus(Duration.ofDays(60)));
        JudgedQueries never = read(
                stream.stream()
                        .filter(event -> !event.names("u1") && !event.names("u5"))
                        .toList(),
                reader().build());
        assertThat(erased.rows().values()).isEqualTo(never.rows().values());
        assertThat(erased.rows().labels()).isEqualTo(never.rows().labels());
        assertThat(erased.rows().queries()).isEqualTo(never.rows().queries());
    }

    @Test
    void whoObjectsOrIsErasedWhileTheLogIsReadIsLeftOut() {
        for (int i = 0; i < 6_000; i++) {
            happens("u" + i % 3, EventTypes.IMPRESSION, i % 5 == 0 ? "ben" : "i" + i % 7, i);
        }
        int[] asked = {0};
        JudgedQueries queries = reader().build().read(log, consent, START.plus(Duration.ofDays(1)), () -> {
            if (++asked[0] == 2) {
                consent.optOut("u0", SignalGroup.BEHAVIOUR);
                log.erase("ben");
            }
            return true;
        });
        assertThat(queries.queryCount()).isEqualTo(2 * 4);
        assertThat(queries.rowCount()).as("seven items, without ben").isEqualTo(2 * 4 * 7);
    }

    @Test
    void readingStopsWhenTold() {
        happens("ana", EventTypes.IMPRESSION, "a", 0);
        assertThatThrownBy(() -> reader().build().read(log, consent, START, () -> false))
                .isInstanceOf(CancellationException.class);
    }

    // What is refused.

    @Test
    void protectedAttributesAndSafetyAreNoColumns() {
        assertThatThrownBy(() -> ShownItems.of(view("age")).build()).hasMessageContaining("column \"age\"");
        assertThatThrownBy(() -> ShownItems.of(view("risk")).build()).hasMessageContaining("scores of safety");
        assertThatThrownBy(() -> reader().protect(Set.of("exposures_7d")).build())
                .hasMessageContaining("exposures_7d");
        ViewColumn renamed = ViewColumn.of(Kind.NUMBER, "age").named("years");
        assertThatThrownBy(() -> ShownItems.of(new DeclaredView("v", "1", REGISTRY, List.of(renamed)))
                        .build())
                .hasMessageContaining("column \"years\" reads \"age\"");
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        assertThatThrownBy(() -> ShownItems.of(WITH_PAST).windows(WINDOWS).build())
                .hasMessageContaining("[activity] have neither");
        assertThatThrownBy(() -> reader().grade("like", 31)).hasMessageContaining("like");
        assertThatThrownBy(() -> reader().grade("like", -1)).hasMessageContaining("[0, 30]");
        assertThatThrownBy(() -> reader().horizon(Duration.ZERO)).hasMessageContaining("horizon");
        assertThatThrownBy(() -> reader().longest(Duration.ofDays(-1))).hasMessageContaining("longest");
    }

    @Test
    void theSameLogGivesTheSameRows() {
        List<SignalEvent> stream = stream(new SplittableRandom(11), 40);
        assertThat(read(stream, reader().build()).rows().values())
                .isEqualTo(read(stream, reader().build()).rows().values());
    }
}

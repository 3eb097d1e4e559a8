package io.github.discovery4j.core.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.discovery4j.core.consent.InMemoryConsentLedger;
import io.github.discovery4j.core.feature.ColumnDrift;
import io.github.discovery4j.core.feature.DriftReference;
import io.github.discovery4j.core.feature.FeatureDefinition;
import io.github.discovery4j.core.feature.FeatureFreshness;
import io.github.discovery4j.core.feature.FeatureParity;
import io.github.discovery4j.core.feature.FeatureRegistry;
import io.github.discovery4j.core.feature.FeatureStore;
import io.github.discovery4j.core.feature.FeatureStoreSettings;
import io.github.discovery4j.core.feature.InMemoryFeatureStore;
import io.github.discovery4j.core.job.Cadence;
import io.github.discovery4j.core.job.InMemoryJobStore;
import io.github.discovery4j.core.job.Job;
import io.github.discovery4j.core.job.JobOutcome;
import io.github.discovery4j.core.job.JobRunner;
import io.github.discovery4j.core.model.FeatureTable;
import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.core.observe.MeterSink;
import io.github.discovery4j.core.signal.DeadLetterStore.Bounds;
import io.github.discovery4j.core.signal.EventTypes;
import io.github.discovery4j.core.signal.InMemoryDeadLetters;
import io.github.discovery4j.core.signal.InMemoryEventLog;
import io.github.discovery4j.core.signal.SignalIngest;
import io.github.discovery4j.core.signal.WindowDefinition;
import io.github.discovery4j.core.signal.Windows;
import io.github.discovery4j.core.stage.FeatureView;
import io.github.discovery4j.core.stage.PairBatch;
import io.github.discovery4j.core.stage.PairBatch.Pair;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class FeatureWatchTest {

    private static final int PEOPLE = 300;
    private static final Cadence HOURLY = Cadence.every(Duration.ofHours(1));
    private static final List<String> TYPES =
            List.of("play", "like", "skip", "click", "view", "impression", "message", "dwell");

    private Instant now = Streams.START;
    private final InMemoryConsentLedger consent = new InMemoryConsentLedger();
    private final InMemoryEventLog log = new InMemoryEventLog();
    private final FeatureStore store = new InMemoryFeatureStore(
            FeatureStoreSettings.of(registry(), consent).clock(() -> now));
    private final Windows windows = Windows.over(log, store, consent)
            .clock(() -> now)
            .flushEvery(Duration.ZERO)
            .start();
    private final Map<String, Double> figures = new TreeMap<>();
    private final MeterSink meters =
            (meter, value, tags) -> figures.put(meter.name() + " " + String.join(" ", tags), value);
    private final Told told = new Told();

    private static FeatureRegistry registry() {
        List<FeatureDefinition> features = new ArrayList<>();
        WindowDefinition.standard().forEach(window -> features.add(window.declaration()));
        features.add(FeatureDefinition.number("age", SignalGroup.PROFILE).freshWithin(Duration.ofDays(1)));
        features.add(FeatureDefinition.number("height", SignalGroup.PROFILE));
        return FeatureRegistry.of("person", features);
    }

    /** Remembers what it hears. */
    private static final class Told implements FeatureWatchListener {
        private final List<FeatureParity.OfFeature> differing = new ArrayList<>();
        private final List<ColumnDrift> drifted = new ArrayList<>();
        private final List<FeatureFreshness.OfFeature> stale = new ArrayList<>();

        @Override
        public void featuresDiffer(String entity, List<FeatureParity.OfFeature> features) {
            differing.addAll(features);
        }

        @Override
        public void columnsDrifted(String view, List<ColumnDrift> columns) {
            drifted.addAll(columns);
        }

        @Override
        public void featuresStale(String entity, List<FeatureFreshness.OfFeature> features) {
            stale.addAll(features);
        }
    }

    private static List<String> everybody() {
        List<String> people = new ArrayList<>();
        for (int i = 0; i < PEOPLE; i++) {
            people.add("u" + i);
        }
        return people;
    }

    private FeatureWatch.Builder watch() {
        return FeatureWatch.over(store, Sample.of(FeatureWatchTest::everybody))
                .meters(meters)
                .listener(told)
                .clock(() -> now)
                .settle(Duration.ZERO);
    }

    private static void run(Job job) {
        JobOutcome outcome = JobRunner.builder(new InMemoryJobStore()).build().runNow(job);
        assertThat(outcome).isInstanceOf(JobOutcome.Succeeded.class);
    }

    private void checkParity() {
        run(watch().build().parity(HOURLY, windows));
    }

    private double largestDifference() {
        return figures.entrySet().stream()
                .filter(figure -> figure.getKey().startsWith("feature.parity.difference.share"))
                .mapToDouble(Map.Entry::getValue)
                .max()
                .orElseThrow();
    }

    private static String json(int number, Random random, Instant time) {
        String user = "u" + (int) (PEOPLE * Math.pow(random.nextDouble(), 2));
        String type = TYPES.get(random.nextInt(TYPES.size()));
        String other = "u" + (1 + Integer.parseInt(user.substring(1)) + random.nextInt(PEOPLE - 1)) % PEOPLE;
        String item = type.equals("message") || random.nextInt(3) == 0 ? other : "film-" + random.nextInt(500);
        return """
                {"event_id": "e%07d", "user_id": "%s", "event_type": "%s", "item_id": "%s", "timestamp": "%s",
                 "session_id": "s%d", "amount": %d}""".formatted(number, user, type, item, time, random.nextInt(2_000), random.nextInt(60_000));
    }

    /** An event that arrives later than it happened. */
    private record Arrival(Instant at, String json) {}

    /** Sends a stream of two weeks through ingestion, and looks ten times on the way; returns how many came late. */
    private int stream(int events, double late, Runnable look) {
        Random random = new Random(7);
        PriorityQueue<Arrival> arrivals = new PriorityQueue<>(java.util.Comparator.comparing(Arrival::at));
        int lateCount = 0;
        long step = Duration.ofDays(14).toMillis() / events;
        for (int i = 0; i < events; i++) {
            Instant time = Streams.START.plusMillis(i * step);
            boolean isLate = random.nextDouble() < late;
            lateCount += isLate ? 1 : 0;
            long delay = isLate
                    ? 60_000 + (long) (random.nextDouble() * Duration.ofDays(2).toMillis())
                    : 0;
            arrivals.add(new Arrival(time.plusMillis(delay), json(i, random, time)));
        }
        InMemoryDeadLetters letters = new InMemoryDeadLetters(Bounds.DEFAULT, () -> now);
        try (SignalIngest ingest = SignalIngest.into(log, letters)
                .clock(() -> now)
                .consumer(windows)
                .start()) {
            for (int sent = 1; !arrivals.isEmpty(); sent++) {
                Arrival next = arrivals.poll();
                now = next.at();
                var unused = ingest.accept(next.json());
                if (sent % (events / 10) == 0) {
                    ingest.flush();
                    assertThat(ingest.awaitConsumers(Duration.ofMinutes(1))).isTrue();
                    windows.flush();
                    look.run();
                }
            }
        }
        assertThat(letters.count()).isZero();
        return lateCount;
    }

    @Test
    void anOrderlyStreamLeavesNoDifference() {
        AtomicInteger looks = new AtomicInteger();
        stream(10_000, 0, () -> {
            checkParity();
            looks.incrementAndGet();
            assertThat(largestDifference()).isZero();
        });
        assertThat(looks).hasValue(10);
        assertThat(told.differing).isEmpty();
        assertThat(figures)
                .containsKey("feature.parity.difference.share person like_count_1h")
                .doesNotContainKey("feature.parity.difference.share person age");
        assertThat(store.row("u0").number("like_count_7d")).isPositive();
    }

    @Test
    void withOneEventOfTwentyLateTheDifferenceIsBelowAThousandth() {
        AtomicInteger beyond = new AtomicInteger();
        int late = stream(10_000, 0.05, () -> {
            checkParity();
            beyond.addAndGet(largestDifference() < 0.001 ? 0 : 1);
        });
        assertThat(late).isBetween(430, 570);
        assertThat(beyond).hasValue(0);
        assertThat(told.differing).isEmpty();
    }

    @Test
    void aRowThatWasChangedBehindTheStoresBackIsFoundAndOnlyThat() {
        stream(5_000, 0.05, () -> {});
        store.update("u3", row -> row.number("like_recent", 99));
        checkParity();
        assertThat(told.differing).containsExactly(new FeatureParity.OfFeature("like_recent", PEOPLE - 1, 1, 0, 0, 0));
        assertThat(figures)
                .containsEntry("feature.parity.difference.share person like_recent", 1.0 / PEOPLE)
                .containsEntry("feature.parity.difference.share person skip_recent", 0.0);
    }

    @Test
    void aLostOrInventedValueIsFound() {
        stream(5_000, 0, () -> {});
        store.update("u3", row -> row.without("account_age_days"));
        store.update("stranger", row -> row.number("like_recent", 1));
        run(FeatureWatch.over(store, (most, seed) -> List.of("u3", "stranger"))
                .listener(told)
                .clock(() -> now)
                .settle(Duration.ZERO)
                .build()
                .parity(HOURLY, windows));
        assertThat(told.differing)
                .extracting(
                        FeatureParity.OfFeature::name, FeatureParity.OfFeature::onlyOnline, one -> one.onlyRecomputed())
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("like_recent", 1, 0),
                        org.assertj.core.groups.Tuple.tuple("account_age_days", 0, 1));
    }

    @Test
    void whatAPersonMasksIsComparedOnNeitherSide() {
        stream(5_000, 0, () -> {});
        store.update("u3", row -> row.number("like_recent", 99));
        consent.optOut("u3", SignalGroup.BEHAVIOUR);
        checkParity();
        assertThat(told.differing).isEmpty();
        assertThat(largestDifference()).isZero();
    }

    @Test
    void whatIsStillOnItsWayIsNoDifference() {
        stream(5_000, 0, () -> {});
        log.append(List.of(Streams.event(1_209_600, "u3", EventTypes.LIKE, "film-1")));
        now = now.plusSeconds(5);
        AtomicInteger looks = new AtomicInteger();
        windows.flush();
        run(FeatureWatch.over(store, (most, seed) -> List.of("u3"))
                .listener(told)
                .clock(() -> {
                    if (looks.incrementAndGet() == 2) {
                        windows.apply(log.read(log.lastPosition() - 1, 1));
                        windows.flush();
                    }
                    return now;
                })
                .settle(Duration.ofMillis(150))
                .build()
                .parity(HOURLY, windows));
        assertThat(looks).hasValue(2);
        assertThat(told.differing).isEmpty();
    }

    private FeatureView view() {
        return store.view("connect", "1").number("age").number("height").build();
    }

    private static List<Pair> pairs(int count) {
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            pairs.add(new Pair("u0", "p" + i, Streams.START));
        }
        return pairs;
    }

    private void putPeople(double ageShift) {
        Random random = new Random(3);
        for (int i = 0; i < 2_000; i++) {
            store.put(
                    "p" + i,
                    row -> row.number("age", (float) (30 + ageShift + 5 * random.nextGaussian()))
                            .number("height", (float) (170 + 8 * random.nextGaussian())));
        }
    }

    private DriftReference trained(Path folder) throws IOException {
        FeatureTable table = FeatureTable.allocate(view().schema(), 2_000);
        List<Pair> past = pairs(2_000).stream()
                .map(pair -> new Pair(pair.subjectId(), pair.objectId(), now))
                .toList();
        view().hydrate(PairBatch.of(past), table.writer(0, 2));
        DriftReference.of(table).save(folder.resolve("drift.json"));
        return DriftReference.load(folder.resolve("drift.json"));
    }

    @Test
    void aShiftedColumnIsFoundAndAStableOneIsNot(@TempDir Path folder) throws IOException {
        putPeople(0);
        DriftReference reference = trained(folder);
        Job job = watch().build().drift(HOURLY, reference, view(), Sample.of(() -> pairs(2_000)));
        now = now.plus(Duration.ofDays(1));
        run(job);
        assertThat(told.drifted).isEmpty();
        assertThat(figures.get("feature.drift.psi connect age")).isLessThan(0.1);
        putPeople(4);
        run(job);
        assertThat(told.drifted).extracting(ColumnDrift::column).containsExactly("age");
        assertThat(figures.get("feature.drift.psi connect age")).isGreaterThan(ColumnDrift.DRIFTED_FROM);
        assertThat(figures.get("feature.drift.psi connect height")).isLessThan(0.01);
    }

    @Test
    void theDriftOfAFewRowsIsNotJudged(@TempDir Path folder) throws IOException {
        putPeople(0);
        DriftReference reference = trained(folder);
        putPeople(40);
        run(watch().build().drift(HOURLY, reference, view(), Sample.of(() -> pairs(FeatureWatch.FEWEST_ROWS - 1))));
        assertThat(told.drifted).isEmpty();
        assertThat(figures.get("feature.drift.psi connect age")).isNaN();
        run(watch().build().drift(HOURLY, reference, view(), Sample.of(() -> pairs(FeatureWatch.FEWEST_ROWS))));
        assertThat(told.drifted).isNotEmpty();
    }

    @Test
    void whatPeopleMaskIsMissingToDriftToo(@TempDir Path folder) throws IOException {
        putPeople(0);
        DriftReference reference = trained(folder);
        for (int i = 0; i < 2_000; i++) {
            consent.optOut("p" + i, SignalGroup.PROFILE);
        }
        run(watch().build().drift(HOURLY, reference, view(), Sample.of(() -> pairs(2_000))));
        assertThat(told.drifted).hasSize(2).allMatch(column -> column.missingNow() == 1 && column.missingBefore() == 0);
    }

    @Test
    void staleValuesAreToldOfBeyondTheLimitOnly() {
        for (String person : everybody()) {
            store.put(person, row -> row.number("age", 30));
        }
        now = now.plus(Duration.ofDays(2));
        for (String person : everybody().subList(0, 290)) {
            store.update(person, row -> row.number("age", 31));
        }
        run(watch().build().freshness(HOURLY));
        assertThat(told.stale).isEmpty();
        assertThat(figures).containsEntry("feature.stale.share person age", 10.0 / PEOPLE);
        run(watch().limits(new WatchLimits(0, 0, 0.03)).build().freshness(HOURLY));
        assertThat(told.stale).extracting(FeatureFreshness.OfFeature::stale).containsExactly(10);
        assertThat(told.stale.getFirst().oldest()).contains(Duration.ofDays(2));
    }

    @Test
    void nobodyToLookAtIsNoFault() {
        FeatureWatch nobody = FeatureWatch.over(store, (most, seed) -> List.of())
                .meters(meters)
                .listener(told)
                .build();
        run(nobody.parity(HOURLY, windows));
        run(nobody.freshness(HOURLY));
        assertThat(figures.get("feature.stale.share person age")).isNaN();
        assertThat(figures.get("feature.parity.difference.share person like_recent"))
                .isNaN();
        assertThat(told.differing).isEmpty();
        assertThat(told.stale).isEmpty();
    }

    @Test
    void aListenerThatThrowsHarmsNoRun() {
        store.update("u3", row -> row.number("like_recent", 99));
        FeatureWatchListener throwing = new FeatureWatchListener() {
            @Override
            public void featuresDiffer(String entity, List<FeatureParity.OfFeature> features) {
                throw new IllegalStateException("u3");
            }
        };
        run(watch().listener(throwing).build().parity(HOURLY, windows));
        assertThat(figures).containsEntry("feature.parity.difference.share person like_recent", 1.0 / PEOPLE);
    }

    @Test
    void jobsAreNamedForTheirWatchAndView(@TempDir Path folder) throws IOException {
        putPeople(0);
        FeatureWatch rooms = watch().named("rooms").build();
        assertThat(rooms.freshness(HOURLY)).hasToString("Job[rooms-freshness]");
        assertThat(rooms.freshness(HOURLY).cadence()).isSameAs(HOURLY);
        assertThat(rooms.drift(HOURLY, trained(folder), view(), Sample.of(() -> pairs(1)))
                        .name())
                .isEqualTo("rooms-drift-connect");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> watch().named("My Rooms").build().freshness(HOURLY))
                .withMessageContaining("\"My Rooms-freshness\"");
    }

    @Test
    void whatDoesNotFitIsRefused(@TempDir Path folder) throws IOException {
        putPeople(0);
        DriftReference reference = trained(folder);
        FeatureView other = store.view("connect", "2").number("age").build();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> watch().build().drift(HOURLY, reference, other, Sample.of(List::of)))
                .withMessageContaining("\"connect\" 1, was \"connect\" 2");
        FeatureStore elsewhere = new InMemoryFeatureStore(registry(), consent);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FeatureWatch.over(elsewhere, Sample.of(List::of))
                        .build()
                        .parity(HOURLY, windows))
                .withMessageContaining("must feed the store that is watched");
        assertThatIllegalArgumentException().isThrownBy(() -> watch().people(0));
        assertThatIllegalArgumentException().isThrownBy(() -> watch().rows(0));
        assertThatIllegalArgumentException().isThrownBy(() -> watch().settle(Duration.ofSeconds(-1)));
        for (double wrong : new double[] {-0.1, 1.1, Double.NaN}) {
            assertThatIllegalArgumentException().isThrownBy(() -> new WatchLimits(wrong, 0, 0));
            assertThatIllegalArgumentException().isThrownBy(() -> new WatchLimits(0, 0, wrong));
        }
        assertThatIllegalArgumentException().isThrownBy(() -> new WatchLimits(0, Double.NaN, 0));
    }
}

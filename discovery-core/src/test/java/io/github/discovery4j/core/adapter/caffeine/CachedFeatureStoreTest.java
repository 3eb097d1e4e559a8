package io.github.discovery4j.core.adapter.caffeine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.discovery4j.core.adapter.micrometer.MicrometerMeters;
import io.github.discovery4j.core.consent.ConsentView;
import io.github.discovery4j.core.consent.InMemoryConsentLedger;
import io.github.discovery4j.core.feature.FeatureDefinition;
import io.github.discovery4j.core.feature.FeatureRegistry;
import io.github.discovery4j.core.feature.FeatureStore;
import io.github.discovery4j.core.feature.FeatureStoreSettings;
import io.github.discovery4j.core.feature.InMemoryFeatureStore;
import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.testkit.FeatureStoreContract;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CachedFeatureStoreTest extends FeatureStoreContract {

    private static final FeatureRegistry REGISTRY = FeatureRegistry.of(
            "person",
            List.of(
                    FeatureDefinition.whole("plays", SignalGroup.BEHAVIOUR),
                    FeatureDefinition.number("mood", SignalGroup.BEHAVIOUR).expiresAfter(Duration.ofSeconds(10))));

    private final InMemoryConsentLedger ledger = new InMemoryConsentLedger();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final InMemoryFeatureStore behind =
            new InMemoryFeatureStore(FeatureStoreSettings.of(REGISTRY, ledger).clock((InstantSource) () -> now));
    private final CachedFeatureStore store = CachedFeatureStore.over(behind, 100);

    @Override
    protected FeatureStore store(FeatureStoreSettings settings) {
        return CachedFeatureStore.over(new InMemoryFeatureStore(settings), 1000);
    }

    @Test
    void aSecondReadIsAHitAndSoIsOneOfAStranger() {
        store.put("ana", row -> row.whole("plays", 1));
        assertThat(store.statistics().hitRatio()).isNaN();
        for (int i = 0; i < 4; i++) {
            assertThat(store.row("ana").whole("plays")).hasValue(1);
            assertThat(store.row("nobody").whole("plays")).isEmpty();
        }
        assertThat(store.statistics()).isEqualTo(new CachedFeatureStore.Statistics(6, 2, 2));
        assertThat(store.statistics().hitRatio()).isEqualTo(0.75);
    }

    @Test
    void consentHoldsForACachedRow() {
        store.put("ana", row -> row.whole("plays", 1));
        store.row("ana");
        ledger.optOut("ana", SignalGroup.BEHAVIOUR);
        assertThat(store.row("ana").whole("plays")).isEmpty();
        ledger.optIn("ana", SignalGroup.BEHAVIOUR);
        assertThat(store.row("ana").whole("plays")).hasValue(1);
        assertThat(store.statistics().misses()).isEqualTo(1);
    }

    @Test
    void whatAnotherProcessChangesIsSeenWithinTheLargestAge() {
        behind.put("ana", row -> row.whole("plays", 1));
        store.row("ana");
        behind.put("ana", row -> row.whole("plays", 2));
        assertThat(store.row("ana").whole("plays")).hasValue(1);
        now = now.plus(CachedFeatureStore.DEFAULT_LARGEST_AGE);
        assertThat(store.row("ana").whole("plays")).hasValue(2);
    }

    @Test
    void aRowGoesWhenTheNextOfItsValuesExpires() {
        store.put("ana", row -> row.whole("plays", 1).number("mood", 1));
        store.row("ana");
        now = now.plusSeconds(9);
        store.row("ana");
        assertThat(store.statistics().misses()).isEqualTo(1);
        now = now.plusSeconds(1);
        assertThat(store.row("ana").number("mood")).isNaN();
        assertThat(store.statistics().misses()).isEqualTo(2);
        store.row("ana");
        assertThat(store.statistics().misses())
                .as("what has expired is cached too")
                .isEqualTo(2);
    }

    @Test
    void warmingFillsTheCacheAndCountsAsNeither() {
        behind.put("ana", row -> row.whole("plays", 1));
        store.warm(List.of("ana", "ana", "nobody"));
        assertThat(store.statistics().hits() + store.statistics().misses()).isZero();
        store.row("ana");
        assertThat(store.statistics().hitRatio()).isEqualTo(1);
    }

    @Test
    void theHitRatioReportedIsThatOfTheReadsSinceTheLastReport() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        MicrometerMeters meters = MicrometerMeters.in(registry);
        Supplier<Double> reported = () -> registry.get("feature.cache.hit.ratio")
                .tag("store", "people")
                .gauge()
                .value();
        behind.put("ana", row -> row.whole("plays", 1));
        store.row("ana");
        store.row("ana");
        store.row("ana");
        store.row("ana");
        store.report(meters, "people");
        assertThat(reported.get()).isEqualTo(0.75);
        store.report(meters, "people");
        assertThat(reported.get()).as("no reads, no news").isEqualTo(0.75);
        store.row("ana");
        store.report(meters, "people");
        assertThat(reported.get()).isEqualTo(1);
    }

    @Test
    void aReaderDoesNotKeepWhatAWriterReplacedMeanwhile() throws Exception {
        CachedFeatureStore small = CachedFeatureStore.over(behind, 10);
        small.put("ana", row -> row.whole("plays", 0));
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            List<Future<?>> running = new ArrayList<>();
            for (int reader = 0; reader < 2; reader++) {
                running.add(threads.submit(() -> {
                    for (int i = 0; i < 20_000; i++) {
                        small.row("ana");
                    }
                }));
            }
            for (int i = 1; i < 5_000; i++) {
                int plays = i;
                small.put("ana", row -> row.whole("plays", plays));
                assertThat(small.row("ana").whole("plays")).hasValue(plays);
            }
            for (Future<?> one : running) {
                one.get();
            }
        }
    }

    /** Reads of people drawn by Zipf's law with exponent 1, through a cache that holds a tenth of them. */
    @Test
    void aTenthOfThePeopleMakesFourHitsInFive() {
        int people = 1_000_000;
        InMemoryFeatureStore none = new InMemoryFeatureStore(FeatureStoreSettings.of(REGISTRY, ConsentView.ALLOW_ALL));
        CachedFeatureStore cache = CachedFeatureStore.over(none, people / 10, Duration.ofHours(2));
        double[] cumulative = new double[people];
        double sum = 0;
        for (int i = 0; i < people; i++) {
            sum += 1.0 / (i + 1);
            cumulative[i] = sum;
        }
        Random random = new Random(1);
        cache.warm(IntStream.range(0, people / 10).mapToObj(i -> "p" + i).toList());
        // The cache learns who is read often: 0.75 from cold in the first million, 0.80 in the second, 0.82 in the
        // sixth.
        for (int read = 0; read < 2_000_000; read++) {
            cache.row(drawn(cumulative, random));
        }
        CachedFeatureStore.Statistics before = cache.statistics();
        for (int read = 0; read < 1_000_000; read++) {
            cache.row(drawn(cumulative, random));
        }
        // The best that a cache of this size can do is the share of the 100,000 most read, 0.84.
        assertThat((cache.statistics().hits() - before.hits()) / 1e6).isBetween(0.80, 0.85);
        assertThat(cache.statistics().size()).isLessThanOrEqualTo(people / 9);
    }

    private static String drawn(double[] cumulative, Random random) {
        int place = Arrays.binarySearch(cumulative, random.nextDouble() * cumulative[cumulative.length - 1]);
        return "p" + (place < 0 ? -place - 1 : place);
    }
}

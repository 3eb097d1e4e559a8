package io.github.discovery4j.core.adapter.jdbc;

import static io.github.discovery4j.testkit.ConsentStress.TAKING_PART;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.discovery4j.core.DiscoveryEngine;
import io.github.discovery4j.core.adapter.caffeine.CachedFeatureStore;
import io.github.discovery4j.core.feature.FeatureDefinition;
import io.github.discovery4j.core.feature.FeatureRegistry;
import io.github.discovery4j.core.feature.FeatureStore;
import io.github.discovery4j.core.feature.FeatureStoreSettings;
import io.github.discovery4j.core.model.CandidateList;
import io.github.discovery4j.core.model.ItemKind;
import io.github.discovery4j.core.model.Reason;
import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.core.model.SlateItem;
import io.github.discovery4j.core.model.SlateRequest;
import io.github.discovery4j.core.model.Visibility;
import io.github.discovery4j.core.privacy.KeyRing;
import io.github.discovery4j.core.privacy.PersonalAudit;
import io.github.discovery4j.core.privacy.PersonalDataCodec;
import io.github.discovery4j.core.privacy.Privacy;
import io.github.discovery4j.core.signal.Aggregation;
import io.github.discovery4j.core.signal.DeadLetterStore.Bounds;
import io.github.discovery4j.core.signal.EventTypes;
import io.github.discovery4j.core.signal.SignalIngest;
import io.github.discovery4j.core.signal.WindowDefinition;
import io.github.discovery4j.core.signal.Windows;
import io.github.discovery4j.core.stage.ChosenItems;
import io.github.discovery4j.testkit.ConsentStress;
import io.github.discovery4j.testkit.ConsentStress.Report;
import io.github.discovery4j.testkit.ConsentStress.Sighting;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * No read that begins after an opt-out returned sees the signal, with everything durable in SQLite and encrypted: consent,
 * features behind a cache, and windows that ingestion feeds from the log meanwhile. Runs some seconds, or as long as
 * {@code -Ddiscovery.stress.seconds} says.
 */
class DurableLeakTest {

    private static final int READERS = 4;
    private static final int PAUSE_MILLIS = 2;
    private static final KeyRing KEYS = TestKeys.ring("k1");
    private static final WindowDefinition LIKES =
            WindowDefinition.of("likes_30d", new Aggregation.Count(Duration.ofDays(30)), EventTypes.LIKE);
    private static final FeatureRegistry REGISTRY = FeatureRegistry.of(
            "person", List.of(FeatureDefinition.labels("interests", SignalGroup.INTERESTS), LIKES.declaration()));
    private static final List<String> PEOPLE =
            IntStream.range(0, 24).mapToObj(i -> "person-" + i).toList();

    @TempDir
    private Path folder;

    @Test
    void noReadOfTheDurablePartsSeesASignalThatWasOffFromItsBeginning() throws Exception {
        PersonalDataCodec codec = PersonalDataCodec.encrypting(KEYS);
        try (Database database = Database.sqlite(folder.resolve("people.db")).migrate();
                Database events = Database.sqlite(folder.resolve("events.db")).migrate();
                JdbcConsentLedger ledger = JdbcConsentLedger.open(database, KEYS);
                JdbcTombstones stones = JdbcTombstones.open(events, KEYS);
                JdbcEventLog log = JdbcEventLog.open(events, EventTypes.standard(), stones, codec);
                JdbcDeadLetterStore letters =
                        JdbcDeadLetterStore.open(events, Bounds.DEFAULT, InstantSource.system(), codec)) {
            JdbcFeatureStore stored = JdbcFeatureStore.open(
                    database, FeatureStoreSettings.of(REGISTRY, ledger).erased(stones::contains), Set.of(), codec);
            CachedFeatureStore cached = CachedFeatureStore.over(stored, 1_000);
            PEOPLE.forEach(id -> cached.put(id, row -> row.labels("interests", Set.of("chess", "jazz"))));
            Report report;
            try (Windows windows = Windows.over(log, cached, ledger)
                            .keep(List.of(LIKES))
                            .flushEvery(Duration.ofMillis(20))
                            .snapshots(folder.resolve("windows"))
                            .start();
                    SignalIngest ingest =
                            SignalIngest.into(log, letters).consumer(windows).start();
                    DiscoveryEngine engine = engine(cached, ledger)) {
                Privacy privacy = Privacy.builder(ledger)
                        .holder(log)
                        .holder(letters)
                        .holder(ingest)
                        .holder(windows)
                        .holder(cached)
                        .tombstones(stones)
                        .journal(new JdbcErasureJournal(database, KEYS))
                        .recompute((person, group) -> windows.countAgain(person))
                        .build();
                AtomicBoolean done = new AtomicBoolean();
                Thread sender = Thread.ofPlatform().start(() -> send(ingest, done));
                try {
                    report = stress(ledger, cached, stored, engine, privacy)
                            .run(READERS, Duration.ofSeconds(Integer.getInteger("discovery.stress.seconds", 5)), 17);
                } finally {
                    done.set(true);
                    sender.join();
                }
            }
            System.out.printf(
                    "%,d reads of durable parts while consent changed %,d times and %,d events came: %s%n",
                    report.reads(), report.flips(), log.lastPosition(), report);
            report.verify();
            assertThat(log.lastPosition()).isPositive();
        }
    }

    private static void send(SignalIngest ingest, AtomicBoolean done) {
        Random random = new Random(5);
        for (int i = 0; !done.get(); i++) {
            ingest.accept("""
                    {"user_id": "%s", "item_id": "film-%d", "event_type": "like", "timestamp": "%s"}""".formatted(PEOPLE.get(random.nextInt(PEOPLE.size())), i, Instant.now()));
            try {
                Thread.sleep(PAUSE_MILLIS);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private static DiscoveryEngine engine(FeatureStore store, JdbcConsentLedger ledger) {
        return DiscoveryEngine.builder()
                .itemKind(ItemKind.PEOPLE)
                .source("everybody", (context, limit) -> {
                    CandidateList.Builder found = CandidateList.builder(context.items(), PEOPLE.size());
                    PEOPLE.forEach(id -> found.add(id, 1));
                    return found.build();
                })
                .consent(ledger)
                .hydrate(store.view("stress", "1")
                        .shared("interests")
                        .number(LIKES.feature())
                        .build())
                .rank((batch, scores) -> java.util.Arrays.fill(scores, 1))
                .explain(DurableLeakTest::reasons)
                .timeout(Duration.ofSeconds(30))
                .build();
    }

    /** Says of each item what its features show. */
    private static List<List<Reason>> reasons(ChosenItems chosen) {
        List<List<Reason>> reasons = new ArrayList<>();
        for (int position = 0; position < chosen.size(); position++) {
            List<Reason> ofItem = new ArrayList<>();
            int row = chosen.row(position);
            if (!Float.isNaN(chosen.scored().features().get(row, 0))) {
                ofItem.add(new Reason("shared", SignalGroup.INTERESTS, Visibility.PUBLIC, Map.of("en", "shared")));
            }
            if (!Float.isNaN(chosen.scored().features().get(row, 1))) {
                ofItem.add(new Reason("likes", SignalGroup.BEHAVIOUR, Visibility.PUBLIC, Map.of("en", "active")));
            }
            reasons.add(ofItem);
        }
        return reasons;
    }

    private static ConsentStress stress(
            JdbcConsentLedger ledger,
            FeatureStore cached,
            FeatureStore stored,
            DiscoveryEngine engine,
            Privacy privacy) {
        return new ConsentStress(ledger, PEOPLE, List.of(SignalGroup.INTERESTS, SignalGroup.BEHAVIOUR))
                .probe("cached row", (viewer, person) -> seen(cached, person))
                .probe("stored row", (viewer, person) -> seen(stored, person))
                .probe(
                        "stored row of the past",
                        (viewer, person) ->
                                labels(person, stored.row(person, Instant.now()).labels("interests")))
                .probe("attribute", (viewer, person) -> labels(person, cached.labels(person, "interests")))
                .probe("recommend and explain", (viewer, person) -> recommend(engine, viewer))
                .probe("export of one's own", (viewer, person) -> export(privacy, viewer));
    }

    private static List<Sighting> seen(FeatureStore store, String person) {
        var row = store.row(person);
        List<Sighting> seen = new ArrayList<>(labels(person, row.labels("interests")));
        if (!Float.isNaN(row.number(LIKES.feature()))) {
            seen.add(new Sighting(person, SignalGroup.BEHAVIOUR));
        }
        return seen;
    }

    private static List<Sighting> labels(String person, Set<String> labels) {
        return labels.isEmpty() ? List.of() : List.of(new Sighting(person, SignalGroup.INTERESTS));
    }

    private static List<Sighting> recommend(DiscoveryEngine engine, String viewer) {
        List<Sighting> seen = new ArrayList<>();
        for (SlateItem item :
                engine.recommend(SlateRequest.forViewer(viewer).size(5).build()).items()) {
            seen.add(new Sighting(item.id(), TAKING_PART));
            seen.add(new Sighting(viewer, TAKING_PART));
            for (Reason reason : item.reasons()) {
                seen.add(new Sighting(item.id(), reason.group()));
                if (reason.group().equals(SignalGroup.INTERESTS)) {
                    seen.add(new Sighting(viewer, reason.group()));
                }
            }
        }
        return seen;
    }

    /** An archive holds what its owner switched off too; nothing of that is said to be used. */
    private static List<Sighting> export(Privacy privacy, String viewer) {
        try {
            privacy.export(viewer, new ByteArrayOutputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return privacy.audit(viewer).entries().stream()
                .filter(PersonalAudit.Entry::used)
                .map(entry -> new Sighting(viewer, entry.record().group()))
                .toList();
    }
}

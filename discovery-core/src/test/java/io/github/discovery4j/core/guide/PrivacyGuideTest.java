package io.github.discovery4j.core.guide;

import io.github.discovery4j.core.adapter.jdbc.ConsentTrail;
import io.github.discovery4j.core.adapter.jdbc.Database;
import io.github.discovery4j.core.adapter.jdbc.JdbcConsentLedger;
import io.github.discovery4j.core.adapter.jdbc.JdbcDeadLetterStore;
import io.github.discovery4j.core.adapter.jdbc.JdbcErasureJournal;
import io.github.discovery4j.core.adapter.jdbc.JdbcEventLog;
import io.github.discovery4j.core.adapter.jdbc.JdbcFeatureStore;
import io.github.discovery4j.core.adapter.jdbc.JdbcTombstones;
import io.github.discovery4j.core.consent.ConsentLedger;
import io.github.discovery4j.core.consent.InMemoryConsentLedger;
import io.github.discovery4j.core.consent.PersonalRecord;
import io.github.discovery4j.core.feature.FeatureDefinition;
import io.github.discovery4j.core.feature.FeatureRegistry;
import io.github.discovery4j.core.feature.FeatureStore;
import io.github.discovery4j.core.feature.FeatureStoreSettings;
import io.github.discovery4j.core.feature.InMemoryFeatureStore;
import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.core.model.Visibility;
import io.github.discovery4j.core.privacy.Erasure;
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
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The code of {@code docs/privacy.md}, and its output. */
class PrivacyGuideTest {

    private final StringBuilder printed = new StringBuilder();

    private void print(String line) {
        printed.append(line).append('\n');
    }

    @Test
    void thePageShowsThisCodeAndItsOutput(@TempDir Path folder) throws IOException {
        run(folder, new byte[KeyRing.KEY_BYTES]);
        checkPage();
    }

    @Test
    void thePageShowsHowAnEventGoes(@TempDir Path folder) throws IOException {
        KeyRing keys = KeyRing.of("2026-1", Map.of("2026-1", new byte[KeyRing.KEY_BYTES]));
        InstantSource clock = InstantSource.fixed(Instant.parse("2026-03-01T18:00:00Z"));
        InMemoryConsentLedger consent = new InMemoryConsentLedger();
        WindowDefinition likes =
                WindowDefinition.of("likes_30d", new Aggregation.Count(Duration.ofDays(30)), EventTypes.LIKE);
        FeatureStore people = new InMemoryFeatureStore(
                FeatureStoreSettings.of(FeatureRegistry.of("person", List.of(likes.declaration())), consent)
                        .clock(clock));
        removeOne(folder, keys, clock, consent, likes, people);
        checkPage();
    }

    private void checkPage() throws IOException {
        GuidePage.showsCodeOf("privacy.md", PrivacyGuideTest.class);
        GuidePage.showsOutput("privacy.md", printed.toString());
    }

    private void run(Path folder, byte[] secret) throws IOException {
        KeyRing keys = KeyRing.of("2026-1", Map.of("2026-1", secret));
        try (Database database = Database.sqlite(folder.resolve("discovery.db")).migrate();
                JdbcConsentLedger consent = JdbcConsentLedger.open(database, keys);
                JdbcTombstones tombstones = JdbcTombstones.open(database, keys)) {
            FeatureRegistry registry = FeatureRegistry.of(
                    "person",
                    List.of(
                            FeatureDefinition.labels("interests", SignalGroup.INTERESTS),
                            FeatureDefinition.text("city", SignalGroup.PROFILE).visibleTo(Visibility.FOLLOWERS)));
            JdbcFeatureStore features = JdbcFeatureStore.open(
                    database,
                    FeatureStoreSettings.of(registry, consent).erased(tombstones::contains),
                    Set.of(),
                    PersonalDataCodec.encrypting(keys));
            Privacy privacy = Privacy.builder(consent)
                    .holder(features)
                    .tombstones(tombstones)
                    .journal(new JdbcErasureJournal(database, keys))
                    .build();
            privacy.resume(); // finishes erasures that an earlier process did not

            features.put(
                    "ana",
                    row -> row.labels("interests", Set.of("chess", "jazz")).text("city", "Lima"));
            consent.optOut("ana", SignalGroup.INTERESTS);
            print("read: " + features.row("ana").labels("interests"));
            for (PersonalAudit.Entry entry : privacy.audit("ana").entries()) {
                print("%s = %s, used: %s, visible to: %s"
                        .formatted(entry.record().name(), entry.record().value(), entry.used(), entry.visibility()));
            }
            privacy.remove("ana", "features of person", "city");
            privacy.export("ana", folder.resolve("ana.zip"));
            for (ConsentTrail.Entry entry : consent.trail().of("ana")) {
                print("trail: %d %s %s".formatted(entry.number(), entry.kind(), entry.group()));
            }
            Erasure erasure = privacy.erase("ana");
            print("erased: %s, finished: %s".formatted(erasure.deleted(), erasure.finished()));
            features.put("ana", row -> row.text("city", "Lima")); // late: dropped
            print("after: " + features.export("ana") + ", trail intact: "
                    + consent.trail().verify(consent.trail().head()).intact());
        }
    }

    private void removeOne(
            Path folder,
            KeyRing keys,
            InstantSource clock,
            ConsentLedger consent,
            WindowDefinition likes,
            FeatureStore people) {
        try (Database database = Database.sqlite(folder.resolve("events.db")).migrate();
                JdbcTombstones stones = JdbcTombstones.open(database, keys);
                JdbcEventLog log =
                        JdbcEventLog.open(database, EventTypes.standard(), stones, PersonalDataCodec.encrypting(keys));
                JdbcDeadLetterStore letters =
                        JdbcDeadLetterStore.open(database, Bounds.DEFAULT, clock, PersonalDataCodec.encrypting(keys));
                Windows windows = Windows.over(log, people, consent)
                        .keep(List.of(likes))
                        .clock(clock)
                        .start();
                SignalIngest ingest = SignalIngest.into(log, letters)
                        .clock(clock)
                        .consumer(windows)
                        .start()) {
            Privacy privacy = Privacy.builder(consent)
                    .holder(log)
                    .holder(letters)
                    .holder(ingest)
                    .holder(windows)
                    .holder(people)
                    .tombstones(stones)
                    .journal(new JdbcErasureJournal(database, keys))
                    .recompute((person, group) -> {
                        windows.countAgain(person);
                        windows.flush();
                    })
                    .build();
            String like = """
                    {"user_id": "ana", "item_id": "film-%d", "event_type": "like", "timestamp": "2026-03-01T12:00:00Z"}""";
            ingest.accept(like.formatted(7)).join();
            ingest.accept(like.formatted(8)).join();
            ingest.awaitConsumers(Duration.ofMinutes(1));
            windows.flush();
            print("likes: " + people.row("ana").number("likes_30d"));

            String key = privacy.audit("ana").entries().stream()
                    .map(PersonalAudit.Entry::record)
                    .filter(record -> record.value().contains("film-7"))
                    .findFirst()
                    .flatMap(PersonalRecord::key)
                    .orElseThrow();
            privacy.remove("ana", "event log", key);
            print("likes: " + people.row("ana").number("likes_30d"));
            print("delivered again: " + ingest.accept(like.formatted(7)).join());
            privacy.erase("ana");
            print("late: " + ingest.accept(like.formatted(9)).join());
            privacy.readmit("ana");
            print("back: " + ingest.accept(like.formatted(9)).join());
        }
    }
}

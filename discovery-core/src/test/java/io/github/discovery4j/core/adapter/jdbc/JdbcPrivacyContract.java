package io.github.discovery4j.core.adapter.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.discovery4j.core.consent.ConsentView;
import io.github.discovery4j.core.feature.FeatureDefinition;
import io.github.discovery4j.core.feature.FeatureRegistry;
import io.github.discovery4j.core.feature.FeatureStoreSettings;
import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.core.privacy.ErasureJournal;
import io.github.discovery4j.core.privacy.KeyException;
import io.github.discovery4j.core.privacy.KeyRing;
import io.github.discovery4j.core.privacy.PersonalDataCodec;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Tombstones, the journal of erasures and encrypted features, in a database. */
abstract class JdbcPrivacyContract {

    private static final Duration NEVER = Duration.ofDays(1);

    /** Returns a database with tables and nothing in them. */
    protected abstract Database emptyDatabase();

    @Test
    void tombstonesOutliveTheProcessReachOthersAndARotationOfKeys() {
        Database database = emptyDatabase();
        try (JdbcTombstones here = JdbcTombstones.open(database, TestKeys.ring("k1"), NEVER);
                JdbcTombstones there = JdbcTombstones.open(database, TestKeys.ring("k1"), NEVER)) {
            assertThat(here.contains("ana")).isFalse();
            here.add("ana");
            here.add("ana");
            here.add("安娜");
            assertThat(here.contains("ana")).isTrue();
            assertThat(there.contains("ana")).isFalse();
            there.follow();
            assertThat(there.contains("ana")).isTrue();
            assertThat(here.size()).isEqualTo(2);
        }
        try (JdbcTombstones rotated = JdbcTombstones.open(database, TestKeys.ring("k2", "k1"), NEVER)) {
            assertThat(rotated.contains("ana")).isTrue();
            rotated.add("ben");
            assertThat(rotated.contains("ben")).isTrue();
            assertThat(rotated.remove("ana")).isTrue();
            assertThat(rotated.remove("ana")).isFalse();
        }
        try (JdbcTombstones again = JdbcTombstones.open(database, TestKeys.ring("k2", "k1"), NEVER)) {
            assertThat(again.contains("ana")).isFalse();
            assertThat(again.contains("ben")).isTrue();
            assertThat(again.contains("安娜")).isTrue();
        }
        assertThatExceptionOfType(KeyException.class)
                .isThrownBy(() -> JdbcTombstones.open(database, TestKeys.ring("k2"), NEVER))
                .withMessageContaining("\"k1\"");
        assertThat(text(database, "SELECT person_hash FROM discovery_tombstone"))
                .noneMatch(hash -> hash.contains("ana"));
    }

    @Test
    void anErasureThatIsNotFinishedIsThereAfterARestartAndGoneOnceItIs() {
        Database database = emptyDatabase();
        ErasureJournal before = new JdbcErasureJournal(database, TestKeys.ring("k1"));
        ErasureJournal.Pending begun = before.begin("ana");
        before.confirm(begun.token(), "features");
        before.confirm(begun.token(), "features");
        ErasureJournal after = new JdbcErasureJournal(database, TestKeys.ring("k2", "k1"));
        assertThat(after.pending())
                .containsExactly(new ErasureJournal.Pending(begun.token(), "ana", Set.of("features")));
        assertThat(text(database, "SELECT person FROM discovery_erasure")).noneMatch(person -> person.contains("ana"));
        after.finish(begun.token());
        assertThat(after.pending()).isEmpty();
        assertThat(text(database, "SELECT holder FROM discovery_erasure_confirmed"))
                .isEmpty();
    }

    @Test
    void aChangeThatIsNotFollowedIsThereAfterARestartAndGoneOnceItIs() {
        Database database = emptyDatabase();
        ErasureJournal before = new JdbcErasureJournal(database, TestKeys.ring("k1"));
        List<ErasureJournal.Unsettled> begun =
                before.beginSettling("planted-ana", Set.of(SignalGroup.PROFILE, SignalGroup.INTERESTS));
        List<ErasureJournal.Unsettled> again = before.beginSettling("planted-ana", Set.of(SignalGroup.PROFILE));
        ErasureJournal after = new JdbcErasureJournal(database, TestKeys.ring("k2", "k1"));
        assertThat(after.unsettled())
                .containsExactlyInAnyOrderElementsOf(java.util.stream.Stream.concat(begun.stream(), again.stream())
                        .toList());
        assertThat(text(database, "SELECT person FROM discovery_unsettled"))
                .hasSize(3)
                .noneMatch(person -> person.contains("planted"));
        after.settled(begun.stream().map(ErasureJournal.Unsettled::token).toList());
        after.settled(List.of("no such token"));
        assertThat(after.unsettled()).isEqualTo(again);
        after.settled(List.of(again.getFirst().token()));
        assertThat(text(database, "SELECT token FROM discovery_unsettled")).isEmpty();
        assertThatExceptionOfType(KeyException.class).isThrownBy(() -> {
            after.beginSettling("planted-ana", Set.of(SignalGroup.PROFILE));
            before.unsettled();
        });
    }

    private static JdbcFeatureStore features(Database database, PersonalDataCodec cipher) {
        FeatureStoreSettings settings = FeatureStoreSettings.of(
                FeatureRegistry.of("person", List.of(FeatureDefinition.text("city", SignalGroup.PROFILE))),
                ConsentView.ALLOW_ALL);
        return JdbcFeatureStore.open(database, settings, Set.of(), cipher);
    }

    @Test
    void encryptedFeaturesSayNothingAndFollowARotationOfKeys() {
        Database database = emptyDatabase();
        KeyRing first = TestKeys.ring("k1");
        JdbcFeatureStore plain = features(database, PersonalDataCodec.PLAIN);
        plain.put("ana", row -> row.at(java.time.Instant.ofEpochMilli(1000)).text("city", "Lima"));
        plain.put("ana", row -> row.at(java.time.Instant.ofEpochMilli(2000)).text("city", "Quito"));
        JdbcFeatureStore fromNowOn = features(database, PersonalDataCodec.encryptingFromNowOn(first));
        assertThat(fromNowOn.row("ana").text("city")).hasValue("Quito");
        fromNowOn.put("ben", row -> row.text("city", "Quito"));
        assertThat(fromNowOn.reencrypt()).isEqualTo(2);
        assertThat(fromNowOn.reencrypt()).isZero();
        assertThat(text(database, "SELECT features FROM discovery_feature_row"))
                .hasSize(2)
                .noneMatch(stored -> stored.contains("Quito"));
        assertThat(text(database, "SELECT content FROM discovery_feature_past"))
                .hasSize(1)
                .noneMatch(stored -> stored.contains("Lima"));

        JdbcFeatureStore rotated = features(database, PersonalDataCodec.encrypting(TestKeys.ring("k2", "k1")));
        assertThat(rotated.row("ana").text("city")).hasValue("Quito");
        assertThat(rotated.export("ana")).hasSize(2);
        rotated.update("ben", row -> row.text("city", "Cusco"));
        assertThat(rotated.reencrypt())
                .as("ana's two and the past of ben, if it has one")
                .isBetween(2, 3);
        JdbcFeatureStore onlyNew = features(database, PersonalDataCodec.encrypting(TestKeys.ring("k2")));
        assertThat(onlyNew.row("ana", java.time.Instant.ofEpochMilli(1500)).text("city"))
                .hasValue("Lima");
        assertThat(onlyNew.row("ben").text("city")).hasValue("Cusco");
        assertThatExceptionOfType(KeyException.class)
                .isThrownBy(() ->
                        features(database, PersonalDataCodec.encrypting(first)).row("ana"))
                .withMessageContaining("\"k2\"");
        JdbcConsentLedgerContract.execute(
                database,
                "UPDATE discovery_feature_row SET features = (SELECT features FROM discovery_feature_row WHERE id = 'ana') WHERE id = 'ben'");
        assertThatExceptionOfType(KeyException.class)
                .as("a row that was copied over another's")
                .isThrownBy(() -> onlyNew.row("ben"));
    }

    private static List<String> text(Database database, String sql) {
        return database.read(connection -> {
            try (var statement = connection.prepareStatement(sql);
                    ResultSet found = statement.executeQuery()) {
                List<String> values = new ArrayList<>();
                while (found.next()) {
                    Object value = found.getObject(1);
                    values.add(
                            value instanceof byte[] bytes
                                    ? new String(bytes, StandardCharsets.ISO_8859_1)
                                    : String.valueOf(value));
                }
                return values;
            }
        });
    }
}

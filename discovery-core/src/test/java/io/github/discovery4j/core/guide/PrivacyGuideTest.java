package io.github.discovery4j.core.guide;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.discovery4j.core.adapter.jdbc.ConsentTrail;
import io.github.discovery4j.core.adapter.jdbc.Database;
import io.github.discovery4j.core.adapter.jdbc.JdbcConsentLedger;
import io.github.discovery4j.core.adapter.jdbc.JdbcErasureJournal;
import io.github.discovery4j.core.adapter.jdbc.JdbcFeatureStore;
import io.github.discovery4j.core.adapter.jdbc.JdbcTombstones;
import io.github.discovery4j.core.feature.FeatureDefinition;
import io.github.discovery4j.core.feature.FeatureRegistry;
import io.github.discovery4j.core.feature.FeatureStoreSettings;
import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.core.model.Visibility;
import io.github.discovery4j.core.privacy.Erasure;
import io.github.discovery4j.core.privacy.KeyRing;
import io.github.discovery4j.core.privacy.PersonalAudit;
import io.github.discovery4j.core.privacy.PersonalDataCodec;
import io.github.discovery4j.core.privacy.Privacy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
        String page = Files.readString(Path.of("../docs/privacy.md"));
        String tested = Files.readString(Path.of(
                        "src/test/java", PrivacyGuideTest.class.getName().replace('.', '/') + ".java"))
                .replaceAll("\\s+", "");
        Matcher blocks = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL).matcher(page);
        int count = 0;
        while (blocks.find()) {
            assertThat(tested).contains(blocks.group(1).replaceAll("\\s+", ""));
            count++;
        }
        assertThat(count).isPositive();
        assertThat(page).contains("```text\n" + printed + "```");
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
}

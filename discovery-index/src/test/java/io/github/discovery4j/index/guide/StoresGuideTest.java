package io.github.discovery4j.index.guide;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.discovery4j.core.adapter.caffeine.CachedFeatureStore;
import io.github.discovery4j.core.adapter.jdbc.Database;
import io.github.discovery4j.core.adapter.jdbc.JdbcFeatureStore;
import io.github.discovery4j.core.consent.InMemoryConsentLedger;
import io.github.discovery4j.core.feature.FeatureDefinition;
import io.github.discovery4j.core.feature.FeatureRegistry;
import io.github.discovery4j.core.feature.FeatureStoreSettings;
import io.github.discovery4j.core.model.SignalGroup;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The code of {@code docs/stores.md}. */
class StoresGuideTest {

    private final InMemoryConsentLedger consent = new InMemoryConsentLedger();
    private final FeatureRegistry registry =
            FeatureRegistry.of("person", List.of(FeatureDefinition.number("activity", SignalGroup.BEHAVIOUR)));

    @Test
    void thePageShowsThisCode() throws IOException {
        GuidePage.showsCodeOf("stores.md", StoresGuideTest.class);
    }

    @Test
    void theCodeDoesWhatThePageSays(@TempDir Path folder) {
        Database database = Database.sqlite(folder.resolve("features.db")).migrate();
        FeatureStoreSettings settings =
                FeatureStoreSettings.of(registry, consent).history(8);
        CachedFeatureStore features = CachedFeatureStore.over(JdbcFeatureStore.open(database, settings), 100_000);

        features.put("ana", row -> row.number("activity", 3));
        features.row("ana").number("activity"); // 3.0
        features.row("ana").number("activity"); // 3.0, from the cache
        features.statistics().hitRatio(); // 0.5

        assertThat(features.statistics().hitRatio()).isEqualTo(0.5);
        assertThat(features.row("ana").number("activity")).isEqualTo(3);
        database.close();
    }
}

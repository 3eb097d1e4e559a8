package io.github.discovery4j.core.adapter.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.discovery4j.core.consent.ConsentView;
import io.github.discovery4j.core.feature.FeatureDefinition;
import io.github.discovery4j.core.feature.FeatureRegistry;
import io.github.discovery4j.core.feature.FeatureStoreSettings;
import io.github.discovery4j.core.model.SignalGroup;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteFeatureStoreTest extends JdbcFeatureStoreContract {

    @Override
    protected Database emptyDatabase() {
        return Database.sqlite(TemporaryFolders.next().resolve("features.db")).migrate();
    }

    @Test
    void whatWasPutIsThereWhenTheFileIsOpenedAgain(@TempDir Path folder) {
        FeatureStoreSettings settings = FeatureStoreSettings.of(
                FeatureRegistry.of("person", List.of(FeatureDefinition.whole("plays", SignalGroup.BEHAVIOUR))),
                ConsentView.ALLOW_ALL);
        try (Database database = Database.sqlite(folder.resolve("f.db")).migrate()) {
            JdbcFeatureStore.open(database, settings).put("ana", row -> row.whole("plays", 7));
        }
        try (Database database = Database.sqlite(folder.resolve("f.db")).migrate()) {
            assertThat(JdbcFeatureStore.open(database, settings).row("ana").whole("plays"))
                    .hasValue(7);
        }
    }
}

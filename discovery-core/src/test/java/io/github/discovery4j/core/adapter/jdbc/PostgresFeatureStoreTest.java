package io.github.discovery4j.core.adapter.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.discovery4j.core.consent.ConsentView;
import io.github.discovery4j.core.feature.FeatureDefinition;
import io.github.discovery4j.core.feature.FeatureRegistry;
import io.github.discovery4j.core.feature.FeatureStore;
import io.github.discovery4j.core.feature.FeatureStoreSettings;
import io.github.discovery4j.core.model.SignalGroup;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

class PostgresFeatureStoreTest extends JdbcFeatureStoreContract {

    /** One database for all tests of the class; each store begins with empty tables. */
    private static final class Shared {
        static final DataSource SOURCE = PostgresFixture.emptyDatabase();
        static final Database DATABASE = Database.of(SOURCE, 4).migrate();
    }

    @Override
    protected Database emptyDatabase() {
        try (Connection connection = Shared.SOURCE.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("TRUNCATE discovery_feature, discovery_feature_row, discovery_feature_past");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return Shared.DATABASE;
    }

    @Test
    void brokenConnectionsAreReplacedWithoutARestart() throws SQLException {
        FeatureStore store = plays(emptyDatabase());
        store.put("ana", row -> row.whole("plays", 1));
        PostgresFixture.breakConnections(Shared.SOURCE);
        assertThat(store.row("ana").whole("plays")).hasValue(1);
        PostgresFixture.breakConnections(Shared.SOURCE);
        store.update("ana", row -> row.whole("plays", 2));
        assertThat(store.row("ana").whole("plays")).hasValue(2);
    }

    @Test
    void aDatabaseThatIsAwayIsSaidToBeSo() throws SQLException {
        PGSimpleDataSource source = (PGSimpleDataSource) PostgresFixture.emptyDatabase();
        Database database = Database.of(source, 1).migrate();
        FeatureStore store = plays(database);
        store.put("ana", row -> row.whole("plays", 1));
        int port = source.getPortNumbers()[0];
        PostgresFixture.breakConnections(source);
        source.setPortNumbers(new int[] {1});
        assertThatExceptionOfType(DatabaseException.class)
                .isThrownBy(() -> store.row("ana"))
                .matches(DatabaseException::temporary)
                .withMessageContaining("try again once it answers")
                .withMessageNotContaining("ana");
        source.setPortNumbers(new int[] {port});
        assertThat(store.row("ana").whole("plays")).hasValue(1);
        database.close();
    }

    @Test
    void tablesCanBeMadeWithoutFlywayAndMigratedLater() throws SQLException {
        DataSource source = PostgresFixture.emptyDatabase();
        Database database = Database.of(source);
        for (int i = 0; i < 2; i++) {
            try (Connection connection = source.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute(database.schema());
            }
        }
        plays(database).put("ana", row -> row.whole("plays", 1));
        assertThat(plays(database.migrate().migrate()).row("ana").whole("plays"))
                .hasValue(1);
    }

    private static FeatureStore plays(Database database) {
        FeatureRegistry registry =
                FeatureRegistry.of("person", List.of(FeatureDefinition.whole("plays", SignalGroup.BEHAVIOUR)));
        return JdbcFeatureStore.open(database, FeatureStoreSettings.of(registry, ConsentView.ALLOW_ALL));
    }
}

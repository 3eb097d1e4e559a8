package io.github.discovery4j.core.adapter.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.discovery4j.core.consent.ConsentView;
import io.github.discovery4j.core.feature.FeatureDefinition;
import io.github.discovery4j.core.feature.FeatureRegistry;
import io.github.discovery4j.core.feature.FeatureRow;
import io.github.discovery4j.core.feature.FeatureStore;
import io.github.discovery4j.core.feature.FeatureStoreSettings;
import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.testkit.FeatureStoreContract;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a feature store in a database promises beside the laws of every store. */
abstract class JdbcFeatureStoreContract extends FeatureStoreContract {

    private static final FeatureDefinition PLAYS = FeatureDefinition.whole("plays", SignalGroup.BEHAVIOUR);
    private static final FeatureDefinition CITY = FeatureDefinition.text("city", SignalGroup.PROFILE);

    /** Returns a database with tables and nothing in them. */
    protected abstract Database emptyDatabase();

    @Override
    protected FeatureStore store(FeatureStoreSettings settings) {
        return JdbcFeatureStore.open(emptyDatabase(), settings);
    }

    private static FeatureStoreSettings settings(FeatureDefinition... definitions) {
        return FeatureStoreSettings.of(FeatureRegistry.of("person", List.of(definitions)), ConsentView.ALLOW_ALL);
    }

    @Test
    void aFeatureMayBeAddedUnderStoredData() {
        Database database = emptyDatabase();
        JdbcFeatureStore.open(database, settings(PLAYS)).put("ana", row -> row.whole("plays", 7));
        FeatureStore wider = JdbcFeatureStore.open(database, settings(CITY, PLAYS));
        assertThat(wider.row("ana").whole("plays")).hasValue(7);
        assertThat(wider.row("ana").text("city")).isEmpty();
        wider.update("ana", row -> row.text("city", "Lima"));
        assertThat(JdbcFeatureStore.open(database, settings(PLAYS, CITY))
                        .row("ana")
                        .text("city"))
                .hasValue("Lima");
    }

    @Test
    void aStoredFeatureThatIsNotDeclaredIsRefusedUntilItIsRetired() {
        Database database = emptyDatabase();
        FeatureStore both = JdbcFeatureStore.open(database, settings(PLAYS, CITY));
        Map<String, FeatureRow> rows = new HashMap<>();
        for (int i = 0; i < 1100; i++) {
            rows.put(
                    "p" + i,
                    FeatureRow.builder(both.registry())
                            .at(Instant.EPOCH)
                            .whole("plays", i)
                            .text("city", "Lima")
                            .build());
        }
        both.putAll(rows);
        both.update("p7", row -> row.text("city", "Quito"));
        assertThatIllegalStateException()
                .isThrownBy(() -> JdbcFeatureStore.open(database, settings(PLAYS)))
                .withMessageContainingAll("[city]", "declare them, or open the store with them as retired");
        FeatureStore narrow = JdbcFeatureStore.open(database, settings(PLAYS), Set.of("city"));
        assertThat(narrow.row("p1099").whole("plays")).hasValue(1099);
        assertThat(narrow.export("p7")).hasSize(1);
        assertThat(database.<Integer>read(connection -> {
                    try (PreparedStatement statement =
                                    connection.prepareStatement("SELECT features FROM discovery_feature_row");
                            ResultSet found = statement.executeQuery()) {
                        int with = 0;
                        while (found.next()) {
                            with += new String(found.getBytes(1), java.nio.charset.StandardCharsets.ISO_8859_1)
                                            .contains("Lima")
                                    ? 1
                                    : 0;
                        }
                        return with;
                    }
                }))
                .as("rows that still hold a retired value")
                .isZero();
        // The name is free again, and its old values do not come back.
        FeatureStore again = JdbcFeatureStore.open(database, settings(PLAYS, CITY));
        assertThat(again.row("p8").text("city")).isEmpty();
        assertThat(again.row("p8").whole("plays")).hasValue(8);
    }

    @Test
    void aKindThatChangedIsRefused() {
        Database database = emptyDatabase();
        JdbcFeatureStore.open(database, settings(PLAYS));
        assertThatIllegalStateException()
                .isThrownBy(() -> JdbcFeatureStore.open(
                        database, settings(FeatureDefinition.number("plays", SignalGroup.PROFILE))))
                .withMessageContainingAll("\"plays\"", "WHOLE", "NUMBER", "another name");
        assertThatIllegalStateException()
                .isThrownBy(() -> JdbcFeatureStore.open(database, settings(PLAYS), Set.of("plays")))
                .withMessageContaining("retired at once");
    }

    @Test
    void entitiesOfDifferentKindsDoNotMeet() {
        Database database = emptyDatabase();
        FeatureStore people = JdbcFeatureStore.open(database, settings(PLAYS));
        FeatureStore films = JdbcFeatureStore.open(
                database, FeatureStoreSettings.of(FeatureRegistry.of("film", List.of(PLAYS)), ConsentView.ALLOW_ALL));
        people.put("7", row -> row.whole("plays", 1));
        films.put("7", row -> row.whole("plays", 2));
        people.erase("7");
        assertThat(films.row("7").whole("plays")).hasValue(2);
    }

    @Test
    void anIdThatNoDatabaseCanKeepIsRefusedAndUnknown() {
        FeatureStore store = JdbcFeatureStore.open(emptyDatabase(), settings(PLAYS));
        for (String id : List.of("zero\0", "half \uD83D")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> store.put(id, row -> row.whole("plays", 1)))
                    .withMessageContaining("well-formed Unicode")
                    .withMessageNotContaining(id);
            assertThat(store.row(id).whole("plays")).isEmpty();
            assertThat(store.erase(id)).isZero();
        }
    }
}

package io.github.discovery4j.core.adapter.jdbc;

import io.github.discovery4j.core.feature.FeatureRow;
import io.github.discovery4j.core.feature.FeatureRowCodec;
import io.github.discovery4j.core.feature.FeatureStoreSettings;
import io.github.discovery4j.core.feature.MaskingFeatureStore;
import io.github.discovery4j.core.feature.PastValue;
import io.github.discovery4j.core.feature.RowChange;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A feature store in a database.
 *
 * <p>A row's present is one record, its past one record a value that was replaced. The database holds raw values: consent
 * and expiry are applied to what was read, at every read.
 *
 * <p>Features may be added under stored data. One that is stored and not declared any more is refused until the host says
 * that it is retired; then its values are deleted, past ones too. A kind or a dimension cannot change: declare the feature
 * under another name and retire the old one.
 *
 * <p><b>Cost:</b> a read is one statement for up to 512 rows; a change is one transaction for up to 512 rows.
 * <b>Threads:</b> safe; writers of one row wait for one another, readers for nobody.
 */
public final class JdbcFeatureStore extends MaskingFeatureStore {

    private final Database database;
    private final String entity;
    private final Map<String, Integer> codes;
    private final FeatureRowCodec codec;

    private JdbcFeatureStore(Database database, FeatureStoreSettings settings, Map<String, Integer> codes) {
        super(settings);
        this.database = database;
        this.entity = settings.registry().entity();
        this.codes = codes;
        this.codec = new FeatureRowCodec(settings.registry(), codes);
    }

    /**
     * Opens a store.
     *
     * @param database whose tables exist
     * @param settings what every store has to be told
     * @return the store
     * @throws IllegalStateException if features are stored otherwise than declared
     * @throws DatabaseException if the database fails, or has no tables
     */
    public static JdbcFeatureStore open(Database database, FeatureStoreSettings settings) {
        return open(database, settings, Set.of());
    }

    /**
     * Opens a store and deletes the values of features that are no longer declared. Stop instances that still declare them
     * first: what they write is passed over, and stays.
     *
     * @param database whose tables exist
     * @param settings what every store has to be told
     * @param retired names of features whose values are to be deleted; those that are not stored do no harm
     * @return the store
     * @throws IllegalStateException if features are stored otherwise than declared, or a retired one is declared
     * @throws DatabaseException if the database fails, or has no tables
     */
    public static JdbcFeatureStore open(Database database, FeatureStoreSettings settings, Set<String> retired) {
        FeatureSchema schema = new FeatureSchema(database.dialect(), settings.registry(), retired);
        JdbcFeatureStore store = new JdbcFeatureStore(database, settings, database.write(schema::reconcile));
        if (database.read(schema::hasRetired)) {
            store.rewriteAll();
            database.write(schema::forgetRetired);
        }
        return store;
    }

    /** Writes every row again, and so without what the codec does not know. */
    private void rewriteAll() {
        String last = "";
        List<String> ids;
        do {
            String after = last;
            ids = database.read(connection -> idsAfter(connection, after));
            if (!ids.isEmpty()) {
                Map<String, RowChange> changes = new LinkedHashMap<>();
                ids.forEach(id -> changes.put(id, unchanged()));
                change(changes);
                last = ids.getLast();
            }
        } while (!ids.isEmpty());
    }

    private List<String> idsAfter(Connection connection, String last) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT id FROM discovery_feature_row WHERE entity = ? AND id > ? ORDER BY id LIMIT "
                        + Dialect.MOST_VALUES)) {
            statement.setString(1, entity);
            statement.setString(2, last);
            List<String> ids = new ArrayList<>();
            try (ResultSet found = statement.executeQuery()) {
                while (found.next()) {
                    ids.add(found.getString(1));
                }
            }
            return ids;
        }
    }

    @Override
    protected List<FeatureRow> storedRows(List<String> ids) {
        Map<String, FeatureRow> found = new HashMap<>();
        List<String> storable = ids.stream().filter(JdbcFeatureStore::storable).toList();
        for (List<String> chunk : chunks(storable)) {
            found.putAll(database.read(connection -> select(connection, chunk)));
        }
        return ids.stream().map(id -> found.getOrDefault(id, empty())).toList();
    }

    @Override
    protected List<FeatureRow> storedRows(List<String> ids, List<Instant> asOf) {
        List<String> distinct = ids.stream().distinct().toList();
        // The present first: whatever a row has replaced by then stands in the past that is read after it.
        List<FeatureRow> present = storedRows(distinct);
        Map<String, FeatureRow> presentById = new HashMap<>();
        for (int i = 0; i < distinct.size(); i++) {
            presentById.put(distinct.get(i), present.get(i));
        }
        List<String> changedSince = new ArrayList<>();
        for (int i = 0; i < ids.size(); i++) {
            if (changedAfter(presentById.getOrDefault(ids.get(i), empty()), asOf.get(i))) {
                changedSince.add(ids.get(i));
            }
        }
        Map<String, List<PastValue>> past = new HashMap<>();
        for (List<String> chunk : chunks(changedSince.stream().distinct().toList())) {
            past.putAll(database.read(connection -> selectPast(connection, chunk)));
        }
        List<FeatureRow> rows = new ArrayList<>(ids.size());
        for (int i = 0; i < ids.size(); i++) {
            String id = ids.get(i);
            rows.add(then(presentById.getOrDefault(id, empty()), past.getOrDefault(id, List.of()), asOf.get(i)));
        }
        return rows;
    }

    @Override
    protected List<PastValue> storedPast(String id) {
        return storable(id)
                ? database.read(connection -> selectPast(connection, List.of(id)))
                        .getOrDefault(id, List.of())
                : List.of();
    }

    @Override
    protected void change(Map<String, RowChange> changes) {
        changes.keySet().forEach(JdbcFeatureStore::checkStorable);
        Instant now = settings().clock().instant();
        Map<String, RowChange> chunk = new LinkedHashMap<>();
        for (Map.Entry<String, RowChange> change : changes.entrySet()) {
            chunk.put(change.getKey(), change.getValue());
            if (chunk.size() == Dialect.MOST_VALUES) {
                write(chunk, now);
                chunk.clear();
            }
        }
        write(chunk, now);
    }

    private void write(Map<String, RowChange> changes, Instant now) {
        if (!changes.isEmpty()) {
            database.write(connection -> {
                change(connection, changes, now);
                return changes.size();
            });
        }
    }

    private void change(Connection connection, Map<String, RowChange> changes, Instant now) throws SQLException {
        List<String> ids = List.copyOf(changes.keySet());
        database.dialect().lock(connection, entity, ids);
        Map<String, FeatureRow> present = select(connection, ids);
        Map<String, FeatureRow> after = new TreeMap<>();
        Map<String, List<PastValue>> past = new TreeMap<>();
        changes.forEach((id, change) -> {
            if (!settings().erased().test(id)) {
                RowChange.Outcome outcome = change.apply(present.getOrDefault(id, empty()), now);
                after.put(id, outcome.row());
                if (!outcome.past().isEmpty() && settings().history() > 0) {
                    past.put(id, outcome.past());
                }
            }
        });
        upsert(connection, after);
        if (!past.isEmpty()) {
            addPast(connection, past);
            trimPast(connection, past);
        }
    }

    private void upsert(Connection connection, Map<String, FeatureRow> rows) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                INSERT INTO discovery_feature_row (entity, id, features) VALUES (?, ?, ?)
                ON CONFLICT (entity, id) DO UPDATE SET features = excluded.features""")) {
            for (Map.Entry<String, FeatureRow> row : rows.entrySet()) {
                statement.setString(1, entity);
                statement.setString(2, row.getKey());
                statement.setBytes(3, codec.encode(row.getValue()));
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    private void addPast(Connection connection, Map<String, List<PastValue>> pastById) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                INSERT INTO discovery_feature_past (entity, id, code, at_millis, content) VALUES (?, ?, ?, ?, ?)
                ON CONFLICT (entity, id, code, at_millis) DO UPDATE SET content = excluded.content""")) {
            for (Map.Entry<String, List<PastValue>> past : pastById.entrySet()) {
                for (PastValue value : past.getValue()) {
                    statement.setString(1, entity);
                    statement.setString(2, past.getKey());
                    statement.setInt(3, code(value.feature()));
                    statement.setLong(4, value.at().toEpochMilli());
                    statement.setBytes(5, codec.encode(value));
                    statement.addBatch();
                }
            }
            statement.executeBatch();
        }
    }

    private void trimPast(Connection connection, Map<String, List<PastValue>> pastById) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                DELETE FROM discovery_feature_past WHERE entity = ? AND id = ? AND code = ? AND at_millis <= (
                    SELECT at_millis FROM discovery_feature_past WHERE entity = ? AND id = ? AND code = ?
                    ORDER BY at_millis DESC LIMIT 1 OFFSET ?)""")) {
            for (Map.Entry<String, List<PastValue>> past : pastById.entrySet()) {
                for (PastValue value : past.getValue()) {
                    for (int first : new int[] {1, 4}) {
                        statement.setString(first, entity);
                        statement.setString(first + 1, past.getKey());
                        statement.setInt(first + 2, code(value.feature()));
                    }
                    statement.setInt(7, settings().history());
                    statement.addBatch();
                }
            }
            statement.executeBatch();
        }
    }

    private int code(String feature) {
        Integer code = codes.get(feature);
        if (code == null) {
            throw new IllegalStateException(
                    "feature \"%s\" must have a code (entity \"%s\")".formatted(feature, entity));
        }
        return code;
    }

    private Map<String, FeatureRow> select(Connection connection, List<String> ids) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT id, features FROM discovery_feature_row WHERE entity = ? AND "
                        + database.dialect().among("id", ids.size()))) {
            statement.setString(1, entity);
            database.dialect().bindAmong(statement, 2, ids);
            Map<String, FeatureRow> rows = new HashMap<>();
            try (ResultSet found = statement.executeQuery()) {
                while (found.next()) {
                    rows.put(found.getString(1), codec.decode(found.getBytes(2)));
                }
            }
            return rows;
        }
    }

    private Map<String, List<PastValue>> selectPast(Connection connection, List<String> ids) throws SQLException {
        Map<Integer, String> names = new HashMap<>();
        codes.forEach((name, code) -> names.put(code, name));
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT id, code, at_millis, content FROM discovery_feature_past WHERE entity = ? AND "
                        + database.dialect().among("id", ids.size()) + " ORDER BY at_millis DESC, code")) {
            statement.setString(1, entity);
            database.dialect().bindAmong(statement, 2, ids);
            Map<String, List<PastValue>> past = new HashMap<>();
            try (ResultSet found = statement.executeQuery()) {
                while (found.next()) {
                    String feature = names.get(found.getInt(2));
                    if (feature != null) {
                        past.computeIfAbsent(found.getString(1), id -> new ArrayList<>())
                                .add(new PastValue(
                                        feature,
                                        Instant.ofEpochMilli(found.getLong(3)),
                                        codec.decode(feature, found.getBytes(4))));
                    }
                }
            }
            return past;
        }
    }

    @Override
    public int erase(String personId) {
        if (!storable(personId)) {
            return 0;
        }
        return database.write(connection -> {
            database.dialect().lock(connection, entity, List.of(personId));
            FeatureRow row = select(connection, List.of(personId)).getOrDefault(personId, empty());
            long present = registry().definitions().stream()
                    .filter(definition -> row.value(definition.name()).isPresent())
                    .count();
            int past = delete(connection, "discovery_feature_past", personId);
            delete(connection, "discovery_feature_row", personId);
            return Math.toIntExact(present) + past;
        });
    }

    private int delete(Connection connection, String table, String id) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("DELETE FROM " + table + " WHERE entity = ? AND id = ?")) {
            statement.setString(1, entity);
            statement.setString(2, id);
            return statement.executeUpdate();
        }
    }

    private static List<List<String>> chunks(List<String> ids) {
        List<List<String>> chunks = new ArrayList<>();
        for (int from = 0; from < ids.size(); from += Dialect.MOST_VALUES) {
            chunks.add(ids.subList(from, Math.min(ids.size(), from + Dialect.MOST_VALUES)));
        }
        return chunks;
    }

    /** Databases keep text as UTF-8, in which half a surrogate pair cannot be written, and PostgreSQL no zero. */
    private static boolean storable(String id) {
        return id.indexOf('\0') < 0 && StandardCharsets.UTF_8.newEncoder().canEncode(id);
    }

    private static void checkStorable(String id) {
        if (!storable(id)) {
            throw new IllegalArgumentException(
                    "id must be well-formed Unicode without the character 0 to be kept in a database; use another id");
        }
    }
}

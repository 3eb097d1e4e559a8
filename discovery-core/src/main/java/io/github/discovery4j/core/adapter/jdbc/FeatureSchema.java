package io.github.discovery4j.core.adapter.jdbc;

import io.github.discovery4j.core.feature.FeatureDefinition;
import io.github.discovery4j.core.feature.FeatureRegistry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Holds what is stored to what is declared: gives new features a code, and refuses what does not fit. */
final class FeatureSchema {

    private static final String RETIRED = "RETIRED";

    private final Dialect dialect;
    private final FeatureRegistry registry;
    private final Set<String> retired;

    FeatureSchema(Dialect dialect, FeatureRegistry registry, Set<String> retired) {
        this.dialect = dialect;
        this.registry = registry;
        this.retired = retired;
        for (FeatureDefinition definition : registry.definitions()) {
            if (retired.contains(definition.name())) {
                throw new IllegalStateException(
                        "feature \"%s\" must not be declared and retired at once (entity \"%s\"); drop one of the two"
                                .formatted(definition.name(), registry.entity()));
            }
        }
    }

    /** A feature as the database knows it. */
    private record Stored(int code, String name, String kind, int dimension) {}

    /** Returns the codes of the declared features. A code is never given to a second feature. */
    Map<String, Integer> reconcile(Connection connection) throws SQLException {
        dialect.lock(connection, "features", List.of(registry.entity()));
        Map<String, Stored> stored = new LinkedHashMap<>();
        for (Stored feature : stored(connection)) {
            stored.put(feature.name(), feature);
        }
        checkAllDeclared(stored);
        int next = stored.values().stream().mapToInt(Stored::code).max().orElse(-1) + 1;
        Map<String, Integer> codes = new LinkedHashMap<>();
        for (FeatureDefinition definition : registry.definitions()) {
            Stored known = stored.get(definition.name());
            if (known == null) {
                insert(connection, definition, next);
                codes.put(definition.name(), next++);
            } else {
                checkSame(known, definition);
                codes.put(definition.name(), known.code());
            }
        }
        retire(connection, stored);
        return codes;
    }

    private void checkAllDeclared(Map<String, Stored> stored) {
        List<String> unknown = new ArrayList<>();
        for (Stored feature : stored.values()) {
            boolean declared = registry.definitions().stream()
                    .anyMatch(definition -> definition.name().equals(feature.name()));
            if (!declared && !feature.kind().equals(RETIRED) && !retired.contains(feature.name())) {
                unknown.add(feature.name());
            }
        }
        if (!unknown.isEmpty()) {
            throw new IllegalStateException(
                    "stored features %s are not declared for entity \"%s\"; declare them, or open the store with them as retired to delete their values"
                            .formatted(unknown, registry.entity()));
        }
    }

    private void checkSame(Stored known, FeatureDefinition definition) {
        if (!known.kind().equals(definition.kind().name()) || known.dimension() != definition.dimension()) {
            throw new IllegalStateException(
                    "feature \"%s\" of entity \"%s\" is stored as %s of dimension %d and declared as %s of dimension %d; declare it under another name and retire this one"
                            .formatted(
                                    known.name(),
                                    registry.entity(),
                                    known.kind(),
                                    known.dimension(),
                                    definition.kind(),
                                    definition.dimension()));
        }
    }

    private void insert(Connection connection, FeatureDefinition definition, int code) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "INSERT INTO discovery_feature (entity, code, name, kind, dimension) VALUES (?, ?, ?, ?, ?)")) {
            statement.setString(1, registry.entity());
            statement.setInt(2, code);
            statement.setString(3, definition.name());
            statement.setString(4, definition.kind().name());
            statement.setInt(5, definition.dimension());
            statement.executeUpdate();
        }
    }

    /** Frees the name for another feature; the code stays taken, marked by a dimension of -1 until the rows are clean. */
    private void retire(Connection connection, Map<String, Stored> stored) throws SQLException {
        for (Stored feature : stored.values()) {
            if (retired.contains(feature.name()) && !feature.kind().equals(RETIRED)) {
                try (PreparedStatement statement = connection.prepareStatement(
                        "UPDATE discovery_feature SET name = ?, kind = ?, dimension = -1 WHERE entity = ? AND code = ?")) {
                    statement.setString(1, "(retired " + feature.code() + ")");
                    statement.setString(2, RETIRED);
                    statement.setString(3, registry.entity());
                    statement.setInt(4, feature.code());
                    statement.executeUpdate();
                }
                try (PreparedStatement statement = connection.prepareStatement(
                        "DELETE FROM discovery_feature_past WHERE entity = ? AND code = ?")) {
                    statement.setString(1, registry.entity());
                    statement.setInt(2, feature.code());
                    statement.executeUpdate();
                }
            }
        }
    }

    /** Tells whether rows may still hold values of a retired feature, from this opening or one that was interrupted. */
    boolean hasRetired(Connection connection) throws SQLException {
        return stored(connection).stream()
                .anyMatch(feature -> feature.kind().equals(RETIRED) && feature.dimension() < 0);
    }

    /** Notes that the rows are clean. */
    int forgetRetired(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "UPDATE discovery_feature SET dimension = 0 WHERE entity = ? AND kind = ?")) {
            statement.setString(1, registry.entity());
            statement.setString(2, RETIRED);
            return statement.executeUpdate();
        }
    }

    private List<Stored> stored(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT code, name, kind, dimension FROM discovery_feature WHERE entity = ? ORDER BY code")) {
            statement.setString(1, registry.entity());
            List<Stored> stored = new ArrayList<>();
            try (ResultSet found = statement.executeQuery()) {
                while (found.next()) {
                    stored.add(new Stored(found.getInt(1), found.getString(2), found.getString(3), found.getInt(4)));
                }
            }
            return stored;
        }
    }
}

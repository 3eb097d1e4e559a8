package io.github.discovery4j.core.adapter.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** Where the two databases differ. */
enum Dialect {
    POSTGRESQL {
        @Override
        String among(String column, int count) {
            return column + " = ANY (?)";
        }

        @Override
        void bindAmong(PreparedStatement statement, int first, List<String> values) throws SQLException {
            statement.setArray(first, statement.getConnection().createArrayOf("text", values.toArray()));
        }

        @Override
        void lock(Connection connection, String space, List<String> names) throws SQLException {
            // In the order of the keys, so that two writers of the same rows cannot wait for one another.
            try (PreparedStatement statement = connection.prepareStatement("""
                    SELECT pg_advisory_xact_lock(k) FROM (
                        SELECT DISTINCT hashtextextended(? || ' ' || name, 0) AS k FROM unnest(?) AS name ORDER BY k OFFSET 0
                    ) AS keys""")) {
                statement.setString(1, space);
                statement.setArray(2, connection.createArrayOf("text", names.toArray()));
                statement.execute();
            }
        }
    },
    SQLITE {
        @Override
        String among(String column, int count) {
            return column + " IN (" + String.join(",", Collections.nCopies(places(count), "?")) + ")";
        }

        @Override
        void bindAmong(PreparedStatement statement, int first, List<String> values) throws SQLException {
            int places = places(values.size());
            for (int i = 0; i < places; i++) {
                statement.setString(first + i, values.get(Math.min(i, values.size() - 1)));
            }
        }

        @Override
        void lock(Connection connection, String space, List<String> names) {
            // A writing transaction has the whole database to itself from its beginning.
        }
    };

    /** How many values one statement may look for. */
    static final int MOST_VALUES = 512;

    /** Returns the condition that a column is among some values. */
    abstract String among(String column, int count);

    /** Sets the values of {@link #among}. */
    abstract void bindAmong(PreparedStatement statement, int first, List<String> values) throws SQLException;

    /** Makes other transactions that lock the same names wait until this one ends, rows that do not exist yet included. */
    abstract void lock(Connection connection, String space, List<String> names) throws SQLException;

    /** Rounds up to a power of two, so that few different statements are prepared. */
    private static int places(int count) {
        return Integer.highestOneBit(Math.max(1, 2 * count - 1));
    }

    String folder() {
        return "META-INF/discovery/db/" + name().toLowerCase(Locale.ROOT);
    }

    static Dialect of(Connection connection) throws SQLException {
        String product = connection.getMetaData().getDatabaseProductName();
        return switch (product.toLowerCase(Locale.ROOT)) {
            case "postgresql" -> POSTGRESQL;
            case "sqlite" -> SQLITE;
            default ->
                throw new IllegalArgumentException(
                        "database must be PostgreSQL or SQLite, was %s; give a data source of one of these"
                                .formatted(product));
        };
    }
}

package io.github.discovery4j.core.adapter.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Numbers of changes, by which other processes find what is new to them.
 *
 * <p>Whoever takes a number holds its row until the transaction ends: transactions commit in the order of their numbers, so
 * that whoever has read up to one has missed none below it.
 */
final class Revisions {

    private Revisions() {}

    /** Takes the next number, larger than any before and than a bound; writers of the same name wait for one another. */
    static long next(Connection connection, String name, long above) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "INSERT INTO discovery_revision (name, revision) VALUES (?, 0) ON CONFLICT (name) DO NOTHING")) {
            statement.setString(1, name);
            statement.executeUpdate();
        }
        try (PreparedStatement statement = connection.prepareStatement("""
                UPDATE discovery_revision SET revision = CASE WHEN revision < ? THEN ? ELSE revision END + 1
                WHERE name = ?""")) {
            statement.setLong(1, above);
            statement.setLong(2, above);
            statement.setString(3, name);
            statement.executeUpdate();
        }
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT revision FROM discovery_revision WHERE name = ?")) {
            statement.setString(1, name);
            try (ResultSet found = statement.executeQuery()) {
                found.next();
                return found.getLong(1);
            }
        }
    }
}

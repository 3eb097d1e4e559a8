package io.github.discovery4j.core.adapter.jdbc;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.Assumptions;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A real PostgreSQL for tests: one server a JVM, one database a caller. Works as an ordinary user, and as root where user
 * namespaces are allowed; elsewhere the test is skipped, aloud.
 */
public final class PostgresFixture {

    private static final AtomicInteger DATABASES = new AtomicInteger();

    private PostgresFixture() {}

    /** Starts with the first use; the server ends with the JVM. */
    private static final class Server {
        static final EmbeddedPostgres RUNNING = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder().start();
            } catch (IOException | RuntimeException e) {
                System.err.println("SKIPPED: PostgreSQL does not start here (" + e + ")");
                return null;
            }
        }
    }

    /** Returns a data source of a fresh, empty database. */
    public static DataSource emptyDatabase() {
        EmbeddedPostgres server = server();
        String name = "test_" + DATABASES.incrementAndGet();
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        } catch (SQLException e) {
            throw new IllegalStateException("cannot create a database for a test", e);
        }
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setServerNames(new String[] {"localhost"});
        source.setPortNumbers(new int[] {server.getPort()});
        source.setDatabaseName(name);
        source.setUser("postgres");
        source.setPassword("postgres");
        return source;
    }

    /** Breaks every connection to a database but the one that asks, as a restart of the server does. */
    static void breakConnections(DataSource source) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");
        }
    }

    private static EmbeddedPostgres server() {
        if (Server.RUNNING == null) {
            Assumptions.abort("SKIPPED: PostgreSQL does not start here");
        }
        return Server.RUNNING;
    }
}

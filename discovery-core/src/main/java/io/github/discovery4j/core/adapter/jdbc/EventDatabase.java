package io.github.discovery4j.core.adapter.jdbc;

import io.github.discovery4j.core.signal.EventLogException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.sql.Statement;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/**
 * Where events and dead letters are kept.
 *
 * <p><b>SQLite</b> runs inside this process, one file, in WAL mode with {@code synchronous=FULL}: what was committed has
 * been forced to disk. It survives the death of the process, and of the power where the disk keeps what it says it has
 * written. One process at a time should write; others that do wait for each other.
 *
 * <p><b>PostgreSQL</b> is the host's. With {@code synchronous_commit} on, its default, the same holds; the host's
 * replication decides what survives the loss of a machine. Several processes may write.
 *
 * <p>Tables are made and brought up to date when this is opened, by Flyway, with the history in
 * {@code discovery_event_history}; nobody else's tables are touched.
 */
public final class EventDatabase {

    private static final int BUSY_MILLIS = 5_000;

    /** SQLite's codes of what may pass: busy, locked, input or output, full, cannot open. */
    private static final Set<Integer> PASSING_CODES = Set.of(5, 6, 10, 13, 14);

    /** SQL's classes of what may pass: connection, rolled back, out of resources, in use, shut down. */
    private static final Set<String> PASSING_CLASSES = Set.of("08", "40", "53", "55", "57");

    private final DataSource source;
    private final Dialect dialect;

    private EventDatabase(DataSource source, Dialect dialect) {
        this.source = source;
        this.dialect = dialect;
        migrate();
    }

    /**
     * Opens a file, or makes it with its folders.
     *
     * @param file of this database alone
     * @return the database
     * @throws EventLogException if it cannot be opened or is something else
     */
    public static EventDatabase sqlite(Path file) {
        return sqlite(file, Map.of());
    }

    /** With further settings of SQLite, by name. */
    static EventDatabase sqlite(Path file, Map<String, String> pragmas) {
        Path parent = file.toAbsolutePath().getParent();
        if (parent != null) {
            try {
                Files.createDirectories(parent);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot make folder " + parent, e);
            }
        }
        return new EventDatabase(new SqliteSource(file, pragmas), Dialect.SQLITE);
    }

    /**
     * Uses a host's PostgreSQL.
     *
     * @param source gives connections; a few at a time are held
     * @return the database
     * @throws EventLogException if it cannot be reached or its tables cannot be made
     */
    public static EventDatabase postgresql(DataSource source) {
        return new EventDatabase(source, Dialect.POSTGRESQL);
    }

    private void migrate() {
        try {
            Flyway.configure(EventDatabase.class.getClassLoader())
                    .dataSource(source)
                    .locations("classpath:META-INF/discovery/migration/event")
                    .table("discovery_event_history")
                    .baselineOnMigrate(true)
                    .baselineVersion("0")
                    .placeholders(dialect.placeholders())
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            throw new EventLogException(
                    "event tables could not be made or brought up to date (%s); see the cause, and the table discovery_event_history"
                            .formatted(this),
                    false,
                    e);
        }
    }

    Dialect dialect() {
        return dialect;
    }

    /** A new connection, without auto-commit. */
    Connection connect() throws SQLException {
        Connection connection = source.getConnection();
        connection.setAutoCommit(false);
        return connection;
    }

    EventLogException failure(String what, SQLException cause) {
        boolean passing = cause instanceof SQLTransientException
                || cause instanceof SQLRecoverableException
                || (dialect == Dialect.SQLITE
                        ? PASSING_CODES.contains(cause.getErrorCode())
                        : cause.getSQLState() != null
                                && cause.getSQLState().length() == 5
                                && PASSING_CLASSES.contains(cause.getSQLState().substring(0, 2)));
        return new EventLogException(
                "%s failed (%s, code %d, state %s); %s"
                        .formatted(
                                what,
                                this,
                                cause.getErrorCode(),
                                cause.getSQLState(),
                                passing ? "it may succeed later: look at the database and the disk" : "see the cause"),
                passing,
                cause);
    }

    @Override
    public String toString() {
        return source instanceof SqliteSource sqlite ? "SQLite " + sqlite.file.getFileName() : "PostgreSQL";
    }

    /** Opens connections to one file. */
    private static final class SqliteSource implements DataSource {
        private final Path file;
        private final Map<String, String> pragmas;

        SqliteSource(Path file, Map<String, String> pragmas) {
            this.file = file;
            this.pragmas = pragmas;
        }

        @Override
        public Connection getConnection() throws SQLException {
            Properties settings = new Properties();
            settings.setProperty("busy_timeout", Integer.toString(BUSY_MILLIS));
            Connection connection;
            try {
                connection = DriverManager.getConnection("jdbc:sqlite:" + file.toAbsolutePath(), settings);
            } catch (SQLException e) {
                if (e.getMessage() != null && e.getMessage().contains("No suitable driver")) {
                    throw new SQLException(
                            "SQLite's driver is missing; add org.xerial:sqlite-jdbc (on the module path also"
                                    + " --add-modules org.xerial.sqlitejdbc)",
                            e);
                }
                throw e;
            }
            try (Statement statement = connection.createStatement()) {
                statement.execute("pragma journal_mode = wal");
                statement.execute("pragma synchronous = full");
                // What is erased is overwritten.
                statement.execute("pragma secure_delete = on");
                statement.execute("pragma cache_size = -65536");
                for (Map.Entry<String, String> pragma : pragmas.entrySet()) {
                    statement.execute("pragma " + pragma.getKey() + " = " + pragma.getValue());
                }
            } catch (SQLException e) {
                connection.close();
                throw e;
            }
            return connection;
        }

        @Override
        public Connection getConnection(String username, String password) throws SQLException {
            return getConnection();
        }

        @Override
        public PrintWriter getLogWriter() throws SQLException {
            throw new SQLFeatureNotSupportedException("SQLite writes no log");
        }

        @Override
        public void setLogWriter(PrintWriter out) throws SQLException {
            throw new SQLFeatureNotSupportedException("SQLite writes no log");
        }

        @Override
        public void setLoginTimeout(int seconds) {
            // A file needs no login.
        }

        @Override
        public int getLoginTimeout() {
            return 0;
        }

        @Override
        public Logger getParentLogger() throws SQLFeatureNotSupportedException {
            throw new SQLFeatureNotSupportedException("SQLite writes no log");
        }

        @Override
        public <T> T unwrap(Class<T> type) throws SQLException {
            throw new SQLException("a source of SQLite connections wraps nothing, was asked for " + type.getName());
        }

        @Override
        public boolean isWrapperFor(Class<?> type) {
            return false;
        }
    }
}

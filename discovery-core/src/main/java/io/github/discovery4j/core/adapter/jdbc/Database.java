package io.github.discovery4j.core.adapter.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/**
 * A database that stores share: an embedded SQLite file, or a host's own data source of PostgreSQL or SQLite.
 *
 * <p>Work is repeated a few times, at growing distances, when the connection was lost before a commit was asked for, or
 * when the database was too busy; a database that went away and came back needs no restart of the host. When the
 * connection breaks during a commit nobody knows whether it took place: that is said, and not repeated.
 *
 * <p>{@link #migrate} makes the tables and needs Flyway; a host that prefers its own way takes the scripts from
 * {@link #schema}. <b>Threads:</b> safe.
 */
public final class Database implements AutoCloseable {

    /** How long to wait before each repetition, in milliseconds. */
    private static final long[] PAUSES_MILLIS = {20, 100, 500};

    /** The scripts, in their order. */
    private static final List<String> SCRIPTS = List.of(
            "V001__features.sql",
            "V101__event_log.sql",
            "V102__dead_letter.sql",
            "V103__event_removed.sql",
            "V201__consent.sql",
            "V202__erasure.sql",
            "V203__event_stones.sql",
            "V204__unsettled.sql",
            "V401__reports.sql");

    /** States that say that the connection is gone, beside those of class 08: shut down, crashed, starting up. */
    private static final Set<String> LOST = Set.of("57P01", "57P02", "57P03");

    /** States that say that the same may succeed later: serialization, deadlock, too many connections. */
    private static final Set<String> BUSY = Set.of("40001", "40P01", "53300");

    private static final int SQLITE_BUSY = 5;

    private final DataSource source;
    private final DataSource forMigrations;
    private final Dialect dialect;
    private final int mostIdle;
    private final ConcurrentLinkedDeque<Connection> idle = new ConcurrentLinkedDeque<>();
    private final AtomicInteger idleCount = new AtomicInteger();

    private Database(DataSource source, DataSource forMigrations, Dialect dialect, int mostIdle) {
        this.source = source;
        this.forMigrations = forMigrations;
        this.dialect = dialect;
        this.mostIdle = mostIdle;
    }

    /**
     * Uses a host's data source, which should pool its connections.
     *
     * @param source of PostgreSQL or SQLite
     * @return the database
     * @throws IllegalArgumentException if it is another database
     * @throws DatabaseException if it cannot be reached
     */
    public static Database of(DataSource source) {
        return of(source, 0);
    }

    /**
     * Uses a host's data source that does not pool: keeps some connections open.
     *
     * @param source of PostgreSQL or SQLite
     * @param mostIdle how many unused connections to keep, 0 or more
     * @return the database, to be closed by whoever opened it
     * @throws IllegalArgumentException if it is another database
     * @throws DatabaseException if it cannot be reached
     */
    public static Database of(DataSource source, int mostIdle) {
        try (Connection connection = source.getConnection()) {
            return new Database(source, source, Dialect.of(connection), mostIdle);
        } catch (SQLException e) {
            throw failed(e, lost(e) || busy(e));
        }
    }

    /**
     * Opens an embedded SQLite database, making the file if there is none. What is committed is forced to disk.
     *
     * @param file its folder must exist
     * @return the database, to be closed by whoever opened it
     * @throws IllegalStateException if SQLite's driver is not there
     */
    public static Database sqlite(Path file) {
        try {
            return new Database(
                    SqliteFile.source(file), SqliteFile.sourceForMigrations(file), Dialect.SQLITE, Integer.MAX_VALUE);
        } catch (NoClassDefFoundError e) {
            throw new IllegalStateException(
                    "SQLite's driver is not there; add org.xerial:sqlite-jdbc (on the module path also --add-modules org.xerial.sqlitejdbc)",
                    e);
        }
    }

    /**
     * Makes or updates the tables. Several processes may do so at once.
     *
     * @return this
     * @throws IllegalStateException if Flyway is not there
     * @throws DatabaseException if a script fails
     */
    public Database migrate() {
        try {
            Migrations.run(forMigrations, dialect);
            return this;
        } catch (NoClassDefFoundError e) {
            throw new IllegalStateException(
                    "Flyway is not there; add org.flywaydb:flyway-core and, for PostgreSQL, flyway-database-postgresql"
                            + " (on the module path also --add-modules flyway.core), or run schema() by your own means",
                    e);
        }
    }

    /**
     * Returns the scripts that make the tables, for hosts that do so by their own means.
     *
     * @return SQL in the database's own dialect; running it twice does no harm
     */
    public String schema() {
        StringBuilder scripts = new StringBuilder();
        for (String script : SCRIPTS) {
            String resource = dialect.folder() + "/" + script;
            try (InputStream in = Database.class.getClassLoader().getResourceAsStream(resource)) {
                if (in == null) {
                    throw new IllegalStateException(
                            "script %s is missing from the jar of discovery-core; use an intact one"
                                    .formatted(resource));
                }
                scripts.append(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                        .append('\n');
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read script " + resource, e);
            }
        }
        return scripts.toString();
    }

    /** A connection that the caller keeps and closes. */
    Connection open() throws SQLException {
        return source.getConnection();
    }

    Dialect dialect() {
        return dialect;
    }

    /** Work on a connection. */
    @FunctionalInterface
    interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    /** Reads; each statement sees the database at one moment. */
    <T> T read(Work<T> work) {
        return run(work, false);
    }

    /** Works in one transaction, which may be begun again when the first try comes to nothing. */
    <T> T write(Work<T> work) {
        return run(work, true);
    }

    private <T> T run(Work<T> work, boolean transaction) {
        for (int attempt = 0; ; attempt++) {
            Attempt<T> made = new Attempt<>(work, transaction);
            try {
                return made.run();
            } catch (SQLException e) {
                boolean lost = lost(e);
                if (lost) {
                    dropIdle();
                }
                boolean again = (lost && !made.committing) || busy(e);
                if (!again || attempt == PAUSES_MILLIS.length) {
                    throw made.committing && lost ? unknown(e) : failed(e, lost || busy(e));
                }
                pause(PAUSES_MILLIS[attempt]);
            }
        }
    }

    /** One try, on a connection of its own. */
    private final class Attempt<T> {
        private final Work<T> work;
        private final boolean transaction;
        private boolean committing;

        Attempt(Work<T> work, boolean transaction) {
            this.work = work;
            this.transaction = transaction;
        }

        T run() throws SQLException {
            Connection connection = take();
            boolean sound = false;
            try {
                if (transaction) {
                    connection.setAutoCommit(false);
                }
                T result = work.on(connection);
                if (transaction) {
                    committing = true;
                    connection.commit();
                    connection.setAutoCommit(true);
                }
                sound = true;
                return result;
            } finally {
                if (sound) {
                    give(connection);
                } else {
                    abandon(connection);
                }
            }
        }

        private void abandon(Connection connection) {
            try {
                if (transaction) {
                    connection.rollback();
                    connection.setAutoCommit(true);
                }
            } catch (SQLException e) {
                // It is closed next; what was open on it is gone with it.
            }
            closeQuietly(connection);
        }
    }

    private Connection take() throws SQLException {
        Connection connection = idle.pollFirst();
        if (connection == null) {
            return source.getConnection();
        }
        idleCount.decrementAndGet();
        return connection;
    }

    private void give(Connection connection) throws SQLException {
        if (idleCount.get() >= mostIdle) {
            connection.close();
        } else {
            idleCount.incrementAndGet();
            idle.addFirst(connection);
        }
    }

    private void dropIdle() {
        for (Connection connection = idle.pollFirst(); connection != null; connection = idle.pollFirst()) {
            idleCount.decrementAndGet();
            closeQuietly(connection);
        }
    }

    private static void closeQuietly(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            // Nothing is lost: all that matters was committed or has failed already.
        }
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DatabaseException("interrupted while waiting to ask the database again", true, e);
        }
    }

    private static boolean lost(SQLException e) {
        String state = e.getSQLState();
        return (state != null && (state.startsWith("08") || LOST.contains(state)))
                || e instanceof SQLRecoverableException;
    }

    private static boolean busy(SQLException e) {
        String state = e.getSQLState();
        return (state != null && BUSY.contains(state))
                || e instanceof SQLTransientException
                || (state == null && (e.getErrorCode() & 0xFF) == SQLITE_BUSY);
    }

    /** The driver's own message may quote values, and so people: its state and code say enough. */
    private static DatabaseException failed(SQLException e, boolean temporary) {
        String message = "database failed with state %s, code %d (%s); %s"
                .formatted(
                        e.getSQLState(),
                        e.getErrorCode(),
                        e.getClass().getSimpleName(),
                        temporary
                                ? "it cannot be reached or is busy: try again once it answers"
                                : "if a table is missing, call Database.migrate() or run Database.schema()");
        return new DatabaseException(message, temporary, withoutMessage(e));
    }

    private static DatabaseException unknown(SQLException e) {
        return new DatabaseException(
                "connection was lost during a commit (state %s), so nobody knows whether it took place; read before repeating"
                        .formatted(e.getSQLState()),
                true,
                withoutMessage(e));
    }

    static Throwable withoutMessage(SQLException e) {
        SQLException bare = new SQLException(e.getClass().getName(), e.getSQLState(), e.getErrorCode());
        bare.setStackTrace(e.getStackTrace());
        return bare;
    }

    /** Closes the connections that are kept open; a host's data source stays open. */
    @Override
    public void close() {
        dropIdle();
    }
}

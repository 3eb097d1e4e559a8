package io.github.discovery4j.core.adapter.jdbc;

import io.github.discovery4j.core.signal.EventLogException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One connection with its statements, held until something fails, then opened anew: a database that went away and came
 * back needs no restart here. Nothing is repeated: ingestion does that, within its own budget. <b>Threads:</b> safe; one
 * piece of work at a time.
 */
final class Held implements AutoCloseable {

    /** SQLite's codes of what may pass: busy, locked, input or output, full, cannot open. */
    private static final Set<Integer> PASSING_CODES = Set.of(5, 6, 10, 13, 14);

    /** SQL's classes of what may pass: connection, rolled back, out of resources, in use, shut down. */
    private static final Set<String> PASSING_CLASSES = Set.of("08", "40", "53", "55", "57");

    /** Work on the connection. */
    @FunctionalInterface
    interface Work<T> {
        T on(Held held) throws SQLException;
    }

    private final Database database;
    private final String setting;
    private final Map<String, PreparedStatement> statements = new HashMap<>();
    private @Nullable Connection connection;

    Held(Database database) {
        this(database, "");
    }

    /** {@code setting}: for each new connection. */
    Held(Database database, String setting) {
        this.database = database;
        this.setting = setting;
    }

    /** Reads; {@code what} begins the message. */
    synchronized <T> T read(String what, Work<T> work) {
        return attempt(what, work);
    }

    /** Works in one transaction. */
    synchronized <T> T run(String what, Work<T> work) {
        return attempt(what, held -> {
            connection().setAutoCommit(false);
            T result = work.on(held);
            connection().commit();
            connection().setAutoCommit(true);
            return result;
        });
    }

    private <T> T attempt(String what, Work<T> work) {
        boolean done = false;
        try {
            T result = work.on(this);
            done = true;
            return result;
        } catch (SQLException e) {
            throw failure(what, e);
        } finally {
            if (!done) {
                close();
            }
        }
    }

    Connection connection() throws SQLException {
        Connection open = connection;
        if (open == null) {
            open = database.open();
            connection = open;
            if (database.dialect() == Dialect.SQLITE) {
                try (Statement settings = open.createStatement()) {
                    // What is erased is overwritten; 64 MiB of pages are kept.
                    settings.execute("pragma secure_delete = on");
                    settings.execute("pragma cache_size = -65536");
                    if (!setting.isEmpty()) {
                        settings.execute(setting);
                    }
                }
            }
        }
        return open;
    }

    /** Takes what was deleted or overwritten out of SQLite's write-ahead log, which would hold it until it begins anew. */
    synchronized void leaveNoTrace() {
        if (database.dialect() == Dialect.SQLITE) {
            read("clearing the write-ahead log", held -> {
                try (Statement checkpoint = connection().createStatement()) {
                    return checkpoint.execute("pragma wal_checkpoint(truncate)");
                }
            });
        }
    }

    PreparedStatement statement(String sql) throws SQLException {
        PreparedStatement statement = statements.get(sql);
        if (statement == null) {
            statement = connection().prepareStatement(sql);
            statements.put(sql, statement);
        }
        return statement;
    }

    /** The driver's own message may quote values, and so people: its state and code say enough. */
    private EventLogException failure(String what, SQLException e) {
        boolean passing = e instanceof SQLTransientException
                || e instanceof SQLRecoverableException
                || (database.dialect() == Dialect.SQLITE
                        ? PASSING_CODES.contains(e.getErrorCode() & 0xFF)
                        : e.getSQLState() != null
                                && e.getSQLState().length() == 5
                                && PASSING_CLASSES.contains(e.getSQLState().substring(0, 2)));
        return new EventLogException(
                "%s failed (%s, code %d, state %s); %s"
                        .formatted(
                                what,
                                database.dialect(),
                                e.getErrorCode(),
                                e.getSQLState(),
                                passing
                                        ? "it may succeed later: look at the database and the disk"
                                        : "if a table is missing, call Database.migrate() or run Database.schema()"),
                passing,
                Database.withoutMessage(e));
    }

    @Override
    public synchronized void close() {
        Connection open = connection;
        connection = null;
        statements.clear();
        if (open != null) {
            try {
                if (!open.getAutoCommit()) {
                    open.rollback();
                }
            } catch (SQLException e) {
                // Closing rolls back too.
            }
            try {
                open.close();
            } catch (SQLException e) {
                // It is gone either way.
            }
        }
    }
}

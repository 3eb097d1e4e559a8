package io.github.discovery4j.core.adapter.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One connection with its statements, held until something fails, then opened anew: a database that went away and came
 * back needs no restart here. <b>Threads:</b> safe; one piece of work at a time.
 */
final class Held implements AutoCloseable {

    /** Work in one transaction. */
    interface Work<T> {
        T in(Held held) throws SQLException;
    }

    private final EventDatabase database;
    private final Map<String, PreparedStatement> statements = new HashMap<>();
    private @Nullable Connection connection;

    Held(EventDatabase database) {
        this.database = database;
    }

    /** Does work and commits, or rolls back and closes; {@code what} begins the message. */
    synchronized <T> T run(String what, Work<T> work) {
        boolean done = false;
        try {
            T result = work.in(this);
            connection().commit();
            done = true;
            return result;
        } catch (SQLException e) {
            throw database.failure(what, e);
        } finally {
            if (!done) {
                close();
            }
        }
    }

    Connection connection() throws SQLException {
        Connection open = connection;
        if (open == null) {
            open = database.connect();
            connection = open;
        }
        return open;
    }

    PreparedStatement statement(String sql) throws SQLException {
        PreparedStatement statement = statements.get(sql);
        if (statement == null) {
            statement = connection().prepareStatement(sql);
            statements.put(sql, statement);
        }
        return statement;
    }

    @Override
    public synchronized void close() {
        Connection open = connection;
        connection = null;
        statements.clear();
        if (open != null) {
            try {
                open.rollback();
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

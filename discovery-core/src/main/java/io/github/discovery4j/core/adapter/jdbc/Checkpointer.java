package io.github.discovery4j.core.adapter.jdbc;

import io.github.discovery4j.core.signal.EventLogException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings SQLite's write-ahead log into its database beside the writer.
 *
 * <p>By itself SQLite does so within a commit, which then waits for the disk several times. Here another thread copies while
 * events are being appended. Such a copy never quite catches up with a busy writer, and the log can only begin anew once it
 * has: when the log is long, the writer is held for the little that is left.
 */
final class Checkpointer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Checkpointer.class);

    /** How many appended events are worth a copy: about 5 MB. */
    private static final int EVENTS = 20_000;

    /** From how many frames on the log begins anew: 128 MiB in pages of 4 KiB. */
    private static final int LONG_LOG = 32_768;

    private static final long IDLE_SECONDS = 1;
    private static final long PAUSE_AFTER_FAILURE_MILLIS = 1_000;

    private final Held writer;
    private final Held own;
    private final Semaphore due = new Semaphore(0);
    private final Thread thread =
            Thread.ofPlatform().daemon().name("discovery-checkpoint").unstarted(this::run);
    private final AtomicInteger appended = new AtomicInteger();
    private volatile boolean stopped;

    Checkpointer(Database database, Held writer) {
        this.writer = writer;
        own = new Held(database);
    }

    void start() {
        thread.start();
    }

    /** Called by the writer after each commit. */
    void appended(int events) {
        if (appended.addAndGet(events) >= EVENTS) {
            appended.set(0);
            due.release();
        }
    }

    private void run() {
        while (!stopped) {
            try {
                if (due.tryAcquire(IDLE_SECONDS, TimeUnit.SECONDS)) {
                    due.drainPermits();
                    if (copy(own) > LONG_LOG) {
                        copy(own);
                        copy(writer);
                    }
                }
            } catch (InterruptedException e) {
                // Only close() ends this thread.
            } catch (EventLogException e) {
                if (!stopped) {
                    LOG.warn("the write-ahead log could not be brought into the database, it grows meanwhile", e);
                    pause();
                }
            }
        }
    }

    /** Copies without waiting for anybody; returns how many frames the log has. */
    private static int copy(Held connection) {
        return connection.read("checkpointing the event log", Checkpointer::frames);
    }

    private static int frames(Held held) throws SQLException {
        try (Statement statement = held.connection().createStatement();
                ResultSet row = statement.executeQuery("pragma wal_checkpoint(passive)")) {
            return row.next() ? row.getInt(2) : 0;
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_AFTER_FAILURE_MILLIS);
        } catch (InterruptedException e) {
            Thread.onSpinWait();
        }
    }

    @Override
    public void close() {
        stopped = true;
        due.release();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        own.close();
    }
}

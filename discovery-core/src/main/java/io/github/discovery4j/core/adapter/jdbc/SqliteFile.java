package io.github.discovery4j.core.adapter.jdbc;

import java.nio.file.Path;
import javax.sql.DataSource;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** How our own SQLite files are opened; the only class that knows SQLite's driver. */
final class SqliteFile {

    private static final int BUSY_MILLIS = 5_000;

    private SqliteFile() {}

    /**
     * A log written ahead lets readers go on beside the writer; a full sync forces it to disk before a commit returns. A
     * transaction takes the right to write when it begins, so that none has to give way halfway.
     */
    static DataSource source(Path file) {
        SQLiteConfig config = config();
        config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
        return source(file, config);
    }

    /** Flyway opens transactions in which it only reads. */
    static DataSource sourceForMigrations(Path file) {
        return source(file, config());
    }

    private static SQLiteConfig config() {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setBusyTimeout(BUSY_MILLIS);
        return config;
    }

    private static DataSource source(Path file, SQLiteConfig config) {
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file.toAbsolutePath());
        return source;
    }
}

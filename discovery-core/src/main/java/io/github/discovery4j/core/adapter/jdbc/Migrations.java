package io.github.discovery4j.core.adapter.jdbc;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** Runs the scripts with Flyway; the only class that knows it. */
final class Migrations {

    private static final String HISTORY_TABLE = "discovery_schema_history";

    private Migrations() {}

    /**
     * The history has a table of its own, and a schema that holds other tables is fine: a host's own migrations and ours
     * do not meet. Numbers are given by the hundred to those who store something, so they may come out of order.
     */
    static void run(DataSource source, Dialect dialect) {
        try {
            Flyway.configure(Migrations.class.getClassLoader())
                    .dataSource(source)
                    .locations("classpath:" + dialect.folder())
                    .table(HISTORY_TABLE)
                    .baselineOnMigrate(true)
                    .baselineVersion("0")
                    .outOfOrder(true)
                    .failOnMissingLocations(true)
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            throw new DatabaseException(
                    "the tables could not be made or updated; the cause names the script that failed", false, e);
        }
    }
}

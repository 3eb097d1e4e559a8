package io.github.discovery4j.benchmarks.privacy;

import io.github.discovery4j.core.adapter.jdbc.Database;
import io.github.discovery4j.core.adapter.jdbc.JdbcConsentLedger;
import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.core.privacy.KeyRing;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.postgresql.ds.PGSimpleDataSource;
import org.sqlite.SQLiteDataSource;

/**
 * How late another ledger over the same database sees an opt-out, and what the choices of many people take in memory.
 *
 * <p>Not a JMH benchmark: it waits for what comes once a second. The two ledgers share nothing but the database.
 *
 * <pre>{@code
 * java -cp benchmarks/target/benchmarks.jar io.github.discovery4j.benchmarks.privacy.ConsentFollowLoad sqlite:FILE 200
 * java -cp ... ConsentFollowLoad jdbc:postgresql://localhost:5432/consent?user=postgres 200
 * java -Xmx4g -cp ... ConsentFollowLoad memory:FILE 1000000
 * }</pre>
 */
public final class ConsentFollowLoad {

    private static final SignalGroup GROUP = SignalGroup.INTERESTS;

    private static final String MEMORY = "memory:";

    private ConsentFollowLoad() {}

    /**
     * Runs once and prints one line.
     *
     * @param arguments where to and how often, or {@code memory:} with a file that is not there yet, and how many people
     * @throws InterruptedException if it is interrupted
     * @throws SQLException if the file cannot be written
     */
    public static void main(String[] arguments) throws InterruptedException, SQLException {
        int count = Integer.parseInt(arguments[1]);
        if (arguments[0].startsWith(MEMORY)) {
            memory(Path.of(arguments[0].substring(MEMORY.length())), count);
        } else {
            lateness(arguments[0], count);
        }
    }

    private static void lateness(String target, int count) throws InterruptedException {
        KeyRing keys = KeyRing.of("k1", Map.of("k1", new byte[KeyRing.KEY_BYTES]));
        long[] late = new long[count];
        long[] call = new long[count];
        try (Database here = database(target).migrate();
                Database there = database(target);
                JdbcConsentLedger asked = JdbcConsentLedger.open(here, keys);
                JdbcConsentLedger other = JdbcConsentLedger.open(there, keys)) {
            Random random = new Random(3);
            for (int i = 0; i < count; i++) {
                String person = "person-" + System.nanoTime();
                // Not in step with the looks.
                Thread.sleep(random.nextInt(1_000));
                long began = System.nanoTime();
                asked.optOut(person, GROUP);
                long returned = System.nanoTime();
                while (other.allows(person, GROUP)) {
                    Thread.sleep(0, 200_000);
                }
                call[i] = returned - began;
                late[i] = Math.max(0, System.nanoTime() - returned);
            }
        }
        System.out.printf(
                Locale.ROOT,
                "%s: the call %s, seen elsewhere after %s (load %.1f)%n",
                target.startsWith("sqlite") ? "sqlite" : "postgresql",
                quantiles(call),
                quantiles(late),
                load());
    }

    private static Database database(String target) {
        if (target.startsWith("sqlite:")) {
            return Database.sqlite(Path.of(target.substring("sqlite:".length())));
        }
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(target);
        return Database.of(source, 4);
    }

    private static String quantiles(long[] nanos) {
        Arrays.sort(nanos);
        return String.format(
                Locale.ROOT,
                "p50 %.1f ms, p99 %.1f ms, most %.1f ms",
                nanos[nanos.length / 2] / 1e6,
                nanos[nanos.length * 99 / 100] / 1e6,
                nanos[nanos.length - 1] / 1e6);
    }

    /** Writes a choice of each beside the ledger, and opens it. What is counted holds the ids too. */
    private static void memory(Path file, int people) throws InterruptedException, SQLException {
        KeyRing keys = KeyRing.of("k1", Map.of("k1", new byte[KeyRing.KEY_BYTES]));
        try (Database database = Database.sqlite(file).migrate()) {
            write(file, people);
            long before = used();
            long began = System.nanoTime();
            try (JdbcConsentLedger ledger = JdbcConsentLedger.open(database, keys)) {
                double seconds = (System.nanoTime() - began) / 1e9;
                long bytes = used() - before;
                System.out.printf(
                        Locale.ROOT,
                        "%,d people with one choice: %,d bytes a person with the id, %,d MB, opened in %.1f s (load %.1f)%n",
                        ledger.size(),
                        bytes / people,
                        bytes >> 20,
                        seconds,
                        load());
            }
        }
    }

    private static void write(Path file, int people) throws SQLException {
        SQLiteDataSource source = new SQLiteDataSource();
        source.setUrl("jdbc:sqlite:" + file);
        try (Connection connection = source.getConnection();
                PreparedStatement insert = connection.prepareStatement(
                        "insert into discovery_consent (person_id, signal_group, state, visibility, revision, at_millis)"
                                + " values (?, ?, 1, null, ?, 0)")) {
            connection.setAutoCommit(false);
            for (int i = 0; i < people; i++) {
                insert.setString(1, "person-" + i);
                insert.setString(2, GROUP.name());
                insert.setLong(3, i + 1);
                insert.addBatch();
                if (i % 10_000 == 9_999) {
                    insert.executeBatch();
                }
            }
            insert.executeBatch();
            connection.commit();
        }
    }

    private static long used() throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            System.gc();
            Thread.sleep(200);
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }
}

package io.github.discovery4j.benchmarks.signal;

import com.sun.management.OperatingSystemMXBean;
import io.github.discovery4j.core.adapter.jdbc.Database;
import io.github.discovery4j.core.adapter.jdbc.JdbcDeadLetterStore;
import io.github.discovery4j.core.adapter.jdbc.JdbcEventLog;
import io.github.discovery4j.core.model.InMemoryTombstones;
import io.github.discovery4j.core.privacy.KeyRing;
import io.github.discovery4j.core.privacy.PersonalDataCodec;
import io.github.discovery4j.core.signal.DeadLetterStore.Bounds;
import io.github.discovery4j.core.signal.EventConsumer;
import io.github.discovery4j.core.signal.EventLog.Logged;
import io.github.discovery4j.core.signal.EventTypes;
import io.github.discovery4j.core.signal.Receipt;
import io.github.discovery4j.core.signal.SignalIngest;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * How many events a second become durable, and how long each waits for its receipt.
 *
 * <p>Not a JMH benchmark: events arrive at a fixed rate for a minute, whether or not the earlier ones are done, and a wait
 * counts from the moment at which an event was due. One thread hands in JSON one event at a time, a consumer counts events a
 * person, the log is forced with every group. People are Zipf-like, 1 event in 10 has no session, 1 in 20 no device.
 *
 * <pre>{@code
 * java -cp benchmarks/target/benchmarks.jar io.github.discovery4j.benchmarks.signal.EventIngestLoad \
 *     sqlite:FOLDER 50000 60 [random] [encrypted]
 * java -cp ... EventIngestLoad jdbc:postgresql://localhost:5432/events?user=postgres 50000 60
 * }</pre>
 *
 * <p>{@code random} gives events random ids of their own in place of those that ingestion makes; {@code encrypted} encrypts
 * who did what.
 */
public final class EventIngestLoad {

    private static final int PEOPLE = 100_000;

    private EventIngestLoad() {}

    /**
     * Runs once and prints one line.
     *
     * @param arguments where to, events a second, seconds, whether ids are random and events encrypted
     * @throws IOException if the folder cannot be made
     */
    public static void main(String[] arguments) throws IOException {
        String target = arguments[0];
        int rate = Integer.parseInt(arguments[1]);
        int seconds = Integer.parseInt(arguments[2]);
        boolean randomIds = Arrays.asList(arguments).contains("random");
        PersonalDataCodec codec = Arrays.asList(arguments).contains("encrypted")
                ? PersonalDataCodec.encrypting(KeyRing.of("k1", Map.of("k1", new byte[KeyRing.KEY_BYTES])))
                : PersonalDataCodec.PLAIN;
        Database database = database(target);
        Counting counting = new Counting();
        Result result = new Result(rate * seconds);
        try (JdbcEventLog log = JdbcEventLog.open(database, EventTypes.standard(), new InMemoryTombstones(), codec);
                JdbcDeadLetterStore letters =
                        JdbcDeadLetterStore.open(database, Bounds.DEFAULT, InstantSource.system());
                SignalIngest ingest = SignalIngest.into(log, letters)
                        .consumer(counting)
                        .patience(Duration.ofSeconds(10))
                        .start()) {
            send(ingest, rate, 5, randomIds, new Result(rate * 5), -1);
            double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
            long cpu = cpuNanos();
            long began = System.nanoTime();
            send(ingest, rate, seconds, randomIds, result, 1);
            double took = (System.nanoTime() - began) / 1e9;
            result.print(
                    target.startsWith("sqlite") ? "sqlite" : "postgresql",
                    randomIds,
                    took,
                    load,
                    cpuNanos() - cpu,
                    ingest);
        }
    }

    private static long cpuNanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    private static Database database(String target) throws IOException {
        if (target.startsWith("sqlite:")) {
            Path folder = Files.createDirectories(Path.of(target.substring("sqlite:".length())));
            return Database.sqlite(folder.resolve("events.db")).migrate();
        }
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(target);
        return Database.of(source, 4).migrate();
    }

    private static void send(SignalIngest ingest, int rate, int seconds, boolean randomIds, Result result, int sign) {
        Random random = new Random(5);
        int events = rate * seconds;
        long began = System.nanoTime();
        long lastLagSample = began;
        for (int i = 0; i < events; i++) {
            long due = began + i * 1_000_000_000L / rate;
            while (System.nanoTime() < due) {
                sleep();
            }
            byte[] json = json(random, i, sign, randomIds);
            var unused = ingest.accept(json).thenAccept(receipt -> result.record(receipt, System.nanoTime() - due));
            if (due - lastLagSample > 100_000_000) {
                lastLagSample = due;
                result.lag(ingest.lag("counting").age());
            }
        }
        ingest.flush();
        ingest.awaitConsumers(Duration.ofMinutes(1));
    }

    private static void sleep() {
        try {
            Thread.sleep(0, 100_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static byte[] json(Random random, int i, int sign, boolean randomIds) {
        int user = (int) (PEOPLE * Math.pow(random.nextDouble(), 3));
        StringBuilder json = new StringBuilder(240)
                .append("{\"user_id\":\"user-")
                .append(user)
                .append("\",\"item_id\":\"item-")
                .append((long) sign * i)
                .append("\",\"event_type\":\"like\",\"timestamp\":")
                .append(System.currentTimeMillis());
        if (random.nextInt(10) > 0) {
            json.append(",\"session_id\":\"session-").append(user).append('"');
        }
        if (random.nextInt(20) > 0) {
            json.append(",\"device_type\":\"ios\"");
        }
        json.append(",\"locale\":\"en-GB\",\"schema_version\":2");
        if (randomIds) {
            json.append(",\"event_id\":\"")
                    .append(new UUID(random.nextLong(), random.nextLong() ^ sign))
                    .append('"');
        }
        return json.append('}').toString().getBytes(StandardCharsets.UTF_8);
    }

    /** What was waited, and what came of it. */
    private static final class Result {
        private final long[] waits;
        private final LongAdder accepted = new LongAdder();
        private final LongAdder rejected = new LongAdder();
        private int next;
        private final AtomicLong longestLag = new AtomicLong();

        Result(int events) {
            waits = new long[events];
        }

        synchronized void record(Receipt receipt, long nanos) {
            waits[next++] = nanos;
            (receipt instanceof Receipt.Accepted ? accepted : rejected).increment();
        }

        void lag(Duration lag) {
            longestLag.accumulateAndGet(lag.toMillis(), Math::max);
        }

        synchronized void print(
                String store, boolean randomIds, double took, double load, long cpuNanos, SignalIngest ingest) {
            long[] sorted = Arrays.copyOf(waits, next);
            Arrays.sort(sorted);
            System.out.println(
                    "%s ids=%s events=%d accepted=%d other=%d rate=%.0f/s ack_ms p50=%.1f p95=%.1f p99=%.1f max=%.1f lag_ms max=%d complete=%.4f cpu_us/event=%.1f load=%.1f"
                            .formatted(
                                    store,
                                    randomIds ? "random" : "made",
                                    sorted.length,
                                    accepted.sum(),
                                    rejected.sum(),
                                    sorted.length / took,
                                    at(sorted, 0.5),
                                    at(sorted, 0.95),
                                    at(sorted, 0.99),
                                    at(sorted, 1),
                                    longestLag.get(),
                                    ingest.enrichment().completeShare(),
                                    cpuNanos / 1e3 / sorted.length,
                                    load)
                            .toLowerCase(Locale.ROOT));
        }

        private static double at(long[] sorted, double share) {
            return sorted[Math.min(sorted.length - 1, (int) (share * sorted.length))] / 1e6;
        }
    }

    /** Counts events a person, as a window does. */
    private static final class Counting implements EventConsumer {
        private final Map<String, Integer> counts = new HashMap<>();
        private volatile long position;

        @Override
        public String name() {
            return "counting";
        }

        @Override
        public void apply(java.util.List<Logged> batch) {
            for (Logged logged : batch) {
                counts.merge(logged.event().userId(), 1, Integer::sum);
            }
            position = batch.getLast().position();
        }

        @Override
        public long position() {
            return position;
        }
    }
}

package io.github.discovery4j.benchmarks.signal;

import io.github.discovery4j.core.consent.ConsentView;
import io.github.discovery4j.core.feature.FeatureRegistry;
import io.github.discovery4j.core.feature.FeatureStoreSettings;
import io.github.discovery4j.core.feature.InMemoryFeatureStore;
import io.github.discovery4j.core.signal.EventLog.Logged;
import io.github.discovery4j.core.signal.EventType;
import io.github.discovery4j.core.signal.EventTypes;
import io.github.discovery4j.core.signal.InMemoryEventLog;
import io.github.discovery4j.core.signal.SignalEvent;
import io.github.discovery4j.core.signal.WindowDefinition;
import io.github.discovery4j.core.signal.Windows;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Queue;
import java.util.Random;

/**
 * What windows cost: processor time an event, memory a person, and how long a change takes to reach the feature store.
 *
 * <p>Not a JMH benchmark. All standard windows are kept. First events of 30 days are counted, ten times as many as people,
 * for the memory; then events arrive at a fixed rate, and ten times a second one of somebody who was never seen, until it can
 * be read from the store. People are Zipf-like; 5 % of the events are up to a day late.
 *
 * <pre>{@code
 * java -Xmx6g -cp benchmarks/target/benchmarks.jar io.github.discovery4j.benchmarks.signal.WindowsLoad \
 *     PEOPLE EVENTS_A_SECOND SECONDS
 * }</pre>
 */
public final class WindowsLoad {

    private static final int BATCH = 500;
    private static final EventType[] TYPES = {
        EventTypes.IMPRESSION,
        EventTypes.IMPRESSION,
        EventTypes.IMPRESSION,
        EventTypes.VIEW,
        EventTypes.VIEW,
        EventTypes.DWELL,
        EventTypes.DWELL,
        EventTypes.PLAY,
        EventTypes.LIKE,
        EventTypes.MESSAGE
    };

    private final Random random = new Random(7);
    private final int people;
    private long position;

    private WindowsLoad(int people) {
        this.people = people;
    }

    /**
     * Runs once and prints what it measured.
     *
     * @param arguments people, events a second, seconds
     * @throws InterruptedException if it is interrupted
     */
    public static void main(String[] arguments) throws InterruptedException {
        WindowsLoad load = new WindowsLoad(Integer.parseInt(arguments[0]));
        load.run(Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
    }

    private void run(int rate, int seconds) throws InterruptedException {
        FeatureRegistry registry = FeatureRegistry.of(
                "person",
                WindowDefinition.standard().stream()
                        .map(WindowDefinition::declaration)
                        .toList());
        InMemoryFeatureStore store = new InMemoryFeatureStore(
                FeatureStoreSettings.of(registry, ConsentView.ALLOW_ALL).history(0));
        Windows counted = Windows.over(new InMemoryEventLog(), store, ConsentView.ALLOW_ALL)
                .flushEvery(Duration.ZERO)
                .start();
        long began = cpu();
        long events = 10L * people;
        for (long i = 0; i < events; i += BATCH) {
            counted.apply(batch(BATCH, 30 * 86_400_000L));
        }
        double eventMicros = (cpu() - began) / 1e3 / events;
        print("%,d people, %,d events of 30 days: %,d bytes a person, %.2f us of one core an event (making it included)"
                .formatted(counted.size(), events, counted.bytes() / counted.size(), eventMicros));
        counted.close();
        pace(rate, seconds, store);
    }

    private void pace(int rate, int seconds, InMemoryFeatureStore store) throws InterruptedException {
        List<Long> visible = new ArrayList<>();
        Queue<Map.Entry<String, Long>> markers = new ArrayDeque<>();
        try (Windows windows = Windows.over(new InMemoryEventLog(), store, ConsentView.ALLOW_ALL)
                .named("paced-windows")
                .start()) {
            long start = System.nanoTime();
            long applied = cpu();
            int markersDone = 0;
            for (long sent = 0; sent < (long) rate * seconds; sent += BATCH) {
                long due = start + sent * 1_000_000_000L / rate;
                while (System.nanoTime() < due) {
                    Thread.sleep(1);
                }
                windows.apply(batch(BATCH, 0));
                if (sent * 10 / rate > markersDone) {
                    String id = "marker-" + markersDone++;
                    windows.apply(List.of(new Logged(++position, event(id, EventTypes.LIKE, 0))));
                    markers.add(Map.entry(id, System.nanoTime()));
                }
                while (!markers.isEmpty() && seen(store, markers.element().getKey())) {
                    visible.add((System.nanoTime() - markers.remove().getValue()) / 1_000_000);
                }
            }
            double took = (System.nanoTime() - start) / 1e9;
            long[] sorted = visible.stream().mapToLong(Long::longValue).sorted().toArray();
            print(
                    "%,.0f events/s for %.0f s: counting %.0f %% of a core, flushing %.0f %%; visible p50 %d ms, p99 %d ms, %d of %d markers; load average %.1f"
                            .formatted(
                                    rate * seconds / took,
                                    took,
                                    (cpu() - applied) / 1e7 / took,
                                    cpuOf("discovery-paced-windows") / 1e7 / took,
                                    sorted[sorted.length / 2],
                                    sorted[sorted.length * 99 / 100],
                                    sorted.length,
                                    markersDone,
                                    ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage()));
        }
    }

    private static boolean seen(InMemoryFeatureStore store, String marker) {
        return store.row(marker).number("like_count_1h") == 1;
    }

    private static void print(String line) {
        System.out.println(line.toLowerCase(Locale.ROOT));
    }

    private static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static long cpuOf(String name) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        return Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
                .filter(thread -> thread != null && thread.getThreadName().equals(name))
                .mapToLong(thread -> threads.getThreadCpuTime(thread.getThreadId()))
                .sum();
    }

    private List<Logged> batch(int size, long back) {
        List<Logged> batch = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            long late = random.nextInt(20) == 0 ? (long) (random.nextDouble() * 86_400_000L) : 0;
            long ago = back == 0 ? late : (long) (random.nextDouble() * back);
            batch.add(new Logged(++position, event(person(), TYPES[random.nextInt(TYPES.length)], ago)));
        }
        return batch;
    }

    /** Zipf-like: the chance falls with the rank to the power of 0.75 or so. */
    private String person() {
        return "u" + (int) (people * Math.pow(random.nextDouble(), 4));
    }

    private SignalEvent event(String user, EventType type, long ago) {
        Instant time = Instant.now().minusMillis(ago);
        boolean toPerson = type.equals(EventTypes.MESSAGE) || random.nextInt(3) == 0;
        return new SignalEvent(
                "e" + position,
                user,
                type,
                Optional.of(toPerson ? person() : "thing-" + random.nextInt(100_000)),
                time,
                time,
                type.amount().isPresent() ? OptionalDouble.of(random.nextInt(60_000)) : OptionalDouble.empty(),
                Optional.empty(),
                Optional.of("s" + time.toEpochMilli() / 3_600_000),
                Optional.empty(),
                Optional.empty(),
                Optional.of(ZoneId.of("Europe/Madrid")));
    }
}

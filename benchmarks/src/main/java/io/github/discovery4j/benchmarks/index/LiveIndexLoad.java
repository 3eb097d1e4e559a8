package io.github.discovery4j.benchmarks.index;

import io.github.discovery4j.index.live.LiveIndex;
import io.github.discovery4j.index.memory.ExactIndex;
import io.github.discovery4j.index.memory.Precision;
import io.github.discovery4j.index.vector.EntryAttributes;
import io.github.discovery4j.index.vector.Metric;
import io.github.discovery4j.index.vector.SearchResult;
import io.github.discovery4j.index.vector.VectorIndexSettings;
import io.github.discovery4j.index.vector.VectorQuery;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What it takes to find those nearest among the people online, while they come, move and go.
 *
 * <p>Not a JMH benchmark. One thread writes at a fixed rate: of ten updates four are new vectors, five heartbeats, one is
 * somebody who comes for five seconds and then expires. Another asks at a fixed rate for the ten nearest above 0.7 to
 * somebody's vector, or as fast as it can when the rate is 0. People are scattered about 200 centres. Time to answer counts from
 * the moment that the search was due; the processor's time beside it is what a search takes where nothing else runs. Afterwards
 * the answers to 200 queries are compared with a sort of everybody in double precision: recall counts those as near as the
 * tenth.
 *
 * <pre>{@code
 * java -Xmx2g --add-modules jdk.incubator.vector -cp benchmarks/target/benchmarks.jar \
 *     io.github.discovery4j.benchmarks.index.LiveIndexLoad PEOPLE DIMENSION UPDATES_A_SECOND QUERIES_A_SECOND SECONDS [PRECISION]
 * }</pre>
 */
public final class LiveIndexLoad {

    private static final int CENTRES = 200;
    private static final int K = 10;
    private static final float ABOVE = 0.7f;
    private static final double ROUNDING = 1e-6;
    private static final Duration LONG = Duration.ofHours(1);

    private final int people;
    private final int dimension;
    private final Precision precision;
    private final float[][] centres;
    private final LiveIndex online;
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final AtomicLong updates = new AtomicLong();
    private final AtomicBoolean over = new AtomicBoolean();

    private LiveIndexLoad(int people, int dimension, Precision precision) {
        this.people = people;
        this.dimension = dimension;
        this.precision = precision;
        this.centres = new float[CENTRES][dimension];
        Random random = new Random(5);
        for (float[] centre : centres) {
            fill(centre, random);
        }
        this.online = LiveIndex.over(ExactIndex.of(VectorIndexSettings.of("online", dimension), precision))
                .timeToLive(LONG)
                .build();
    }

    /**
     * Runs once and prints what it measured.
     *
     * @param arguments people, dimension, updates a second, queries a second, seconds, precision (int8 unless given)
     * @throws InterruptedException if it is interrupted
     */
    public static void main(String[] arguments) throws InterruptedException {
        Precision precision = arguments.length > 5 ? Precision.valueOf(arguments[5]) : Precision.INT8;
        LiveIndexLoad load =
                new LiveIndexLoad(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]), precision);
        load.run(Integer.parseInt(arguments[2]), Integer.parseInt(arguments[3]), Integer.parseInt(arguments[4]));
    }

    private void run(int updateRate, int queryRate, int seconds) throws InterruptedException {
        Random random = new Random(7);
        for (int i = 0; i < people; i++) {
            online.accept("u" + i, vector(random));
        }
        ask(0, 5, random); // until the compiler has done its work
        Thread writer = new Thread(() -> write(updateRate), "writer");
        writer.start();
        long written = updates.get();
        long since = System.nanoTime();
        Times times = ask(queryRate, seconds, random);
        double took = (System.nanoTime() - since) / 1e9;
        double rate = (updates.get() - written) / took;
        over.set(true);
        writer.join();
        print(
                "%,d people x %d %s, %,.0f updates/s, %,.0f searches/s on one thread%n",
                people, dimension, precision, rate, times.waited().length / took);
        print("time to answer:   %s%n", quantiles(times.waited()));
        print("processor's time: %s%n", quantiles(times.busy()));
        print(
                "load average %.1f%n",
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
        print(
                "%,d here at the end, %,d MB; recall@%d %.4f over 200 queries%n",
                online.size(), online.footprint().heapBytes() >> 20, K, recall(random));
    }

    /** How long each search took: from when it was due, and of the processor's time. */
    // The arrays are read, never compared.
    @SuppressWarnings("ArrayRecordComponent")
    private record Times(long[] waited, long[] busy) {}

    private Times ask(int rate, int seconds, Random random) throws InterruptedException {
        long start = System.nanoTime();
        long end = start + seconds * 1_000_000_000L;
        long[] waited = new long[1 << 16];
        long[] busy = new long[waited.length];
        int asked = 0;
        while (asked < waited.length && System.nanoTime() < end) {
            VectorQuery query = VectorQuery.nearestTo(vector(random), K).above(ABOVE);
            long due = rate == 0 ? System.nanoTime() : start + asked * 1_000_000_000L / rate;
            while (System.nanoTime() < due) {
                Thread.sleep(0, 100_000);
            }
            long before = threads.getCurrentThreadCpuTime();
            online.search(query);
            busy[asked] = threads.getCurrentThreadCpuTime() - before;
            waited[asked++] = System.nanoTime() - due;
        }
        return new Times(Arrays.copyOf(waited, asked), Arrays.copyOf(busy, asked));
    }

    private static String quantiles(long[] nanos) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        return "p50 %.2f ms, p95 %.2f ms, p99 %.2f ms, max %.2f ms"
                .formatted(at(sorted, 0.5), at(sorted, 0.95), at(sorted, 0.99), at(sorted, 1));
    }

    private void write(int rate) {
        Random random = new Random(11);
        long start = System.nanoTime();
        for (long sent = 0; !over.get(); sent++) {
            while (System.nanoTime() < start + sent * 1_000_000_000L / Math.max(1, rate)) {
                Thread.onSpinWait();
                if (over.get()) {
                    return;
                }
                sleepABit();
            }
            String id = "u" + random.nextInt(people);
            switch ((int) (sent % 10)) {
                case 0, 1, 2, 3 -> online.accept(id, vector(random));
                case 4 -> online.put("guest" + sent, vector(random), EntryAttributes.NONE, Duration.ofSeconds(5));
                default -> online.heartbeat(id);
            }
            updates.incrementAndGet();
        }
    }

    private static void sleepABit() {
        try {
            Thread.sleep(0, 200_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private double recall(Random random) {
        float[][] everybody = new float[people][dimension];
        for (int i = 0; i < people; i++) {
            online.read("u" + i, everybody[i], 0);
        }
        long found = 0;
        long wanted = 0;
        for (int q = 0; q < 200; q++) {
            float[] vector = vector(random);
            double[] similarities = new double[people];
            for (int i = 0; i < people; i++) {
                similarities[i] = Metric.COSINE.similarity(vector, everybody[i]);
            }
            Arrays.sort(similarities);
            double tenth = Math.max(ABOVE, similarities[Math.max(0, people - K)]) - ROUNDING;
            SearchResult result =
                    online.search(VectorQuery.nearestTo(vector, K).above(ABOVE).admitting(id -> id.startsWith("u")));
            for (int i = 0; i < result.size(); i++) {
                found += result.similarity(i) >= tenth ? 1 : 0;
            }
            wanted += Arrays.stream(similarities)
                    .skip(Math.max(0, people - K))
                    .filter(similarity -> similarity > ABOVE + ROUNDING)
                    .count();
        }
        return wanted == 0 ? 1 : Math.min(1, (double) found / wanted);
    }

    private float[] vector(Random random) {
        float[] vector = new float[dimension];
        fill(vector, random);
        float[] centre = centres[random.nextInt(CENTRES)];
        for (int i = 0; i < dimension; i++) {
            vector[i] = centre[i] + 0.8f * vector[i];
        }
        return vector;
    }

    private static void fill(float[] vector, Random random) {
        for (int i = 0; i < vector.length; i++) {
            vector[i] = (float) random.nextGaussian();
        }
    }

    private static double at(long[] sorted, double quantile) {
        return sorted.length == 0
                ? 0
                : sorted[(int) Math.min(sorted.length - 1L, (long) (sorted.length * quantile))] / 1e6;
    }

    private static void print(String format, Object... values) {
        System.out.print(format.formatted(values).toLowerCase(Locale.ROOT));
    }
}

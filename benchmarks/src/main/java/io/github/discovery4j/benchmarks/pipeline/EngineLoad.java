package io.github.discovery4j.benchmarks.pipeline;

import io.github.discovery4j.benchmarks.rank.BoostedTrees;
import io.github.discovery4j.core.DiscoveryEngine;
import io.github.discovery4j.core.consent.InMemoryConsentLedger;
import io.github.discovery4j.core.feature.FeatureDefinition;
import io.github.discovery4j.core.feature.FeatureRegistry;
import io.github.discovery4j.core.feature.FeatureRow;
import io.github.discovery4j.core.feature.FeatureStoreSettings;
import io.github.discovery4j.core.feature.FeatureViewBuilder;
import io.github.discovery4j.core.feature.InMemoryFeatureStore;
import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.core.model.SlateRequest;
import io.github.discovery4j.core.observe.StepTrace;
import io.github.discovery4j.core.observe.TracedSlate;
import io.github.discovery4j.index.memory.GraphIndex;
import io.github.discovery4j.index.memory.GraphSettings;
import io.github.discovery4j.index.source.VectorSource;
import io.github.discovery4j.index.vector.EntryAttributes;
import io.github.discovery4j.index.vector.VectorIndexSettings;
import io.github.discovery4j.rank.boosting.LightGbmModel;
import io.github.discovery4j.rank.boosting.LightGbmRanker;
import io.github.discovery4j.rank.diversity.DppDiversifier;
import io.github.discovery4j.rank.guardrail.BlockListGuardrail;
import io.github.discovery4j.rank.guardrail.Blocks;
import io.github.discovery4j.rank.guardrail.HarassmentGuardrail;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The whole engine under load: 500 candidates from a graph index, 40 features from the store, 200 trees, blocks, harassment
 * scores, ten of them by their determinant; reasons on demand only.
 *
 * <pre>
 * java -Xmx12g --add-modules jdk.incubator.vector -cp benchmarks/target/benchmarks.jar \
 *     io.github.discovery4j.benchmarks.pipeline.EngineLoad 1000000 64 20 100 200 300
 * </pre>
 *
 * <p>Arguments: people, values of a vector, seconds of each measurement, then requests a second. It prints the time of each step
 * (one thread, one request after the other), the rate at which two threads without pauses saturate the machine, and percentiles of
 * the time from when a request was due at each rate, two threads again. With {@code -Dindex=FILE} the index is kept there for the next
 * run.
 */
public final class EngineLoad {

    private static final int CANDIDATES = 500;
    private static final int SLATE = 10;
    private static final int TREES = 200;
    private static final int LEAVES = 31;
    private static final int CLUSTERS = 2_000;
    private static final double SPREAD = 0.4;
    private static final int THREADS = 2;
    private static final double NANOS = 1e9;
    private static final double MICROS = 1e3;

    private final int people;
    private final int dimension;
    private final InMemoryConsentLedger ledger = new InMemoryConsentLedger();
    private final GraphIndex index;
    private final DiscoveryEngine engine;

    private EngineLoad(int people, int dimension) throws IOException {
        this.people = people;
        this.dimension = dimension;
        this.index = index();
        this.engine = engine();
    }

    /** Builds the index, or reads it from where an earlier run kept it. */
    private GraphIndex index() throws IOException {
        VectorIndexSettings settings = VectorIndexSettings.of("taste", dimension);
        GraphSettings graph = GraphSettings.DEFAULT.searchEffort(CANDIDATES);
        Path file = Path.of(System.getProperty("index", ""));
        if (Files.isRegularFile(file)) {
            return GraphIndex.load(file, settings, graph);
        }
        GraphIndex built = GraphIndex.of(settings, graph);
        long start = System.nanoTime();
        fill(built);
        say("index of %,d x %d built in %.0f s", people, dimension, (System.nanoTime() - start) / NANOS);
        if (!file.toString().isEmpty()) {
            built.save(file);
        }
        return built;
    }

    /**
     * Runs it.
     *
     * @param args people, dimension, seconds, rates
     * @throws IOException if the kept index cannot be read or written
     * @throws InterruptedException if the program is told to stop
     * @throws ExecutionException if a request fails
     */
    public static void main(String[] args) throws IOException, InterruptedException, ExecutionException {
        EngineLoad load = new EngineLoad(Integer.parseInt(args[0]), Integer.parseInt(args[1]));
        int seconds = Integer.parseInt(args[2]);
        load.saturate(seconds);
        load.steps(seconds);
        load.saturate(seconds);
        for (int i = 3; i < args.length; i++) {
            load.atRate(Integer.parseInt(args[i]), seconds);
        }
        load.engine.close();
        load.index.close();
    }

    @SuppressWarnings("SystemOut")
    private static void say(String text, Object... values) {
        System.out.println(String.format(Locale.ROOT, text, values));
    }

    private static String person(int number) {
        return "person-" + number;
    }

    private void fill(GraphIndex built) {
        float[][] centres = new float[CLUSTERS][dimension];
        Random seeds = new Random(7);
        for (float[] centre : centres) {
            for (int i = 0; i < dimension; i++) {
                centre[i] = (float) seeds.nextGaussian();
            }
        }
        IntStream.range(0, THREADS).parallel().forEach(thread -> {
            Random random = new Random(thread);
            for (int number = thread; number < people; number += THREADS) {
                float[] vector = centres[random.nextInt(CLUSTERS)].clone();
                for (int i = 0; i < dimension; i++) {
                    vector[i] += (float) (SPREAD * random.nextGaussian());
                }
                built.put(person(number), vector, EntryAttributes.NONE);
            }
        });
        built.optimize();
    }

    private DiscoveryEngine engine() {
        List<String> names =
                IntStream.range(0, BoostedTrees.FEATURES).mapToObj(i -> "n" + i).toList();
        LightGbmModel model = LightGbmModel.parse(BoostedTrees.text(TREES, LEAVES)
                .replaceFirst("(?m)^feature_names=.*$", "feature_names=" + String.join(" ", names)));
        Blocks blocks = new Blocks();
        Random random = new Random(3);
        for (int i = 0; i < people / 100; i++) {
            blocks.block(person(random.nextInt(people)), person(random.nextInt(people)));
        }
        return DiscoveryEngine.builder()
                .consent(ledger)
                .source("taste", VectorSource.over(index).limit(CANDIDATES))
                .hydrate(features(names).build())
                .rank(LightGbmRanker.of(model))
                .guard("blocks", new BlockListGuardrail(blocks))
                .guard(
                        "harassment",
                        HarassmentGuardrail.of((id, at) -> (id.hashCode() & 0xFF) / 256.0)
                                .build())
                .diversify(DppDiversifier.builder().vectors(index).build())
                .timeout(Duration.ofSeconds(10))
                .sourceTimeout(Duration.ofSeconds(10))
                .build();
    }

    private FeatureViewBuilder features(List<String> names) {
        List<SignalGroup> groups = List.of(SignalGroup.PROFILE, SignalGroup.BEHAVIOUR, SignalGroup.INTERESTS);
        List<FeatureDefinition> definitions = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            definitions.add(FeatureDefinition.number(names.get(i), groups.get(i % groups.size())));
        }
        FeatureRegistry registry = FeatureRegistry.of("person", definitions);
        InMemoryFeatureStore store = new InMemoryFeatureStore(
                FeatureStoreSettings.of(registry, ledger).history(0));
        Random random = new Random(5);
        for (int number = 0; number < people; number++) {
            FeatureRow.Builder row = FeatureRow.builder(registry);
            for (int i = 0; i < names.size(); i++) {
                row.number(names.get(i), (float) ((2 * random.nextDouble() - 1) * (1 + i)));
            }
            store.put(person(number), row.build());
        }
        FeatureViewBuilder view = store.view("numbers", "1");
        names.forEach(view::number);
        return view;
    }

    private TracedSlate ask(Random random) {
        TracedSlate answer = engine.recommendTraced(SlateRequest.forViewer(person(random.nextInt(people)))
                .size(SLATE)
                .explained(false)
                .build());
        if (answer.slate().items().size() != SLATE) {
            throw new IllegalStateException("a slate must be full, was " + answer.trace());
        }
        return answer;
    }

    private void steps(int seconds) {
        Random random = new Random(11);
        Map<String, Long> nanos = new TreeMap<>();
        long requests = 0;
        long total = 0;
        for (long until = System.nanoTime() + seconds * 1_000_000_000L; System.nanoTime() < until; requests++) {
            TracedSlate answer = ask(random);
            total += answer.trace().totalNanos();
            for (StepTrace step : answer.trace().steps()) {
                nanos.merge(step.step(), step.nanos(), Long::sum);
            }
        }
        double count = requests;
        say(
                "one thread, %,d requests, %.0f us each: %s",
                requests,
                total / count / MICROS,
                nanos.entrySet().stream()
                        .map(step -> "%s %.0f".formatted(step.getKey(), step.getValue() / count / MICROS))
                        .collect(Collectors.joining(", ")));
    }

    private void saturate(int seconds) throws InterruptedException, ExecutionException {
        long until = System.nanoTime() + seconds * 1_000_000_000L;
        List<long[]> times = inParallel(thread -> {
            Random random = new Random(17 + thread);
            long[] nanos = new long[1 << 20];
            int count = 0;
            while (System.nanoTime() < until) {
                long start = System.nanoTime();
                ask(random);
                nanos[count++] = System.nanoTime() - start;
            }
            return Arrays.copyOf(nanos, count);
        });
        long[] all = sorted(times);
        say("%d threads without pause: %.0f requests/s; %s", THREADS, all.length / (double) seconds, percentiles(all));
    }

    /** Requests are due at even distances; what is late counts from when it was due. */
    private void atRate(int rate, int seconds) throws InterruptedException, ExecutionException {
        long start = System.nanoTime();
        AtomicInteger next = new AtomicInteger();
        int requests = rate * seconds;
        List<long[]> times = inParallel(thread -> {
            Random random = new Random(23 + thread);
            long[] nanos = new long[requests];
            int count = 0;
            for (int number = next.getAndIncrement(); number < requests; number = next.getAndIncrement()) {
                long due = start + (long) (number * NANOS / rate);
                while (System.nanoTime() < due) {
                    LockSupport.parkNanos(due - System.nanoTime());
                }
                ask(random);
                nanos[count++] = System.nanoTime() - due;
            }
            return Arrays.copyOf(nanos, count);
        });
        say("%d requests/s for %d s: %s", rate, seconds, percentiles(sorted(times)));
    }

    /** Work of one thread; returns the time of each request. */
    private interface Work {
        long[] run(int thread);
    }

    private static List<long[]> inParallel(Work work) throws InterruptedException, ExecutionException {
        List<long[]> times = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            List<Future<long[]>> running = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                int number = thread;
                running.add(threads.submit(() -> work.run(number)));
            }
            for (Future<long[]> each : running) {
                times.add(each.get());
            }
        }
        return times;
    }

    private static long[] sorted(List<long[]> times) {
        return times.stream().flatMapToLong(Arrays::stream).sorted().toArray();
    }

    private static String percentiles(long[] sorted) {
        return IntStream.of(50, 95, 99)
                .mapToObj(p -> "p%d %.1f ms".formatted(p, sorted[(int) ((long) sorted.length * p / 100)] / 1e6))
                .collect(Collectors.joining(", "));
    }
}

package io.github.discovery4j.index.vector;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.discovery4j.core.consent.InMemoryConsentLedger;
import io.github.discovery4j.core.model.Filter;
import io.github.discovery4j.core.model.SignalGroup;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;

/**
 * Eight threads read, write, delete, erase and change consent; every result is checked against what each person's state can
 * have been meanwhile. Some seconds, or as many as {@code -Ddiscovery.stress.seconds} says; every implementation extends it.
 */
public abstract class VectorIndexStress {

    private static final int THREADS = 8;
    private static final int WRITERS = 4;
    private static final int PEOPLE = 400;
    private static final int DIMENSION = 24;

    private final InMemoryConsentLedger ledger = new InMemoryConsentLedger();
    private final AtomicBoolean running = new AtomicBoolean(true);
    // A person goes from step to step: a write notes the step before it begins, and again once it is visible.
    private final AtomicIntegerArray begun = new AtomicIntegerArray(PEOPLE);
    private final AtomicIntegerArray ended = new AtomicIntegerArray(PEOPLE);
    private final LongAdder expected = new LongAdder();
    private final LongAdder missed = new LongAdder();

    /** What a person's steps do, round and round; the vector of a round is its own. */
    private enum Step {
        ABSENT,
        STORED,
        WITHDRAWN,
        STORED_AGAIN;

        static Step of(int number) {
            return values()[number % values().length];
        }

        boolean found() {
            return this == STORED || this == STORED_AGAIN;
        }
    }

    /**
     * Creates an empty index.
     *
     * @param settings what it will hold
     * @return the index; the test closes it
     */
    protected abstract VectorIndex create(VectorIndexSettings settings);

    /**
     * Tells which share of those that had to be found may be missed, over all searches together.
     *
     * @return 0 for an exact index
     */
    protected double mayMiss() {
        return 0;
    }

    /**
     * Tells how far similarities may be from {@link Metric#similarity} in this implementation.
     *
     * @return 0.00002, for float32
     */
    protected double rounding() {
        return 2e-5;
    }

    @Test
    void everyResultIsOneThatTheWritesAllow() throws Exception {
        VectorIndexSettings settings = VectorIndexSettings.of("taste", DIMENSION)
                .labels("round")
                .derivedFrom(ledger, Set.of(SignalGroup.FAVOURITES));
        try (VectorIndex index = create(settings);
                ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                int thread = i;
                all.add(threads.submit(thread < WRITERS ? () -> write(index, thread) : () -> read(index, thread)));
            }
            long seconds = Long.getLong("discovery.stress.seconds", 3);
            long until = System.nanoTime() + seconds * 1_000_000_000;
            while (System.nanoTime() < until && all.stream().noneMatch(Future::isDone)) {
                Thread.sleep(50);
            }
            running.set(false);
            for (Future<?> thread : all) {
                thread.get();
            }
            index.refresh();
            search(index, new Random(7));
        }
        assertThat(expected.sum()).isPositive();
        assertThat((double) missed.sum() / expected.sum()).isLessThanOrEqualTo(mayMiss());
    }

    private void write(VectorIndex index, int writer) {
        Random random = new Random(writer);
        while (running.get()) {
            int person = random.nextInt(PEOPLE / WRITERS) * WRITERS + writer;
            int step = begun.get(person) + 1;
            begun.set(person, step);
            String id = id(person);
            switch (Step.of(step)) {
                case ABSENT -> {
                    if (random.nextBoolean()) {
                        index.delete(id);
                    } else {
                        index.erase(id);
                    }
                }
                case STORED -> index.put(id, vector(person, step), attributes(step));
                case WITHDRAWN -> ledger.optOut(id, SignalGroup.FAVOURITES);
                case STORED_AGAIN -> ledger.optIn(id, SignalGroup.FAVOURITES);
            }
            index.refresh();
            ended.set(person, step);
        }
    }

    private void read(VectorIndex index, int reader) {
        Random random = new Random(reader);
        while (running.get()) {
            search(index, random);
            readOne(index, random.nextInt(PEOPLE));
        }
    }

    private void search(VectorIndex index, Random random) {
        int[] before = now(ended);
        float[] target = vector(random.nextInt(PEOPLE), random.nextInt(50));
        int k = 1 + random.nextInt(PEOPLE);
        VectorQuery query = VectorQuery.nearestTo(target, k);
        boolean even = random.nextInt(3) == 0;
        query = even ? query.filter(Filter.equal("round", "even")) : query;
        SearchResult result = index.search(query);
        int[] after = now(begun);
        Map<Integer, Float> found = new HashMap<>();
        for (int i = 0; i < result.size(); i++) {
            int person = person(result.id(i));
            assertThat(found.put(person, result.similarity(i))).as("twice").isNull();
            assertThat(i == 0 || result.similarity(i) <= result.similarity(i - 1))
                    .isTrue();
            assertPossible(person, before[person], after[person], even, target, result.similarity(i));
        }
        double worst = result.size() < k ? Double.NEGATIVE_INFINITY : result.similarity(result.size() - 1);
        for (int person = 0; person < PEOPLE; person++) {
            int step = before[person];
            if (step == after[person] && Step.of(step).found() && (!even || even(step))) {
                double similarity = Metric.COSINE.similarity(target, vector(person, step));
                if (similarity > worst + rounding()) {
                    expected.increment();
                    if (!found.containsKey(person)) {
                        missed.increment();
                    }
                }
            }
        }
    }

    /** One of the person's states during the search was that of a stored vector as similar as this. */
    private void assertPossible(int person, int from, int to, boolean even, float[] target, float similarity) {
        for (int step = from; step <= to; step++) {
            if (Step.of(step).found()
                    && (!even || even(step))
                    && Math.abs(Metric.COSINE.similarity(target, vector(person, step)) - similarity) <= rounding()) {
                return;
            }
        }
        throw new AssertionError(
                "found at %s; steps %d to %d, even rounds only: %s".formatted(similarity, from, to, even));
    }

    private void readOne(VectorIndex index, int person) {
        float[] read = new float[DIMENSION];
        int before = ended.get(person);
        boolean there = index.read(id(person), read, 0);
        int after = begun.get(person);
        boolean may = false;
        boolean must = true;
        for (int step = before; step <= after; step++) {
            must &= Step.of(step).found();
            may |= Step.of(step).found()
                    && Math.abs(Metric.COSINE.similarity(read, vector(person, step)) - 1) <= rounding();
        }
        assertThat(there || !must).as("steps %d to %d", before, after).isTrue();
        assertThat(may || !there).as("steps %d to %d", before, after).isTrue();
    }

    private static int[] now(AtomicIntegerArray steps) {
        int[] now = new int[PEOPLE];
        for (int person = 0; person < PEOPLE; person++) {
            now[person] = steps.get(person);
        }
        return now;
    }

    private static int round(int step) {
        return step / Step.values().length;
    }

    private static boolean even(int step) {
        return round(step) % 2 == 0;
    }

    private static EntryAttributes attributes(int step) {
        return EntryAttributes.NONE.label("round", even(step) ? "even" : "odd");
    }

    private static float[] vector(int person, int step) {
        Random random = new Random(person * 64L + round(step) % 64);
        float[] vector = new float[DIMENSION];
        for (int i = 0; i < DIMENSION; i++) {
            vector[i] = (float) random.nextGaussian();
        }
        return vector;
    }

    private static String id(int person) {
        return "person" + person;
    }

    private static int person(String id) {
        return Integer.parseInt(id.substring("person".length()));
    }
}

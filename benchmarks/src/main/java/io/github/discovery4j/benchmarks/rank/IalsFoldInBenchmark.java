package io.github.discovery4j.benchmarks.rank;

import io.github.discovery4j.core.data.Interactions;
import io.github.discovery4j.rank.factorization.IalsModel;
import io.github.discovery4j.rank.factorization.IalsTrainer;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How long it takes to find a person's vector from a history of 100 items, and to score a catalogue of 3,600 with it.
 *
 * <pre>java -jar benchmarks/target/benchmarks.jar IalsFoldIn</pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class IalsFoldInBenchmark {

    private static final int ITEMS = 3_600;

    /** Values of a vector. */
    @Param({"64", "128"})
    public int dimension;

    private int[] history = {};
    private double[] scores = {};
    private IalsModel model =
            IalsTrainer.builder().build().train(Interactions.builder().build());

    /** Trains on a few people: what is timed depends on sizes only. */
    @Setup
    public void train() {
        Random random = new Random(42);
        Interactions.Builder builder = Interactions.builder();
        for (int item = 0; item < ITEMS; item++) {
            builder.add("u" + random.nextInt(200), "i" + item);
            builder.add("u" + random.nextInt(200), "i" + item);
        }
        model = IalsTrainer.builder().dimension(dimension).epochs(2).build().train(builder.build());
        history = IntStream.range(0, 100).map(i -> 36 * i).toArray();
        scores = new double[ITEMS];
    }

    /** The vector alone. */
    @Benchmark
    public float[] user_vector() {
        return model.userVector(history);
    }

    /** The vector and all scores. */
    @Benchmark
    public double[] score_all() {
        model.scoreAll(history, scores);
        return scores;
    }
}

package io.github.discovery4j.benchmarks.rank;

import dev.ludovic.netlib.lapack.JavaLAPACK;
import io.github.discovery4j.core.data.Interactions;
import io.github.discovery4j.rank.factorization.EaseModel;
import io.github.discovery4j.rank.factorization.EaseTrainer;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.netlib.util.intW;
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
 * How long EASE takes to train, beside the inversion alone by the library's own Cholesky of the whole matrix.
 *
 * <p>With and without the Vector API:
 *
 * <pre>
 * java -jar benchmarks/target/benchmarks.jar EaseTraining -jvmArgsAppend --add-modules=jdk.incubator.vector
 * java -jar benchmarks/target/benchmarks.jar EaseTraining
 * </pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 2)
@Measurement(iterations = 5)
public class EaseTrainingBenchmark {

    private static final int USERS = 6_000;
    private static final int LIKES_PER_USER = 100;

    /** The catalogue: that of MovieLens 100K, and two others. */
    @Param({"1682", "3600", "4001"})
    public int itemCount;

    /** Threads of the trainer; the library's Cholesky has one. */
    @Param({"1", "2"})
    public int threads;

    private Interactions interactions = Interactions.builder().build();
    private double[] matrix = {};

    /** Makes people like items by Zipf's law. */
    @Setup
    public void makeData() {
        Random random = new Random(42);
        Interactions.Builder builder = Interactions.builder();
        for (int item = 0; item < itemCount; item++) {
            builder.add("u0", "i" + item);
        }
        for (int user = 1; user < USERS; user++) {
            for (int like = 0; like < LIKES_PER_USER; like++) {
                int item = (int) Math.pow(itemCount, random.nextDouble()) - 1;
                builder.add("u" + user, "i" + item);
            }
        }
        interactions = builder.build();
        matrix = new double[itemCount * itemCount];
        for (int row = 0; row < itemCount; row++) {
            for (int column = 0; column < itemCount; column++) {
                matrix[row * itemCount + column] = row == column ? 2 * itemCount : random.nextDouble();
            }
        }
    }

    /** Our training, from interactions to weights. */
    @Benchmark
    public EaseModel train_ease() {
        return EaseTrainer.builder().threads(threads).build().train(interactions);
    }

    /** dpotrf and dpotri of the whole matrix. */
    @Benchmark
    public double[] invert_lapack() {
        double[] inverse = matrix.clone();
        intW info = new intW(0);
        JavaLAPACK.getInstance().dpotrf("U", itemCount, inverse, itemCount, info);
        JavaLAPACK.getInstance().dpotri("U", itemCount, inverse, itemCount, info);
        return inverse;
    }
}

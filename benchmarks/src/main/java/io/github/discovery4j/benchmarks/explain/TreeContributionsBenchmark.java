package io.github.discovery4j.benchmarks.explain;

import com.microsoft.ml.lightgbm.PredictionType;
import io.github.discovery4j.benchmarks.rank.BoostedTrees;
import io.github.discovery4j.explain.attribution.TreeContributions;
import io.github.discovery4j.rank.boosting.LightGbmModel;
import io.github.metarank.lightgbm4j.LGBMBooster;
import java.util.concurrent.TimeUnit;
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
 * How long the exact contributions of a batch of rows take, 200 trees of 31 leaves over 40 features, one thread, batches
 * taking turns: ours and LightGBM's own library. Before anything is timed all contributions are compared, within 1e-9.
 *
 * <pre>java -jar benchmarks/target/benchmarks.jar TreeContributions</pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@SuppressWarnings("NullAway.Init") // JMH calls train() first
public class TreeContributionsBenchmark {

    private static final double BOUND = 1e-9;

    /** Rows of a batch. */
    @Param({"1", "10", "500"})
    public int rowCount;

    /** Trees of the model. */
    @Param("200")
    public int treeCount;

    /** Leaves of a tree. */
    @Param("31")
    public int leafCount;

    private double[][] batches = {};
    private double[] contributions = {};
    private TreeContributions.Session session;
    private LGBMBooster booster;
    private int turn;

    /** Trains, and compares contributions of both. */
    @Setup
    public void train() {
        String text = BoostedTrees.text(treeCount, leafCount);
        TreeContributions ours = TreeContributions.of(LightGbmModel.parse(text).ensemble());
        session = ours.session();
        booster = BoostedTrees.booster(text);
        batches = BoostedTrees.batches(rowCount);
        contributions = new double[rowCount * ours.width()];
        session.contributions(batches[0], rowCount, contributions);
        double[] theirs = predict(batches[0]);
        for (int i = 0; i < theirs.length; i++) {
            if (!(Math.abs(theirs[i] - contributions[i]) <= BOUND)) {
                throw new IllegalStateException(
                        "contribution %d is %s and %s".formatted(i, contributions[i], theirs[i]));
            }
        }
    }

    private double[] predict(double[] batch) {
        return BoostedTrees.predict(booster, batch, rowCount, PredictionType.C_API_PREDICT_CONTRIB);
    }

    private double[] next() {
        turn = turn == batches.length - 1 ? 0 : turn + 1;
        return batches[turn];
    }

    /** Ours. */
    @Benchmark
    public double[] contributions_ours() {
        session.contributions(next(), rowCount, contributions);
        return contributions;
    }

    /** LightGBM's, by way of lightgbm4j. */
    @Benchmark
    public double[] contributions_lightgbm4j() {
        return predict(next());
    }
}

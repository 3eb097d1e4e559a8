package io.github.discovery4j.benchmarks.rank;

import com.microsoft.ml.lightgbm.PredictionType;
import io.github.discovery4j.rank.boosting.LightGbmModel;
import io.github.discovery4j.rank.boosting.TreeScorer;
import io.github.metarank.lightgbm4j.LGBMBooster;
import java.util.Arrays;
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
 * How long a batch of rows takes through 200 trees of 31 leaves over 40 features, one thread, batches taking turns: ours
 * and LightGBM's own library, whose scores are compared, bit by bit, before anything is timed.
 *
 * <pre>java -jar benchmarks/target/benchmarks.jar BoostedScoring</pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@SuppressWarnings("NullAway.Init") // JMH calls train() first
public class BoostedScoringBenchmark {

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
    private double[] scores = {};
    private TreeScorer.Session session;
    private LGBMBooster booster;
    private int turn;

    /** Trains, and compares all scores of both. */
    @Setup
    public void train() {
        String text = BoostedTrees.text(treeCount, leafCount);
        session = TreeScorer.of(LightGbmModel.parse(text).ensemble()).session();
        booster = BoostedTrees.booster(text);
        batches = BoostedTrees.batches(rowCount);
        scores = new double[rowCount];
        for (double[] batch : batches) {
            session.score(batch, rowCount, scores);
            if (!Arrays.equals(scores, predict(batch))) {
                throw new IllegalStateException("scores differ");
            }
        }
    }

    private double[] predict(double[] batch) {
        return BoostedTrees.predict(booster, batch, rowCount, PredictionType.C_API_PREDICT_RAW_SCORE);
    }

    private double[] next() {
        turn = turn == batches.length - 1 ? 0 : turn + 1;
        return batches[turn];
    }

    /** Ours. */
    @Benchmark
    public double[] score_ours() {
        session.score(next(), rowCount, scores);
        return scores;
    }

    /** LightGBM's, by way of lightgbm4j. */
    @Benchmark
    public double[] score_lightgbm4j() {
        return predict(next());
    }
}

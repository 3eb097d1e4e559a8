package io.github.discovery4j.benchmarks.rank;

import com.microsoft.ml.lightgbm.PredictionType;
import io.github.discovery4j.core.model.TreeEnsemble;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How long a batch of rows takes through 200 trees of 31 leaves over 40 features, one thread, batches taking turns: ours,
 * LightGBM's own library, and ONNX Runtime with the same trees. Before anything is timed LightGBM's scores are compared bit
 * by bit, and those of ONNX Runtime, which computes in float32, within 1e-4.
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
    private OnnxTrees onnx;
    private float[][] floatBatches = {};
    private int turn;

    /** Trains, and compares all scores of both. */
    @Setup
    public void train() {
        String text = BoostedTrees.text(treeCount, leafCount);
        TreeEnsemble trees = LightGbmModel.parse(text).ensemble();
        session = TreeScorer.of(trees).session();
        onnx = OnnxTrees.of(trees);
        booster = BoostedTrees.booster(text);
        batches = BoostedTrees.batches(rowCount);
        floatBatches =
                Arrays.stream(batches).map(BoostedScoringBenchmark::floats).toArray(float[][]::new);
        scores = new double[rowCount];
        for (int i = 0; i < batches.length; i++) {
            session.score(batches[i], rowCount, scores);
            if (!Arrays.equals(scores, predict(batches[i]))) {
                throw new IllegalStateException("scores differ");
            }
            float[] theirs = onnx.score(floatBatches[i], rowCount);
            for (int row = 0; row < rowCount; row++) {
                if (!(Math.abs(theirs[row] - scores[row]) < 1e-4)) {
                    throw new IllegalStateException(
                            "scores of ONNX Runtime differ: %s and %s".formatted(theirs[row], scores[row]));
                }
            }
        }
    }

    private static float[] floats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }

    /** Frees what is not on the heap. */
    @TearDown
    public void close() {
        onnx.close();
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

    /** ONNX Runtime's, with a copy of the rows outside the heap, as {@code OnnxRanker} makes it. */
    @Benchmark
    public float[] score_onnxruntime() {
        turn = turn == batches.length - 1 ? 0 : turn + 1;
        return onnx.score(floatBatches[turn], rowCount);
    }

    /** LightGBM's, by way of lightgbm4j. */
    @Benchmark
    public double[] score_lightgbm4j() {
        return predict(next());
    }
}

package io.github.discovery4j.benchmarks.rank;

import es.uam.eps.ir.ranksys.fast.preference.FastPreferenceData;
import es.uam.eps.ir.ranksys.mf.Factorization;
import io.github.discovery4j.core.data.DataFormat;
import io.github.discovery4j.core.data.Interactions;
import io.github.discovery4j.core.data.ReadOptions;
import io.github.discovery4j.core.evaluation.Evaluator;
import io.github.discovery4j.core.evaluation.Protocol;
import io.github.discovery4j.rank.factorization.IalsModel;
import io.github.discovery4j.rank.factorization.IalsTrainer;
import io.github.discovery4j.rank.factorization.UserScorer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One epoch of iALS, beside RankSys 0.4.3 and Mahout 0.13: data of the shape of MovieLens, 6,000 people, 3,600 items by Zipf's law, about
 * 670,000 likes.
 *
 * <pre>
 * java -jar benchmarks/target/benchmarks.jar IalsTraining
 * java -cp benchmarks/target/benchmarks.jar io.github.discovery4j.benchmarks.rank.IalsTrainingBenchmark FOLDER
 * </pre>
 *
 * <p>The second line compares their nDCG@10 on MovieLens 100K, whose folder it takes.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 2)
@Measurement(iterations = 3)
public class IalsTrainingBenchmark {

    private static final int USERS = 6_000;
    private static final int ITEMS = 3_600;
    private static final int LIKES = 670_000;
    private static final int EPOCHS = 4;

    /** Values of a vector. */
    @Param({"64", "128"})
    public int dimension;

    private Interactions interactions = Interactions.builder().build();
    private FastPreferenceData<Integer, Integer> peerData = RankSysIals.data(interactions);

    /** Makes people like items by Zipf's law, until there are enough pairs. */
    @Setup
    public void makeData() {
        Random random = new Random(42);
        boolean[][] liked = new boolean[USERS][ITEMS];
        Interactions.Builder builder = Interactions.builder();
        while (builder.size() < LIKES) {
            int user = random.nextInt(USERS);
            int item = (int) Math.pow(ITEMS + 1, random.nextDouble()) - 1;
            if (!liked[user][item]) {
                liked[user][item] = true;
                builder.add("u" + user, "i" + item);
            }
        }
        interactions = builder.build();
        peerData = RankSysIals.data(interactions);
    }

    /** Our exact training, everything that is done once shared out over the epochs. */
    @Benchmark
    @OperationsPerInvocation(EPOCHS)
    public IalsModel epoch_exact() {
        return IalsTrainer.builder().dimension(dimension).epochs(EPOCHS).build().train(interactions);
    }

    /** Our training by three steps of conjugate gradients. */
    @Benchmark
    @OperationsPerInvocation(EPOCHS)
    public IalsModel epoch_conjugateGradient() {
        return IalsTrainer.builder()
                .dimension(dimension)
                .epochs(EPOCHS)
                .solver(IalsTrainer.Solver.CONJUGATE_GRADIENT)
                .build()
                .train(interactions);
    }

    /** Mahout, exact, one thread: takes minutes. */
    @Benchmark
    public Object epoch_mahout() {
        return new MahoutIals(interactions, dimension).epoch(0.1, 5);
    }

    /** RankSys, exact. */
    @Benchmark
    public Factorization<Integer, Integer> epoch_ranksys() {
        return RankSysIals.train(peerData, dimension, 0.1, 5, 1);
    }

    /**
     * Prints the accuracy of what is timed above.
     *
     * @param args the folder of MovieLens 100K
     * @throws IOException if it cannot be read
     */
    public static void main(String[] args) throws IOException {
        Interactions films = DataFormat.MOVIELENS_100K
                .reader()
                .read(Path.of(args[0]), ReadOptions.DEFAULT)
                .interactions();
        Evaluator.Builder evaluator = Evaluator.builder()
                .protocol(Protocol.RANDOM_75_25)
                .seedCount(1)
                .model(
                        "exact",
                        (train, seed) ->
                                new UserScorer(IalsTrainer.builder().build().train(train), train))
                .model(
                        "conjugate gradients",
                        (train, seed) -> new UserScorer(
                                IalsTrainer.builder()
                                        .solver(IalsTrainer.Solver.CONJUGATE_GRADIENT)
                                        .build()
                                        .train(train),
                                train));
        for (int dimension : new int[] {32, 64}) {
            for (double regularization : new double[] {1, 10, 30}) {
                for (double confidence : new double[] {2, 5}) {
                    evaluator.model(
                            "RankSys %d %s %s".formatted(dimension, regularization, confidence),
                            RankSysIals.trainer(dimension, regularization, confidence, IalsTrainer.DEFAULT_EPOCHS));
                }
            }
        }
        evaluator
                .build()
                .evaluate(films)
                .models()
                .forEach((name, model) ->
                        System.out.println(name + ": " + model.metric("ndcg@10").mean()));
    }
}

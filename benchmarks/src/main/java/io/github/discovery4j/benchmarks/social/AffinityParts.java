package io.github.discovery4j.benchmarks.social;

import io.github.discovery4j.core.affinity.AffinityFeatures;
import io.github.discovery4j.core.stage.FeatureView;
import io.github.discovery4j.core.stage.PairBatch;
import java.util.Arrays;
import java.util.List;

/**
 * What each feature of the specification takes for one viewer and 500 candidates, hydrated alone and in all, in one process: the
 * median of 256 requests after five rounds to warm up, and what the first round took.
 *
 * <pre>
 * java -Xmx9g -cp benchmarks/target/benchmarks.jar io.github.discovery4j.benchmarks.social.AffinityParts 1000000
 * </pre>
 */
public final class AffinityParts {

    private static final int REQUESTS = 256;
    private static final int CANDIDATES = 500;
    private static final int ROUNDS = 5;

    private AffinityParts() {}

    /**
     * Runs once and prints what it measured.
     *
     * @param arguments people
     */
    public static void main(String[] arguments) {
        AffinityWorld world = new AffinityWorld(Integer.parseInt(arguments[0]), REQUESTS, CANDIDATES);
        report("all", world.view(AffinityFeatures.names()), world.forward());
        report("all, backward", world.view(AffinityFeatures.names()), world.backward());
        for (String feature : AffinityFeatures.names()) {
            report(feature, world.view(List.of(feature)), world.forward());
        }
    }

    private static void report(String what, FeatureView view, List<PairBatch> requests) {
        double first = median(view, requests);
        for (int round = 1; round < ROUNDS; round++) {
            median(view, requests);
        }
        System.out.println("%-24s %8.0f µs, first round %8.0f µs".formatted(what, median(view, requests), first));
    }

    private static double median(FeatureView view, List<PairBatch> requests) {
        double[] micros = new double[requests.size()];
        for (int i = 0; i < micros.length; i++) {
            long begin = System.nanoTime();
            AffinityWorld.hydrate(view, requests.get(i));
            micros[i] = (System.nanoTime() - begin) / 1e3;
        }
        Arrays.sort(micros);
        return micros[micros.length / 2];
    }
}

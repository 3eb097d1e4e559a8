package io.github.discovery4j.core.evaluation;

import io.github.discovery4j.core.data.Interactions;

/**
 * Cuts all interactions into folds; seed i tests on fold i and trains on the others.
 *
 * <p>So that every interaction is tested once, run the seeds 0 to folds - 1. The interactions are shuffled once, as
 * {@code numpy.random.default_rng(shuffleSeed).permutation(n)} does, and cut into consecutive parts, the first n mod folds of
 * them longer by one. Folds are cut through all users together: a user may have nothing in one of them.
 *
 * <p><b>Cost:</b> O(n). <b>Threads:</b> safe.
 */
public final class KFoldSplitter implements Splitter {

    private final int folds;
    private final long shuffleSeed;

    /**
     * Creates a splitter.
     *
     * @param folds at least 2
     * @param shuffleSeed draws the order that is cut, 0 or more
     * @throws IllegalArgumentException if a number is smaller
     */
    public KFoldSplitter(int folds, long shuffleSeed) {
        if (folds < 2 || shuffleSeed < 0) {
            throw new IllegalArgumentException("folds must be at least 2 and the seed at least 0, were " + folds
                    + " and " + shuffleSeed + "; 5 folds and seed 0 are usual");
        }
        this.folds = folds;
        this.shuffleSeed = shuffleSeed;
    }

    /**
     * Splits.
     *
     * @param seed the number of the fold to test on, in [0, folds)
     * @throws IllegalArgumentException if there is no such fold, or there are fewer interactions than folds
     */
    @Override
    public TrainTest split(Interactions interactions, long seed) {
        if (interactions.size() < folds) {
            throw new IllegalArgumentException("there must be as many interactions as folds, " + folds + ", were "
                    + interactions.size() + "; use fewer folds");
        }
        if (seed < 0 || seed >= folds) {
            throw new IllegalArgumentException("with " + folds + " folds a seed must be the number of one, 0 to "
                    + (folds - 1) + ", was " + seed + "; run " + folds + " seeds");
        }
        int[] order = NumpyPermutation.of(shuffleSeed, interactions.size());
        int length = order.length / folds;
        int longer = order.length % folds;
        int start = (int) seed * length + Math.min((int) seed, longer);
        int end = start + length + (seed < longer ? 1 : 0);
        boolean[] inTest = new boolean[order.length];
        for (int place = start; place < end; place++) {
            inTest[order[place]] = true;
        }
        return new TrainTest(interactions.subset(index -> !inTest[index]), interactions.subset(index -> inTest[index]));
    }

    @Override
    public String description() {
        return folds + " folds of all interactions, shuffled with seed " + shuffleSeed + ", seed i tests on fold i";
    }
}

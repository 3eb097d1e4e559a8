package io.github.discovery4j.rank.blend;

/** The range of weights: products with float32 values and sums of them then stay finite in double precision. */
final class Weights {

    private Weights() {}

    static void check(String what, double weight) {
        if (!(Math.abs(weight) <= Float.MAX_VALUE)) {
            throw new IllegalArgumentException("%s must be within ±%s, was %s; scale the weights down together"
                    .formatted(what, Float.MAX_VALUE, weight));
        }
    }
}

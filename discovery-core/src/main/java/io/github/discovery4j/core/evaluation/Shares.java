package io.github.discovery4j.core.evaluation;

/** Shares of a whole, for splitters. */
final class Shares {

    private Shares() {}

    static void require(String name, double share) {
        if (!(share > 0 && share < 1)) {
            throw new IllegalArgumentException(name + " must be in (0, 1), was " + share + "; 0.8 is four of five");
        }
    }
}

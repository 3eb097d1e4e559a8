package io.github.discovery4j.rank.boosting;

import io.github.discovery4j.core.model.TreeEnsemble;
import io.github.discovery4j.core.model.TreeEnsemble.Missing;

/** LightGBM's number for how a node decides: 1 if categorical, 2 if missing values go left, 4 if zeros or 8 if NaN are missing. */
final class DecisionType {

    /** The largest there is. */
    static final int MAX = 11;

    private static final int CATEGORICAL = 1;
    private static final int DEFAULT_LEFT = 2;
    private static final int ZERO = 4;
    private static final int NAN = 8;

    private DecisionType() {}

    static int of(TreeEnsemble trees, int node) {
        int missing = switch (trees.missing(node)) {
            case NONE -> 0;
            case ZERO -> ZERO;
            case NAN -> NAN;
        };
        return missing | (trees.categorical(node) ? CATEGORICAL : 0) | (trees.defaultLeft(node) ? DEFAULT_LEFT : 0);
    }

    static boolean categorical(int type) {
        return (type & CATEGORICAL) != 0;
    }

    static boolean defaultLeft(int type) {
        return (type & DEFAULT_LEFT) != 0;
    }

    static Missing missing(int type) {
        return (type & ZERO) != 0 ? Missing.ZERO : (type & NAN) != 0 ? Missing.NAN : Missing.NONE;
    }
}

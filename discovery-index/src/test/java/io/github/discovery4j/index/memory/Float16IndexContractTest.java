package io.github.discovery4j.index.memory;

import io.github.discovery4j.index.vector.VectorIndex;
import io.github.discovery4j.index.vector.VectorIndexContract;
import io.github.discovery4j.index.vector.VectorIndexSettings;

class Float16IndexContractTest extends VectorIndexContract {

    @Override
    protected VectorIndex create(VectorIndexSettings settings) {
        return ExactIndex.of(settings, Precision.FLOAT16);
    }

    /** A value is rounded to 11 binary digits. */
    @Override
    protected double rounding() {
        return 2e-3;
    }
}

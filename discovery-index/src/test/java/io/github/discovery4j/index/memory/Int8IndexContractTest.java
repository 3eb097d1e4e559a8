package io.github.discovery4j.index.memory;

import io.github.discovery4j.index.vector.VectorIndex;
import io.github.discovery4j.index.vector.VectorIndexContract;
import io.github.discovery4j.index.vector.VectorIndexSettings;

class Int8IndexContractTest extends VectorIndexContract {

    @Override
    protected VectorIndex create(VectorIndexSettings settings) {
        return ExactIndex.of(settings, Precision.INT8);
    }
}

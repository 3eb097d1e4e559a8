package io.github.discovery4j.index.memory;

import io.github.discovery4j.index.vector.VectorIndex;
import io.github.discovery4j.index.vector.VectorIndexContract;
import io.github.discovery4j.index.vector.VectorIndexSettings;

/** Scans while there are as few vectors as here, and promises to find all of the nearest. */
class SmallGraphIndexContractTest extends VectorIndexContract {

    @Override
    protected VectorIndex create(VectorIndexSettings settings) {
        return GraphIndex.of(settings);
    }
}

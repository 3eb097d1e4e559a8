package io.github.discovery4j.index.memory;

import io.github.discovery4j.index.vector.VectorIndex;
import io.github.discovery4j.index.vector.VectorIndexContract;
import io.github.discovery4j.index.vector.VectorIndexSettings;

/** Walks graphs even over few vectors. */
class GraphIndexContractTest extends VectorIndexContract {

    @Override
    protected VectorIndex create(VectorIndexSettings settings) {
        return GraphIndex.of(settings, GraphSettings.DEFAULT.searchEffort(24).exactBelow(50));
    }

    @Override
    protected double leastRecall() {
        return 0.6;
    }
}

package io.github.discovery4j.index.memory;

import io.github.discovery4j.index.vector.VectorIndex;
import io.github.discovery4j.index.vector.VectorIndexSettings;
import io.github.discovery4j.index.vector.VectorIndexStress;

class GraphIndexStressTest extends VectorIndexStress {

    @Override
    protected VectorIndex create(VectorIndexSettings settings) {
        return GraphIndex.of(settings, GraphSettings.DEFAULT.exactBelow(50).searchEffort(32));
    }

    @Override
    protected double mayMiss() {
        return 0.02;
    }
}

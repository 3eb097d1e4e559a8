package io.github.discovery4j.index.memory;

import io.github.discovery4j.index.vector.VectorIndex;
import io.github.discovery4j.index.vector.VectorIndexSettings;
import io.github.discovery4j.index.vector.VectorIndexStress;

class ExactIndexStressTest extends VectorIndexStress {

    @Override
    protected VectorIndex create(VectorIndexSettings settings) {
        return ExactIndex.of(settings);
    }
}

package io.github.discovery4j.index.lucene;

import io.github.discovery4j.index.vector.VectorIndex;
import io.github.discovery4j.index.vector.VectorIndexSettings;
import io.github.discovery4j.index.vector.VectorIndexStress;
import org.apache.lucene.store.ByteBuffersDirectory;

class LuceneIndexStressTest extends VectorIndexStress {

    @Override
    protected VectorIndex create(VectorIndexSettings settings) {
        return LuceneIndex.open(new ByteBuffersDirectory(), "memory", settings, LuceneSettings.DEFAULTS);
    }
}

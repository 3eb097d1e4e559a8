package io.github.discovery4j.index.lucene;

import io.github.discovery4j.index.vector.VectorIndex;
import io.github.discovery4j.index.vector.VectorIndexContract;
import io.github.discovery4j.index.vector.VectorIndexSettings;
import java.time.Duration;
import org.apache.lucene.store.ByteBuffersDirectory;

/** The contract of vector indexes, over files in memory: it erases often, and each erasure waits for the disk. */
abstract class LuceneIndexContract extends VectorIndexContract {

    /** Refreshes are the contract's to ask for. */
    static LuceneSettings.Builder byHand() {
        return LuceneSettings.builder().refreshEvery(Duration.ZERO).commitEvery(Duration.ZERO);
    }

    abstract LuceneSettings kept();

    @Override
    protected VectorIndex create(VectorIndexSettings settings) {
        return LuceneIndex.open(new ByteBuffersDirectory(), "memory", settings, kept());
    }
}

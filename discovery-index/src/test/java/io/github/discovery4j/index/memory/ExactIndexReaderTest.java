package io.github.discovery4j.index.memory;

import io.github.discovery4j.core.model.VectorReader;
import io.github.discovery4j.index.vector.VectorIndexSettings;
import io.github.discovery4j.testkit.VectorReaderContract;
import java.util.List;

class ExactIndexReaderTest extends VectorReaderContract {

    @Override
    protected VectorReader reader() {
        ExactIndex index = ExactIndex.of(VectorIndexSettings.of("films", 3));
        known().forEach(id -> index.accept(id, new float[] {1, 2, id.length()}));
        return index;
    }

    @Override
    protected List<String> known() {
        return List.of("arrival", "七人の侍", "\uD83C\uDFAC");
    }
}

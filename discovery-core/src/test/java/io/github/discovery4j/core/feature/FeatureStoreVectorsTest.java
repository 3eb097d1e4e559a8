package io.github.discovery4j.core.feature;

import io.github.discovery4j.core.model.VectorReader;
import io.github.discovery4j.testkit.VectorReaderContract;
import java.util.List;

class FeatureStoreVectorsTest extends VectorReaderContract {

    @Override
    protected VectorReader reader() {
        return Community.store(Community.ledger()).vectors("taste");
    }

    @Override
    protected List<String> known() {
        return List.of("ana", "чай", "\uD83D\uDC18");
    }
}

package io.github.discovery4j.rank.factorization;

import io.github.discovery4j.core.model.VectorReader;
import io.github.discovery4j.testkit.VectorReaderContract;
import java.util.List;

class BprVectorsTest extends VectorReaderContract {

    private final BprModel model = BprTrainer.builder().dimension(3).build().train(Samples.twoTastes());

    @Override
    protected VectorReader reader() {
        return model;
    }

    @Override
    protected List<String> known() {
        return List.of("A", "F", "dull");
    }
}

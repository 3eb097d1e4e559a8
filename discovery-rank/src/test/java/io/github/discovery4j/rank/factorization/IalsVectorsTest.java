package io.github.discovery4j.rank.factorization;

import io.github.discovery4j.core.model.VectorReader;
import io.github.discovery4j.testkit.VectorReaderContract;
import java.util.List;

class IalsVectorsTest extends VectorReaderContract {

    private final IalsModel model = IalsTrainer.builder().dimension(3).build().train(Samples.twoTastes());

    @Override
    protected VectorReader reader() {
        return model;
    }

    @Override
    protected List<String> known() {
        return List.of("A", "F", "dull");
    }
}

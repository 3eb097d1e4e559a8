package io.github.discovery4j.rank.factorization;

import io.github.discovery4j.core.data.Interactions;

class BprContractTest extends CatalogueModelContract {

    @Override
    CatalogueModel train(Interactions interactions, int threads) {
        return BprTrainer.builder()
                .dimension(7)
                .epochs(5)
                .foldInEpochs(3)
                .build()
                .train(interactions);
    }
}

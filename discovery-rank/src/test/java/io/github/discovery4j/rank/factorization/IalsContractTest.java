package io.github.discovery4j.rank.factorization;

import io.github.discovery4j.core.data.Interactions;

class IalsContractTest extends CatalogueModelContract {

    @Override
    CatalogueModel train(Interactions interactions, int threads) {
        return IalsTrainer.builder()
                .dimension(9)
                .epochs(3)
                .threads(threads)
                .build()
                .train(interactions);
    }
}

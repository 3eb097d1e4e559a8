package io.github.discovery4j.rank.factorization;

import io.github.discovery4j.core.data.Interactions;

class EaseContractTest extends CatalogueModelContract {

    @Override
    CatalogueModel train(Interactions interactions, int threads) {
        return EaseTrainer.builder().regularization(5).threads(threads).build().train(interactions);
    }
}

package io.github.discovery4j.rank.factorization;

import io.github.discovery4j.core.data.Interactions;

class Rp3BetaContractTest extends CatalogueModelContract {

    @Override
    CatalogueModel train(Interactions interactions, int threads) {
        return Rp3BetaTrainer.builder().neighbours(20).threads(threads).build().train(interactions);
    }
}

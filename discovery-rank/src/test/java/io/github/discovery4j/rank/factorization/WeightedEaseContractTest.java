package io.github.discovery4j.rank.factorization;

import io.github.discovery4j.core.data.Interactions;

class WeightedEaseContractTest extends CatalogueModelContract {

    @Override
    CatalogueModel train(Interactions interactions, int threads) {
        return EaseTrainer.builder()
                .regularization(5)
                .userExponent(0.5)
                .frequencyExponent(0.3)
                .threads(threads)
                .build()
                .train(interactions);
    }
}

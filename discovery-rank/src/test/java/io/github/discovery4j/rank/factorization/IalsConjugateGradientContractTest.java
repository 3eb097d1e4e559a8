package io.github.discovery4j.rank.factorization;

import io.github.discovery4j.core.data.Interactions;

class IalsConjugateGradientContractTest extends CatalogueModelContract {

    @Override
    CatalogueModel train(Interactions interactions, int threads) {
        return IalsTrainer.builder()
                .dimension(17)
                .epochs(3)
                .solver(IalsTrainer.Solver.CONJUGATE_GRADIENT)
                .weightScale(1)
                .threads(threads)
                .build()
                .train(interactions);
    }
}

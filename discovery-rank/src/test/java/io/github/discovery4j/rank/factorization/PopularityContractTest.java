package io.github.discovery4j.rank.factorization;

import io.github.discovery4j.core.data.Interactions;

class PopularityContractTest extends CatalogueModelContract {

    @Override
    CatalogueModel train(Interactions interactions, int threads) {
        return PopularityModel.countingPeople(interactions);
    }
}

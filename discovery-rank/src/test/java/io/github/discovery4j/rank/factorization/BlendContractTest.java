package io.github.discovery4j.rank.factorization;

import io.github.discovery4j.core.data.Interactions;
import java.util.List;

class BlendContractTest extends CatalogueModelContract {

    @Override
    CatalogueModel train(Interactions interactions, int threads) {
        return blend(interactions, threads);
    }

    /** One part of each kind. */
    static BlendModel blend(Interactions interactions, int threads) {
        return BlendModel.of(List.of(
                new BlendModel.Part(
                        EaseTrainer.builder()
                                .regularization(5)
                                .threads(threads)
                                .build()
                                .train(interactions),
                        1),
                new BlendModel.Part(
                        IalsTrainer.builder()
                                .dimension(4)
                                .epochs(2)
                                .threads(threads)
                                .build()
                                .train(interactions),
                        0.5),
                new BlendModel.Part(
                        BprTrainer.builder().dimension(3).epochs(2).build().train(interactions), 0.25),
                new BlendModel.Part(
                        Rp3BetaTrainer.builder()
                                .neighbours(5)
                                .threads(threads)
                                .build()
                                .train(interactions),
                        2),
                new BlendModel.Part(PopularityModel.countingPeople(interactions), 0.01)));
    }
}

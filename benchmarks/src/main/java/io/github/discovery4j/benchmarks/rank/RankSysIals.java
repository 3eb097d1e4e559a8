package io.github.discovery4j.benchmarks.rank;

import es.uam.eps.ir.ranksys.fast.index.SimpleFastItemIndex;
import es.uam.eps.ir.ranksys.fast.index.SimpleFastUserIndex;
import es.uam.eps.ir.ranksys.fast.preference.FastPreferenceData;
import es.uam.eps.ir.ranksys.fast.preference.SimpleFastPreferenceData;
import es.uam.eps.ir.ranksys.mf.Factorization;
import es.uam.eps.ir.ranksys.mf.als.HKVFactorizer;
import io.github.discovery4j.core.data.Interactions;
import io.github.discovery4j.core.evaluation.ModelTrainer;
import java.util.stream.IntStream;
import org.jooq.lambda.tuple.Tuple;

/** The implicit ALS of RankSys 0.4.3 (exact, double precision, parallel streams) over our interactions. */
final class RankSysIals {

    private RankSysIals() {}

    static FastPreferenceData<Integer, Integer> data(Interactions interactions) {
        return SimpleFastPreferenceData.load(
                IntStream.range(0, interactions.size())
                        .filter(index -> interactions.weight(index) > 0)
                        .mapToObj(index ->
                                Tuple.tuple(interactions.userOrdinal(index), interactions.itemOrdinal(index), 1.0)),
                SimpleFastUserIndex.load(
                        IntStream.range(0, interactions.users().size()).boxed()),
                SimpleFastItemIndex.load(
                        IntStream.range(0, interactions.items().size()).boxed()));
    }

    /** Likes weigh 1 + confidence, what was never seen 1. */
    static Factorization<Integer, Integer> train(
            FastPreferenceData<Integer, Integer> data,
            int dimension,
            double regularization,
            double confidence,
            int epochs) {
        return new HKVFactorizer<Integer, Integer>(regularization, value -> 1 + confidence * value, epochs)
                .factorize(dimension, data);
    }

    /** A model for an evaluation. */
    static ModelTrainer trainer(int dimension, double regularization, double confidence, int epochs) {
        return (train, seed) -> {
            Factorization<Integer, Integer> factors = train(data(train), dimension, regularization, confidence, epochs);
            double[][] users = factors.getUserMatrix().toArray();
            double[][] items = factors.getItemMatrix().toArray();
            return (user, scores) -> {
                for (int item = 0; item < scores.length; item++) {
                    double sum = 0;
                    for (int i = 0; i < dimension; i++) {
                        sum += users[user][i] * items[item][i];
                    }
                    scores[item] = sum;
                }
            };
        };
    }
}

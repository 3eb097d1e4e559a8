package io.github.discovery4j.rank.factorization;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.discovery4j.core.data.IdMap;
import io.github.discovery4j.core.data.Interactions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;

/** Over a catalogue in another order, with some items that the model does not know and without some that it knows. */
class RemappedModelTest extends CatalogueModelContract {

    @Override
    CatalogueModel train(Interactions interactions, int threads) {
        CatalogueModel ease = EaseTrainer.builder()
                .regularization(5)
                .threads(threads)
                .build()
                .train(interactions.subset(i -> i % 3 > 0));
        IdMap.Builder known = IdMap.builder();
        for (int item = interactions.items().size() - 1; item > 0; item--) {
            known.add(interactions.items().idOf(item));
        }
        Interactions.Builder elsewhere = Interactions.builder();
        for (int index = 0; index < interactions.size(); index++) {
            elsewhere.add(
                    interactions.users().idOf(interactions.userOrdinal(index)),
                    interactions.items().idOf(interactions.itemOrdinal(index)) + (index % 2 == 0 ? "" : "'"),
                    interactions.weight(index),
                    interactions.timeMillis(index));
        }
        CatalogueModel other =
                EaseTrainer.builder().regularization(5).threads(threads).build().train(elsewhere.build());
        assertThat(RemappedModel.of(ease, interactions.items())).isSameAs(ease);
        return RemappedModel.of(RemappedModel.of(other, known.build()), interactions.items());
    }

    @Example
    void theScoresAreTheModelsOwnAndWhatItDoesNotKnowComesLast() {
        CatalogueModel model = EaseTrainer.builder().regularization(1).build().train(Samples.twoTastes());
        List<String> ids = new ArrayList<>(List.of("new", "A", "B", "C", "D", "newer"));
        Collections.shuffle(ids, new Random(1));
        IdMap items = IdMap.of(ids);
        CatalogueModel remapped = RemappedModel.of(model, items);
        double[] own = new double[model.items().size()];
        double[] scores = new double[items.size()];
        model.scoreAll(model.historyOf(List.of("A", "D")), own);
        remapped.scoreAll(remapped.historyOf(List.of("A", "D", "new")), scores);
        double worst = Double.POSITIVE_INFINITY;
        for (String id : List.of("A", "B", "C", "D")) {
            assertThat(scores[items.ordinalOf(id)]).isEqualTo(own[model.items().ordinalOf(id)]);
            worst = Math.min(worst, scores[items.ordinalOf(id)]);
        }
        assertThat(scores[items.ordinalOf("new")]).isLessThan(worst).isEqualTo(scores[items.ordinalOf("newer")]);
    }
}

package io.github.discovery4j.rank.factorization;

import io.github.discovery4j.core.data.IdMap;
import java.util.Arrays;

/**
 * A model as seen from another catalogue: the same scores under that catalogue's ordinals.
 *
 * <p>Items that the model does not know come after all that it knows, and alike among themselves; in a history they are left
 * out. So a model that was saved can be measured on data that has come since.
 *
 * <p><b>Cost:</b> that of scoring the whole catalogue, also for one item: somebody has to be the last. <b>Threads:</b> safe.
 */
public final class RemappedModel implements CatalogueModel {

    private final CatalogueModel model;
    private final IdMap items;
    private final int[] ordinalInModel;

    private RemappedModel(CatalogueModel model, IdMap items) {
        this.model = model;
        this.items = items;
        this.ordinalInModel = new int[items.size()];
        Arrays.setAll(ordinalInModel, item -> model.items().ordinalOf(items.idOf(item)));
    }

    /**
     * Brings a model over.
     *
     * @param model any
     * @param items the other catalogue
     * @return the model itself if that is its catalogue already
     */
    public static CatalogueModel of(CatalogueModel model, IdMap items) {
        return model.items().equals(items) ? model : new RemappedModel(model, items);
    }

    @Override
    public IdMap items() {
        return items;
    }

    @Override
    public void scoreAll(int[] history, double[] scores) {
        Histories.check(history, items.size());
        Histories.checkScores(scores, items.size());
        double[] known = new double[model.items().size()];
        model.scoreAll(inModel(history), known);
        double worst = Arrays.stream(known).min().orElse(0);
        double unknown = Math.min(worst - 1, Math.nextDown(worst));
        for (int item = 0; item < scores.length; item++) {
            scores[item] = ordinalInModel[item] == IdMap.ABSENT ? unknown : known[ordinalInModel[item]];
        }
    }

    private int[] inModel(int[] history) {
        return Arrays.stream(history)
                .map(item -> ordinalInModel[item])
                .filter(item -> item != IdMap.ABSENT)
                .sorted()
                .toArray();
    }

    /** {@inheritDoc} Costs as much as {@link #scoreAll}. */
    @Override
    public void score(int[] history, int[] itemOrdinals, double[] scores) {
        Histories.checkScores(scores, itemOrdinals.length);
        double[] all = new double[items.size()];
        scoreAll(history, all);
        for (int i = 0; i < scores.length; i++) {
            scores[i] = all[itemOrdinals[i]];
        }
    }
}

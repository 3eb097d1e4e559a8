package io.github.discovery4j.rank.factorization;

import java.util.function.Supplier;

/** Looks at a model after each epoch of its training, and says whether to go on. */
@FunctionalInterface
public interface EpochListener {

    /** Lets every epoch be run. */
    EpochListener NONE = (epoch, model) -> true;

    /**
     * Is told that an epoch is done.
     *
     * @param epoch how many are, from 1 on
     * @param model makes the model as training would leave it now; later epochs do not change it
     * @return false to end training here
     */
    boolean afterEpoch(int epoch, Supplier<? extends CatalogueModel> model);
}

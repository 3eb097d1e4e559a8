package io.github.discovery4j.rank.factorization.training;

import io.github.discovery4j.core.artefact.ArtefactDescription;
import io.github.discovery4j.core.artefact.ArtefactStore;
import io.github.discovery4j.rank.factorization.CatalogueModel;
import io.github.discovery4j.rank.factorization.ModelArtefacts;
import java.io.IOException;
import java.util.List;

/**
 * A model and how it came about.
 *
 * @param model learned from all the data
 * @param description settings, coverage, metrics and digest of the data, for its artefact
 * @param trials what was tried, in that order
 */
public record TrainedModel(CatalogueModel model, ArtefactDescription description, List<Trial> trials) {

    /** Copies the list. */
    public TrainedModel {
        trials = List.copyOf(trials);
    }

    /**
     * Writes the model as a new version.
     *
     * @param store of this model's versions
     * @return the version's name
     * @throws IOException if it cannot be written; the versions before are as they were
     */
    public String publish(ArtefactStore store) throws IOException {
        return store.publish(writer -> {
            ModelArtefacts.write(model, writer);
            return description;
        });
    }
}

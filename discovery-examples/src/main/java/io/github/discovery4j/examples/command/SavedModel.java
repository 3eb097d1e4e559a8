package io.github.discovery4j.examples.command;

import io.github.discovery4j.core.artefact.Artefact;
import io.github.discovery4j.core.artefact.ArtefactException;
import io.github.discovery4j.core.artefact.ArtefactStore;
import io.github.discovery4j.core.artefact.TrainingData;
import io.github.discovery4j.core.data.Interactions;
import io.github.discovery4j.core.evaluation.ModelTrainer;
import io.github.discovery4j.rank.factorization.CatalogueModel;
import io.github.discovery4j.rank.factorization.ModelArtefacts;
import io.github.discovery4j.rank.factorization.RemappedModel;
import io.github.discovery4j.rank.factorization.UserScorer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * A model that {@code discovery train} wrote, to be measured as it is.
 *
 * @param name the folder's own
 * @param model what was learned
 * @param settings what it was learned with, and its version
 * @param trainingData the digest of what it was learned from
 */
record SavedModel(String name, CatalogueModel model, Map<String, String> settings, String trainingData) {

    /**
     * Reads the version in use.
     *
     * @throws CommandFailure if there is none, or it is damaged
     */
    static SavedModel read(Path folder) {
        try {
            return ArtefactStore.at(folder)
                    .load(artefact -> of(folder, artefact))
                    .value();
        } catch (ArtefactException e) {
            throw new CommandFailure(ExitCode.DATA, String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw CommandFailure.of(ExitCode.NO_INPUT, e);
        }
    }

    private static SavedModel of(Path folder, Artefact artefact) throws IOException {
        Map<String, String> settings =
                new TreeMap<>(artefact.manifest().description().hyperParameters());
        settings.put("version", artefact.manifest().modelVersion());
        return new SavedModel(
                name(folder),
                ModelArtefacts.read(artefact),
                settings,
                artefact.manifest().description().trainingData());
    }

    /** {@return what a folder's model is called} */
    static String name(Path folder) {
        return String.valueOf(folder.toAbsolutePath().normalize().getFileName());
    }

    /** {@return whether it was learned from these interactions} */
    boolean learnedFrom(Interactions interactions) {
        return TrainingData.digest(interactions).equals(trainingData);
    }

    /** {@return what an evaluation asks for: nothing is trained, people are scored by their histories} */
    ModelTrainer trainer() {
        return ModelTrainer.foldingIn(
                (train, histories, seed) -> new UserScorer(RemappedModel.of(model, histories.items()), histories));
    }
}

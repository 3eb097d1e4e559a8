package io.github.discovery4j.rank.harassment;

import io.github.discovery4j.core.artefact.Artefact;
import io.github.discovery4j.core.artefact.ArtefactDescription;
import io.github.discovery4j.core.artefact.ArtefactException;
import io.github.discovery4j.core.artefact.ArtefactWriter;
import io.github.discovery4j.core.data.IdMap;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes toxicity models into artefacts and reads them back: the model read answers as the one written, to the last bit.
 *
 * <p>Of the texts it keeps the hashes of n-grams that several of them share, and no text.
 *
 * <table>
 * <caption>Arrays of kind {@code toxicity}, n n-grams, c labels</caption>
 * <tr><th>array</th><th>what</th></tr>
 * <tr><td>{@code labels}</td><td>names, the benign one first</td></tr>
 * <tr><td>{@code hashes}</td><td>int32 n, ascending</td></tr>
 * <tr><td>{@code weights}</td><td>float32 n x c</td></tr>
 * <tr><td>{@code biases}</td><td>float64 c</td></tr>
 * </table>
 *
 * <p><b>Threads:</b> safe.
 */
public final class ToxicityArtefacts {

    /** The kind of these artefacts. */
    public static final String KIND = "toxicity";

    private ToxicityArtefacts() {}

    /**
     * Writes a model's arrays.
     *
     * @param model any
     * @param trainer that made it, for the description
     * @param writer of an artefact
     * @return a description with the trainer's settings, to which training data, metrics and more can be added
     * @throws IOException if they cannot be written
     */
    public static ArtefactDescription.Builder write(ToxicityModel model, ToxicityTrainer trainer, ArtefactWriter writer)
            throws IOException {
        writer.ids("labels", IdMap.of(model.labels()))
                .ints("hashes", model.hashes())
                .floats("weights", model.weights())
                .doubles("biases", model.biases());
        return ArtefactDescription.of(KIND)
                .counts(0, model.size())
                .hyperParameters(trainer.settings())
                .seed(trainer.seed());
    }

    /**
     * Reads the model of an artefact.
     *
     * @param artefact of kind {@value #KIND}
     * @return the model
     * @throws IOException if it cannot be read
     * @throws ArtefactException if it is of another kind or damaged, or its arrays do not fit together
     */
    public static ToxicityModel read(Artefact artefact) throws IOException {
        artefact.requireKind(KIND);
        IdMap ids = artefact.ids("labels");
        List<String> labels = new ArrayList<>();
        for (int label = 0; label < ids.size(); label++) {
            labels.add(ids.idOf(label));
        }
        try {
            return new ToxicityModel(
                    labels,
                    labels.isEmpty() ? "" : labels.getFirst(),
                    artefact.ints("hashes"),
                    artefact.floats("weights"),
                    artefact.doubles("biases"));
        } catch (IllegalArgumentException e) {
            throw new ArtefactException(
                    "the arrays of a toxicity model do not fit together: %s; take another version of the artefact"
                            .formatted(e.getMessage()),
                    e);
        }
    }
}

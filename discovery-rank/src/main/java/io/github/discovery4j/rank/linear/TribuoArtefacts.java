package io.github.discovery4j.rank.linear;

import io.github.discovery4j.core.artefact.Artefact;
import io.github.discovery4j.core.artefact.ArtefactDescription;
import io.github.discovery4j.core.artefact.ArtefactException;
import io.github.discovery4j.core.artefact.ArtefactWriter;
import java.io.IOException;

/**
 * Writes Tribuo's models into artefacts and reads them back: the model read scores as the one written, to the last bit.
 *
 * <p>An artefact of kind {@value #KIND} has one array, {@code model}: the bytes of Tribuo's protobuf, which Tribuo itself can
 * read. The manifest's {@code feature_schema} names the features in order, its {@code hyper_parameters} where the model comes
 * from; the whole provenance, with every setting, is in the protobuf.
 *
 * <p><b>Threads:</b> safe.
 */
public final class TribuoArtefacts {

    /** The kind of these artefacts. */
    public static final String KIND = "tribuo";

    private static final String MODEL = "model";

    private TribuoArtefacts() {}

    /**
     * Starts the description of a model.
     *
     * @param model what is going to be written
     * @return a description with its features and provenance, to which seed, metrics and more can be added
     */
    public static ArtefactDescription.Builder describe(TribuoModel model) {
        return ArtefactDescription.of(KIND).features(model.features()).hyperParameters(model.provenance());
    }

    /**
     * Writes a model.
     *
     * @param model any
     * @param writer of an artefact that is described by {@link #describe}
     * @throws IOException if it cannot be written
     */
    public static void write(TribuoModel model, ArtefactWriter writer) throws IOException {
        writer.bytes(MODEL, model.protobuf());
    }

    /**
     * Reads the model of an artefact.
     *
     * @param artefact of kind {@value #KIND}
     * @return the model
     * @throws IOException if it cannot be read
     * @throws ArtefactException if it is of another kind, holds no model, or one of other features than it says
     * @throws IllegalStateException if Tribuo is missing
     */
    public static TribuoModel read(Artefact artefact) throws IOException {
        ArtefactDescription description = artefact.requireKind(KIND).manifest().description();
        TribuoModel model;
        try {
            model = TribuoModel.parse(artefact.bytes(MODEL), "array \"model\"");
        } catch (TribuoModelException e) {
            throw new ArtefactException(e.getMessage() + "; take another version of the artefact", e);
        }
        if (!model.features().equals(description.featureSchema())) {
            throw new ArtefactException("field \"feature_schema\" must be the model's features, was %s and %s"
                    .formatted(description.featureSchema(), model.features()));
        }
        return model;
    }
}

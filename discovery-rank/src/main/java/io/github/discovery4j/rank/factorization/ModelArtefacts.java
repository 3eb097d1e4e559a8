package io.github.discovery4j.rank.factorization;

import io.github.discovery4j.core.artefact.Artefact;
import io.github.discovery4j.core.artefact.ArtefactException;
import io.github.discovery4j.core.artefact.ArtefactWriter;
import io.github.discovery4j.core.data.IdMap;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes the models of this package into artefacts and reads them back: the model read scores as the one written, to the
 * last bit.
 *
 * <p>An artefact holds ids of items and what all people's likes have taught together. It holds no person's id, history or
 * vector: people are scored from their history as it is when they ask, under their consent at that moment.
 *
 * <table>
 * <caption>Arrays, n items of d values</caption>
 * <tr><th>kind</th><th>arrays</th></tr>
 * <tr><td>{@code popularity}</td><td>{@code items}, {@code popularity} float64 n</td></tr>
 * <tr><td>{@code ease}</td><td>{@code items}, {@code weights} float32 n x n</td></tr>
 * <tr><td>{@code ials}</td><td>{@code items}, {@code settings} float64 6, {@code factors} float32 n x d, {@code item_gram} and
 *     {@code user_gram} float64 d x d</td></tr>
 * <tr><td>{@code bpr}</td><td>{@code items}, {@code settings} float64 4, {@code seed} int32 2, {@code factors} float32 n x d,
 *     {@code biases} float32 n</td></tr>
 * <tr><td>{@code rp3beta}</td><td>{@code items}, {@code offsets} int32 n + 1, {@code neighbours} int32, {@code weights} float32,
 *     one a neighbour</td></tr>
 * <tr><td>{@code blend}</td><td>{@code items}, {@code part_weights} float64 and {@code part_kinds} one a part, such as
 *     {@code 0 ease}; the arrays of part 0 as above, their names after {@code part0_}</td></tr>
 * </table>
 *
 * <p><b>Threads:</b> safe.
 */
public final class ModelArtefacts {

    private static final String ITEMS = "items";
    private static final String BLEND = "blend";
    private static final String PART_WEIGHTS = "part_weights";
    private static final String PART_KINDS = "part_kinds";
    private static final String SEPARATOR = " ";

    private ModelArtefacts() {}

    /**
     * Returns the kind that a model's artefact has.
     *
     * @param model of this package
     * @return such as {@code ease}
     * @throws IllegalArgumentException if it is not a model of this package
     */
    public static String kind(CatalogueModel model) {
        return switch (model) {
            case PopularityModel popularity -> "popularity";
            case EaseModel ease -> "ease";
            case IalsModel ials -> "ials";
            case BprModel bpr -> "bpr";
            case Rp3BetaModel rp3beta -> "rp3beta";
            case BlendModel blend -> BLEND;
            default -> throw unknown(model);
        };
    }

    /**
     * Returns how many values a model's vectors have.
     *
     * @param model any
     * @return 0 for a model without vectors
     */
    public static int embeddingDim(CatalogueModel model) {
        return model instanceof FactorModel factors ? factors.dimension() : 0;
    }

    /**
     * Writes a model's arrays.
     *
     * @param model of this package
     * @param writer of an artefact of the model's {@link #kind}
     * @throws IOException if they cannot be written
     * @throws IllegalArgumentException if it is not a model of this package, or an id is not well-formed Unicode
     */
    public static void write(CatalogueModel model, ArtefactWriter writer) throws IOException {
        writer.ids(ITEMS, model.items());
        if (model instanceof BlendModel blend) {
            writeParts(blend, writer);
        } else {
            new ModelWriter(writer, "").write(model);
        }
    }

    private static void writeParts(BlendModel blend, ArtefactWriter writer) throws IOException {
        List<BlendModel.Part> parts = blend.parts();
        writer.doubles(
                PART_WEIGHTS,
                parts.stream().mapToDouble(BlendModel.Part::weight).toArray());
        IdMap.Builder kinds = IdMap.builder();
        for (int part = 0; part < parts.size(); part++) {
            kinds.add(part + SEPARATOR + kind(parts.get(part).model()));
            new ModelWriter(writer, prefix(part)).write(parts.get(part).model());
        }
        writer.ids(PART_KINDS, kinds.build());
    }

    /**
     * Reads the model of an artefact.
     *
     * @param artefact of any of the kinds above
     * @return the model
     * @throws IOException if it cannot be read
     * @throws ArtefactException if it is of another kind, or its arrays do not fit together
     */
    public static CatalogueModel read(Artefact artefact) throws IOException {
        String kind = artefact.manifest().description().kind();
        IdMap items = artefact.ids(ITEMS);
        return kind.equals(BLEND) ? readParts(artefact, items) : new ModelReader(artefact, items, "").read(kind);
    }

    /**
     * Reads the model of an artefact that must be of one class.
     *
     * @param artefact of that model's kind
     * @param type the model's class
     * @param <M> the model's class
     * @return the model
     * @throws IOException if it cannot be read
     * @throws ArtefactException if it is another model, or its arrays do not fit together
     */
    public static <M extends CatalogueModel> M read(Artefact artefact, Class<M> type) throws IOException {
        CatalogueModel model = read(artefact);
        if (!type.isInstance(model)) {
            throw new ArtefactException(
                    "the model must be a %s, the artefact's kind is \"%s\"; name the folder of another"
                            .formatted(type.getSimpleName(), kind(model)));
        }
        return type.cast(model);
    }

    private static BlendModel readParts(Artefact artefact, IdMap items) throws IOException {
        double[] weights = artefact.doubles(PART_WEIGHTS);
        IdMap kinds = artefact.ids(PART_KINDS);
        if (weights.length == 0 || weights.length != kinds.size()) {
            throw new ArtefactException(
                    "arrays \"%s\" and \"%s\" must have one value a part, had %d and %d; take another version of the artefact"
                            .formatted(PART_WEIGHTS, PART_KINDS, weights.length, kinds.size()));
        }
        List<BlendModel.Part> parts = new ArrayList<>(weights.length);
        for (int part = 0; part < weights.length; part++) {
            String kind = kinds.idOf(part).replaceFirst("^\\d+" + SEPARATOR, "");
            CatalogueModel model = new ModelReader(artefact, items, prefix(part)).read(kind);
            try {
                parts.add(new BlendModel.Part(model, weights[part]));
            } catch (IllegalArgumentException e) {
                throw new ArtefactException(
                        "array \"%s\", value %d: %s".formatted(PART_WEIGHTS, part, e.getMessage()), e);
            }
        }
        return BlendModel.of(parts);
    }

    private static String prefix(int part) {
        return "part" + part + "_";
    }

    static ArtefactException unknownKind(String kind) {
        return new ArtefactException(
                "field \"kind\" must be one of popularity, ease, ials, bpr, rp3beta, blend, was \"%s\"; read it with what wrote it"
                        .formatted(kind));
    }

    static IllegalArgumentException unknown(CatalogueModel model) {
        return new IllegalArgumentException(
                "a model of this package is written, was %s; write its arrays with ArtefactWriter"
                        .formatted(model.getClass().getName()));
    }
}

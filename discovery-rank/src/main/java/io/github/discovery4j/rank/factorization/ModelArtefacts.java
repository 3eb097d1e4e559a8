package io.github.discovery4j.rank.factorization;

import io.github.discovery4j.core.artefact.Artefact;
import io.github.discovery4j.core.artefact.ArtefactException;
import io.github.discovery4j.core.artefact.ArtefactWriter;
import io.github.discovery4j.core.data.IdMap;
import java.io.IOException;
import java.util.Arrays;

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
 * </table>
 *
 * <p><b>Threads:</b> safe.
 */
public final class ModelArtefacts {

    private static final String ITEMS = "items";
    private static final String WEIGHTS = "weights";
    private static final String SETTINGS = "settings";
    private static final String FACTORS = "factors";
    private static final int IALS_SETTINGS = 6;
    private static final int BPR_SETTINGS = 4;

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
            default -> throw unknown(model.getClass().getName());
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
        switch (model) {
            case PopularityModel popularity -> writer.doubles("popularity", popularity.popularities());
            case EaseModel ease -> writer.floats(WEIGHTS, ease.weights());
            case IalsModel ials -> write(ials, writer);
            case BprModel bpr -> write(bpr, writer);
            case Rp3BetaModel rp3beta ->
                writer.ints("offsets", rp3beta.offsets())
                        .ints("neighbours", rp3beta.neighbours())
                        .floats(WEIGHTS, rp3beta.weights());
            default -> throw unknown(model.getClass().getName());
        }
    }

    private static void write(IalsModel model, ArtefactWriter writer) throws IOException {
        IalsSettings settings = model.settings();
        writer.doubles(SETTINGS, new double[] {
                    settings.dimension(),
                    settings.regularization(),
                    settings.unobservedWeight(),
                    settings.frequencyExponent(),
                    settings.weightScale(),
                    model.userCount()
                })
                .floats(FACTORS, model.factors().toFlat())
                .doubles("item_gram", flat(model.itemGram()))
                .doubles("user_gram", flat(model.userGram()));
    }

    private static void write(BprModel model, ArtefactWriter writer) throws IOException {
        BprSettings settings = model.settings();
        writer.doubles(SETTINGS, new double[] {
                    settings.dimension(), settings.learningRate(), settings.regularization(), settings.foldInEpochs()
                })
                .ints("seed", new int[] {(int) (settings.seed() >>> Integer.SIZE), (int) settings.seed()})
                .floats(FACTORS, model.factors().toFlat())
                .floats("biases", model.biases());
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
        return switch (kind) {
            case "popularity" ->
                new PopularityModel(items, sized(artefact.doubles("popularity"), items.size(), "popularity"));
            case "ease" -> new EaseModel(items, sized(artefact.floats(WEIGHTS), square(items.size()), WEIGHTS));
            case "ials" -> readIals(artefact, items);
            case "bpr" -> readBpr(artefact, items);
            case "rp3beta" -> readRp3Beta(artefact, items);
            default ->
                throw new ArtefactException(
                        "field \"kind\" must be one of popularity, ease, ials, bpr, rp3beta, was \"%s\"; read it with what wrote it"
                                .formatted(kind));
        };
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

    private static IalsModel readIals(Artefact artefact, IdMap items) throws IOException {
        double[] settings = sized(artefact.doubles(SETTINGS), IALS_SETTINGS, SETTINGS);
        int d = (int) settings[0];
        return new IalsModel(
                items,
                new IalsSettings(d, settings[1], settings[2], settings[3], settings[4]),
                factors(artefact, items, d),
                square(sized(artefact.doubles("item_gram"), square(d), "item_gram"), d),
                square(sized(artefact.doubles("user_gram"), square(d), "user_gram"), d),
                (int) settings[5]);
    }

    private static BprModel readBpr(Artefact artefact, IdMap items) throws IOException {
        double[] settings = sized(artefact.doubles(SETTINGS), BPR_SETTINGS, SETTINGS);
        int d = (int) settings[0];
        int[] seed = artefact.ints("seed");
        requireLength(seed.length, 2, "seed");
        return new BprModel(
                items,
                new BprSettings(
                        d,
                        settings[1],
                        settings[2],
                        (int) settings[3],
                        ((long) seed[0] << Integer.SIZE) | Integer.toUnsignedLong(seed[1])),
                factors(artefact, items, d),
                sized(artefact.floats("biases"), items.size(), "biases"));
    }

    private static FactorTable factors(Artefact artefact, IdMap items, int d) throws IOException {
        if (d < 1) {
            throw new ArtefactException("array \"settings\": the dimension must be 1 or more, was " + d);
        }
        return FactorTable.ofFlat(sized(artefact.floats(FACTORS), (long) items.size() * d, FACTORS), d);
    }

    private static Rp3BetaModel readRp3Beta(Artefact artefact, IdMap items) throws IOException {
        int[] offsets = artefact.ints("offsets");
        int[] neighbours = artefact.ints("neighbours");
        requireLength(offsets.length, items.size() + 1L, "offsets");
        for (int item = 0; item < items.size(); item++) {
            if (offsets[item] > offsets[item + 1]) {
                throw new ArtefactException("array \"offsets\", value %d: must not descend".formatted(item + 1));
            }
        }
        if (offsets[0] != 0 || offsets[items.size()] != neighbours.length) {
            throw new ArtefactException("array \"offsets\" must go from 0 to %d, the neighbours, went from %d to %d"
                    .formatted(neighbours.length, offsets[0], offsets[items.size()]));
        }
        for (int place = 0; place < neighbours.length; place++) {
            if (neighbours[place] < 0 || neighbours[place] >= items.size()) {
                throw new ArtefactException("array \"neighbours\", value %d: must be in [0, %d), was %d"
                        .formatted(place, items.size(), neighbours[place]));
            }
        }
        return new Rp3BetaModel(
                items, offsets, neighbours, sized(artefact.floats(WEIGHTS), neighbours.length, WEIGHTS));
    }

    private static double[] flat(double[][] rows) {
        return Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
    }

    private static double[][] square(double[] values, int d) {
        double[][] rows = new double[d][];
        Arrays.setAll(rows, row -> Arrays.copyOfRange(values, row * d, (row + 1) * d));
        return rows;
    }

    private static long square(int n) {
        return (long) n * n;
    }

    private static double[] sized(double[] values, long length, String name) {
        requireLength(values.length, length, name);
        return values;
    }

    private static float[] sized(float[] values, long length, String name) {
        requireLength(values.length, length, name);
        return values;
    }

    private static void requireLength(long is, long length, String name) {
        if (is != length) {
            throw new ArtefactException("array \"%s\" must have %d values, had %d; take another version of the artefact"
                    .formatted(name, length, is));
        }
    }

    private static IllegalArgumentException unknown(String model) {
        return new IllegalArgumentException(
                "a model of this package is written, was " + model + "; write its arrays with ArtefactWriter");
    }
}

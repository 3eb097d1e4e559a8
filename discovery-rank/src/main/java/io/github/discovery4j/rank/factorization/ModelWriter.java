package io.github.discovery4j.rank.factorization;

import io.github.discovery4j.core.artefact.ArtefactWriter;
import java.io.IOException;
import java.util.Arrays;

/** Writes a model's arrays, but for the ids of its items, under names that begin with a prefix. */
final class ModelWriter {

    private final ArtefactWriter writer;
    private final String prefix;

    ModelWriter(ArtefactWriter writer, String prefix) {
        this.writer = writer;
        this.prefix = prefix;
    }

    void write(CatalogueModel model) throws IOException {
        switch (model) {
            case PopularityModel popularity -> doubles("popularity", popularity.popularities());
            case EaseModel ease -> floats("weights", ease.weights());
            case IalsModel ials -> write(ials);
            case BprModel bpr -> write(bpr);
            case Rp3BetaModel rp3beta -> {
                ints("offsets", rp3beta.offsets());
                ints("neighbours", rp3beta.neighbours());
                floats("weights", rp3beta.weights());
            }
            default -> throw ModelArtefacts.unknown(model);
        }
    }

    private void write(IalsModel model) throws IOException {
        IalsSettings settings = model.settings();
        doubles(
                "settings",
                settings.dimension(),
                settings.regularization(),
                settings.unobservedWeight(),
                settings.frequencyExponent(),
                settings.weightScale(),
                model.userCount());
        floats("factors", model.factors().toFlat());
        doubles("item_gram", flat(model.itemGram()));
        doubles("user_gram", flat(model.userGram()));
    }

    private void write(BprModel model) throws IOException {
        BprSettings settings = model.settings();
        doubles(
                "settings",
                settings.dimension(),
                settings.learningRate(),
                settings.regularization(),
                settings.foldInEpochs());
        ints("seed", (int) (settings.seed() >>> Integer.SIZE), (int) settings.seed());
        floats("factors", model.factors().toFlat());
        floats("biases", model.biases());
    }

    private void doubles(String name, double... values) throws IOException {
        writer.doubles(prefix + name, values);
    }

    private void floats(String name, float... values) throws IOException {
        writer.floats(prefix + name, values);
    }

    private void ints(String name, int... values) throws IOException {
        writer.ints(prefix + name, values);
    }

    private static double[] flat(double[][] rows) {
        return Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
    }
}

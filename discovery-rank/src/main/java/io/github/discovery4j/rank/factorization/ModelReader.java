package io.github.discovery4j.rank.factorization;

import io.github.discovery4j.core.artefact.Artefact;
import io.github.discovery4j.core.artefact.ArtefactException;
import io.github.discovery4j.core.data.IdMap;
import java.io.IOException;
import java.util.Arrays;

/** Reads what {@link ModelWriter} wrote, and refuses arrays that do not fit together. */
final class ModelReader {

    private static final int IALS_SETTINGS = 6;
    private static final int BPR_SETTINGS = 4;

    private final Artefact artefact;
    private final IdMap items;
    private final String prefix;

    ModelReader(Artefact artefact, IdMap items, String prefix) {
        this.artefact = artefact;
        this.items = items;
        this.prefix = prefix;
    }

    CatalogueModel read(String kind) throws IOException {
        int n = items.size();
        return switch (kind) {
            case "popularity" -> new PopularityModel(items, doubles("popularity", n));
            case "ease" -> new EaseModel(items, floats("weights", square(n)));
            case "ials" -> ials();
            case "bpr" -> bpr();
            case "rp3beta" -> rp3Beta();
            default -> throw ModelArtefacts.unknownKind(kind);
        };
    }

    private IalsModel ials() throws IOException {
        double[] settings = doubles("settings", IALS_SETTINGS);
        int d = (int) settings[0];
        return new IalsModel(
                items,
                new IalsSettings(d, settings[1], settings[2], settings[3], settings[4]),
                factors(d),
                square(doubles("item_gram", square(d)), d),
                square(doubles("user_gram", square(d)), d),
                (int) settings[5]);
    }

    private BprModel bpr() throws IOException {
        double[] settings = doubles("settings", BPR_SETTINGS);
        int d = (int) settings[0];
        int[] seed = ints("seed");
        requireLength(seed.length, 2, "seed");
        return new BprModel(
                items,
                new BprSettings(
                        d,
                        settings[1],
                        settings[2],
                        (int) settings[3],
                        ((long) seed[0] << Integer.SIZE) | Integer.toUnsignedLong(seed[1])),
                factors(d),
                floats("biases", items.size()));
    }

    private FactorTable factors(int d) throws IOException {
        if (d < 1) {
            throw new ArtefactException(
                    "array \"%ssettings\": the dimension must be 1 or more, was %d".formatted(prefix, d));
        }
        return FactorTable.ofFlat(floats("factors", (long) items.size() * d), d);
    }

    private Rp3BetaModel rp3Beta() throws IOException {
        int[] offsets = ints("offsets");
        int[] neighbours = ints("neighbours");
        requireLength(offsets.length, items.size() + 1L, "offsets");
        for (int item = 0; item < items.size(); item++) {
            if (offsets[item] > offsets[item + 1]) {
                throw new ArtefactException(
                        "array \"%soffsets\", value %d: must not descend".formatted(prefix, item + 1));
            }
        }
        if (offsets[0] != 0 || offsets[items.size()] != neighbours.length) {
            throw new ArtefactException("array \"%soffsets\" must go from 0 to %d, the neighbours, went from %d to %d"
                    .formatted(prefix, neighbours.length, offsets[0], offsets[items.size()]));
        }
        for (int place = 0; place < neighbours.length; place++) {
            if (neighbours[place] < 0 || neighbours[place] >= items.size()) {
                throw new ArtefactException("array \"%sneighbours\", value %d: must be in [0, %d), was %d"
                        .formatted(prefix, place, items.size(), neighbours[place]));
            }
        }
        return new Rp3BetaModel(items, offsets, neighbours, floats("weights", neighbours.length));
    }

    private double[] doubles(String name, long length) throws IOException {
        double[] values = artefact.doubles(prefix + name);
        requireLength(values.length, length, name);
        return values;
    }

    private float[] floats(String name, long length) throws IOException {
        float[] values = artefact.floats(prefix + name);
        requireLength(values.length, length, name);
        return values;
    }

    private int[] ints(String name) throws IOException {
        return artefact.ints(prefix + name);
    }

    private void requireLength(long is, long length, String name) {
        if (is != length) {
            throw new ArtefactException(
                    "array \"%s%s\" must have %d values, had %d; take another version of the artefact"
                            .formatted(prefix, name, length, is));
        }
    }

    private static double[][] square(double[] values, int d) {
        double[][] rows = new double[d][];
        Arrays.setAll(rows, row -> Arrays.copyOfRange(values, row * d, (row + 1) * d));
        return rows;
    }

    private static long square(int n) {
        return (long) n * n;
    }
}

package io.github.discovery4j.rank.link;

import io.github.discovery4j.core.artefact.Artefact;
import io.github.discovery4j.core.artefact.ArtefactException;
import io.github.discovery4j.core.artefact.ArtefactWriter;
import io.github.discovery4j.core.data.IdMap;
import java.io.IOException;
import java.util.Arrays;

/**
 * Writes models of people into artefacts and reads them back: the model read scores as the one written, to the last bit.
 *
 * <p>An artefact of kind {@value #KIND} holds the ids of {@code people}, n, and of {@code items}, m; {@code dimensions} int32 d and t;
 * {@code by_ties} float32 n x (d + 1); {@code by_likes} float32 n x (t + d); {@code anchors} float32 n x d; {@code item_rows}
 * float32 m x t; {@code regression} float64 (t + 1) x d; {@code weights} float64 4 x 6. So people's ids and vectors learned from their ties and likes are in it: keep it as
 * you keep those, and prune old versions. It holds neither ties nor likes.
 *
 * <p><b>Threads:</b> safe.
 */
public final class PeopleArtefacts {

    /** The kind of a {@link JointPeopleModel}'s artefact. */
    public static final String KIND = "joint-people";

    private static final String DIMENSIONS = "dimensions";

    private PeopleArtefacts() {}

    /**
     * Writes a model's arrays.
     *
     * @param model any
     * @param writer of an artefact of kind {@link #KIND}
     * @throws IOException if they cannot be written
     * @throws IllegalArgumentException if an id is not well-formed Unicode
     */
    public static void write(JointPeopleModel model, ArtefactWriter writer) throws IOException {
        JointPeopleModel.Learned learned = model.learned();
        writer.ids("people", model.people())
                .ids("items", model.items())
                .ints(DIMENSIONS, new int[] {learned.dimension(), learned.tasteDimension()})
                .floats("by_ties", learned.byTies().flat())
                .floats("by_likes", learned.byLikes().flat())
                .floats("anchors", learned.anchors().flat())
                .floats("item_rows", learned.itemRows().flat())
                .doubles("regression", flat(learned.regression()))
                .doubles("weights", flat(learned.weights()));
    }

    private static double[] flat(double[][] rows) {
        return Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
    }

    /**
     * Reads the model of an artefact.
     *
     * @param artefact of kind {@link #KIND}
     * @return the model
     * @throws IOException if it cannot be read
     * @throws ArtefactException if it is of another kind, or its arrays do not fit together
     */
    public static JointPeopleModel read(Artefact artefact) throws IOException {
        artefact.requireKind(KIND);
        IdMap people = artefact.ids("people");
        IdMap items = artefact.ids("items");
        int[] dimensions = artefact.ints(DIMENSIONS);
        requireLength(dimensions.length, 2, DIMENSIONS);
        int d = inRange(dimensions[0]);
        int t = inRange(dimensions[1]);
        return new JointPeopleModel(
                people,
                items,
                new JointPeopleModel.Learned(
                        d,
                        t,
                        rows(artefact, "by_ties", people.size(), d + 1),
                        rows(artefact, "by_likes", people.size(), t + d),
                        rows(artefact, "anchors", people.size(), d),
                        rows(artefact, "item_rows", items.size(), t),
                        table(artefact, "regression", t + 1, d),
                        table(artefact, "weights", JointPeopleModel.SITUATIONS, JointPeopleModel.WEIGHTS)));
    }

    private static int inRange(int dimension) {
        if (dimension < 1 || dimension > JointPeopleTrainer.MAX_DIMENSION) {
            throw new ArtefactException(
                    "array \"dimensions\" must have values in [1, %d], had %d; take another version of the artefact"
                            .formatted(JointPeopleTrainer.MAX_DIMENSION, dimension));
        }
        return dimension;
    }

    private static Rows rows(Artefact artefact, String name, int count, int length) throws IOException {
        float[] values = artefact.floats(name);
        requireLength(values.length, (long) count * length, name);
        return Rows.of(values, length);
    }

    private static double[][] table(Artefact artefact, String name, int count, int length) throws IOException {
        double[] values = artefact.doubles(name);
        requireLength(values.length, (long) count * length, name);
        double[][] rows = new double[count][];
        Arrays.setAll(rows, row -> Arrays.copyOfRange(values, row * length, (row + 1) * length));
        return rows;
    }

    private static void requireLength(long is, long length, String name) {
        if (is != length) {
            throw new ArtefactException("array \"%s\" must have %d values, had %d; take another version of the artefact"
                    .formatted(name, length, is));
        }
    }
}

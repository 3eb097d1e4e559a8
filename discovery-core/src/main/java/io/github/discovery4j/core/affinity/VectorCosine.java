package io.github.discovery4j.core.affinity;

import io.github.discovery4j.core.feature.Cosine;
import io.github.discovery4j.core.model.FeatureTable;
import io.github.discovery4j.core.model.VectorReader;
import io.github.discovery4j.core.stage.FeatureHydrator;
import io.github.discovery4j.core.stage.PairBatch;
import java.time.Instant;
import java.util.Optional;

/**
 * Fills one column with the cosine of the two vectors that a reader has. Rows of the past are NaN unless they come after the moment
 * up to which the vectors know anything.
 *
 * @param reader masks what consent does not allow
 * @param until of what time the newest thing is that the vectors were made from; empty if they are of the present
 */
record VectorCosine(VectorReader reader, Optional<Instant> until) implements FeatureHydrator {

    private static final float[] NONE = {};

    @Override
    public void hydrate(PairBatch pairs, FeatureTable.Writer columns) {
        Side subjects = new Side();
        Side objects = new Side();
        for (int row = 0; row < pairs.size(); row++) {
            if (pairs.present() || (until.isPresent() && !pairs.asOf(row).isBefore(until.get()))) {
                columns.set(
                        row, 0, Cosine.of(subjects.vector(pairs.subjectId(row)), objects.vector(pairs.objectId(row))));
            }
        }
    }

    /** One side of a batch; who stays the same from row to row is read once. */
    private final class Side {
        private final float[] vector = new float[reader.dimension()];
        private String id = "";
        private boolean read;
        private boolean known;

        float[] vector(String of) {
            if (!read || !of.equals(id)) {
                id = of;
                read = true;
                known = reader.read(of, vector, 0);
            }
            return known ? vector : NONE;
        }
    }
}

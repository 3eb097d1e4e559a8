package io.github.discovery4j.rank.diversity;

import dev.ludovic.netlib.blas.BLAS;
import dev.ludovic.netlib.blas.JavaBLAS;
import io.github.discovery4j.core.model.VectorReader;
import io.github.discovery4j.core.stage.KeptCandidates;
import java.util.Arrays;

/**
 * The vectors of one request's candidates, scaled to unit length when they are first compared; all zeros for one without a
 * vector, or whose vector is not finite.
 *
 * <p><b>Shapes:</b> n rows of d float32. <b>Cost:</b> 4d bytes for each candidate that is compared. The products go to the library one pair at a time:
 * a similarity then depends on the two vectors alone, and candidates with the same vector tie exactly, which a product of
 * the whole matrix does not promise. <b>Threads:</b> belongs to one request.
 */
final class UnitVectors {

    private static final BLAS BLAS_ROUTINES = JavaBLAS.getInstance();

    /** Squared lengths between which float32 neither overflows nor loses digits. */
    private static final float SHORT = 1e-20f;

    private static final float LONG = 1e20f;

    private static final float[] UNREAD = {};

    private final KeptCandidates kept;
    private final VectorReader reader;
    private final int dimension;
    private final float[][] rows;

    UnitVectors(KeptCandidates kept, VectorReader reader) {
        this.kept = kept;
        this.reader = reader;
        this.dimension = reader.dimension();
        this.rows = new float[kept.size()][];
        Arrays.fill(rows, UNREAD);
    }

    /** Returns the cosine of two candidates, in [-1, 1]; 0 when one of them has no vector. */
    double cosine(int a, int b) {
        return Math.clamp(product(row(a), row(b)), -1f, 1f);
    }

    private float product(float[] one, float[] other) {
        return BLAS_ROUTINES.sdot(dimension, one, 0, 1, other, 0, 1);
    }

    private float[] row(int index) {
        float[] row = rows[index];
        if (row == UNREAD) {
            row = new float[dimension];
            rows[index] = row;
            if (reader.read(kept.id(index), row, 0)) {
                normalise(row);
            }
        }
        return row;
    }

    private void normalise(float[] row) {
        float squares = product(row, row);
        if (squares > SHORT && squares < LONG) {
            float factor = (float) (1 / Math.sqrt(squares));
            for (int i = 0; i < row.length; i++) {
                row[i] *= factor;
            }
        } else {
            normaliseExtreme(row);
        }
    }

    private static void normaliseExtreme(float[] row) {
        double squares = 0;
        for (float value : row) {
            squares += (double) value * value;
        }
        double length = Math.sqrt(squares);
        boolean direction = length > 0 && Double.isFinite(length);
        for (int i = 0; i < row.length; i++) {
            row[i] = direction ? (float) (row[i] / length) : 0;
        }
    }
}

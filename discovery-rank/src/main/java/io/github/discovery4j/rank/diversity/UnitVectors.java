package io.github.discovery4j.rank.diversity;

import dev.ludovic.netlib.blas.BLAS;
import dev.ludovic.netlib.blas.JavaBLAS;
import io.github.discovery4j.core.model.VectorReader;
import io.github.discovery4j.core.stage.KeptCandidates;

/**
 * The vectors of one request's candidates, scaled to unit length when they are first compared; all zeros for one without a
 * vector, or whose vector is not finite.
 *
 * <p><b>Shapes:</b> n x d float32, row-major. <b>Cost:</b> 4nd bytes. The products go to the library one pair at a time:
 * a similarity then depends on the two vectors alone, and candidates with the same vector tie exactly, which a product of
 * the whole matrix does not promise. <b>Threads:</b> belongs to one request.
 */
final class UnitVectors {

    private static final BLAS BLAS_ROUTINES = JavaBLAS.getInstance();

    /** Squared lengths between which float32 neither overflows nor loses digits. */
    private static final float SHORT = 1e-20f;

    private static final float LONG = 1e20f;

    private final KeptCandidates kept;
    private final VectorReader reader;
    private final int dimension;
    private final float[] values;
    private final boolean[] read;

    UnitVectors(KeptCandidates kept, VectorReader reader) {
        this.kept = kept;
        this.reader = reader;
        this.dimension = reader.dimension();
        this.values = new float[Math.multiplyExact(kept.size(), dimension)];
        this.read = new boolean[kept.size()];
    }

    /** Returns the cosine of two candidates, in [-1, 1]; 0 when one of them has no vector. */
    double cosine(int a, int b) {
        float product =
                BLAS_ROUTINES.sdot(dimension, values, offset(a), 1, values, offset(b), 1);
        return Math.clamp(product, -1f, 1f);
    }

    private int offset(int index) {
        int offset = index * dimension;
        if (!read[index]) {
            read[index] = true;
            if (reader.read(kept.id(index), values, offset)) {
                normalise(offset);
            }
        }
        return offset;
    }

    private void normalise(int offset) {
        float squares = BLAS_ROUTINES.sdot(dimension, values, offset, 1, values, offset, 1);
        if (squares > SHORT && squares < LONG) {
            scale(offset, (float) (1 / Math.sqrt(squares)));
        } else {
            normaliseExtreme(offset);
        }
    }

    private void scale(int offset, float factor) {
        for (int i = offset; i < offset + dimension; i++) {
            values[i] *= factor;
        }
    }

    private void normaliseExtreme(int offset) {
        double squares = 0;
        for (int i = offset; i < offset + dimension; i++) {
            squares += (double) values[i] * values[i];
        }
        double length = Math.sqrt(squares);
        boolean direction = length > 0 && Double.isFinite(length);
        for (int i = offset; i < offset + dimension; i++) {
            values[i] = direction ? (float) (values[i] / length) : 0;
        }
    }
}

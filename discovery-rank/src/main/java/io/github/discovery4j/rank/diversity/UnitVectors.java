package io.github.discovery4j.rank.diversity;

import dev.ludovic.netlib.blas.BLAS;
import dev.ludovic.netlib.blas.JavaBLAS;
import io.github.discovery4j.core.model.VectorReader;
import io.github.discovery4j.core.stage.KeptCandidates;

/**
 * The vectors of one request's candidates, scaled to unit length; all zeros for one without a vector.
 *
 * <p><b>Shapes:</b> n x d float32, row-major. <b>Cost:</b> 4nd bytes. The products go to the library one pair at a time:
 * a similarity then depends on the two vectors alone, and candidates with the same vector tie exactly, which a product of
 * the whole matrix does not promise.
 */
final class UnitVectors {

    private static final BLAS BLAS_ROUTINES = JavaBLAS.getInstance();

    private final int dimension;
    private final float[] values;

    private UnitVectors(int dimension, float[] values) {
        this.dimension = dimension;
        this.values = values;
    }

    static UnitVectors of(KeptCandidates kept, VectorReader reader) {
        int d = reader.dimension();
        float[] values = new float[Math.multiplyExact(kept.size(), d)];
        for (int index = 0; index < kept.size(); index++) {
            if (reader.read(kept.id(index), values, index * d)) {
                normalise(values, index * d, d);
            }
        }
        return new UnitVectors(d, values);
    }

    private static void normalise(float[] values, int offset, int d) {
        double squares = 0;
        for (int i = offset; i < offset + d; i++) {
            squares += (double) values[i] * values[i];
        }
        if (squares > 0) {
            double length = Math.sqrt(squares);
            for (int i = offset; i < offset + d; i++) {
                values[i] = (float) (values[i] / length);
            }
        }
    }

    double cosine(int a, int b) {
        return BLAS_ROUTINES.sdot(dimension, values, a * dimension, 1, values, b * dimension, 1);
    }
}

package io.github.discovery4j.rank.diversity;

import dev.ludovic.netlib.blas.BLAS;
import dev.ludovic.netlib.blas.JavaBLAS;
import io.github.discovery4j.core.model.VectorReader;
import io.github.discovery4j.core.stage.KeptCandidates;
import java.util.Arrays;

/**
 * How similar one request's candidates are, by the cosine of their vectors, which are read when they are first compared; 0 for one
 * without a vector, or whose vector is not finite.
 *
 * <p><b>Shapes:</b> n vectors of d float32. <b>Cost:</b> 4d bytes for each candidate that is compared, of memory that later
 * slates use again. Vectors stay as they were read and products are scaled. These go to the library one pair at a time:
 * a similarity then depends on the two vectors alone, and candidates with the same vector tie exactly, which a product of
 * the whole matrix does not promise. <b>Threads:</b> belongs to one request.
 */
final class UnitVectors {

    private static final BLAS BLAS_ROUTINES = JavaBLAS.getInstance();

    /** Squared lengths between which float32 neither overflows nor loses digits. */
    private static final float SHORT = 1e-20f;

    private static final float LONG = 1e20f;

    private static final double UNREAD = -1;

    private final KeptCandidates kept;
    private final VectorReader reader;
    private final int dimension;
    private final VectorRows memory;
    private final float[][] rows;
    private final double[] scales;

    UnitVectors(KeptCandidates kept, VectorReader reader, VectorRows memory) {
        this.kept = kept;
        this.reader = reader;
        this.dimension = reader.dimension();
        this.memory = memory;
        this.rows = memory.take(kept.size());
        this.scales = new double[kept.size()];
        Arrays.fill(scales, UNREAD);
    }

    /** Returns the cosine of two candidates, in [-1, 1]; 0 when one of them has no vector. */
    double cosine(int a, int b) {
        float product = product(row(a), offset(a), row(b), offset(b));
        double cosine = product * (scales[a] * scales[b]);
        return cosine > 1 ? 1 : cosine < -1 ? -1 : cosine;
    }

    /** Returns how many values a vector has. */
    int dimension() {
        return dimension;
    }

    /** Returns the component of a candidate's unit vector along one of the directions that lie one behind the other. */
    double along(int index, float[] directions, int direction) {
        float product = product(row(index), offset(index), directions, direction * dimension);
        return product * scales[index];
    }

    /**
     * Makes the next direction: a candidate's unit vector less its components along the directions before, divided by a length.
     */
    void direct(int index, float[] directions, int next, double length) {
        float[] row = row(index);
        int at = next * dimension;
        for (int i = 0; i < dimension; i++) {
            directions[at + i] = (float) (row[offset(index) + i] * scales[index]);
        }
        for (int direction = 0; direction < next; direction++) {
            float along = (float) -along(index, directions, direction);
            BLAS_ROUTINES.saxpy(dimension, along, directions, direction * dimension, 1, directions, at, 1);
        }
        BLAS_ROUTINES.sscal(dimension, (float) (1 / length), directions, at, 1);
    }

    private float product(float[] one, int offset, float[] other, int otherOffset) {
        return BLAS_ROUTINES.sdot(dimension, one, offset, 1, other, otherOffset, 1);
    }

    private int offset(int index) {
        return index % VectorRows.TOGETHER * dimension;
    }

    private float[] row(int index) {
        if (scales[index] == UNREAD) {
            read(index);
        }
        return rows[index / VectorRows.TOGETHER];
    }

    private void read(int index) {
        int number = index / VectorRows.TOGETHER;
        int values = Math.min(VectorRows.TOGETHER, kept.size()) * dimension;
        if (rows[number].length < values) {
            rows[number] = new float[values];
        }
        float[] row = rows[number];
        scales[index] = reader.read(kept.id(index), row, offset(index)) ? scale(row, offset(index)) : 0;
    }

    /** Returns what makes a vector one of length 1; a very short or long one is made so at once, and a useless one all zeros. */
    private double scale(float[] row, int offset) {
        float squares = product(row, offset, row, offset);
        if (squares > SHORT && squares < LONG) {
            return 1 / Math.sqrt(squares);
        }
        normaliseExtreme(row, offset);
        return 1;
    }

    private void normaliseExtreme(float[] row, int offset) {
        double squares = 0;
        for (int i = offset; i < offset + dimension; i++) {
            squares += (double) row[i] * row[i];
        }
        double length = Math.sqrt(squares);
        boolean direction = length > 0 && Double.isFinite(length);
        for (int i = offset; i < offset + dimension; i++) {
            row[i] = direction ? (float) (row[i] / length) : 0;
        }
    }

    /** Ends the comparisons: gives the memory back, without the vectors. */
    void close() {
        for (int index = 0; index < scales.length; index++) {
            if (scales[index] != UNREAD) {
                Arrays.fill(rows[index / VectorRows.TOGETHER], offset(index), offset(index) + dimension, 0);
            }
        }
        memory.giveBack(rows);
    }
}

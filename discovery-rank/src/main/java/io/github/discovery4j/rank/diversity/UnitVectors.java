package io.github.discovery4j.rank.diversity;

import dev.ludovic.netlib.blas.BLAS;
import dev.ludovic.netlib.blas.JavaBLAS;
import io.github.discovery4j.core.kernel.VectorKernel;
import io.github.discovery4j.core.kernel.VectorKernels;
import io.github.discovery4j.core.model.VectorReader;
import io.github.discovery4j.core.stage.KeptCandidates;
import java.util.Arrays;

/**
 * How similar one request's candidates are, by the cosine of their vectors, which are read when they are first compared; 0 for one
 * without a vector, or whose vector is not finite.
 *
 * <p><b>Shapes:</b> n vectors of d float32. <b>Cost:</b> 4d bytes for each candidate that is compared, of memory that later
 * slates use again. Vectors stay as they were read and products are scaled. A pair gets the
 * same bits alone and beside others: a similarity depends on the two vectors alone, and candidates with the same vector
 * tie exactly, which a product of the whole matrix does not promise. <b>Threads:</b> belongs to one request.
 */
final class UnitVectors {

    /** How many directions {@link #along} takes. */
    static final int TOGETHER = 4;

    private static final BLAS BLAS_ROUTINES = JavaBLAS.getInstance();

    private static final VectorKernel KERNEL = VectorKernels.fastest();

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

    /**
     * Computes the components of a candidate's unit vector along directions, which lie one behind the other.
     *
     * @param index the candidate
     * @param directions of any length
     * @param first the first of those asked for
     * @param last behind the last of them, at most {@value #TOGETHER} more
     * @param components takes them
     */
    void along(int index, float[] directions, int first, int last, float[] components) {
        float[] row = row(index);
        if (last - first == 1) {
            components[0] = product(row, offset(index), directions, first * dimension);
        } else {
            int end = (last - 1) * dimension;
            int at = first * dimension;
            int second = at + dimension;
            int third = Math.min(second + dimension, end);
            int fourth = Math.min(third + dimension, end);
            KERNEL.dot4(row, offset(index), directions, at, second, third, fourth, dimension, components, 0);
        }
        float scale = (float) scales[index];
        for (int i = 0; i < last - first; i++) {
            components[i] *= scale;
        }
    }

    /**
     * Makes the next direction: a candidate's unit vector less its components along the directions before, divided by a length.
     */
    void direct(int index, float[] directions, int next, double length) {
        float[] row = row(index);
        int from = offset(index);
        int at = next * dimension;
        for (int i = 0; i < dimension; i++) {
            directions[at + i] = (float) (row[from + i] * scales[index]);
        }
        float[] components = new float[TOGETHER];
        for (int first = 0; first < next; first += TOGETHER) {
            int last = Math.min(first + TOGETHER, next);
            along(index, directions, first, last, components);
            for (int direction = first; direction < last; direction++) {
                float times = -components[direction - first];
                BLAS_ROUTINES.saxpy(dimension, times, directions, direction * dimension, 1, directions, at, 1);
            }
        }
        BLAS_ROUTINES.sscal(dimension, (float) (1 / length), directions, at, 1);
    }

    private float product(float[] one, int offset, float[] other, int otherOffset) {
        return KERNEL.dot(one, offset, other, otherOffset, dimension);
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

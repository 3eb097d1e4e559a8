package io.github.discovery4j.rank.factorization;

import java.util.Arrays;

/** Vectors with scales, filled up with zeros to whole passes of {@link RowKernels}. <b>Threads:</b> belongs to one. */
final class FactorBatch {

    private final float[] zero;
    private float[][] rows;
    private float[] scales;
    private int size;

    FactorBatch(int dimension, int capacity) {
        this.zero = new float[dimension];
        this.rows = new float[capacity][];
        this.scales = new float[capacity];
    }

    int size() {
        return size;
    }

    void clear() {
        size = 0;
    }

    void add(float[] row, float scale) {
        if (size == rows.length) {
            rows = Arrays.copyOf(rows, 2 * size);
            scales = Arrays.copyOf(scales, 2 * size);
        }
        rows[size] = row;
        scales[size++] = scale;
    }

    /** Fills up to whole passes with rows that add nothing. */
    void fillUp() {
        while (size % RowKernels.WIDTH != 0) {
            add(zero, 0);
        }
    }

    float[][] rows() {
        return rows;
    }

    float[] scales() {
        return scales;
    }
}

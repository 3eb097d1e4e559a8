package io.github.discovery4j.rank.link;

/**
 * Vectors of a common length, one after the other.
 *
 * <p><b>Shapes:</b> n rows of float32 values. <b>Threads:</b> immutable.
 */
final class Rows {

    private final float[] values;
    private final int length;

    private Rows(float[] values, int length) {
        this.values = values;
        this.length = length;
    }

    /** Takes values over; their count must be a multiple of the length. */
    static Rows of(float[] values, int length) {
        return new Rows(values, length);
    }

    /** Copies rows of at most {@code length} values; what they lack at the end is 0. */
    static Rows of(double[][] rows, int length) {
        float[] values = new float[Math.multiplyExact(rows.length, length)];
        for (int row = 0; row < rows.length; row++) {
            for (int i = 0; i < rows[row].length; i++) {
                values[row * length + i] = (float) rows[row][i];
            }
        }
        return new Rows(values, length);
    }

    /** All values; not to be changed. */
    float[] flat() {
        return values;
    }

    float value(int row, int place) {
        return values[row * length + place];
    }

    /** Adds a row, scaled, to a vector. */
    void addTo(double[] sum, int row, double scale) {
        int from = row * length;
        for (int i = 0; i < length; i++) {
            sum[i] += scale * values[from + i];
        }
    }

    void copyTo(float[] destination, int offset, int row) {
        System.arraycopy(values, row * length, destination, offset, length);
    }

    boolean isZero(int row) {
        for (int i = row * length; i < (row + 1) * length; i++) {
            if (values[i] != 0) {
                return false;
            }
        }
        return true;
    }

    /** The dot product of a row with as many values of a vector, from a place on. */
    double dot(float[] vector, int offset, int row) {
        return dot(vector, offset, values, row * length, length);
    }

    /** The dot product of parts of two rows. */
    double dot(int row, int offset, Rows others, int other, int otherOffset, int count) {
        return dot(values, row * length + offset, others.values, other * others.length + otherOffset, count);
    }

    /** In four sums, whatever the machine. */
    private static double dot(float[] a, int fromA, float[] b, int fromB, int count) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int i = 0;
        for (; i + 4 <= count; i += 4) {
            s0 += (double) a[fromA + i] * b[fromB + i];
            s1 += (double) a[fromA + i + 1] * b[fromB + i + 1];
            s2 += (double) a[fromA + i + 2] * b[fromB + i + 2];
            s3 += (double) a[fromA + i + 3] * b[fromB + i + 3];
        }
        for (; i < count; i++) {
            s0 += (double) a[fromA + i] * b[fromB + i];
        }
        return s0 + s1 + (s2 + s3);
    }
}

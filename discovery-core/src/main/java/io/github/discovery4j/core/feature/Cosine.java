package io.github.discovery4j.core.feature;

/** The cosine of two vectors of a pair of people; an index has its own kernels. <b>Threads:</b> safe. */
public final class Cosine {

    private Cosine() {}

    /**
     * Returns the cosine.
     *
     * @param a one vector, of length 0 when there is none
     * @param b the other, of the same length or of length 0
     * @return in [-1, 1]; NaN when either is absent or has no direction
     */
    public static float of(float[] a, float[] b) {
        int length = Math.min(a.length, b.length);
        double dot = 0;
        double squaresOfA = 0;
        double squaresOfB = 0;
        // Two sums of each, so that one addition need not wait for the one before it.
        double otherDot = 0;
        double otherSquaresOfA = 0;
        double otherSquaresOfB = 0;
        int i = 0;
        for (; i + 1 < length; i += 2) {
            dot += (double) a[i] * b[i];
            squaresOfA += (double) a[i] * a[i];
            squaresOfB += (double) b[i] * b[i];
            otherDot += (double) a[i + 1] * b[i + 1];
            otherSquaresOfA += (double) a[i + 1] * a[i + 1];
            otherSquaresOfB += (double) b[i + 1] * b[i + 1];
        }
        if (i < length) {
            dot += (double) a[i] * b[i];
            squaresOfA += (double) a[i] * a[i];
            squaresOfB += (double) b[i] * b[i];
        }
        dot += otherDot;
        squaresOfA += otherSquaresOfA;
        squaresOfB += otherSquaresOfB;
        double cosine = dot / Math.sqrt(squaresOfA) / Math.sqrt(squaresOfB);
        return (float) Math.clamp(cosine, -1.0, 1.0);
    }
}

package io.github.discovery4j.core.feature;

/** The cosine of two short vectors; a feature vector has tens of values, an index has its own kernels. */
final class Cosine {

    private Cosine() {}

    /** Returns the cosine in [-1, 1], NaN when either vector is absent (of length 0) or of zero length. */
    static float of(float[] a, float[] b) {
        double dot = 0;
        double squaresOfA = 0;
        double squaresOfB = 0;
        for (int i = 0; i < Math.min(a.length, b.length); i++) {
            dot += (double) a[i] * b[i];
            squaresOfA += (double) a[i] * a[i];
            squaresOfB += (double) b[i] * b[i];
        }
        double cosine = dot / Math.sqrt(squaresOfA) / Math.sqrt(squaresOfB);
        return (float) Math.clamp(cosine, -1.0, 1.0);
    }
}

package io.github.discovery4j.index.memory;

import io.github.discovery4j.core.kernel.VectorKernel;

/**
 * A target in whole numbers.
 *
 * @param values whole numbers that stand, times the scale, for the target's values; zeros follow up to a multiple of four
 * @param scale what one step is worth
 * @param sum the sum of all values
 * @param lost how long the difference is between the target and what stands for it, rounded up
 */
// The array is read, never compared.
@SuppressWarnings("ArrayRecordComponent")
record Factors(short[] values, float scale, int sum, float lost) {

    static Factors of(float[] vector) {
        int largest = VectorKernel.LARGEST_FACTOR;
        float scale = CodeBounds.largest(vector, 0, vector.length) / largest;
        short[] values = new short[Math.ceilDiv(vector.length, 4) * 4];
        int sum = 0;
        double squares = 0;
        for (int i = 0; i < vector.length; i++) {
            double value = vector[i];
            int factor = scale == 0 ? 0 : Math.clamp(Math.round(value / scale), -largest, largest);
            values[i] = (short) factor;
            sum += factor;
            double lost = value - (double) scale * factor;
            squares += lost * lost;
        }
        return new Factors(values, scale, sum, CodeBounds.roundedUp(Math.sqrt(squares)));
    }
}

package io.github.discovery4j.index.kernel;

/**
 * Compares vectors that lie in arrays: one with one, or one with four.
 *
 * <p>Four at a time the processor waits for the memory of all four at once. A pair gets the same bits alone and among four,
 * in whatever order its two vectors are given; so {@code dot4} also compares one row with four queries.
 *
 * <p>Vectors are float32, int8 ({@code byte[]}, signed, any value) or float16 ({@code short[]}, finite, as
 * {@link Float#floatToFloat16} writes it). Mixed forms widen the smaller type exactly. Sums of float32 are rounded in an
 * order of the kernel's own; those of int8 are exact. The caller guards offsets and lengths: what lies outside an array
 * throws {@link IndexOutOfBoundsException}, a wrong place inside it is not noticed.
 *
 * <p><b>Shapes:</b> length 1 or more, for two int8 vectors at most 65,536. <b>Cost:</b> no allocation. <b>Threads:</b> safe.
 */
public interface VectorKernel {

    /** {@return what logs and reports call it} */
    String name();

    /**
     * Computes an inner product.
     *
     * @param one holds one vector
     * @param from where it begins
     * @param other holds the other
     * @param otherFrom where that begins
     * @param length how many values each has
     * @return the sum of products
     */
    float dot(float[] one, int from, float[] other, int otherFrom, int length);

    /**
     * Computes four inner products.
     *
     * @param one holds one vector
     * @param from where it begins
     * @param others holds four
     * @param first where the first begins
     * @param second where the second begins
     * @param third where the third begins
     * @param fourth where the fourth begins
     * @param length how many values each has
     * @param results takes four products
     * @param at where the first goes
     */
    void dot4(
            float[] one,
            int from,
            float[] others,
            int first,
            int second,
            int third,
            int fourth,
            int length,
            float[] results,
            int at);

    /**
     * Computes a squared distance.
     *
     * @param one holds one vector
     * @param from where it begins
     * @param other holds the other
     * @param otherFrom where that begins
     * @param length how many values each has
     * @return the sum of squared differences
     */
    float squareDistance(float[] one, int from, float[] other, int otherFrom, int length);

    /**
     * Computes four squared distances.
     *
     * @param one holds one vector
     * @param from where it begins
     * @param others holds four
     * @param first where the first begins
     * @param second where the second begins
     * @param third where the third begins
     * @param fourth where the fourth begins
     * @param length how many values each has
     * @param results takes four distances
     * @param at where the first goes
     */
    void squareDistance4(
            float[] one,
            int from,
            float[] others,
            int first,
            int second,
            int third,
            int fourth,
            int length,
            float[] results,
            int at);

    /**
     * Computes the inner product of two int8 vectors, exactly.
     *
     * @param one holds one vector
     * @param from where it begins
     * @param other holds the other
     * @param otherFrom where that begins
     * @param length how many values each has
     * @return the sum of products
     */
    int dot(byte[] one, int from, byte[] other, int otherFrom, int length);

    /**
     * Computes four inner products of int8 vectors, exactly.
     *
     * @param one holds one vector
     * @param from where it begins
     * @param others holds four
     * @param first where the first begins
     * @param second where the second begins
     * @param third where the third begins
     * @param fourth where the fourth begins
     * @param length how many values each has
     * @param results takes four products
     * @param at where the first goes
     */
    void dot4(
            byte[] one,
            int from,
            byte[] others,
            int first,
            int second,
            int third,
            int fourth,
            int length,
            int[] results,
            int at);

    /**
     * Computes the inner product of a float32 and an int8 vector.
     *
     * @param one holds the float32 vector
     * @param from where it begins
     * @param codes holds the int8 vector
     * @param codesFrom where that begins
     * @param length how many values each has
     * @return the sum of products
     */
    float dot(float[] one, int from, byte[] codes, int codesFrom, int length);

    /**
     * Computes four inner products of a float32 vector with int8 vectors.
     *
     * @param one holds the float32 vector
     * @param from where it begins
     * @param codes holds four int8 vectors
     * @param first where the first begins
     * @param second where the second begins
     * @param third where the third begins
     * @param fourth where the fourth begins
     * @param length how many values each has
     * @param results takes four products
     * @param at where the first goes
     */
    void dot4(
            float[] one,
            int from,
            byte[] codes,
            int first,
            int second,
            int third,
            int fourth,
            int length,
            float[] results,
            int at);

    /**
     * Computes the inner product of a float32 and a float16 vector.
     *
     * @param one holds the float32 vector
     * @param from where it begins
     * @param halves holds the float16 vector
     * @param halvesFrom where that begins
     * @param length how many values each has
     * @return the sum of products
     */
    float dot(float[] one, int from, short[] halves, int halvesFrom, int length);

    /**
     * Computes four inner products of a float32 vector with float16 vectors.
     *
     * @param one holds the float32 vector
     * @param from where it begins
     * @param halves holds four float16 vectors
     * @param first where the first begins
     * @param second where the second begins
     * @param third where the third begins
     * @param fourth where the fourth begins
     * @param length how many values each has
     * @param results takes four products
     * @param at where the first goes
     */
    void dot4(
            float[] one,
            int from,
            short[] halves,
            int first,
            int second,
            int third,
            int fourth,
            int length,
            float[] results,
            int at);

    /**
     * Computes the squared distance of a float32 and a float16 vector.
     *
     * @param one holds the float32 vector
     * @param from where it begins
     * @param halves holds the float16 vector
     * @param halvesFrom where that begins
     * @param length how many values each has
     * @return the sum of squared differences
     */
    float squareDistance(float[] one, int from, short[] halves, int halvesFrom, int length);

    /**
     * Computes four squared distances of a float32 vector from float16 vectors.
     *
     * @param one holds the float32 vector
     * @param from where it begins
     * @param halves holds four float16 vectors
     * @param first where the first begins
     * @param second where the second begins
     * @param third where the third begins
     * @param fourth where the fourth begins
     * @param length how many values each has
     * @param results takes four distances
     * @param at where the first goes
     */
    void squareDistance4(
            float[] one,
            int from,
            short[] halves,
            int first,
            int second,
            int third,
            int fourth,
            int length,
            float[] results,
            int at);
}

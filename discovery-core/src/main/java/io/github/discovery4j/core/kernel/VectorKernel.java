package io.github.discovery4j.core.kernel;

/**
 * Compares vectors that lie in arrays: one with one, one with four, one with a run of rows, or four with two; and numbers with
 * an interval.
 *
 * <p>Four at a time the processor waits for the memory of all four at once; four with two, it loads each vector once for
 * several products. A pair gets the same bits in all of these forms, in whatever order its two vectors are given.
 *
 * <p>Vectors are float32, int8 ({@code byte[]}, signed, any value) or float16 ({@code short[]}, finite, as
 * {@link Float#floatToFloat16} writes it). Mixed forms widen the smaller type exactly. Sums of float32 are rounded in an
 * order of the kernel's own; those of whole numbers are exact. The caller guards offsets and lengths: what lies outside an array
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
     * Computes the inner products with vectors that lie one behind the other. Eight are read at a time, one from each eighth of
     * the run: eight long runs of memory are fetched faster than one. Products come in the order in which vectors are read.
     *
     * @param one a vector, from 0 on
     * @param rows holds the others, from 0 on
     * @param count how many
     * @param length how many values each has
     * @param results takes a product each; which row has which, {@link #rowAt} says
     */
    void dots(float[] one, float[] rows, int count, int length, float[] results);

    /**
     * Returns which row a product of {@link #dots} belongs to.
     *
     * @param place of the product
     * @param count how many rows there are
     * @return the row
     */
    static int rowAt(int place, int count) {
        int eighth = count / 8;
        return place < 8 * eighth ? place % 8 * eighth + place / 8 : place;
    }

    /**
     * Computes the eight inner products of four vectors with two.
     *
     * @param four holds four vectors, one behind the other
     * @param from where they begin
     * @param rows holds two
     * @param first where the first of the two begins
     * @param second where the second begins
     * @param length how many values each has
     * @param results takes four products with the first, then four with the second
     */
    void dot4By2(float[] four, int from, float[] rows, int first, int second, int length, float[] results);

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

    /** So many rows of nibbles make a block. */
    int NIBBLE_ROWS = 64;

    /** The largest magnitude of what {@link #nibbleDots} multiplies nibbles with. */
    int LARGEST_FACTOR = 63;

    /**
     * Computes inner products of a vector of whole numbers with 64 vectors of numbers from 0 to 15, exactly.
     *
     * <p>Four values of each of the 64 lie side by side: word w of row r is two bytes from {@code from + 2 * (64 * w + r)} on,
     * the lower first, and has values 4w to 4w + 3 of the row, the first in its lowest four bits.
     *
     * @param factors the vector, each at most {@link #LARGEST_FACTOR}, four a word
     * @param nibbles holds the 64 vectors
     * @param from where they begin
     * @param words how many words each has
     * @param results takes 64 products
     * @param at where the first goes
     */
    void nibbleDots(short[] factors, byte[] nibbles, int from, int words, int[] results, int at);

    /**
     * Selects the numbers in a closed interval.
     *
     * @param numbers from 0 on; NaN lies in no interval
     * @param count how many
     * @param least the interval's lower end
     * @param most its upper end
     * @param bits takes a bit a number, as {@link java.util.BitSet#valueOf(long[])} reads them, and zeros up to the end of the
     *     last word that holds one
     */
    void within(double[] numbers, int count, double least, double most, long[] bits);
}

package io.github.discovery4j.core.kernel;

/** A plain kernel that computes the last square distance wrongly at one length. */
class WrongAt implements VectorKernel {

    static int length = 1;

    private final VectorKernel right = VectorKernels.plain();

    @Override
    public String name() {
        return right.name();
    }

    @Override
    public float dot(float[] one, int from, float[] other, int otherFrom, int length) {
        return right.dot(one, from, other, otherFrom, length);
    }

    @Override
    public void dot4(
            float[] one,
            int from,
            float[] others,
            int first,
            int second,
            int third,
            int fourth,
            int length,
            float[] results,
            int at) {
        right.dot4(one, from, others, first, second, third, fourth, length, results, at);
    }

    @Override
    public void dots(float[] one, float[] rows, int count, int length, float[] results) {
        right.dots(one, rows, count, length, results);
    }

    @Override
    public void dot4By2(float[] four, int from, float[] rows, int first, int second, int length, float[] results) {
        right.dot4By2(four, from, rows, first, second, length, results);
    }

    @Override
    public float squareDistance(float[] one, int from, float[] other, int otherFrom, int length) {
        return right.squareDistance(one, from, other, otherFrom, length);
    }

    @Override
    public void squareDistance4(
            float[] one,
            int from,
            float[] others,
            int first,
            int second,
            int third,
            int fourth,
            int length,
            float[] results,
            int at) {
        right.squareDistance4(one, from, others, first, second, third, fourth, length, results, at);
    }

    @Override
    public int dot(byte[] one, int from, byte[] other, int otherFrom, int length) {
        return right.dot(one, from, other, otherFrom, length);
    }

    @Override
    public void dot4(
            byte[] one,
            int from,
            byte[] others,
            int first,
            int second,
            int third,
            int fourth,
            int length,
            int[] results,
            int at) {
        right.dot4(one, from, others, first, second, third, fourth, length, results, at);
    }

    @Override
    public float dot(float[] one, int from, byte[] codes, int codesFrom, int length) {
        return right.dot(one, from, codes, codesFrom, length);
    }

    @Override
    public void dot4(
            float[] one,
            int from,
            byte[] codes,
            int first,
            int second,
            int third,
            int fourth,
            int length,
            float[] results,
            int at) {
        right.dot4(one, from, codes, first, second, third, fourth, length, results, at);
    }

    @Override
    public float dot(float[] one, int from, short[] halves, int halvesFrom, int length) {
        return right.dot(one, from, halves, halvesFrom, length);
    }

    @Override
    public void dot4(
            float[] one,
            int from,
            short[] halves,
            int first,
            int second,
            int third,
            int fourth,
            int length,
            float[] results,
            int at) {
        right.dot4(one, from, halves, first, second, third, fourth, length, results, at);
    }

    @Override
    public float squareDistance(float[] one, int from, short[] halves, int halvesFrom, int length) {
        return right.squareDistance(one, from, halves, halvesFrom, length);
    }

    @Override
    public void squareDistance4(
            float[] one,
            int from,
            short[] halves,
            int first,
            int second,
            int third,
            int fourth,
            int length,
            float[] results,
            int at) {
        right.squareDistance4(one, from, halves, first, second, third, fourth, length, results, at);
        if (length == WrongAt.length) {
            results[at + 3] += 1;
        }
    }

    @Override
    public void nibbleDots(short[] factors, byte[] nibbles, int from, int words, int[] results, int at) {
        right.nibbleDots(factors, nibbles, from, words, results, at);
    }

    @Override
    public void within(double[] numbers, int count, double least, double most, long[] bits) {
        right.within(numbers, count, least, most, bits);
    }
}

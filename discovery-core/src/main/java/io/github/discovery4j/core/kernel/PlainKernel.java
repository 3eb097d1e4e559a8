package io.github.discovery4j.core.kernel;

import java.util.Arrays;

/** Loops that run everywhere, with four sums each so that additions need not wait for one another. */
final class PlainKernel implements VectorKernel {

    @Override
    public String name() {
        return "plain";
    }

    @Override
    public float dot(float[] one, int from, float[] other, int otherFrom, int length) {
        float a = 0;
        float b = 0;
        float c = 0;
        float d = 0;
        int i = 0;
        for (; i + 4 <= length; i += 4) {
            a += one[from + i] * other[otherFrom + i];
            b += one[from + i + 1] * other[otherFrom + i + 1];
            c += one[from + i + 2] * other[otherFrom + i + 2];
            d += one[from + i + 3] * other[otherFrom + i + 3];
        }
        for (; i < length; i++) {
            a += one[from + i] * other[otherFrom + i];
        }
        return (a + b) + (c + d);
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
        results[at] = dot(one, from, others, first, length);
        results[at + 1] = dot(one, from, others, second, length);
        results[at + 2] = dot(one, from, others, third, length);
        results[at + 3] = dot(one, from, others, fourth, length);
    }

    @Override
    public void dots(float[] one, float[] rows, int count, int length, float[] results) {
        for (int place = 0; place < count; place++) {
            results[place] = dot(one, 0, rows, VectorKernel.rowAt(place, count) * length, length);
        }
    }

    @Override
    public void dot4By2(float[] four, int from, float[] rows, int first, int second, int length, float[] results) {
        for (int i = 0; i < 4; i++) {
            results[i] = dot(four, from + i * length, rows, first, length);
            results[4 + i] = dot(four, from + i * length, rows, second, length);
        }
    }

    @Override
    public float squareDistance(float[] one, int from, float[] other, int otherFrom, int length) {
        float a = 0;
        float b = 0;
        float c = 0;
        float d = 0;
        int i = 0;
        for (; i + 4 <= length; i += 4) {
            a += square(one[from + i] - other[otherFrom + i]);
            b += square(one[from + i + 1] - other[otherFrom + i + 1]);
            c += square(one[from + i + 2] - other[otherFrom + i + 2]);
            d += square(one[from + i + 3] - other[otherFrom + i + 3]);
        }
        for (; i < length; i++) {
            a += square(one[from + i] - other[otherFrom + i]);
        }
        return (a + b) + (c + d);
    }

    private static float square(float value) {
        return value * value;
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
        results[at] = squareDistance(one, from, others, first, length);
        results[at + 1] = squareDistance(one, from, others, second, length);
        results[at + 2] = squareDistance(one, from, others, third, length);
        results[at + 3] = squareDistance(one, from, others, fourth, length);
    }

    @Override
    public int dot(byte[] one, int from, byte[] other, int otherFrom, int length) {
        int sum = 0;
        for (int i = 0; i < length; i++) {
            sum += one[from + i] * other[otherFrom + i];
        }
        return sum;
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
        results[at] = dot(one, from, others, first, length);
        results[at + 1] = dot(one, from, others, second, length);
        results[at + 2] = dot(one, from, others, third, length);
        results[at + 3] = dot(one, from, others, fourth, length);
    }

    @Override
    public float dot(float[] one, int from, byte[] codes, int codesFrom, int length) {
        float a = 0;
        float b = 0;
        float c = 0;
        float d = 0;
        int i = 0;
        for (; i + 4 <= length; i += 4) {
            a += one[from + i] * codes[codesFrom + i];
            b += one[from + i + 1] * codes[codesFrom + i + 1];
            c += one[from + i + 2] * codes[codesFrom + i + 2];
            d += one[from + i + 3] * codes[codesFrom + i + 3];
        }
        for (; i < length; i++) {
            a += one[from + i] * codes[codesFrom + i];
        }
        return (a + b) + (c + d);
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
        results[at] = dot(one, from, codes, first, length);
        results[at + 1] = dot(one, from, codes, second, length);
        results[at + 2] = dot(one, from, codes, third, length);
        results[at + 3] = dot(one, from, codes, fourth, length);
    }

    @Override
    public float dot(float[] one, int from, short[] halves, int halvesFrom, int length) {
        float a = 0;
        float b = 0;
        int i = 0;
        for (; i + 2 <= length; i += 2) {
            a += one[from + i] * Float.float16ToFloat(halves[halvesFrom + i]);
            b += one[from + i + 1] * Float.float16ToFloat(halves[halvesFrom + i + 1]);
        }
        return i < length ? a + b + one[from + i] * Float.float16ToFloat(halves[halvesFrom + i]) : a + b;
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
        results[at] = dot(one, from, halves, first, length);
        results[at + 1] = dot(one, from, halves, second, length);
        results[at + 2] = dot(one, from, halves, third, length);
        results[at + 3] = dot(one, from, halves, fourth, length);
    }

    @Override
    public float squareDistance(float[] one, int from, short[] halves, int halvesFrom, int length) {
        float a = 0;
        float b = 0;
        int i = 0;
        for (; i + 2 <= length; i += 2) {
            a += square(one[from + i] - Float.float16ToFloat(halves[halvesFrom + i]));
            b += square(one[from + i + 1] - Float.float16ToFloat(halves[halvesFrom + i + 1]));
        }
        return i < length ? a + b + square(one[from + i] - Float.float16ToFloat(halves[halvesFrom + i])) : a + b;
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
        results[at] = squareDistance(one, from, halves, first, length);
        results[at + 1] = squareDistance(one, from, halves, second, length);
        results[at + 2] = squareDistance(one, from, halves, third, length);
        results[at + 3] = squareDistance(one, from, halves, fourth, length);
    }

    @Override
    public void nibbleDots(short[] factors, byte[] nibbles, int from, int words, int[] results, int at) {
        Arrays.fill(results, at, at + NIBBLE_ROWS, 0);
        for (int word = 0; word < words; word++) {
            int first = factors[4 * word];
            int second = factors[4 * word + 1];
            int third = factors[4 * word + 2];
            int fourth = factors[4 * word + 3];
            int start = from + 2 * word * NIBBLE_ROWS;
            for (int row = 0; row < NIBBLE_ROWS; row++) {
                int low = nibbles[start + 2 * row];
                int high = nibbles[start + 2 * row + 1];
                results[at + row] +=
                        (low & 15) * first + (low >> 4 & 15) * second + (high & 15) * third + (high >> 4 & 15) * fourth;
            }
        }
    }

    @Override
    public void within(double[] numbers, int count, double least, double most, long[] bits) {
        Arrays.fill(bits, 0, (count + Long.SIZE - 1) / Long.SIZE, 0);
        for (int i = 0; i < count; i++) {
            if (numbers[i] >= least && numbers[i] <= most) {
                bits[i / Long.SIZE] |= 1L << i;
            }
        }
    }
}

package io.github.discovery4j.index.live;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The mean of the vectors of a span, each of unit length and with the person it comes from.
 *
 * <p><b>Cost:</b> O(d + log n) a vector that comes or leaves; 4d bytes and about 60 for each of n in the span. <b>Threads:</b>
 * belongs to one.
 */
final class RollingMean {

    /*
     * Sums are whole numbers of 2^-40. What leaves takes away exactly what it brought, in whatever order they come and go, so
     * that nothing drifts; 2^22 values of at most 1 fit. Rounding to 2^-41 is far below float32's own.
     */
    private static final double UNITS = 0x1p40;

    /** More are never kept; the oldest then leaves early. */
    static final int MOST_PIECES = 4_096;

    // The vectors are read, never compared.
    @SuppressWarnings("ArrayRecordComponent")
    private record Piece(long leavesAt, String speaker, float[] vector) {}

    private final long[] sums;
    private final PriorityQueue<Piece> pieces = new PriorityQueue<>(Comparator.comparingLong(Piece::leavesAt));
    private final Map<String, Integer> bySpeaker = new HashMap<>();
    private final Consumer<String> fellSilent;

    /**
     * Starts empty.
     *
     * @param fellSilent told of each speaker of whom nothing is left
     */
    RollingMean(int dimension, Consumer<String> fellSilent) {
        this.sums = new long[dimension];
        this.fellSilent = fellSilent;
    }

    /** Takes in a vector of any length but zero; the array stays the caller's. */
    void add(long leavesAt, String speaker, float[] vector) {
        if (pieces.size() == MOST_PIECES) {
            gone(pieces.remove());
        }
        Piece piece = new Piece(leavesAt, speaker, unit(vector));
        pieces.add(piece);
        bySpeaker.merge(speaker, 1, Integer::sum);
        count(piece, 1);
    }

    /** Lets go of what is no longer of the span. */
    void leave(long now) {
        while (!pieces.isEmpty() && pieces.element().leavesAt() <= now) {
            gone(pieces.remove());
        }
    }

    /** Takes out what a person said; returns whether there was anything. */
    boolean removeFrom(String speaker) {
        return pieces.removeIf(piece -> {
            boolean theirs = piece.speaker().equals(speaker);
            if (theirs) {
                gone(piece);
            }
            return theirs;
        });
    }

    /** Returns a copy: who said any of it. */
    Set<String> speakers() {
        return Set.copyOf(bySpeaker.keySet());
    }

    int saidBy(String speaker) {
        return bySpeaker.getOrDefault(speaker, 0);
    }

    boolean isEmpty() {
        return pieces.isEmpty();
    }

    int size() {
        return pieces.size();
    }

    /** Returns when the next vector leaves; there must be one. */
    long nextLeave() {
        return pieces.element().leavesAt();
    }

    /** Returns the mean, of zeros when there is nothing. */
    float[] mean() {
        float[] mean = new float[sums.length];
        for (int i = 0; i < sums.length; i++) {
            mean[i] = (float) (sums[i] / (UNITS * Math.max(1, pieces.size())));
        }
        return mean;
    }

    private void gone(Piece piece) {
        count(piece, -1);
        if (bySpeaker.merge(piece.speaker(), -1, Integer::sum) == 0) {
            bySpeaker.remove(piece.speaker());
            fellSilent.accept(piece.speaker());
        }
    }

    private void count(Piece piece, int sign) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += sign * Math.round(piece.vector()[i] * UNITS);
        }
    }

    private static float[] unit(float[] vector) {
        double squares = 0;
        for (float value : vector) {
            squares += (double) value * value;
        }
        float[] unit = new float[vector.length];
        for (int i = 0; i < unit.length; i++) {
            unit[i] = (float) (vector[i] / Math.sqrt(squares));
        }
        return unit;
    }
}

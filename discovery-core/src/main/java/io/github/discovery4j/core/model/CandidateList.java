package io.github.discovery4j.core.model;

import java.util.Arrays;

/**
 * What one source found: item ordinals, each with the source's own score.
 *
 * <p>Columnar, best first by convention; scores of different sources need not be comparable. <b>Threads:</b> immutable;
 * a builder belongs to one thread.
 */
public final class CandidateList {

    private static final CandidateList EMPTY = new CandidateList(new int[0], new float[0]);

    private final int[] ordinals;
    private final float[] scores;

    private CandidateList(int[] ordinals, float[] scores) {
        this.ordinals = ordinals;
        this.scores = scores;
    }

    /**
     * The list of a source that found nothing.
     *
     * @return no candidates
     */
    public static CandidateList empty() {
        return EMPTY;
    }

    /**
     * Starts a list.
     *
     * @param items the request's id space
     * @param expected how many candidates to make room for
     * @return an empty builder
     */
    public static Builder builder(IdSpace items, int expected) {
        return new Builder(items, expected);
    }

    /**
     * Returns how many candidates there are.
     *
     * @return 0 or more
     */
    public int size() {
        return ordinals.length;
    }

    /**
     * Returns a candidate's ordinal.
     *
     * @param index in {@code [0, size())}
     * @return its ordinal in the request's id space
     */
    public int ordinal(int index) {
        return ordinals[index];
    }

    /**
     * Returns a candidate's score.
     *
     * @param index in {@code [0, size())}
     * @return the source's own score, higher is better
     */
    public float score(int index) {
        return scores[index];
    }

    /**
     * Returns the beginning of the list.
     *
     * @param count how many at most, 0 or more
     * @return this list when it is no longer than that
     */
    public CandidateList first(int count) {
        return count >= size() ? this : new CandidateList(Arrays.copyOf(ordinals, count), Arrays.copyOf(scores, count));
    }

    /** Collects candidates. */
    public static final class Builder {
        private final IdSpace items;
        private int[] ordinals;
        private float[] scores;
        private int size;

        private Builder(IdSpace items, int expected) {
            this.items = items;
            this.ordinals = new int[Math.max(expected, 4)];
            this.scores = new float[Math.max(expected, 4)];
        }

        /**
         * Adds a candidate by id, interning it; an erased id is left out.
         *
         * @param id the item
         * @param score the source's own score, finite
         * @return this
         */
        public Builder add(String id, float score) {
            int ordinal = items.internUnlessErased(id);
            return ordinal == IdSpace.ABSENT ? this : add(ordinal, score);
        }

        /**
         * Adds a candidate by its ordinal in the request's id space.
         *
         * @param ordinal the item
         * @param score the source's own score, finite
         * @return this
         */
        public Builder add(int ordinal, float score) {
            if (size == ordinals.length) {
                ordinals = Arrays.copyOf(ordinals, size * 2);
                scores = Arrays.copyOf(scores, size * 2);
            }
            ordinals[size] = ordinal;
            scores[size++] = score;
            return this;
        }

        /**
         * Returns how many were added.
         *
         * @return 0 or more
         */
        public int size() {
            return size;
        }

        /**
         * Finishes the list.
         *
         * @return the candidates in the order they were added
         */
        public CandidateList build() {
            return new CandidateList(Arrays.copyOf(ordinals, size), Arrays.copyOf(scores, size));
        }
    }
}

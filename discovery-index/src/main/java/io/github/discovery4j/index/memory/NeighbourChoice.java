package io.github.discovery4j.index.memory;

import java.util.Arrays;

/**
 * Chooses whom a vector is linked to: near ones that are nearer to it than to each other, so that links lead everywhere.
 *
 * <p>What is passed over fills the places that are left. Of several equal vectors one is chosen and the others only fill,
 * so that a crowd of them keeps its links to the rest of the world. Source: Malkov and Yashunin, IEEE TPAMI 2018, algorithm 4. Differs:
 * int8 codes are compared.
 */
final class NeighbourChoice {

    private static final int AT_ONCE = 4;

    private final Codes.Query candidate;
    private final int[] chosen;
    private final int[] passedOver;
    private final int[] dots = new int[2 * AT_ONCE];
    private final float[] scores = new float[2 * AT_ONCE];
    private final int[] some = new int[AT_ONCE];

    NeighbourChoice(int dimension) {
        this.candidate = new Codes.Query(dimension);
        this.chosen = new int[2 * 64];
        this.passedOver = new int[2 * 64];
    }

    /**
     * Chooses.
     *
     * @param base what the candidates were scored against
     * @param candidates slots with scores, best first, without the vector itself
     * @param most how many to choose
     * @param least up to how many those passed over are added
     * @return how many were chosen; {@link #chosen} has them
     */
    int choose(Codes codes, Codes.Query base, long[] candidates, int count, int most, int least) {
        int size = 0;
        int over = 0;
        float twins = codes.ofItself(base);
        for (int i = 0; i < count && size < most; i++) {
            int slot = LongHeap.slot(candidates[i]);
            float nearness = codes.absolute(base, LongHeap.score(candidates[i]));
            if (nearerToChosen(codes, slot, nearness, size, nearness >= twins)) {
                if (over < least) {
                    passedOver[over++] = slot;
                }
            } else {
                chosen[size++] = slot;
            }
        }
        for (int i = 0; i < over && size < least; i++) {
            chosen[size++] = passedOver[i];
        }
        return size;
    }

    int[] chosen() {
        return chosen;
    }

    /** Tells whether a candidate is nearer to one of the chosen than to the base, or as near where it is the base's twin. */
    private boolean nearerToChosen(Codes codes, int slot, float nearness, int size, boolean twin) {
        codes.load(candidate, slot);
        for (int first = 0; first < size; first += AT_ONCE) {
            int count = Math.min(AT_ONCE, size - first);
            System.arraycopy(chosen, first, some, 0, count);
            codes.scores(candidate, some, count, dots, scores);
            for (int i = 0; i < count; i++) {
                float toChosen = codes.absolute(candidate, scores[i]);
                if (toChosen > nearness || (twin && toChosen == nearness)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Sorts slots with scores, best first. */
    static void sortBestFirst(long[] candidates, int count) {
        Arrays.sort(candidates, 0, count);
        for (int low = 0, high = count - 1; low < high; low++, high--) {
            long element = candidates[low];
            candidates[low] = candidates[high];
            candidates[high] = element;
        }
    }
}

package io.github.discovery4j.rank.link;

/** Checks lists of ordinals that callers give. */
final class Ordinals {

    private Ordinals() {}

    static void check(String name, int[] ordinals, int count) {
        int before = -1;
        for (int ordinal : ordinals) {
            if (ordinal <= before || ordinal >= count) {
                throw new IllegalArgumentException(
                        "%s must be ordinals in [0, %d) that ascend without repeats, had %d after %d; take them from the model's id maps and sort them"
                                .formatted(name, count, ordinal, before));
            }
            before = ordinal;
        }
    }
}

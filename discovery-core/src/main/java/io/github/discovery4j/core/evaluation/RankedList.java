package io.github.discovery4j.core.evaluation;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * What a model put first for one user, and which of it was in the user's test set.
 *
 * <p>Positions are 0-based; the papers' rank is position + 1. <b>Threads:</b> immutable.
 */
public final class RankedList {

    private final int userOrdinal;
    private final int[] itemOrdinals;
    private final boolean[] relevant;
    private final int[] relevantItems;
    private final List<String> keptKeys;
    private final double[] keptValues;

    private RankedList(
            int userOrdinal,
            int[] itemOrdinals,
            boolean[] relevant,
            int[] relevantItems,
            List<String> keptKeys,
            double[] keptValues) {
        this.userOrdinal = userOrdinal;
        this.itemOrdinals = itemOrdinals;
        this.relevant = relevant;
        this.relevantItems = relevantItems;
        this.keptKeys = keptKeys;
        this.keptValues = keptValues;
    }

    /**
     * Creates a list.
     *
     * @param userOrdinal whose it is
     * @param rankedItems item ordinals, best first, each once
     * @param relevantItems the user's test items that could be ranked, ascending, each once, at least one
     * @return the list
     * @throws IllegalArgumentException if there is no relevant item, or they do not ascend
     */
    public static RankedList of(int userOrdinal, int[] rankedItems, int[] relevantItems) {
        if (relevantItems.length == 0) {
            throw new IllegalArgumentException(
                    "a ranked list must have at least one relevant item, had none (user ordinal " + userOrdinal
                            + "); leave users without test items out");
        }
        for (int i = 1; i < relevantItems.length; i++) {
            if (relevantItems[i - 1] >= relevantItems[i]) {
                throw new IllegalArgumentException("relevant items must ascend, was " + relevantItems[i] + " after "
                        + relevantItems[i - 1] + " (user ordinal " + userOrdinal + "); sort them and drop repeats");
            }
        }
        return new RankedList(
                userOrdinal,
                rankedItems.clone(),
                flags(rankedItems, relevantItems),
                relevantItems.clone(),
                List.of(),
                new double[0]);
    }

    /** A list with what was computed from all scores; takes the arrays as they are. */
    static RankedList of(int userOrdinal, int[] ranked, int[] relevantItems, List<String> keys, double[] values) {
        return new RankedList(userOrdinal, ranked, flags(ranked, relevantItems), relevantItems, keys, values);
    }

    private static boolean[] flags(int[] rankedItems, int[] relevantItems) {
        boolean[] relevant = new boolean[rankedItems.length];
        for (int position = 0; position < relevant.length; position++) {
            relevant[position] = Arrays.binarySearch(relevantItems, rankedItems[position]) >= 0;
        }
        return relevant;
    }

    /** The same list with only some of the relevant items counted as such; empty when none of them is left. */
    Optional<RankedList> seeking(IntPredicate items) {
        int[] sought = Arrays.stream(relevantItems).filter(items).toArray();
        return sought.length == 0
                ? Optional.empty()
                : Optional.of(new RankedList(
                        userOrdinal, itemOrdinals, flags(itemOrdinals, sought), sought, List.of(), new double[0]));
    }

    /** What a metric of all scores came to. */
    double kept(String key) {
        int index = keptKeys.indexOf(key);
        if (index < 0) {
            throw new IllegalStateException("a metric of all scores must be measured while users are scored, " + key
                    + " was not; give it to an Evaluator");
        }
        return keptValues[index];
    }

    /** {@return whose list it is} */
    public int userOrdinal() {
        return userOrdinal;
    }

    /** {@return how many items were ranked; fewer than k where the catalogue has no more} */
    public int size() {
        return itemOrdinals.length;
    }

    /**
     * Returns the item at a position.
     *
     * @param position 0-based, below {@link #size}
     * @return the item's ordinal
     */
    public int itemOrdinal(int position) {
        return itemOrdinals[position];
    }

    /**
     * Tells whether the item at a position is in the user's test set.
     *
     * @param position 0-based, below {@link #size}
     * @return whether it is
     */
    public boolean isRelevant(int position) {
        return relevant[position];
    }

    /** {@return how many test items the user has, ranked or not, at least 1} */
    public int relevantCount() {
        return relevantItems.length;
    }

    /**
     * Counts the test items among the first.
     *
     * @param k how many positions to look at
     * @return hits in the first min(k, size) positions
     */
    public int hits(int k) {
        int hits = 0;
        for (int position = 0; position < Math.min(k, relevant.length); position++) {
            if (relevant[position]) {
                hits++;
            }
        }
        return hits;
    }
}

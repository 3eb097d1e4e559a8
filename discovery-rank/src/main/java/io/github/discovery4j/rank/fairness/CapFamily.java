package io.github.discovery4j.rank.fairness;

import io.github.discovery4j.core.model.ItemAttributes;
import io.github.discovery4j.core.stage.KeptCandidates;
import java.util.Arrays;
import java.util.Set;
import org.eclipse.collections.api.factory.primitive.ObjectIntMaps;
import org.eclipse.collections.api.map.primitive.MutableObjectIntMap;

/**
 * The labels of candidates under a cap: each item's, and how often each was picked.
 *
 * <p>For the look-ahead an item has one label or none; one with several counts there as if it had none, which promises too much
 * and never too little.
 */
final class CapFamily {

    private final int cap;
    private final int[][] labels;
    private final int[] counts;
    private final boolean disjoint;

    private CapFamily(int cap, int[][] labels, int count) {
        this.cap = cap;
        this.labels = labels;
        this.counts = new int[count];
        this.disjoint = Arrays.stream(labels).allMatch(ofItem -> ofItem.length <= 1);
    }

    static CapFamily none(KeptCandidates kept) {
        int[][] labels = new int[kept.size()][0];
        return new CapFamily(Integer.MAX_VALUE, labels, 0);
    }

    static CapFamily of(KeptCandidates kept, ItemAttributes attributes, String attribute, int cap) {
        MutableObjectIntMap<String> numbers = ObjectIntMaps.mutable.empty();
        int[][] labels = new int[kept.size()][];
        for (int index = 0; index < labels.length; index++) {
            Set<String> ofItem = attributes.labels(kept.id(index), attribute);
            labels[index] = ofItem.stream()
                    .mapToInt(label -> numbers.getIfAbsentPut(label, numbers.size()))
                    .toArray();
        }
        return new CapFamily(cap, labels, numbers.size());
    }

    boolean disjoint() {
        return disjoint;
    }

    /** Returns how many labels the look-ahead knows. */
    int size() {
        return counts.length + 1;
    }

    /** Returns an item's label in the look-ahead; the last one stands for no cap. */
    int label(int index) {
        return labels[index].length == 1 ? labels[index][0] : counts.length;
    }

    Supply supply(GroupShares groups) {
        int[] caps = new int[counts.length + 1];
        Arrays.fill(caps, cap);
        caps[counts.length] = Integer.MAX_VALUE;
        int[][] left = new int[counts.length + 1][groups.buckets()];
        for (int index = 0; index < labels.length; index++) {
            left[label(index)][groups.ofItem()[index]]++;
        }
        return new Supply(groups.buckets(), caps, left);
    }

    boolean allows(int index) {
        return Arrays.stream(labels[index]).allMatch(label -> counts[label] < cap);
    }

    void picked(int index) {
        for (int label : labels[index]) {
            counts[label]++;
        }
    }
}

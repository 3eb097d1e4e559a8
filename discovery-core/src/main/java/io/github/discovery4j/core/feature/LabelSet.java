package io.github.discovery4j.core.feature;

import io.github.discovery4j.core.model.IdOrder;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/**
 * An immutable set of labels that iterates in code-point order and counts what it shares without allocating.
 *
 * <p>Kept twice, sorted for iteration and hashed for membership: about 12 bytes a label beside the strings.
 */
final class LabelSet extends AbstractSet<String> {

    static final LabelSet EMPTY = new LabelSet(Set.of());

    private final String[] sorted;
    private final Set<String> members;

    private LabelSet(Set<String> members) {
        this.members = members;
        this.sorted = members.toArray(String[]::new);
        Arrays.sort(sorted, IdOrder.CODE_POINTS);
    }

    static LabelSet of(Collection<String> labels) {
        return labels.isEmpty() ? EMPTY : new LabelSet(Set.copyOf(labels));
    }

    /** Returns how many labels both sets hold. */
    int countShared(LabelSet other) {
        if (other.sorted.length < sorted.length) {
            return other.countShared(this);
        }
        int shared = 0;
        for (String label : sorted) {
            if (other.members.contains(label)) {
                shared++;
            }
        }
        return shared;
    }

    /** Returns the labels that both sets hold, in code-point order. */
    List<String> shared(LabelSet other) {
        return Arrays.stream(sorted).filter(other.members::contains).toList();
    }

    @Override
    public boolean contains(Object label) {
        return members.contains(label);
    }

    @Override
    public Iterator<String> iterator() {
        return Arrays.asList(sorted).iterator();
    }

    @Override
    public int size() {
        return sorted.length;
    }
}

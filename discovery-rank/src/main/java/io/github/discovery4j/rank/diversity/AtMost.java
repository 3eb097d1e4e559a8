package io.github.discovery4j.rank.diversity;

import io.github.discovery4j.core.model.ItemAttributes;
import io.github.discovery4j.core.stage.Constraint;
import io.github.discovery4j.core.stage.KeptCandidates;
import java.util.Set;
import org.eclipse.collections.api.factory.primitive.IntLists;
import org.eclipse.collections.api.factory.primitive.ObjectIntMaps;
import org.eclipse.collections.api.list.primitive.MutableIntList;
import org.eclipse.collections.api.map.primitive.MutableObjectIntMap;

/**
 * At most n items of a slate share a label of an attribute.
 *
 * <p>An item with several labels counts towards each of them; an item without one is never held back. Made by
 * {@link Constraints#atMost}.
 *
 * <p><b>Cost:</b> the labels of every kept candidate are read once a slate; then O(labels of an item) a question.
 * <b>Threads:</b> safe.
 */
public final class AtMost implements Constraint {

    private final int count;
    private final String attribute;
    private final boolean hard;

    AtMost(int count, String attribute, boolean hard) {
        if (count < 1) {
            throw new IllegalArgumentException(
                    "atMost must be 1 or more, was %d (attribute \"%s\"); keep items out with a guardrail or a filter"
                            .formatted(count, attribute));
        }
        this.count = count;
        this.attribute = attribute;
        this.hard = hard;
    }

    /**
     * Returns this constraint as one that gives way when nothing else is left to pick.
     *
     * @return the soft constraint
     */
    public AtMost soft() {
        return new AtMost(count, attribute, false);
    }

    @Override
    public String name() {
        return "at most %d per %s".formatted(count, attribute);
    }

    @Override
    public boolean hard() {
        return hard;
    }

    @Override
    public Set<String> attributes() {
        return Set.of(attribute);
    }

    /**
     * Starts a slate.
     *
     * @throws IllegalArgumentException if the engine's items do not have the attribute
     */
    @Override
    public Progress start(KeptCandidates kept, int k) {
        ItemAttributes attributes = kept.context().attributes();
        if (!attributes.names().contains(attribute)) {
            throw new IllegalArgumentException(
                    "attribute \"%s\" of constraint \"%s\" is not known, the engine's items have %s"
                            .formatted(attribute, name(), attributes.names()));
        }
        return new Counts(kept, attributes);
    }

    /** How often each label was picked; labels are numbered by their first appearance. */
    private final class Counts implements Progress {
        private final int[] offsets;
        private final int[] labels;
        private final int[] counts;

        Counts(KeptCandidates kept, ItemAttributes attributes) {
            MutableObjectIntMap<String> numbers = ObjectIntMaps.mutable.empty();
            MutableIntList all = IntLists.mutable.empty();
            offsets = new int[kept.size() + 1];
            for (int index = 0; index < kept.size(); index++) {
                Set<String> ofItem = attributes.labels(kept.id(index), attribute);
                for (String label : ofItem) {
                    all.add(numbers.getIfAbsentPut(label, numbers.size()));
                }
                offsets[index + 1] = all.size();
            }
            labels = all.toArray();
            counts = new int[numbers.size()];
        }

        @Override
        public boolean allows(int index) {
            for (int i = offsets[index]; i < offsets[index + 1]; i++) {
                if (counts[labels[i]] >= count) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public void picked(int index) {
            for (int i = offsets[index]; i < offsets[index + 1]; i++) {
                counts[labels[i]]++;
            }
        }

        @Override
        public String detail() {
            int most = 0;
            for (int reached : counts) {
                most = Math.max(most, reached);
            }
            return "most of one " + attribute + ": " + most;
        }
    }
}

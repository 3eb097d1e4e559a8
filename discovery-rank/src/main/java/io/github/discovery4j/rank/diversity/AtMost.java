package io.github.discovery4j.rank.diversity;

import io.github.discovery4j.core.model.ItemAttributes;
import io.github.discovery4j.core.stage.Constraint;
import io.github.discovery4j.core.stage.KeptCandidates;
import io.github.discovery4j.core.stage.RequestContext;
import java.util.Set;
import org.eclipse.collections.api.factory.primitive.IntLists;
import org.eclipse.collections.api.factory.primitive.ObjectIntMaps;
import org.eclipse.collections.api.list.primitive.MutableIntList;
import org.eclipse.collections.api.map.primitive.MutableObjectIntMap;

/**
 * At most n items of a slate, or a share of them, have a label of an attribute in common.
 *
 * <p>An item with several labels counts towards each of them; an item without one is never held back. A share is one of the
 * places that there are candidates for, rounded down, but a label may always take one place. Made by {@link Constraints}.
 *
 * <p><b>Cost:</b> the labels of every kept candidate are read once a slate; then O(labels of an item) a question.
 * <b>Threads:</b> safe.
 */
public final class AtMost implements Constraint {

    /** How many places a label may take. */
    interface Places {

        /** Returns the number for a slate of so many places; 1 or more. */
        int of(RequestContext context, int places);
    }

    private final String cap;
    private final Places places;
    private final String attribute;
    private final boolean hard;

    /**
     * Creates a constraint.
     *
     * @param cap what the name says of the number
     */
    AtMost(String cap, Places places, String attribute, boolean hard) {
        this.cap = cap;
        this.places = places;
        this.attribute = attribute;
        this.hard = hard;
    }

    /**
     * Returns this constraint as one that gives way when nothing else is left to pick.
     *
     * @return the soft constraint
     */
    public AtMost soft() {
        return new AtMost(cap, places, attribute, false);
    }

    @Override
    public String name() {
        return "at most %s per %s".formatted(cap, attribute);
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
        return new Counts(kept, attributes, places.of(kept.context(), Math.min(k, kept.size())));
    }

    /** How often each label was picked; labels are numbered by their first appearance. */
    private final class Counts implements Progress {
        private final int most;
        private final int[] offsets;
        private final int[] labels;
        private final int[] counts;
        private boolean disjoint = true;

        Counts(KeptCandidates kept, ItemAttributes attributes, int most) {
            this.most = most;
            MutableObjectIntMap<String> numbers = ObjectIntMaps.mutable.empty();
            MutableIntList all = IntLists.mutable.empty();
            offsets = new int[kept.size() + 1];
            for (int index = 0; index < kept.size(); index++) {
                Set<String> ofItem = attributes.labels(kept.id(index), attribute);
                disjoint &= ofItem.size() <= 1;
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
                if (counts[labels[i]] >= most) {
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

        /** Where items have several labels, other picks might have left more places. */
        @Override
        public boolean exact() {
            return disjoint;
        }

        @Override
        public String detail() {
            int reached = 0;
            for (int count : counts) {
                reached = Math.max(reached, count);
            }
            return "most of one " + attribute + ": " + reached;
        }
    }
}

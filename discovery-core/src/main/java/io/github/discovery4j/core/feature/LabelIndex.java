package io.github.discovery4j.core.feature;

import io.github.discovery4j.core.model.IdOrder;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Who holds a label: from each label of one feature to the ordinals of the entities that have it.
 *
 * <p>It proposes, the rows decide: it knows nothing of consent, and a reader checks each entity's own row. <b>Threads:</b>
 * safe, readers never lock; writers of one entity must follow one another.
 */
final class LabelIndex {

    private static final Comparator<Map.Entry<String, Postings>> MOST_HELD_FIRST = Comparator.comparingInt(
                    (Map.Entry<String, Postings> entry) -> -entry.getValue().size())
            .thenComparing(Map.Entry::getKey, IdOrder.CODE_POINTS);

    private final ConcurrentHashMap<String, Postings> holders = new ConcurrentHashMap<>();

    /** Follows a change of an entity's labels. */
    void change(int ordinal, LabelSet before, LabelSet after) {
        if (before.equals(after)) {
            return;
        }
        for (String label : before) {
            if (!after.contains(label)) {
                holders.computeIfPresent(label, (key, postings) -> withoutOrNull(postings, ordinal));
            }
        }
        for (String label : after) {
            if (!before.contains(label)) {
                holders.merge(label, Postings.of(ordinal), (postings, first) -> postings.with(ordinal));
            }
        }
    }

    private static @Nullable Postings withoutOrNull(Postings postings, int ordinal) {
        return postings.size() == 1 ? null : postings.without(ordinal);
    }

    @Nullable
    Postings holders(String label) {
        return holders.get(label);
    }

    /** Returns the labels that most entities have; equally frequent ones in code-point order. */
    List<String> mostHeld(int limit) {
        return holders.entrySet().stream()
                .sorted(MOST_HELD_FIRST)
                .limit(limit)
                .map(Map.Entry::getKey)
                .toList();
    }
}

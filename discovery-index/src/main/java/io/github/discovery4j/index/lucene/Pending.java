package io.github.discovery4j.index.lucene;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What was written since a view was taken: what it must no longer show, and what a later one will.
 *
 * <p>Removals are numbered, so that a snapshot can go on showing what was deleted after it. <b>Threads:</b> safe; changes of
 * one id follow one another.
 */
final class Pending {

    private static final long NEVER = Long.MAX_VALUE;

    private final Map<String, Change> changes = new ConcurrentHashMap<>();

    /**
     * The latest change of an id.
     *
     * @param present whether there is an entry now
     * @param removedAt number of the first removal since
     */
    private record Change(boolean present, long removedAt) {}

    void stored(String id) {
        changes.merge(id, new Change(true, NEVER), (before, now) -> new Change(true, before.removedAt));
    }

    void removed(String id, long number) {
        changes.merge(
                id, new Change(false, number), (before, now) -> new Change(false, Math.min(before.removedAt, number)));
    }

    /** Tells whether what the view holds of an id was removed, as of a number of removals. */
    boolean hides(String id, long asOf) {
        if (changes.isEmpty()) {
            return false;
        }
        Change change = changes.get(id);
        return change != null && change.removedAt <= asOf;
    }

    /** Tells whether there is an entry, null for an id that did not change. */
    @Nullable
    Boolean present(String id) {
        Change change = changes.get(id);
        return change == null ? null : change.present;
    }

    /** Returns the ids that the view must not show any more. */
    Stream<String> hidden(long asOf) {
        return changes.entrySet().stream()
                .filter(entry -> entry.getValue().removedAt <= asOf)
                .map(Map.Entry::getKey);
    }

    int size() {
        return changes.size();
    }
}

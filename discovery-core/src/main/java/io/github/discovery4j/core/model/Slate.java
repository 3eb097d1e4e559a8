package io.github.discovery4j.core.model;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The answer to a request: a few items worth meeting now, safe to hand to the viewer as it is.
 *
 * <p>It holds nothing of the operator's view: which candidates were removed, and why, stands in the trace.
 * {@link #toString} names no item, so that a slate can be logged.
 *
 * @param id names this slate in impressions; the id of the request it answers
 * @param createdAt when it was made, by the engine's clock
 * @param requestedSize how many items were asked for
 * @param items in the order to show, at most {@code requestedSize}
 * @param versions what was pinned to make it, by handle name
 */
public record Slate(
        String id, Instant createdAt, int requestedSize, List<SlateItem> items, Map<String, String> versions) {

    /** Copies the collections. */
    public Slate {
        items = List.copyOf(items);
        versions = Collections.unmodifiableMap(new TreeMap<>(versions));
    }

    /**
     * Returns how many items are missing to the size asked for.
     *
     * @return 0 for a full slate
     */
    public int shortfall() {
        return requestedSize - items.size();
    }

    @Override
    public String toString() {
        return "Slate[id=%s, items=%d of %d]".formatted(id, items.size(), requestedSize);
    }
}

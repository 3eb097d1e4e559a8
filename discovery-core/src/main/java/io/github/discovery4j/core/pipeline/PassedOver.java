package io.github.discovery4j.core.pipeline;

import io.github.discovery4j.core.observe.Trace;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts the different items that one guardrail kept from being retrieved in one request, up to a bound.
 *
 * <p><b>Cost:</b> nothing for items that are not excluded, one look-up for each that is, nothing once the bound is reached.
 * <b>Threads:</b> safe; sources call it on theirs, an abandoned one even after the request.
 */
final class PassedOver {

    private final Set<String> ids = ConcurrentHashMap.newKeySet();
    private volatile boolean full;

    void add(String itemId) {
        if (!full && ids.add(itemId)) {
            full = ids.size() >= Trace.MOST_PASSED_OVER;
        }
    }

    int count() {
        return Math.min(Trace.MOST_PASSED_OVER, ids.size());
    }
}

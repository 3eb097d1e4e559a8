package io.github.discovery4j.core;

import io.github.discovery4j.core.model.SlateRequest;
import io.github.discovery4j.core.model.Why;
import java.util.List;

/**
 * Says why items would be shown to a viewer, outside of a slate: on a profile, or when somebody asks of a slate that was made
 * without reasons.
 *
 * <p>Whatever keeps an item out of slates keeps it from being explained: a block, an exclusion, a guardrail, a withdrawal, the
 * request's filter. Consent is that of this moment. <b>Threads:</b> safe.
 */
public interface WhyService {

    /**
     * Explains items to the request's viewer.
     *
     * <p>Each is explained by itself: what else is asked about does not matter. The request's size does not count. Ask only for
     * what the host has: an id that no source has found yet joins the engine's ids, and stays there.
     *
     * @param request the viewer, filter, exclusions and pinned versions
     * @param itemIds the host's ids, in any order
     * @return one an id, in that order; an erased one could not be shown
     * @throws IllegalArgumentException if the filter reads an attribute that is not known
     */
    List<Why> why(SlateRequest request, List<String> itemIds);

    /**
     * Explains one item.
     *
     * @param viewerId who asks
     * @param itemId of what or whom
     * @return why it would be shown, if it could be
     */
    default Why why(String viewerId, String itemId) {
        return why(SlateRequest.forViewer(viewerId).build(), List.of(itemId)).getFirst();
    }
}

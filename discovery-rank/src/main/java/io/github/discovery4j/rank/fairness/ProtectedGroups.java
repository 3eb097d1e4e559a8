package io.github.discovery4j.rank.fairness;

import java.util.Optional;

/**
 * Says of which group of a protected attribute an item is, such as an age band.
 *
 * <p>It is given to constraints and measures alone and is no part of the engine's attributes or features, so that neither a
 * ranker nor a reason can see it. An implementation obeys the consent of the person: nobody's group is said against
 * their will. <b>Threads:</b> safe.
 */
@FunctionalInterface
public interface ProtectedGroups {

    /**
     * Returns an item's group.
     *
     * @param itemId the item
     * @return its only group; empty when nobody knows or the person does not say
     */
    Optional<String> of(String itemId);
}

package io.github.discovery4j.core.privacy;

import io.github.discovery4j.core.model.SignalGroup;

/** Makes again what was derived from a person's signals of a group, once they allow it again. */
@FunctionalInterface
public interface Recompute {

    /**
     * Derives again from the raw records, which an opt-out leaves alone. Called after the consent returned; may be called
     * where nothing was deleted.
     *
     * @param personId the owner
     * @param group the group
     */
    void recompute(String personId, SignalGroup group);
}

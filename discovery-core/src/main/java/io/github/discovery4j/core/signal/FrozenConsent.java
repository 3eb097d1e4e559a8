package io.github.discovery4j.core.signal;

import io.github.discovery4j.core.consent.ConsentView;
import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.core.model.Visibility;
import java.util.HashMap;
import java.util.Map;

/**
 * Consent that stays as it was first asked for, so that a log that is read twice is read the same way, and that tells afterwards
 * who has withdrawn meanwhile what was read of them. Belongs to one thread.
 */
final class FrozenConsent implements ConsentView {

    private final ConsentView current;
    private final long epoch;
    private final Map<String, Map<SignalGroup, Boolean>> allowed = new HashMap<>();
    private final Map<String, Boolean> withdrawn = new HashMap<>();

    FrozenConsent(ConsentView current) {
        this.current = current;
        this.epoch = current.latestEpoch();
    }

    @Override
    public boolean allows(String personId, SignalGroup group) {
        return allowed.computeIfAbsent(personId, id -> new HashMap<>(2))
                .computeIfAbsent(group, asked -> current.allows(personId, asked));
    }

    @Override
    public boolean withdrawn(String personId) {
        return withdrawn.computeIfAbsent(personId, current::withdrawn);
    }

    @Override
    public Visibility visibility(String personId, SignalGroup group) {
        return current.visibility(personId, group);
    }

    @Override
    public long epoch(String personId) {
        return 0;
    }

    @Override
    public long latestEpoch() {
        return 0;
    }

    /** Tells whether a person no longer allows something that was read, or takes no part any more. */
    boolean narrowed(String personId) {
        if (current.latestEpoch() == epoch) {
            return false;
        }
        return current.withdrawn(personId)
                || allowed.getOrDefault(personId, Map.of()).entrySet().stream()
                        .anyMatch(asked -> asked.getValue() && !current.allows(personId, asked.getKey()));
    }
}

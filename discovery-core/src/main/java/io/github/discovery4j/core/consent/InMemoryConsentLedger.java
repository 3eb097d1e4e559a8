package io.github.discovery4j.core.consent;

import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.core.model.Visibility;

/**
 * The consents of people in one process, which end with it.
 *
 * <p><b>Cost:</b> a read is one hash look-up. <b>Threads:</b> safe; readers never lock.
 */
public final class InMemoryConsentLedger extends HeldConsentLedger {

    /** Creates a ledger in which nobody has objected to anything. */
    public InMemoryConsentLedger() {}

    @Override
    public void optOut(String personId, SignalGroup group) {
        hold(personId, choices -> choices.withOff(group, true)).run();
    }

    @Override
    public void optIn(String personId, SignalGroup group) {
        hold(personId, choices -> choices.withOff(group, false)).run();
    }

    @Override
    public void withdraw(String personId) {
        hold(personId, choices -> choices.withWithdrawn(true)).run();
    }

    @Override
    public void rejoin(String personId) {
        hold(personId, choices -> choices.withWithdrawn(false)).run();
    }

    @Override
    public void show(String personId, SignalGroup group, Visibility visibility) {
        hold(personId, choices -> choices.withVisibility(group, visibility)).run();
    }

    @Override
    public void erase(String personId) {
        hold(personId, choices -> ConsentChoices.ERASED).run();
    }
}

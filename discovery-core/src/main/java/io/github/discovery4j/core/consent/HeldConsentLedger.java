package io.github.discovery4j.core.consent;

import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.core.model.Visibility;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What ledgers have in common: everybody's choices are held in memory, and that is where reads find them.
 *
 * <p>People who never changed anything cost nothing. Default: every group is allowed and as visible as its column says.
 * <b>Cost:</b> a read is one hash look-up. <b>Threads:</b> safe; readers never lock.
 */
public abstract class HeldConsentLedger implements ConsentLedger {

    private static final Logger LOG = LoggerFactory.getLogger(HeldConsentLedger.class);

    private final ConcurrentHashMap<String, ConsentChoices> people = new ConcurrentHashMap<>();
    private final List<ConsentListener> listeners = new CopyOnWriteArrayList<>();
    private volatile long latestEpoch;

    /** Creates a ledger in which nobody has objected to anything. */
    protected HeldConsentLedger() {}

    /**
     * Lets epochs go on from a number, if they are not there yet.
     *
     * @param epoch larger than any that an earlier process gave
     */
    protected final synchronized void startAt(long epoch) {
        latestEpoch = Math.max(latestEpoch, epoch);
    }

    /**
     * Changes what is held of a person. Readers see the change before its epoch counts as the latest, so that none can miss
     * it.
     *
     * @param personId whose
     * @param change of their choices
     * @return tells the listeners; to be run once, where no lock is held
     */
    protected final Runnable hold(String personId, UnaryOperator<ConsentChoices> change) {
        ConsentChoices before;
        ConsentChoices after;
        synchronized (this) {
            long epoch = latestEpoch + 1;
            before = choices(personId);
            after = change.apply(before).at(epoch);
            people.put(personId, after);
            latestEpoch = epoch;
        }
        return () -> tell(personId, before, after);
    }

    private void tell(String personId, ConsentChoices before, ConsentChoices after) {
        for (ConsentListener listener : listeners) {
            try {
                listener.changed(personId, before, after);
            } catch (RuntimeException e) {
                LOG.warn(
                        "a listener of consent failed with {}; the change itself holds",
                        e.getClass().getName());
            }
        }
    }

    /** {@return how many people's choices are held} */
    public final int size() {
        return people.size();
    }

    @Override
    public final void listen(ConsentListener listener) {
        listeners.add(listener);
    }

    @Override
    public final ConsentChoices choices(String personId) {
        return people.getOrDefault(personId, ConsentChoices.NONE);
    }

    @Override
    public final boolean allows(String personId, SignalGroup group) {
        return choices(personId).allows(group);
    }

    @Override
    public final boolean withdrawn(String personId) {
        return choices(personId).withdrawn();
    }

    @Override
    public final Visibility visibility(String personId, SignalGroup group) {
        return choices(personId).visibleTo().getOrDefault(group, Visibility.PUBLIC);
    }

    @Override
    public final long epoch(String personId) {
        return choices(personId).epoch();
    }

    @Override
    public final long latestEpoch() {
        return latestEpoch;
    }
}

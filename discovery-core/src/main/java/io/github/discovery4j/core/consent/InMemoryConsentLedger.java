package io.github.discovery4j.core.consent;

import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.core.model.Visibility;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/**
 * The consents of people in one process, kept in memory.
 *
 * <p>People who never changed anything cost nothing. Default: every group is allowed and as visible as its column says.
 * <b>Cost:</b> a read is one hash look-up. <b>Threads:</b> safe; readers never lock.
 */
public final class InMemoryConsentLedger implements ConsentLedger {

    private record Choices(long epoch, boolean withdrawn, Set<SignalGroup> off, Map<SignalGroup, Visibility> seenBy) {
        static final Choices DEFAULT = new Choices(0, false, Set.of(), Map.of());

        Choices withOff(Set<SignalGroup> groups) {
            return new Choices(epoch, withdrawn, Set.copyOf(groups), seenBy);
        }
    }

    private final ConcurrentHashMap<String, Choices> people = new ConcurrentHashMap<>();
    private volatile long latestEpoch;

    /** Creates a ledger in which nobody has objected to anything. */
    public InMemoryConsentLedger() {}

    @Override
    public void optOut(String personId, SignalGroup group) {
        change(personId, choices -> {
            Set<SignalGroup> off = new HashSet<>(choices.off());
            off.add(group);
            return choices.withOff(off);
        });
    }

    @Override
    public void optIn(String personId, SignalGroup group) {
        change(personId, choices -> {
            Set<SignalGroup> off = new HashSet<>(choices.off());
            off.remove(group);
            return choices.withOff(off);
        });
    }

    @Override
    public void withdraw(String personId) {
        change(personId, choices -> new Choices(choices.epoch(), true, choices.off(), choices.seenBy()));
    }

    @Override
    public void rejoin(String personId) {
        change(personId, choices -> new Choices(choices.epoch(), false, choices.off(), choices.seenBy()));
    }

    @Override
    public void show(String personId, SignalGroup group, Visibility visibility) {
        change(personId, choices -> {
            Map<SignalGroup, Visibility> seenBy = new HashMap<>(choices.seenBy());
            seenBy.put(group, visibility);
            return new Choices(choices.epoch(), choices.withdrawn(), choices.off(), Map.copyOf(seenBy));
        });
    }

    @Override
    public boolean allows(String personId, SignalGroup group) {
        Choices choices = choices(personId);
        return !choices.withdrawn() && !choices.off().contains(group);
    }

    @Override
    public boolean withdrawn(String personId) {
        return choices(personId).withdrawn();
    }

    @Override
    public Visibility visibility(String personId, SignalGroup group) {
        return choices(personId).seenBy().getOrDefault(group, Visibility.PUBLIC);
    }

    @Override
    public long epoch(String personId) {
        return choices(personId).epoch();
    }

    @Override
    public long latestEpoch() {
        return latestEpoch;
    }

    private Choices choices(String personId) {
        return people.getOrDefault(personId, Choices.DEFAULT);
    }

    /** Shows the change to readers before its epoch counts as the latest, so that no reader can miss it. */
    private synchronized void change(String personId, UnaryOperator<Choices> change) {
        long epoch = latestEpoch + 1;
        Choices after = change.apply(choices(personId));
        people.put(personId, new Choices(epoch, after.withdrawn(), after.off(), after.seenBy()));
        latestEpoch = epoch;
    }
}

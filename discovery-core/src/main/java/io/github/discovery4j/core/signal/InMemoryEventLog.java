package io.github.discovery4j.core.signal;

import io.github.discovery4j.core.consent.PersonalRecord;
import io.github.discovery4j.core.model.InMemoryTombstones;
import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.core.model.Tombstones;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * A log in memory, for tests and for hosts that keep their events elsewhere; it survives nothing.
 *
 * <p><b>Cost:</b> reads of one person go through everything. <b>Threads:</b> safe, one lock.
 */
public final class InMemoryEventLog implements EventLog {

    private final TreeMap<Long, SignalEvent> events = new TreeMap<>();
    private final Set<String> ids = new HashSet<>();
    private final Tombstones erased;
    private long last;

    /** Creates an empty log with tombstones of its own. */
    public InMemoryEventLog() {
        this(new InMemoryTombstones());
    }

    /**
     * Creates an empty log.
     *
     * @param erased who was erased; the same that the host's {@code Privacy} has
     */
    public InMemoryEventLog(Tombstones erased) {
        this.erased = erased;
    }

    @Override
    public synchronized Batch append(List<SignalEvent> batch) {
        long before = last;
        List<Appended> each = new ArrayList<>(batch.size());
        for (SignalEvent event : batch) {
            if (refuses(event)) {
                each.add(Appended.ERASED);
            } else if (ids.add(event.id())) {
                events.put(++last, event);
                each.add(new Appended(Outcome.NEW, last));
            } else {
                each.add(Appended.KNOWN);
            }
        }
        return new Batch(before, last, each);
    }

    @Override
    public boolean isErased(String personId) {
        return erased.contains(personId);
    }

    @Override
    public synchronized List<Logged> read(long after, int limit) {
        return events.tailMap(after, false).entrySet().stream()
                .limit(limit)
                .map(InMemoryEventLog::logged)
                .toList();
    }

    @Override
    public void readUser(String userId, Instant from, Instant until, Consumer<Logged> consumer) {
        List<Logged> found;
        synchronized (this) {
            found = events.entrySet().stream()
                    .filter(entry -> entry.getValue().userId().equals(userId))
                    .filter(entry -> !entry.getValue().time().isBefore(from)
                            && entry.getValue().time().isBefore(until))
                    .map(InMemoryEventLog::logged)
                    .sorted(Comparator.comparing(logged -> logged.event().time()))
                    .toList();
        }
        found.forEach(consumer);
    }

    private static Logged logged(Map.Entry<Long, SignalEvent> entry) {
        return new Logged(entry.getKey(), entry.getValue());
    }

    @Override
    public synchronized long lastPosition() {
        return last;
    }

    @Override
    public String holderName() {
        return "event log";
    }

    @Override
    public Set<SignalGroup> signalGroups() {
        return PersonalEvents.groups(EventTypes.standard());
    }

    @Override
    public synchronized List<PersonalRecord> export(String personId) {
        return events.values().stream()
                .filter(event -> event.names(personId))
                .map(event -> PersonalEvents.record(holderName(), event, personId))
                .toList();
    }

    @Override
    public int forget(String personId, SignalGroup group) {
        return 0;
    }

    @Override
    public synchronized boolean remove(String personId, String key) {
        return events.values()
                .removeIf(event -> event.id().equals(key) && event.userId().equals(personId));
    }

    @Override
    public synchronized int erase(String personId) {
        int before = events.size();
        erased.add(personId);
        events.values().removeIf(event -> event.names(personId));
        return before - events.size();
    }

    @Override
    public void close() {}
}

package io.github.discovery4j.core.signal;

import io.github.discovery4j.core.consent.PersonalRecord;
import io.github.discovery4j.core.model.SignalGroup;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Dead letters in memory, for tests; they survive nothing. <b>Threads:</b> safe, one lock. */
public final class InMemoryDeadLetters implements DeadLetterStore {

    private final TreeMap<Long, DeadLetter> letters = new TreeMap<>();
    private final Bounds bounds;
    private final InstantSource clock;
    private long lastId;
    private long dropped;

    /**
     * Creates an empty store.
     *
     * @param bounds how much is kept
     * @param clock tells how old letters are
     */
    public InMemoryDeadLetters(Bounds bounds, InstantSource clock) {
        this.bounds = bounds;
        this.clock = clock;
    }

    @Override
    public synchronized List<Long> add(List<DeadLetter> more) {
        List<Long> ids = new ArrayList<>(more.size());
        for (DeadLetter letter : more) {
            letters.put(++lastId, letter.withId(lastId));
            ids.add(lastId);
        }
        int before = letters.size();
        letters.values()
                .removeIf(letter -> letter.last().isBefore(clock.instant().minus(bounds.age())));
        while (letters.size() > bounds.letters()) {
            letters.pollFirstEntry();
        }
        dropped += before - letters.size();
        return ids;
    }

    @Override
    public synchronized List<DeadLetter> list(Filter filter) {
        return letters.tailMap(filter.after(), false).values().stream()
                .filter(letter -> filter.reason().map(letter.reason()::equals).orElse(true))
                .limit(filter.limit())
                .toList();
    }

    @Override
    public synchronized Optional<DeadLetter> find(long id) {
        return Optional.ofNullable(letters.get(id));
    }

    @Override
    public synchronized boolean repair(long id, String json) {
        DeadLetterStore.checkLength(json.getBytes(StandardCharsets.UTF_8).length);
        return letters.computeIfPresent(id, (same, letter) -> letter.repaired(json)) != null;
    }

    @Override
    public synchronized void failedAgain(long id, Rejection reason, String message) {
        letters.computeIfPresent(id, (same, letter) -> letter.failedAgain(reason, message, clock.instant()));
    }

    @Override
    public synchronized int remove(Collection<Long> ids) {
        int before = letters.size();
        letters.keySet().removeAll(Set.copyOf(ids));
        return before - letters.size();
    }

    @Override
    public synchronized int count() {
        return letters.size();
    }

    @Override
    public synchronized long dropped() {
        return dropped;
    }

    @Override
    public String holderName() {
        return "dead letters";
    }

    @Override
    public Set<SignalGroup> signalGroups() {
        return Set.of(SignalGroup.BEHAVIOUR);
    }

    @Override
    public synchronized List<PersonalRecord> export(String personId) {
        return letters.values().stream()
                .filter(letter -> letter.names(personId))
                .map(letter -> PersonalEvents.record(holderName(), letter, personId))
                .toList();
    }

    @Override
    public int forget(String personId, SignalGroup group) {
        return 0;
    }

    @Override
    public synchronized int erase(String personId) {
        int before = letters.size();
        letters.values().removeIf(letter -> letter.names(personId));
        return before - letters.size();
    }

    @Override
    public void close() {}
}

package io.github.discovery4j.core.privacy;

import io.github.discovery4j.core.model.SignalGroup;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A journal that ends with the process, as the holders do where all are in memory. <b>Threads:</b> safe, one lock. */
public final class InMemoryErasureJournal implements ErasureJournal {

    private final Map<String, Pending> open = new LinkedHashMap<>();
    private final Map<String, Unsettled> unsettled = new LinkedHashMap<>();
    private long last;

    /** Creates an empty journal. */
    public InMemoryErasureJournal() {}

    @Override
    public synchronized Pending begin(String personId) {
        open.values().removeIf(pending -> pending.personId().equals(personId));
        Pending begun = new Pending(Long.toString(++last), personId, Set.of());
        open.put(begun.token(), begun);
        return begun;
    }

    @Override
    public synchronized void confirm(String token, String holder) {
        open.computeIfPresent(token, (same, pending) -> {
            Set<String> confirmed = new HashSet<>(pending.confirmed());
            confirmed.add(holder);
            return new Pending(token, pending.personId(), confirmed);
        });
    }

    @Override
    public synchronized void finish(String token) {
        open.remove(token);
    }

    @Override
    public synchronized List<Pending> pending() {
        return List.copyOf(open.values());
    }

    @Override
    public synchronized List<Unsettled> beginSettling(String personId, Set<SignalGroup> groups) {
        List<Unsettled> begun = groups.stream()
                .map(group -> new Unsettled(Long.toString(++last), personId, group))
                .toList();
        begun.forEach(note -> unsettled.put(note.token(), note));
        return begun;
    }

    @Override
    public synchronized void settled(Collection<String> tokens) {
        unsettled.keySet().removeAll(tokens);
    }

    @Override
    public synchronized List<Unsettled> unsettled() {
        return List.copyOf(unsettled.values());
    }
}

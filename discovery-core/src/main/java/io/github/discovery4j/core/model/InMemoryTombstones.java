package io.github.discovery4j.core.model;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tombstones that end with the process; a durable set is in {@code core.adapter.jdbc}.
 *
 * <p><b>Cost:</b> about 130 bytes a stone. <b>Threads:</b> safe; readers never lock.
 */
public final class InMemoryTombstones implements Tombstones {

    private final Set<String> stones = ConcurrentHashMap.newKeySet();
    private final KeyedHash hash;

    /** Creates an empty set under a key of its own. */
    public InMemoryTombstones() {
        this(KeyedHash.random());
    }

    /**
     * Creates an empty set.
     *
     * @param hash how ids are hidden
     */
    public InMemoryTombstones(KeyedHash hash) {
        this.hash = hash;
    }

    @Override
    public void add(String id) {
        stones.add(hash.of(id));
    }

    @Override
    public boolean contains(String id) {
        return !stones.isEmpty() && stones.contains(hash.of(id));
    }

    @Override
    public boolean remove(String id) {
        return stones.remove(hash.of(id));
    }
}

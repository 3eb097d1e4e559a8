package io.github.discovery4j.index.memory;

import io.github.discovery4j.index.vector.EntryAttributes;

/**
 * What is known of a vector beside its values, and from which version of the index to which it is part of it.
 *
 * <p><b>Threads:</b> safe.
 */
final class GraphEntry {

    /** A version that never comes. */
    static final long NEVER = Long.MAX_VALUE;

    private final String id;
    private final EntryAttributes attributes;
    private volatile long born = NEVER;
    private volatile long died = NEVER;
    private volatile boolean erased;
    private volatile int slot;

    GraphEntry(String id, EntryAttributes attributes, int slot) {
        this.id = id;
        this.attributes = attributes;
        this.slot = slot;
    }

    String id() {
        return id;
    }

    EntryAttributes attributes() {
        return attributes;
    }

    /** Tells whether the vector is part of the index at a version. */
    boolean alive(long version) {
        return born <= version && died > version && !erased;
    }

    boolean erased() {
        return erased;
    }

    long died() {
        return died;
    }

    void bear(long version) {
        born = version;
    }

    void die(long version) {
        died = version;
    }

    /** Hides the vector from readers of every version. */
    void erase() {
        erased = true;
    }

    int slot() {
        return slot;
    }

    void moveTo(int other) {
        slot = other;
    }
}

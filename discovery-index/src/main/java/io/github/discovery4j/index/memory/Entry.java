package io.github.discovery4j.index.memory;

import io.github.discovery4j.index.vector.EntryAttributes;

/** What is known of a vector beside its values; all copies of the vector share it. */
final class Entry {

    /** Shared by all vectors that an id had, one after the other, until it is erased. */
    static final class Fate {
        private volatile boolean erased;
    }

    private final String id;
    private final EntryAttributes attributes;
    private final Fate fate;

    Entry(String id, EntryAttributes attributes) {
        this(id, attributes, new Fate());
    }

    private Entry(String id, EntryAttributes attributes, Fate fate) {
        this.id = id;
        this.attributes = attributes;
        this.fate = fate;
    }

    /** Returns this entry, to be erased with earlier ones. */
    Entry sharing(Fate earlier) {
        return new Entry(id, attributes, earlier);
    }

    String id() {
        return id;
    }

    EntryAttributes attributes() {
        return attributes;
    }

    Fate fate() {
        return fate;
    }

    /** Hides the id's vectors from readers of every snapshot, older ones and older vectors too. */
    static void erase(Fate fate) {
        fate.erased = true;
    }

    boolean erased() {
        return fate.erased;
    }
}

package io.github.discovery4j.index.memory;

import io.github.discovery4j.index.vector.EntryAttributes;

/** What is known of a vector beside its values; all copies of the vector share it. */
final class Entry {

    private final String id;
    private final EntryAttributes attributes;
    private volatile boolean erased;

    Entry(String id, EntryAttributes attributes) {
        this.id = id;
        this.attributes = attributes;
    }

    String id() {
        return id;
    }

    EntryAttributes attributes() {
        return attributes;
    }

    /** Hides the vector from readers of every snapshot, older ones too. */
    void erase() {
        erased = true;
    }

    boolean erased() {
        return erased;
    }
}

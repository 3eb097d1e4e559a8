package io.github.discovery4j.core.model;

/**
 * Who was erased, remembered without their ids: what late events and old backups are held against.
 *
 * <p>Laws: after {@link #add} returned, {@link #contains} is true in this process until {@link #remove}; nothing that the
 * stones hold tells an id to somebody without the key. One set of stones is given to all who ask: {@link IdSpace}, feature
 * stores, ingestion. <b>Threads:</b> safe; {@link #contains} is quick and never waits for a database.
 */
public interface Tombstones {

    /**
     * Remembers that somebody was erased.
     *
     * @param id any id
     */
    void add(String id);

    /**
     * Tells whether somebody was erased and not let in again.
     *
     * @param id any id
     * @return whether there is a stone
     */
    boolean contains(String id);

    /**
     * Takes a stone away: for somebody who really returns.
     *
     * @param id any id
     * @return whether there was one
     */
    boolean remove(String id);
}

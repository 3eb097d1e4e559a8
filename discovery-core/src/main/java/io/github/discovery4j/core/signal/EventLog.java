package io.github.discovery4j.core.signal;

import io.github.discovery4j.core.consent.PersonalDataHolder;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/**
 * The durable record of what people did: everything derived can be made again from it.
 *
 * <p>Laws: once {@link #append} has returned, its events survive what the log's documentation names (the process's death,
 * the power's); an event whose id is in the log already is not kept again; positions grow, and an event keeps its own;
 * after {@link #erase} no read gives an event that the person did or was the target of, however late it arrives, until the
 * person is let in again; after {@link #remove} no read gives that event, and its id stays known, so that no later delivery
 * brings it back. <b>Threads:</b> safe.
 */
public interface EventLog extends PersonalDataHolder, AutoCloseable {

    /**
     * An event and its place.
     *
     * @param position larger than that of every event before it
     * @param event what happened
     */
    record Logged(long position, SignalEvent event) {}

    /** What became of an event that was to be appended. */
    enum Outcome {
        /** It is in the log now. */
        NEW,
        /** An event of its id was in the log already. */
        KNOWN,
        /** It names a person who was erased; nothing of it was kept. */
        ERASED
    }

    /**
     * What became of an event that was to be appended.
     *
     * @param outcome whether it was kept
     * @param position its place; 0 unless it is new
     */
    record Appended(Outcome outcome, long position) {
        /** An event that the log knew. */
        public static final Appended KNOWN = new Appended(Outcome.KNOWN, 0);

        /** An event of an erased person. */
        public static final Appended ERASED = new Appended(Outcome.ERASED, 0);
    }

    /**
     * What became of events that were appended together.
     *
     * @param before the log's last position before them; whoever has read so far misses nothing in between
     * @param after the log's last position with them
     * @param each one an event, in their order
     */
    record Batch(long before, long after, List<Appended> each) {}

    /**
     * Appends events durably, all or none.
     *
     * @param events in the order in which they arrived
     * @return what became of each
     * @throws EventLogException if they could not be made durable; then none counts as appended
     */
    Batch append(List<SignalEvent> events);

    /**
     * Tells whether events that name a person are refused.
     *
     * @param personId anybody
     * @return true after {@link #erase}, until the stone is taken away from the {@link
     *     io.github.discovery4j.core.model.Tombstones} that the log asks
     */
    boolean isErased(String personId);

    /**
     * Tells whether an event names somebody whose events are refused.
     *
     * @param event any
     * @return whether its doer, or the person it was done to, {@linkplain #isErased was erased}
     */
    default boolean refuses(SignalEvent event) {
        return isErased(event.userId())
                || (event.type().mayNamePerson()
                        && event.itemId().filter(this::isErased).isPresent());
    }

    /**
     * Reads in the order of arrival.
     *
     * @param after the position after which to begin; 0 for all
     * @param limit how many at most, 1 or more
     * @return fewer than {@code limit} only at the end
     */
    List<Logged> read(long after, int limit);

    /**
     * Reads what one person did, in the order of event time, events of the same time by position.
     *
     * @param userId the person
     * @param from the earliest time that counts
     * @param until the time that no longer counts
     * @param consumer given each event
     */
    void readUser(String userId, Instant from, Instant until, Consumer<Logged> consumer);

    /** {@return the last position that was given, 0 for a log that never had an event} */
    long lastPosition();

    /**
     * Deletes one event that the person did. Its content goes, and what it says of its target; its id is still known.
     *
     * @param personId who did it; nobody else can remove it
     * @param key the event's id
     * @return whether there was such an event
     */
    @Override
    boolean remove(String personId, String key);

    @Override
    void close();
}

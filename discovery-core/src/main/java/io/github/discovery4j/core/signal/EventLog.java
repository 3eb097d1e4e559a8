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
 * after {@link #erase} no read gives an event that the person did or was the target of, however late it arrives.
 * <b>Threads:</b> safe.
 */
public interface EventLog extends PersonalDataHolder, AutoCloseable {

    /**
     * An event and its place.
     *
     * @param position larger than that of every event before it
     * @param event what happened
     */
    record Logged(long position, SignalEvent event) {}

    /**
     * Appends events durably.
     *
     * @param events in the order in which they arrived
     * @return one an event, in their order: true for a new one, false for one that the log knows already
     * @throws EventLogException if they could not be made durable; then none counts as appended
     */
    List<Boolean> append(List<SignalEvent> events);

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

    /** {@return the position of the last event, 0 for an empty log} */
    long lastPosition();

    @Override
    void close();
}

package io.github.discovery4j.core.signal;

import io.github.discovery4j.core.signal.EventLog.Logged;
import java.util.List;

/**
 * Something that is kept up to date from the log: windows, features, a graph.
 *
 * <p>Laws: it is given every event after its {@link #position}, in the order of the log, each batch once its events are
 * durable. Where it keeps its position durably together with what it derives, each event counts once, also after the
 * process died; otherwise the last batch may come again. It sees late events where they arrive: order by
 * {@link SignalEvent#time} is its own affair. Events of people erased meanwhile are left out.
 * <b>Threads:</b> {@link #apply} is called by one thread at a time; {@link #position} by any.
 */
public interface EventConsumer {

    /** {@return what reports and errors call it} */
    String name();

    /**
     * Takes a batch in.
     *
     * @param batch not empty, positions growing
     * @throws RuntimeException if it could not; the same events are given again after a pause
     */
    void apply(List<Logged> batch);

    /** {@return the position of the last event that was taken in durably, 0 for none} */
    long position();
}

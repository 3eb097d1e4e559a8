package io.github.discovery4j.core.capture;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.LoggerFactory;
import org.slf4j.event.KeyValuePair;
import org.slf4j.event.LoggingEvent;
import org.slf4j.helpers.MessageFormatter;

/** Everything that any thread logs, of every level, from the opening to the closing of this. */
public final class CapturedLog implements AutoCloseable {

    /**
     * A line.
     *
     * @param logger who wrote it
     * @param message with its arguments
     * @param keys its key values
     * @param text all there is of it, stack trace and all
     */
    public record Line(String logger, String message, Map<String, String> keys, String text) {}

    private static final AtomicReference<Queue<Line>> TAKING = new AtomicReference<>();

    private final Queue<Line> lines = new ConcurrentLinkedQueue<>();

    /** Listens from now on. */
    public CapturedLog() {
        if (!(LoggerFactory.getILoggerFactory().getLogger("probe") instanceof CapturingLogger)) {
            throw new IllegalStateException("run with -Dslf4j.provider=" + CapturingProvider.class.getName());
        }
        if (!TAKING.compareAndSet(null, lines)) {
            throw new IllegalStateException("another log is being captured; close it first");
        }
    }

    /** Returns what was logged so far. */
    public List<Line> lines() {
        return new ArrayList<>(lines);
    }

    @Override
    public void close() {
        TAKING.set(null);
    }

    static boolean listens() {
        return TAKING.get() != null;
    }

    static boolean take(LoggingEvent event) {
        Queue<Line> taking = TAKING.get();
        if (taking == null) {
            return false;
        }
        String message = MessageFormatter.basicArrayFormat(event.getMessage(), event.getArgumentArray());
        Map<String, String> keys = new TreeMap<>();
        if (event.getKeyValuePairs() != null) {
            for (KeyValuePair pair : event.getKeyValuePairs()) {
                keys.put(pair.key, String.valueOf(pair.value));
            }
        }
        StringWriter text = new StringWriter();
        text.append(message).append(' ').append(keys.toString()).append(' ');
        if (event.getThrowable() != null) {
            event.getThrowable().printStackTrace(new PrintWriter(text, true));
        }
        taking.add(new Line(event.getLoggerName(), message, keys, text.toString()));
        return true;
    }
}

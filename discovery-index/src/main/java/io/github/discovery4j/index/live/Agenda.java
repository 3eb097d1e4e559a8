package io.github.discovery4j.index.live;

import java.util.Comparator;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What is due when, earliest first; an id has one appointment at most.
 *
 * <p><b>Cost:</b> O(log n) a change, O(1) a question. <b>Threads:</b> one writer at a time; questions at any time.
 */
final class Agenda {

    private static final Comparator<Appointment> EARLIEST_FIRST =
            Comparator.comparingLong(Appointment::millis).thenComparing(Appointment::id);

    private record Appointment(long millis, String id) {}

    private final ConcurrentHashMap<String, Appointment> byId = new ConcurrentHashMap<>();
    private final TreeSet<Appointment> byTime = new TreeSet<>(EARLIEST_FIRST);
    private volatile long earliest = Long.MAX_VALUE;

    /** Sets when an id is due, in place of what was set before. */
    void set(String id, long millis) {
        Appointment appointment = new Appointment(millis, id);
        Appointment earlier = byId.put(id, appointment);
        if (earlier != null) {
            byTime.remove(earlier);
        }
        byTime.add(appointment);
        noteEarliest();
    }

    boolean remove(String id) {
        Appointment appointment = byId.remove(id);
        if (appointment == null) {
            return false;
        }
        byTime.remove(appointment);
        noteEarliest();
        return true;
    }

    /** Removes and returns an id that is due, null when there is none. */
    @Nullable
    String pollDue(long now) {
        if (!anyDue(now)) {
            return null;
        }
        String id = byTime.getFirst().id();
        remove(id);
        return id;
    }

    boolean anyDue(long now) {
        return earliest <= now;
    }

    /** Tells whether an id has an appointment later than now. */
    boolean ahead(String id, long now) {
        Appointment appointment = byId.get(id);
        return appointment != null && appointment.millis() > now;
    }

    /** Returns when an id is due; for one without an appointment, {@link Long#MIN_VALUE}. */
    long millisOf(String id) {
        Appointment appointment = byId.get(id);
        return appointment == null ? Long.MIN_VALUE : appointment.millis();
    }

    int size() {
        return byId.size();
    }

    private void noteEarliest() {
        earliest = byTime.isEmpty() ? Long.MAX_VALUE : byTime.getFirst().millis();
    }
}

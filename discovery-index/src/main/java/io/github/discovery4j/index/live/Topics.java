package io.github.discovery4j.index.live;

import io.github.discovery4j.core.consent.ConsentView;
import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.index.vector.EntryAttributes;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is spoken about in each room: the mean of a span, and who contributed to it.
 *
 * <p><b>Threads:</b> belongs to whoever holds the index's lock, but for {@link #anyDue}.
 */
final class Topics {

    /** Told what becomes of a room's topic. */
    interface Listener {
        /**
         * A topic is another one now.
         *
         * @param topic null when nothing is left of it
         * @param someoneWithdrew whether what it was may not be seen any more by anybody
         */
        void changed(String room, float @Nullable [] topic, EntryAttributes attributes, boolean someoneWithdrew);
    }

    private record Room(RollingMean said, EntryAttributes attributes) {}

    private final int dimension;
    private final long spanMillis;
    private final ConsentView consent;
    private final Listener listener;
    private final Map<String, Room> rooms = new HashMap<>();
    private final Map<String, Set<String>> roomsOfSpeaker = new HashMap<>();
    private final Agenda leaving = new Agenda();
    private volatile long consentEpoch;

    Topics(int dimension, long spanMillis, ConsentView consent, Listener listener) {
        this.dimension = dimension;
        this.spanMillis = spanMillis;
        this.consent = consent;
        this.listener = listener;
        this.consentEpoch = consent.latestEpoch();
    }

    boolean anyDue(long now) {
        return leaving.anyDue(now);
    }

    /** Tells whether somebody may have withdrawn what they said since the last {@link #obeyConsent}. */
    boolean consentMoved() {
        return consent.latestEpoch() != consentEpoch;
    }

    boolean contains(String room) {
        return rooms.containsKey(room);
    }

    /** Opens a room, or gives an open one other attributes. */
    void open(String id, EntryAttributes attributes) {
        Room before = rooms.get(id);
        Room room = new Room(before == null ? begin(id) : before.said(), attributes);
        rooms.put(id, room);
        announce(id, room, false);
    }

    private RollingMean begin(String id) {
        return new RollingMean(dimension, speaker -> forgetPlace(speaker, id));
    }

    /** Adds a piece to an open room; returns whether it counts: it is of the span, and its speaker allows its use. */
    boolean say(String id, String speaker, float[] vector, long at, long now) {
        Room room = rooms.get(id);
        long leavesAt = Math.min(at, now) + spanMillis;
        if (room == null || leavesAt <= now || !consent.allows(speaker, SignalGroup.CONVERSATION)) {
            return false;
        }
        room.said().add(leavesAt, speaker, vector);
        roomsOfSpeaker.computeIfAbsent(speaker, absent -> new HashSet<>()).add(id);
        update(id, room, false);
        return true;
    }

    void close(String id) {
        Room room = rooms.remove(id);
        if (room != null) {
            leaving.remove(id);
            room.said().speakers().forEach(speaker -> forgetPlace(speaker, id));
        }
    }

    /** Lets go of all that has left the span. */
    void leave(long now) {
        String id = leaving.pollDue(now);
        while (id != null) {
            Room room = rooms.get(id);
            if (room != null) {
                room.said().leave(now);
                update(id, room, false);
            }
            id = leaving.pollDue(now);
        }
    }

    /** Takes out what people said who no longer allow its use. */
    void obeyConsent() {
        // Read first, so that a change while people are asked is seen by the next search; noted last, so that searches
        // wait.
        long epoch = consent.latestEpoch();
        Set<String> withdrawn = new HashSet<>();
        for (String speaker : roomsOfSpeaker.keySet()) {
            if (!consent.allows(speaker, SignalGroup.CONVERSATION)) {
                withdrawn.add(speaker);
            }
        }
        withdrawn.forEach(this::removeAllOf);
        consentEpoch = epoch;
    }

    /** Takes out what a person said anywhere; returns in how many rooms that was. */
    int removeAllOf(String speaker) {
        int removed = 0;
        for (String id : Set.copyOf(roomsOfSpeaker.getOrDefault(speaker, Set.of()))) {
            removed += remove(speaker, id) ? 1 : 0;
        }
        return removed;
    }

    /** Takes out what a person said in a room. */
    boolean remove(String speaker, String id) {
        Room room = rooms.get(id);
        if (room == null || !room.said().removeFrom(speaker)) {
            return false;
        }
        update(id, room, true);
        return true;
    }

    /** Returns how much a person said, by room. */
    Map<String, Integer> saidBy(String speaker) {
        Map<String, Integer> said = new TreeMap<>();
        for (String id : roomsOfSpeaker.getOrDefault(speaker, Set.of())) {
            Room room = rooms.get(id);
            if (room != null) {
                said.put(id, room.said().saidBy(speaker));
            }
        }
        return said;
    }

    /** Returns the estimated bytes of all pieces. */
    long bytes() {
        return rooms.values().stream()
                .mapToLong(room -> 8L * dimension + room.said().size() * (60L + 4L * dimension))
                .sum();
    }

    private void forgetPlace(String speaker, String id) {
        Set<String> spoken = roomsOfSpeaker.get(speaker);
        if (spoken != null && spoken.remove(id) && spoken.isEmpty()) {
            roomsOfSpeaker.remove(speaker);
        }
    }

    private void update(String id, Room room, boolean someoneWithdrew) {
        if (room.said().isEmpty()) {
            leaving.remove(id);
        } else {
            leaving.set(id, room.said().nextLeave());
        }
        announce(id, room, someoneWithdrew);
    }

    private void announce(String id, Room room, boolean someoneWithdrew) {
        float[] mean = room.said().mean();
        listener.changed(id, isZero(mean) ? null : mean, room.attributes(), someoneWithdrew);
    }

    private static boolean isZero(float[] vector) {
        for (float value : vector) {
            if (value != 0) {
                return false;
            }
        }
        return true;
    }
}

package io.github.discovery4j.core.social;

import io.github.discovery4j.core.consent.ConsentView;
import io.github.discovery4j.core.model.SignalGroup;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Who may be seen in the graph, with the last answer of the consent noted for each person who was asked about.
 *
 * <p><b>Cost:</b> 8 bytes a person, in chunks that come with the first question. <b>Threads:</b> safe, without locks; a note lost
 * in a race costs a question.
 */
/*
 * A note says: at epoch n this person was shown, or not. The latest epoch was read before the question was asked, and a ledger
 * shows a change before it counts as the latest; so while the latest epoch is n, or the person's own is not above n, the note
 * holds. It is kept one larger, so that 0 is no note.
 */
final class ConsentNotes {

    private static final int CHUNK_BITS = 14;
    private static final int CHUNK = 1 << CHUNK_BITS;

    private final ConsentView consent;
    private final SignalGroup group;
    private final People people;
    private final AtomicReferenceArray<@Nullable AtomicLongArray> chunks =
            new AtomicReferenceArray<>(1 << (Integer.SIZE - 1 - CHUNK_BITS));

    ConsentNotes(ConsentView consent, SignalGroup group, People people) {
        this.consent = consent;
        this.group = group;
        this.people = people;
    }

    /** Returns the epoch to pass on; read once for a batch, before its first row. */
    long epoch() {
        return consent.latestEpoch();
    }

    boolean shows(int ordinal, long latestEpoch) {
        AtomicLongArray chunk = chunk(ordinal);
        long note = chunk.getAcquire(ordinal & (CHUNK - 1));
        if (note >>> 1 == latestEpoch + 1) {
            return (note & 1) != 0;
        }
        String id = people.idOf(ordinal);
        if (id == null) {
            return false;
        }
        boolean holds = note != 0 && consent.epoch(id) < (note >>> 1);
        boolean shown = holds ? (note & 1) != 0 : consent.allows(id, group);
        chunk.setRelease(ordinal & (CHUNK - 1), ((latestEpoch + 1) << 1) | (shown ? 1 : 0));
        return shown;
    }

    /** Returns whether a person's consent has not changed since an epoch. */
    boolean unchangedSince(int ordinal, long epoch) {
        String id = people.idOf(ordinal);
        return id != null && consent.epoch(id) <= epoch;
    }

    private AtomicLongArray chunk(int ordinal) {
        int place = ordinal >>> CHUNK_BITS;
        AtomicLongArray chunk = chunks.getAcquire(place);
        if (chunk == null) {
            AtomicLongArray fresh = new AtomicLongArray(CHUNK);
            AtomicLongArray winner = chunks.compareAndExchange(place, null, fresh);
            return winner == null ? fresh : winner;
        }
        return chunk;
    }
}

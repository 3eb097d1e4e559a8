package io.github.discovery4j.core.adapter.jdbc;

import io.github.discovery4j.core.privacy.PersonalDataCodec;
import io.github.discovery4j.core.signal.SignalEvent;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How the personal part of an event lies in its row: as it is, or sealed as one text in place of the user's id, bound to the
 * row by position and event id.
 *
 * <p><b>Threads:</b> safe.
 */
final class EventCells {

    /** The four columns that say who, with what or whom, which, and in which session. */
    record Cells(
            String userId,
            @Nullable String itemId,
            @Nullable String label,
            @Nullable String sessionId) {}

    private final SealedText sealed;

    EventCells(PersonalDataCodec codec) {
        sealed = new SealedText(codec);
    }

    Cells written(long position, SignalEvent event) {
        return written(
                position,
                event.id(),
                new Cells(
                        event.userId(),
                        event.itemId().orElse(null),
                        event.label().orElse(null),
                        event.sessionId().orElse(null)));
    }

    Cells written(long position, String eventId, Cells plain) {
        return sealed.seals()
                ? new Cells(
                        sealed.seal(
                                PersonalTexts.bytes(plain.userId(), plain.itemId(), plain.label(), plain.sessionId()),
                                place(position, eventId)),
                        null,
                        null,
                        null)
                : plain;
    }

    Cells read(long position, String eventId, Cells stored) {
        String place = place(position, eventId);
        if (!SealedText.isSealed(stored.userId())) {
            sealed.checkPlain(place);
            return stored;
        }
        @Nullable String[] texts = PersonalTexts.texts(sealed.open(stored.userId(), place), 4);
        return new Cells(Objects.requireNonNullElse(texts[0], ""), texts[1], texts[2], texts[3]);
    }

    boolean current(Cells stored) {
        return sealed.current(stored.userId());
    }

    private static String place(long position, String eventId) {
        return "discovery_event " + position + ' ' + eventId;
    }
}

package io.github.discovery4j.core.signal;

import io.github.discovery4j.core.consent.PersonalRecord;
import io.github.discovery4j.core.model.SignalGroup;
import java.util.LinkedHashSet;
import java.util.Set;

/** How events and dead letters are shown to the people whom they name; for implementations of a log. */
public final class PersonalEvents {

    private PersonalEvents() {}

    /**
     * Returns the groups of some types.
     *
     * @param types of a log
     * @return their groups
     */
    public static Set<SignalGroup> groups(EventTypes types) {
        Set<SignalGroup> groups = new LinkedHashSet<>();
        types.all().forEach(type -> groups.add(type.group()));
        return groups;
    }

    /**
     * Describes an event to somebody whom it names. Whoever did it can remove it, so the record has the event's id as its key.
     * Whoever was the target does not learn who did it, nor can remove it: that belongs to the other.
     *
     * @param holder the log's name
     * @param event names the person
     * @param personId the reader
     * @return in words
     */
    public static PersonalRecord record(String holder, SignalEvent event, String personId) {
        StringBuilder text = new StringBuilder(event.time().toString());
        if (event.userId().equals(personId)) {
            event.itemId().ifPresent(item -> text.append(", ").append(item));
            event.amount().ifPresent(amount -> text.append(", ").append(amount));
            event.label().ifPresent(label -> text.append(", ").append(label));
            event.sessionId().ifPresent(session -> text.append(", session ").append(session));
            event.deviceType().ifPresent(device -> text.append(", ").append(device));
            event.locale().ifPresent(locale -> text.append(", ").append(locale));
            event.zone().ifPresent(zone -> text.append(", ").append(zone.getId()));
            return new PersonalRecord(holder, event.type().group(), event.type().name(), text.toString())
                    .withKey(event.id())
                    .from("what you did");
        }
        return new PersonalRecord(
                holder, event.type().group(), event.type().name() + " by somebody else", text.toString());
    }

    /**
     * Describes a dead letter to somebody whom it names.
     *
     * @param holder the store's name
     * @param letter names the person
     * @param personId the reader
     * @return the text, and the letter's id as the key, if the person is its user; otherwise only that there is one
     */
    public static PersonalRecord record(String holder, DeadLetter letter, String personId) {
        String text = letter.last() + ", " + letter.reason();
        return owns(letter, personId)
                ? new PersonalRecord(holder, SignalGroup.BEHAVIOUR, "rejected event", text + ", " + letter.json())
                        .withKey(Long.toString(letter.id()))
                        .from("what you did")
                : new PersonalRecord(holder, SignalGroup.BEHAVIOUR, "rejected event", text);
    }

    static boolean owns(DeadLetter letter, String personId) {
        return letter.userId().filter(personId::equals).isPresent();
    }
}

package io.github.discovery4j.core.signal;

import io.github.discovery4j.core.model.SignalGroup;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a kind of event means and what it must carry.
 *
 * <p>The constants are the library's own; a host adds its own to {@link EventTypes}.
 *
 * @param name as it stands in events: lower-case letters, digits and {@code _}, beginning with a letter
 * @param group whose consent covers it
 * @param target what its item is
 * @param amount the number that comes with it
 */
public record EventType(String name, SignalGroup group, Target target, Optional<Amount> amount) {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,63}");

    /** What an event's item is. */
    public enum Target {
        /** The event has no item. */
        NONE,
        /** A thing: a film, a song, a document. */
        THING,
        /** Another person, who then owns a part of the event too. */
        PERSON,
        /** A room. */
        ROOM,
        /** A thing or a person: the host's slates hold either. */
        ANY
    }

    /**
     * The number that comes with an event.
     *
     * @param unit such as {@code ms}
     * @param min the smallest that makes sense
     * @param max the largest
     * @param required whether an event without it is refused
     */
    public record Amount(String unit, double min, double max, boolean required) {
        /** Checks the bounds. */
        public Amount {
            if (!(min <= max)) {
                throw new IllegalArgumentException("amount must have min <= max, was [%s, %s]".formatted(min, max));
            }
        }
    }

    /** Checks the name. */
    public EventType {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("event type must match %s, was \"%s\"; use for example \"room_joined\""
                    .formatted(NAME.pattern(), name));
        }
    }

    /**
     * A type of behaviour without an amount.
     *
     * @param name as it stands in events
     * @param target what its item is
     * @return the type
     */
    public static EventType of(String name, Target target) {
        return new EventType(name, SignalGroup.BEHAVIOUR, target, Optional.empty());
    }

    /** {@return whether the item can be a person} */
    public boolean mayNamePerson() {
        return target == Target.PERSON || target == Target.ANY;
    }

    /**
     * Returns this type under another signal group.
     *
     * @param other whose consent covers it
     * @return the type
     */
    public EventType in(SignalGroup other) {
        return new EventType(name, other, target, amount);
    }

    /**
     * Returns this type with a number.
     *
     * @param number what comes with it
     * @return the type
     */
    public EventType with(Amount number) {
        return new EventType(name, group, target, Optional.of(number));
    }
}

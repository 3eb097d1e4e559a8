package io.github.discovery4j.core.signal;

import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.core.signal.EventType.Amount;
import io.github.discovery4j.core.signal.EventType.Target;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * The event types that are accepted, by name.
 *
 * <p><b>Threads:</b> immutable.
 */
public final class EventTypes {

    private static final Amount DURATION = new Amount("ms", 0, 24 * 3_600_000.0, true);

    /** A thing was played. */
    public static final EventType PLAY =
            EventType.of("play", Target.ANY).with(new Amount("ms", 0, 24 * 3_600_000.0, false));

    /** What was offered was skipped. */
    public static final EventType SKIP = EventType.of("skip", Target.ANY);

    /** What was offered was liked. */
    public static final EventType LIKE = EventType.of("like", Target.ANY);

    /** Something was shown; its number, if it has one, is its position from 0 on, its label the id of the request. */
    public static final EventType IMPRESSION =
            EventType.of("impression", Target.ANY).with(new Amount("places", 0, 1_000_000, false));

    /** Something was opened. */
    public static final EventType VIEW = EventType.of("view", Target.ANY);

    /** Attention rested on something, for so many milliseconds. */
    public static final EventType DWELL = EventType.of("dwell", Target.ANY).with(DURATION);

    /** Scrolling paused at something, for so many milliseconds. */
    public static final EventType SCROLL_PAUSE =
            EventType.of("scroll_pause", Target.ANY).with(DURATION);

    /** Something was played again. */
    public static final EventType REPLAY = EventType.of("replay", Target.ANY);

    /** A reaction was left; its label says which. */
    public static final EventType REACTION = EventType.of("reaction", Target.ANY);

    /** A card was swiped away. */
    public static final EventType SWIPE_LEFT = EventType.of("swipe_left", Target.ANY);

    /** A card was swiped in. */
    public static final EventType SWIPE_RIGHT = EventType.of("swipe_right", Target.ANY);

    /** Something was clicked. */
    public static final EventType CLICK = EventType.of("click", Target.ANY);

    /** A person follows another. */
    public static final EventType FOLLOW = EventType.of("follow", Target.PERSON).in(SignalGroup.SOCIAL_GRAPH);

    /** A person no longer follows another. */
    public static final EventType UNFOLLOW =
            EventType.of("unfollow", Target.PERSON).in(SignalGroup.SOCIAL_GRAPH);

    /** A person blocks another. */
    public static final EventType BLOCK = EventType.of("block", Target.PERSON).in(SignalGroup.SOCIAL_GRAPH);

    /** A person reports another. */
    public static final EventType REPORT = EventType.of("report", Target.PERSON);

    /** A person sent another a message; never its text. */
    public static final EventType MESSAGE =
            EventType.of("message", Target.PERSON).in(SignalGroup.CONVERSATION);

    /** A person accepted another's request to connect. */
    public static final EventType CONNECTION_ACCEPTED =
            EventType.of("connection_accepted", Target.PERSON).in(SignalGroup.SOCIAL_GRAPH);

    /** A person entered a room. */
    public static final EventType ROOM_JOINED = EventType.of("room_joined", Target.ROOM);

    /** A person left a room. */
    public static final EventType ROOM_LEFT = EventType.of("room_left", Target.ROOM);

    private static final EventTypes STANDARD = new EventTypes(List.of(
            PLAY,
            SKIP,
            LIKE,
            IMPRESSION,
            VIEW,
            DWELL,
            SCROLL_PAUSE,
            REPLAY,
            REACTION,
            SWIPE_LEFT,
            SWIPE_RIGHT,
            CLICK,
            FOLLOW,
            UNFOLLOW,
            BLOCK,
            REPORT,
            MESSAGE,
            CONNECTION_ACCEPTED,
            ROOM_JOINED,
            ROOM_LEFT));

    private final SequencedMap<String, EventType> types = new LinkedHashMap<>();

    private EventTypes(Collection<EventType> all) {
        for (EventType type : all) {
            if (types.put(type.name(), type) != null) {
                throw new IllegalArgumentException(
                        "event types must have different names, \"%s\" stands twice; rename one"
                                .formatted(type.name()));
            }
        }
    }

    /** {@return the library's own types} */
    public static EventTypes standard() {
        return STANDARD;
    }

    /**
     * Returns these types and more.
     *
     * @param more of other names
     * @return all of them
     * @throws IllegalArgumentException if a name is taken
     */
    public EventTypes with(EventType... more) {
        Map<String, EventType> all = new LinkedHashMap<>(types);
        for (EventType type : more) {
            if (all.put(type.name(), type) != null) {
                throw new IllegalArgumentException(
                        "event type \"%s\" exists already; choose another name".formatted(type.name()));
            }
        }
        return new EventTypes(all.values());
    }

    /**
     * Looks a type up.
     *
     * @param name as it stands in events
     * @return the type, empty when there is none of that name
     */
    public Optional<EventType> named(String name) {
        return Optional.ofNullable(types.get(name));
    }

    /** {@return all types, in the order in which they were added} */
    public List<EventType> all() {
        return List.copyOf(types.values());
    }
}

package io.github.discovery4j.core.model;

import java.util.regex.Pattern;

/**
 * A group of signals that a person can switch on or off as one, such as everything about their behaviour.
 *
 * <p>The constants are the library's own groups; a host adds its own by name. Two groups with the same name are equal.
 *
 * @param name lower-case letters, digits, {@code -} and {@code _}, beginning with a letter
 */
public record SignalGroup(String name) {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_-]{0,63}");

    /** What a person states about themselves: languages, place, age band, skills. */
    public static final SignalGroup PROFILE = new SignalGroup("profile");

    /** Interests and hobbies a person chose. */
    public static final SignalGroup INTERESTS = new SignalGroup("interests");

    /** What a person does: dwell, reactions, ratings, plays. */
    public static final SignalGroup BEHAVIOUR = new SignalGroup("behaviour");

    /** What a linked external account brought in. */
    public static final SignalGroup CONNECTORS = new SignalGroup("connectors");

    /** Films, albums, books and the like that a person keeps as favourites. */
    public static final SignalGroup FAVOURITES = new SignalGroup("favourites");

    /** Follows and what is measured on the graph they form. */
    public static final SignalGroup SOCIAL_GRAPH = new SignalGroup("social_graph");

    /** What a person asks for or says in conversation. */
    public static final SignalGroup CONVERSATION = new SignalGroup("conversation");

    /** Checks the name. */
    public SignalGroup {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "signal group name must match %s, was \"%s\"; use for example \"favourites\""
                            .formatted(NAME.pattern(), name));
        }
    }

    @Override
    public String toString() {
        return name;
    }
}

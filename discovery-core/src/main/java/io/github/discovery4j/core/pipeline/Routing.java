package io.github.discovery4j.core.pipeline;

import java.util.Optional;

/**
 * How a request came to its pipeline, where a host has several.
 *
 * @param engine the name under which this one was chosen; empty where there was no choice
 * @param note what was out of the ordinary in the choice
 */
public record Routing(Optional<String> engine, Optional<String> note) {

    /** There was no choice. */
    public static final Routing NONE = new Routing(Optional.empty(), Optional.empty());

    /** Where the engine's name stands among a slate's versions. */
    static final String VERSION_KEY = "engine";
}

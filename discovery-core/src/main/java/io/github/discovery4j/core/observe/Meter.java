package io.github.discovery4j.core.observe;

import java.util.List;

/**
 * Something that is measured: its name, what kind of figure it is, and the tags that tell its series apart.
 *
 * <p>A tag's values name parts of the engine (stages, guardrails, jobs, models) or outcomes, never a person or an item, so
 * that there are as many series as there are parts. {@link Meters} lists those of the library; a host may declare more.
 *
 * @param name dotted, in the form that monitoring systems adapt to their own rules
 * @param kind what is recorded
 * @param unit of the values, such as {@code ms}; empty for plain numbers
 * @param tags their keys, in the order in which values are given
 * @param description one sentence
 */
public record Meter(String name, Kind kind, String unit, List<String> tags, String description) {

    /** What is recorded, and what becomes of it. */
    public enum Kind {
        /** How long something took, once each time; distributions are kept. */
        TIMER,
        /** How much is added, 0 or more; sums are kept. */
        COUNTER,
        /** How things stand; the last value is kept. */
        GAUGE
    }

    /**
     * Copies the tags.
     *
     * @throws IllegalArgumentException if the name is blank
     */
    public Meter {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a meter must have a name, was blank; name it as Meters does");
        }
        tags = List.copyOf(tags);
    }
}

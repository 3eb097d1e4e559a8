package io.github.discovery4j.core.evaluation;

import java.util.List;

/**
 * A part of the users, or of what is to be found, that is measured on its own too.
 *
 * @param name in reports, for example {@code cold-users}
 * @param definition in words, with its numbers
 * @param users how many evaluated users it measures, one count a seed
 */
public record Segment(String name, String definition, List<Integer> users) {

    /** Copies the list. */
    public Segment {
        users = List.copyOf(users);
    }
}

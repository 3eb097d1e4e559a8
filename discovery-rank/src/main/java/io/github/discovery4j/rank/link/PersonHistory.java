package io.github.discovery4j.rank.link;

import io.github.discovery4j.core.data.IdMap;
import java.time.Instant;

/**
 * Knows whom a person is tied to, or what they like, and hands it out under their consent.
 *
 * <p>{@code follows::liked} of an {@code InteractionHistory} is one. <b>Threads:</b> safe.
 */
@FunctionalInterface
public interface PersonHistory {

    /** Nothing is known of anybody. */
    PersonHistory NONE = (personId, asOf, known) -> new int[0];

    /**
     * Reads what is known of a person.
     *
     * @param personId whose it is
     * @param asOf nothing later is read
     * @param known the people or items of a model; others are left out
     * @return ordinals of {@code known}, ascending without repeats; none for somebody unknown or whose consent does not allow it
     */
    int[] liked(String personId, Instant asOf, IdMap known);
}

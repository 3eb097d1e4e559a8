package io.github.discovery4j.examples.sample;

import java.time.Instant;
import java.util.List;

/**
 * A synthetic person.
 *
 * @param id {@code u1} for the first person, {@code u2} for the second, and so on
 * @param displayName a first name and an initial, both drawn at random; not unique
 * @param languages {@code en}, {@code es} or both, the preferred one first
 * @param city where the person lives
 * @param ageBand how old the person is
 * @param joined when the account was created
 * @param newcomer whether the account is at most 14 days old, with at most two favourites and two follows
 * @param communities one to three, the closest first
 * @param hobbies three to ten
 * @param favourites five to forty works, the newest first; of a newcomer none to two
 * @param postsPerWeek how active the person is
 */
public record Person(
        String id,
        String displayName,
        List<String> languages,
        City city,
        AgeBand ageBand,
        Instant joined,
        boolean newcomer,
        List<Community> communities,
        List<Hobby> hobbies,
        List<Favourite> favourites,
        double postsPerWeek) {

    public Person {
        languages = List.copyOf(languages);
        communities = List.copyOf(communities);
        hobbies = List.copyOf(hobbies);
        favourites = List.copyOf(favourites);
    }
}

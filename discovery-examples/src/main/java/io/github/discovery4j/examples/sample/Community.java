package io.github.discovery4j.examples.sample;

import java.util.List;

/**
 * A group of people around hobbies and genres.
 *
 * @param id a slug, such as {@code night-owls-jazz}
 * @param name the name in the community's own language
 * @param language {@code en} or {@code es}, the one that most members speak
 * @param hobbies what members tend to do
 * @param genres what members tend to like
 * @param cities where members tend to live
 */
public record Community(
        String id, String name, String language, List<Hobby> hobbies, List<Genre> genres, List<City> cities) {

    public Community {
        hobbies = List.copyOf(hobbies);
        genres = List.copyOf(genres);
        cities = List.copyOf(cities);
    }
}

package io.github.discovery4j.examples.sample;

import java.util.List;

/**
 * A city where people of the sample live.
 *
 * @param name the name in use there, except {@code Mexico City}
 * @param country ISO 3166-1 alpha-2 code
 * @param latitude degrees north
 * @param longitude degrees east
 * @param languages {@code en}, {@code es} or both, the more common one first
 * @param share how many of the people live here, relative to the other cities' shares
 */
public record City(String name, String country, double latitude, double longitude, List<String> languages, int share) {

    public City {
        languages = List.copyOf(languages);
    }
}

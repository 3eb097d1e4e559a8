package io.github.discovery4j.examples.sample;

import java.util.List;

/**
 * A real film, album or book.
 *
 * @param id {@code sample:<kind>:<title as ASCII slug>-<year>}, our own namespace and no public identifier
 * @param kind film, album or book
 * @param title the original title of English and Spanish works, else the title in use in English
 * @param creator director, artist or author
 * @param year the year of the first release
 * @param language ISO 639 code of the work's main language; {@code zxx} for instrumental music
 * @param genres one to three genres or moods
 */
public record CatalogueItem(
        String id, Kind kind, String title, String creator, int year, String language, List<Genre> genres) {

    /** What kind of work it is. */
    public enum Kind {
        FILM,
        ALBUM,
        BOOK
    }

    public CatalogueItem {
        genres = List.copyOf(genres);
    }
}

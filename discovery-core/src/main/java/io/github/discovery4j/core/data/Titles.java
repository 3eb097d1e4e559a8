package io.github.discovery4j.core.data;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the MovieLens sets write about films in the same way. */
final class Titles {

    private static final Pattern YEAR = Pattern.compile("\\((\\d{4})\\)\\s*$");

    private Titles() {}

    /** A film of MovieLens 1M and later: its year ends the title, and its genres are separated by bars. */
    static CatalogueRecord film(String itemId, String title, String genres, String noGenres)
            throws MalformedRecordException {
        String id = InteractionFields.id(itemId, "item");
        Map<String, List<String>> attributes = new HashMap<>();
        List<String> ofFilm = new ArrayList<>();
        if (!genres.equals(noGenres)) {
            for (String genre : Delimiter.PIPE.split(genres)) {
                if (!genre.isEmpty()) {
                    ofFilm.add(genre);
                }
            }
        }
        if (!ofFilm.isEmpty()) {
            attributes.put("genre", ofFilm);
        }
        addYear(title, attributes);
        return new CatalogueRecord(id, title.isEmpty() ? id : title, attributes);
    }

    /** Adds the attribute {@code year} when the title ends with one; says whether it does. */
    static boolean addYear(String title, Map<String, List<String>> attributes) {
        Matcher year = YEAR.matcher(title);
        boolean found = year.find();
        if (found) {
            attributes.put("year", List.of(year.group(1)));
        }
        return found;
    }
}

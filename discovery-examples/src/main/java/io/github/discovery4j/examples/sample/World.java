package io.github.discovery4j.examples.sample;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** The hand-made vocabularies, the same for every seed: what exists before anybody joins. */
record World(
        List<Genre> genres,
        List<CatalogueItem> catalogue,
        List<Hobby> hobbies,
        List<City> cities,
        List<Community> communities,
        List<FirstName> firstNames) {

    /** A first name, and the languages whose speakers may be given it. */
    record FirstName(String name, List<String> languages) {}

    static World load() {
        Map<String, Genre> genres = byKey(
                TabTable.rows("genres.tsv", "id", "english", "spanish"),
                row -> new Genre(row.get(0), row.get(1), row.get(2)));
        Map<String, Hobby> hobbies = byKey(
                TabTable.rows("hobbies.tsv", "id", "group", "english", "spanish"),
                row -> new Hobby(row.get(0), row.get(1), row.get(2), row.get(3)));
        Map<String, City> cities = byKey(
                TabTable.rows("cities.tsv", "name", "country", "latitude", "longitude", "languages", "share"),
                World::city);
        Map<String, CatalogueItem> catalogue = byKey(
                TabTable.rows("catalogue.tsv", "id", "kind", "title", "creator", "year", "language", "genres"),
                row -> catalogueItem(row, genres));
        Map<String, Community> communities = byKey(
                TabTable.rows("communities.tsv", "id", "name", "language", "hobbies", "genres", "cities"),
                row -> new Community(
                        row.get(0),
                        row.get(1),
                        row.get(2),
                        resolve(row.get(3), hobbies),
                        resolve(row.get(4), genres),
                        resolve(row.get(5), cities)));
        Map<String, FirstName> firstNames = byKey(
                TabTable.rows("first-names.tsv", "name", "languages"),
                row -> new FirstName(row.get(0), TabTable.list(row.get(1))));
        return new World(
                List.copyOf(genres.values()),
                List.copyOf(catalogue.values()),
                List.copyOf(hobbies.values()),
                List.copyOf(cities.values()),
                List.copyOf(communities.values()),
                List.copyOf(firstNames.values()));
    }

    private static City city(List<String> row) {
        return new City(
                row.get(0),
                row.get(1),
                Double.parseDouble(row.get(2)),
                Double.parseDouble(row.get(3)),
                TabTable.list(row.get(4)),
                Integer.parseInt(row.get(5)));
    }

    private static CatalogueItem catalogueItem(List<String> row, Map<String, Genre> genres) {
        return new CatalogueItem(
                row.get(0),
                CatalogueItem.Kind.valueOf(row.get(1).toUpperCase(Locale.ROOT)),
                row.get(2),
                row.get(3),
                Integer.parseInt(row.get(4)),
                row.get(5),
                resolve(row.get(6), genres));
    }

    /** Makes a value of each row and keeps it under the row's first cell, in the order of the rows. */
    private static <T> Map<String, T> byKey(List<List<String>> rows, Function<List<String>, T> value) {
        Map<String, T> values = new LinkedHashMap<>();
        for (List<String> row : rows) {
            if (values.put(row.getFirst(), value.apply(row)) != null) {
                throw new IllegalStateException("the first column must be unique, was twice: " + row.getFirst());
            }
        }
        return values;
    }

    private static <T> List<T> resolve(String cell, Map<String, T> values) {
        List<T> resolved = new ArrayList<>();
        for (String key : TabTable.list(cell)) {
            T value = values.get(key);
            if (value == null) {
                throw new IllegalStateException("\"" + key + "\" must be one of " + values.keySet());
            }
            resolved.add(value);
        }
        return resolved;
    }
}

package io.github.discovery4j.examples.catalogue;

import io.github.discovery4j.core.data.Catalogue;
import io.github.discovery4j.core.data.CatalogueRecord;
import io.github.discovery4j.core.data.DataFormat;
import io.github.discovery4j.core.data.DataSet;
import io.github.discovery4j.core.data.ReadOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A few films and ratings, small enough to reason about. */
final class Films {

    private Films() {}

    /** Reads ratings, {@code user item weight}, and films, {@code item genre genre …}. */
    static DataSet of(List<String> ratings, List<String> films) {
        List<CatalogueRecord> records = new ArrayList<>();
        for (String film : films) {
            String[] words = film.split(" ", -1);
            List<String> genres = List.of(words).subList(1, words.length);
            records.add(new CatalogueRecord(
                    words[0], "The " + words[0], genres.isEmpty() ? Map.of() : Map.of("genre", genres)));
        }
        DataSet read = read(ratings);
        return new DataSet(read.interactions(), Catalogue.of(records), Catalogue.EMPTY, read.report());
    }

    private static DataSet read(List<String> ratings) {
        try {
            Path file = Files.createTempFile("ratings", ".tsv");
            try {
                Files.write(
                        file,
                        ratings.stream().map(line -> line.replace(' ', '\t')).toList());
                return DataFormat.TSV.reader().read(file, ReadOptions.DEFAULT);
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

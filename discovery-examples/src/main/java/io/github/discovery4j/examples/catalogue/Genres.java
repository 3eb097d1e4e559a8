package io.github.discovery4j.examples.catalogue;

import io.github.discovery4j.core.data.CatalogueRecord;
import io.github.discovery4j.core.data.DataSet;
import io.github.discovery4j.core.data.IdMap;
import io.github.discovery4j.index.memory.ExactIndex;
import io.github.discovery4j.index.vector.VectorIndex;
import io.github.discovery4j.index.vector.VectorIndexSettings;
import java.util.List;
import java.util.Optional;

/**
 * The genres of a data set's items as unit vectors: an item of g genres has 1 / √g for each of them.
 *
 * <p><b>Shapes:</b> d = number of genres. Items without a genre have no vector. <b>Threads:</b> safe.
 */
final class Genres {

    /** The attribute of the catalogue. */
    static final String ATTRIBUTE = "genre";

    private final List<String> names;
    private final VectorIndex index;

    private Genres(List<String> names, VectorIndex index) {
        this.names = names;
        this.index = index;
    }

    /** Reads the genres; empty where the data has none. Items that nobody has met yet are there too. */
    static Optional<Genres> of(DataSet data) {
        List<String> names = data.items().distinctValues(ATTRIBUTE);
        if (names.isEmpty()) {
            return Optional.empty();
        }
        IdMap items = IdMap.of(
                data.items().records().stream().map(CatalogueRecord::id).toList());
        float[][] rows = data.items().indicators(ATTRIBUTE, items);
        ExactIndex index = ExactIndex.of(VectorIndexSettings.of("genres", names.size()));
        for (int item = 0; item < rows.length; item++) {
            String id = items.idOf(item);
            if (data.items()
                    .find(id)
                    .filter(record -> !record.values(ATTRIBUTE).isEmpty())
                    .isPresent()) {
                index.accept(id, rows[item]);
            }
        }
        return Optional.of(new Genres(names, index));
    }

    /** The genres, in the order of the vectors' values. */
    List<String> names() {
        return names;
    }

    /** The items' vectors. */
    VectorIndex index() {
        return index;
    }
}

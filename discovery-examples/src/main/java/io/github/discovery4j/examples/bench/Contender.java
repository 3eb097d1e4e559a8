package io.github.discovery4j.examples.bench;

import io.github.discovery4j.index.lucene.LuceneIndex;
import io.github.discovery4j.index.lucene.LuceneSettings;
import io.github.discovery4j.index.lucene.VectorEncoding;
import io.github.discovery4j.index.memory.ExactIndex;
import io.github.discovery4j.index.memory.GraphIndex;
import io.github.discovery4j.index.memory.GraphSettings;
import io.github.discovery4j.index.memory.Precision;
import io.github.discovery4j.index.vector.VectorIndex;
import io.github.discovery4j.index.vector.VectorIndexSettings;
import java.nio.file.Path;
import java.util.List;

/**
 * An index that can be measured by name.
 *
 * @param name as users write it
 * @param approximate whether it takes an effort
 * @param maker makes it, empty
 */
public record Contender(String name, boolean approximate, Maker maker) {

    /** Makes an index. */
    @FunctionalInterface
    public interface Maker {
        /**
         * Makes an empty index.
         *
         * @param settings what it will hold
         * @param folder a folder of its own, empty
         * @return the index
         */
        VectorIndex make(VectorIndexSettings settings, Path folder);
    }

    private static final List<Contender> ALL = List.of(
            new Contender("memory-exact", false, (settings, folder) -> ExactIndex.of(settings)),
            new Contender(
                    "memory-exact-float16", false, (settings, folder) -> ExactIndex.of(settings, Precision.FLOAT16)),
            new Contender("memory-exact-int8", false, (settings, folder) -> ExactIndex.of(settings, Precision.INT8)),
            new Contender("memory-graph", true, (settings, folder) -> GraphIndex.of(settings)),
            new Contender(
                    "memory-graph-mapped",
                    true,
                    (settings, folder) -> GraphIndex.of(settings, GraphSettings.DEFAULT.mapOriginals(folder))),
            new Contender("lucene", true, (settings, folder) -> LuceneIndex.open(folder, settings)),
            new Contender(
                    "lucene-int8",
                    true,
                    (settings, folder) -> LuceneIndex.open(
                            folder,
                            settings,
                            LuceneSettings.builder()
                                    .encoding(VectorEncoding.INT8)
                                    .build())));

    /** Does what a host would do after a bulk of writes: Lucene's segments become one, a graph's neighbours lie together. */
    static void settle(VectorIndex index) {
        if (index instanceof LuceneIndex lucene) {
            lucene.compact();
        } else if (index instanceof GraphIndex graph) {
            graph.optimize();
        }
    }

    /** {@return all names} */
    public static List<String> names() {
        return ALL.stream().map(Contender::name).toList();
    }

    /**
     * Looks an index up.
     *
     * @param name as users write it
     * @return the index
     * @throws IllegalArgumentException if there is none of that name; the message lists those that exist
     */
    public static Contender named(String name) {
        return ALL.stream()
                .filter(contender -> contender.name.equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "index must be one of %s, was \"%s\"".formatted(String.join(", ", names()), name)));
    }
}

package io.github.discovery4j.examples.bench;

import io.github.discovery4j.index.memory.ExactIndex;
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

    private static final List<Contender> ALL =
            List.of(new Contender("memory-exact", false, (settings, folder) -> ExactIndex.of(settings)));

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

package io.github.discovery4j.index.memory;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How a {@link GraphIndex} is built and searched.
 *
 * <p><b>Units:</b> connections and efforts are counts of vectors. <b>Threads:</b> immutable.
 *
 * @param maxConnections how many links a new vector gets (the paper's <i>M</i>), 4 to 64; it may have twice as many at the
 *     lowest level
 * @param buildEffort how many candidates for them are kept while it is placed (the paper's <i>efConstruction</i>), at least
 *     {@code maxConnections}
 * @param searchEffort how many candidates a search keeps that names no effort (the paper's <i>ef</i>), 1 or more
 * @param exactBelow how many vectors there must be before a graph is built; with fewer, searches are exact
 * @param seed of the levels that vectors are drawn to
 * @param originals the folder of a file that the float32 originals are mapped from; null keeps them on the heap
 */
public record GraphSettings(
        int maxConnections,
        int buildEffort,
        int searchEffort,
        int exactBelow,
        long seed,
        @Nullable Path originals) {

    /** The default number of links. */
    public static final int DEFAULT_MAX_CONNECTIONS = 16;

    /** The default effort of building. */
    public static final int DEFAULT_BUILD_EFFORT = 120;

    /** The default effort of searching. */
    public static final int DEFAULT_SEARCH_EFFORT = 96;

    /** The default size that a graph pays from. */
    public static final int DEFAULT_EXACT_BELOW = 10_000;

    /** The settings that are right for most indexes, with originals on the heap. */
    public static final GraphSettings DEFAULT = new GraphSettings(
            DEFAULT_MAX_CONNECTIONS, DEFAULT_BUILD_EFFORT, DEFAULT_SEARCH_EFFORT, DEFAULT_EXACT_BELOW, 0, null);

    private static final int FEWEST_CONNECTIONS = 4;
    private static final int MOST_CONNECTIONS = 64;

    /** Checks the counts. */
    public GraphSettings {
        require("maxConnections", maxConnections, FEWEST_CONNECTIONS, MOST_CONNECTIONS);
        require("buildEffort", buildEffort, maxConnections, 1 << 16);
        require("searchEffort", searchEffort, 1, 1 << 20);
        require("exactBelow", exactBelow, 0, Integer.MAX_VALUE);
    }

    private static void require(String what, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException("%s must be %d to %d, was %d".formatted(what, least, most, value));
        }
    }

    /**
     * Returns these settings with another number of links.
     *
     * @param count 4 to 64
     * @return the settings
     */
    public GraphSettings maxConnections(int count) {
        return new GraphSettings(count, Math.max(count, buildEffort), searchEffort, exactBelow, seed, originals);
    }

    /**
     * Returns these settings with another effort of building.
     *
     * @param candidates at least {@code maxConnections}
     * @return the settings
     */
    public GraphSettings buildEffort(int candidates) {
        return new GraphSettings(maxConnections, candidates, searchEffort, exactBelow, seed, originals);
    }

    /**
     * Returns these settings with another effort of searching.
     *
     * @param candidates 1 or more
     * @return the settings
     */
    public GraphSettings searchEffort(int candidates) {
        return new GraphSettings(maxConnections, buildEffort, candidates, exactBelow, seed, originals);
    }

    /**
     * Returns these settings with another size that a graph is built from.
     *
     * @param size 0 or more
     * @return the settings
     */
    public GraphSettings exactBelow(int size) {
        return new GraphSettings(maxConnections, buildEffort, searchEffort, size, seed, originals);
    }

    /**
     * Returns these settings with another seed.
     *
     * @param other any
     * @return the settings
     */
    public GraphSettings seed(long other) {
        return new GraphSettings(maxConnections, buildEffort, searchEffort, exactBelow, other, originals);
    }

    /**
     * Returns these settings with originals in a mapped file, so that the heap holds a quarter of them.
     *
     * @param folder where the file is made, and deleted when the index is closed
     * @return the settings
     */
    public GraphSettings mapOriginals(Path folder) {
        return new GraphSettings(maxConnections, buildEffort, searchEffort, exactBelow, seed, folder);
    }
}

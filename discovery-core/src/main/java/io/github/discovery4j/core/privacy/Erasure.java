package io.github.discovery4j.core.privacy;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * How an erasure went.
 *
 * @param deleted how many records each holder deleted, by its name
 * @param failed the holders that could not, each with the kind of failure; they are asked again by {@link Privacy#resume}
 */
public record Erasure(Map<String, Integer> deleted, Map<String, String> failed) {

    /** Copies the maps. */
    public Erasure {
        deleted = Collections.unmodifiableMap(new TreeMap<>(deleted));
        failed = Collections.unmodifiableMap(new TreeMap<>(failed));
    }

    /** {@return whether every holder has erased} */
    public boolean finished() {
        return failed.isEmpty();
    }

    /** {@return how many records were deleted in all} */
    public int records() {
        return deleted.values().stream().mapToInt(Integer::intValue).sum();
    }
}

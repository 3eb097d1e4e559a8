package io.github.discovery4j.core.model;

import java.util.List;

/**
 * One candidate with everything that is known about where it came from.
 *
 * @param id the host's id
 * @param origins the sources that found it, in the engine's order
 */
public record Candidate(String id, List<Origin> origins) {

    /**
     * A source that found the candidate.
     *
     * @param source the source's name
     * @param score the source's own score
     */
    public record Origin(String source, float score) {}

    /** Copies the origins. */
    public Candidate {
        origins = List.copyOf(origins);
    }

    @Override
    public String toString() {
        return "Candidate[origins=" + origins + "]";
    }
}

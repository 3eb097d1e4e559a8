package io.github.discovery4j.rank.guardrail;

import io.github.discovery4j.rank.guardrail.SeenItems.Reaction;
import java.time.Instant;
import java.util.Optional;

/** When an item was last seen by somebody, and what they last did about it, if anything. */
record Sighting(Instant at, Optional<Reacted> reacted) {

    /** What somebody did, and when. */
    record Reacted(Reaction reaction, Instant at) {}

    static Sighting seen(Instant at) {
        return new Sighting(at, Optional.empty());
    }

    static Sighting reacted(Reaction reaction, Instant at) {
        return new Sighting(at, Optional.of(new Reacted(reaction, at)));
    }

    /** Joins two sightings of one item in any order: the latest time and the latest reaction count. */
    Sighting and(Sighting other) {
        Instant last = other.at.isAfter(at) ? other.at : at;
        if (reacted.isEmpty() || other.reacted.isEmpty()) {
            return new Sighting(last, reacted.or(other::reacted));
        }
        boolean later = !other.reacted.get().at().isBefore(reacted.get().at());
        return new Sighting(last, later ? other.reacted : reacted);
    }

    boolean is(Reaction reaction) {
        return reacted.isPresent() && reacted.get().reaction() == reaction;
    }
}

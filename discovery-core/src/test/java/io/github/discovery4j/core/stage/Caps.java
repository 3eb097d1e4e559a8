package io.github.discovery4j.core.stage;

import java.util.HashMap;
import java.util.Map;

/** At most so many items whose id begins with the same letter: the constraint of these tests. */
public record Caps(String name, boolean hard, int cap, boolean possible) implements Constraint {

    /** A constraint that never gives way. */
    public static Caps hard(int cap) {
        return new Caps("hard " + cap, true, cap, true);
    }

    /** A constraint that gives way. */
    public static Caps soft(int cap) {
        return new Caps("soft " + cap, false, cap, true);
    }

    @Override
    public Progress start(KeptCandidates kept, int k) {
        Map<Character, Integer> counts = new HashMap<>();
        return new Progress() {
            @Override
            public boolean allows(int index) {
                return counts.getOrDefault(kept.id(index).charAt(0), 0) < cap;
            }

            @Override
            public void picked(int index) {
                counts.merge(kept.id(index).charAt(0), 1, Integer::sum);
            }

            @Override
            public boolean exact() {
                return true;
            }

            @Override
            public boolean feasible() {
                return possible;
            }
        };
    }
}

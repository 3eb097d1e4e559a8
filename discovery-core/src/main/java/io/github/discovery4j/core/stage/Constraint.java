package io.github.discovery4j.core.stage;

import java.util.Set;

/**
 * A condition on the slate as a whole, kept inside the greedy loop of a diversifier: caps, parity, an adjacent interest.
 *
 * <p>A hard constraint is never broken: the slate is shorter instead. A soft one gives way when nothing else is left to
 * pick in the highest tier that still has candidates. <b>Threads:</b> the constraint is safe; its progress belongs to
 * one slate.
 */
public interface Constraint {

    /**
     * Returns what traces call it.
     *
     * @return such as {@code at most 3 per community}
     */
    String name();

    /**
     * Tells whether it is never broken.
     *
     * @return false when it may be relaxed
     */
    boolean hard();

    /**
     * Returns the item attributes that the constraint asks for; an engine without one of them is not built.
     *
     * @return names, possibly none
     */
    default Set<String> attributes() {
        return Set.of();
    }

    /**
     * Returns the protected attributes that the constraint reads by ways of its own; an engine whose features or attributes have one
     * of them is not built.
     *
     * @return names, possibly none
     */
    default Set<String> protectedAttributes() {
        return Set.of();
    }

    /**
     * Starts a slate.
     *
     * @param kept what there is to pick from
     * @param k how many picks there will be at most
     * @return the progress of an empty slate
     */
    Progress start(KeptCandidates kept, int k);

    /** How far one slate has come. */
    interface Progress {

        /**
         * Tells whether the slate may go on with a candidate, counting that it must still be possible to end well.
         *
         * @param index of the kept candidates, not picked yet
         * @return whether picking it now honours the constraint
         */
        boolean allows(int index);

        /**
         * Takes note of a pick, allowed or not.
         *
         * @param index of the kept candidates
         */
        void picked(int index);

        /**
         * Tells whether the candidates permit the constraint at all; asked once, before the first pick.
         *
         * @return false to report it infeasible; a soft constraint then binds nobody, a hard one still forbids what it
         *     does not allow
         */
        default boolean feasible() {
            return true;
        }

        /**
         * Tells whether {@link #allows} looks ahead exactly: whatever it allowed, picks go on until the candidates permit no more.
         *
         * @return true so that a slate which this constraint alone has cut short counts as proof
         */
        default boolean exact() {
            return false;
        }

        /**
         * Returns what the trace should add to the outcome.
         *
         * @return such as the counts reached; empty for nothing; names no person
         */
        default String detail() {
            return "";
        }
    }
}

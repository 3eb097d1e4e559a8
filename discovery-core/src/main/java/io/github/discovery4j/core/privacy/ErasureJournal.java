package io.github.discovery4j.core.privacy;

import java.util.List;
import java.util.Set;

/**
 * Which erasures are not finished, so that none is forgotten when the process ends half-way.
 *
 * <p>Laws: once {@link #begin} returned, the erasure is among the {@link #pending} ones until it is finished; who was erased
 * is kept no longer than that. <b>Threads:</b> safe.
 */
public interface ErasureJournal {

    /**
     * An erasure that is not finished.
     *
     * @param token names it without naming the person
     * @param personId whose data is erased
     * @param confirmed the holders that have done so
     */
    record Pending(String token, String personId, Set<String> confirmed) {
        /** Copies the holders. */
        public Pending {
            confirmed = Set.copyOf(confirmed);
        }

        @Override
        public String toString() {
            return "Pending[confirmed=%s]".formatted(confirmed);
        }
    }

    /**
     * Notes that somebody is to be erased; again has no effect but to begin from the first holder.
     *
     * @param personId the person
     * @return the erasure, confirmed by nobody
     */
    Pending begin(String personId);

    /**
     * Notes that a holder has erased.
     *
     * @param token of the erasure
     * @param holder its name
     */
    void confirm(String token, String holder);

    /**
     * Notes that all have, and forgets who it was.
     *
     * @param token of the erasure
     */
    void finish(String token);

    /** {@return the erasures that are not finished, oldest first} */
    List<Pending> pending();
}

package io.github.discovery4j.core.privacy;

import io.github.discovery4j.core.model.SignalGroup;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * Which erasures are not finished, and which changes of consent what is derived has not followed yet, so that none is
 * forgotten when the process ends half-way.
 *
 * <p>Laws: once {@link #begin} returned, the erasure is among the {@link #pending} ones until it is finished; once {@link
 * #beginSettling} returned, the change is among the {@link #unsettled} ones until it is settled; whom they are about is kept
 * no longer than that. <b>Threads:</b> safe.
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

    /**
     * Something that a person allowed, no longer allowed or removed, and that what is derived has not followed yet.
     *
     * @param token names it without naming the person
     * @param personId whose
     * @param group of the signals
     */
    record Unsettled(String token, String personId, SignalGroup group) {
        @Override
        public String toString() {
            return "Unsettled[group=%s]".formatted(group);
        }
    }

    /**
     * Notes that what is derived from a person's signals has to follow a change.
     *
     * @param personId the person
     * @param groups of the signals; one or more
     * @return one note a group, each with a token that no other has
     */
    List<Unsettled> beginSettling(String personId, Set<SignalGroup> groups);

    /**
     * Notes that what is derived has followed, and forgets whose it was.
     *
     * @param tokens of the notes; those that are not there do no harm
     */
    void settled(Collection<String> tokens);

    /** {@return what has not been followed yet, oldest first} */
    List<Unsettled> unsettled();
}

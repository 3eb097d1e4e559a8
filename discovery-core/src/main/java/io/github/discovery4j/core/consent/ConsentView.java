package io.github.discovery4j.core.consent;

import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.core.model.Visibility;

/**
 * What people allow, read at the moment a signal is read.
 *
 * <p>Law: once a change has returned, every later call sees it, and the person's {@link #epoch} has grown. Ids that are
 * not people (films, rooms) are never withdrawn and allow everything. <b>Cost:</b> one look-up; called for each
 * candidate. <b>Threads:</b> safe, lock-free for readers.
 */
public interface ConsentView {

    /** Nobody has objected to anything: for items that are not people, and for tests. */
    ConsentView ALLOW_ALL = new ConsentView() {
        @Override
        public boolean allows(String personId, SignalGroup group) {
            return true;
        }

        @Override
        public boolean withdrawn(String personId) {
            return false;
        }

        @Override
        public Visibility visibility(String personId, SignalGroup group) {
            return Visibility.PUBLIC;
        }

        @Override
        public long epoch(String personId) {
            return 0;
        }
    };

    /**
     * Tells whether a person's signals of a group, and anything derived from them, may be used.
     *
     * @param personId the signals' owner
     * @param group the group
     * @return false after an opt-out of the group, or once withdrawn
     */
    boolean allows(String personId, SignalGroup group);

    /**
     * Tells whether a person takes part at all; one who does not is neither shown nor served.
     *
     * @param personId any person
     * @return true once withdrawn or erased
     */
    boolean withdrawn(String personId);

    /**
     * Returns the widest audience that may be told about a person's signals of a group.
     *
     * @param personId the signals' owner
     * @param group the group
     * @return the owner's own setting
     */
    Visibility visibility(String personId, SignalGroup group);

    /**
     * Returns a number that grows with every change of this person's consent.
     *
     * @param personId any person
     * @return 0 or more
     */
    long epoch(String personId);
}

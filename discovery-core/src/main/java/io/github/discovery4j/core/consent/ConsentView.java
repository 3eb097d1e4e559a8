package io.github.discovery4j.core.consent;

import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.core.model.Visibility;

/**
 * What people allow, read at the moment a signal is read.
 *
 * <p>Laws: once a change has returned, every later call sees it; whoever reads {@link #latestEpoch} first, then anything
 * of a person, finds a larger {@link #epoch} afterwards if the person's consent changed in between. Ids that are not
 * people (films, rooms) are never withdrawn and allow everything. <b>Cost:</b> one look-up; called for each candidate.
 * <b>Threads:</b> safe, lock-free for readers.
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

        @Override
        public long latestEpoch() {
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
     * Returns the epoch of the last change of this person's consent. Epochs come from one counter for all people.
     *
     * @param personId any person
     * @return 0 for a person who never changed anything
     */
    long epoch(String personId);

    /**
     * Returns the epoch of the last change of anybody's consent that is visible to readers.
     *
     * @return 0 before the first change
     */
    long latestEpoch();
}

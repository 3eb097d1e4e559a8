package io.github.discovery4j.core.consent;

import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.core.model.Visibility;
import java.util.List;

/**
 * Where people's choices are made and kept; everyone else only asks, as {@link ConsentView}.
 *
 * <p>Laws: a choice is visible to every read that starts after the call returned; a durable ledger has kept it by then, or
 * throws {@link ConsentNotKeptException}: what protects (an opt-out, a withdrawal, an erasure, a narrower audience) holds in
 * this process even then, what allows more does not. <b>Threads:</b> safe.
 */
public interface ConsentLedger extends ConsentView {

    /** The group under which choices themselves are shown to their owner; nobody can switch it off. */
    SignalGroup CONSENT = new SignalGroup("consent");

    /**
     * Stops the use of a person's signals of a group, and of what was derived from them.
     *
     * @param personId their owner
     * @param group the group
     */
    void optOut(String personId, SignalGroup group);

    /**
     * Allows the use of a person's signals of a group again.
     *
     * @param personId their owner
     * @param group the group
     */
    void optIn(String personId, SignalGroup group);

    /**
     * Takes a person out altogether: nothing of theirs is used, and they are not shown.
     *
     * @param personId the person
     */
    void withdraw(String personId);

    /**
     * Takes a withdrawn person in again, with the choices they had.
     *
     * @param personId the person
     */
    void rejoin(String personId);

    /**
     * Sets who may be told about a person's signals of a group.
     *
     * @param personId their owner
     * @param group the group
     * @param visibility the widest audience
     */
    void show(String personId, SignalGroup group, Visibility visibility);

    /**
     * Deletes a person's choices and takes them out for good: they count as withdrawn until they {@link #rejoin}.
     *
     * @param personId the person
     */
    void erase(String personId);

    /**
     * Returns what a person chose.
     *
     * @param personId any person
     * @return their choices now
     */
    ConsentChoices choices(String personId);

    /**
     * Returns when a person changed what, as far as the ledger remembers.
     *
     * @param personId any person
     * @return oldest first; none where no history is kept
     */
    default List<PersonalRecord> history(String personId) {
        return List.of();
    }

    /**
     * Tells a listener of every change from now on.
     *
     * @param listener heard as long as the ledger lives
     */
    void listen(ConsentListener listener);
}

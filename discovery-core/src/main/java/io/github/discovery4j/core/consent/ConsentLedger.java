package io.github.discovery4j.core.consent;

import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.core.model.Visibility;

/**
 * Where people's choices are made and kept; everyone else only asks, as {@link ConsentView}.
 *
 * <p>Laws: a choice is visible to every read that starts after the call returned; a durable ledger has kept it by then.
 * <b>Threads:</b> safe.
 */
public interface ConsentLedger extends ConsentView {

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
}

package io.github.discovery4j.core.consent;

import io.github.discovery4j.core.model.SignalGroup;
import java.util.List;
import java.util.Set;

/**
 * Whoever keeps something about people: a store, an index, a model, a cache.
 *
 * <p>Laws: after {@link #erase} no method and no read of the holder gives anything about the person; after an opt-out the
 * reads give nothing of the group, while {@link #export} still gives its owner the raw records; a record with a key can be
 * {@linkplain #remove removed} alone. Each of them does no harm when it is repeated. <b>Threads:</b> safe.
 */
public interface PersonalDataHolder {

    /**
     * Returns the holder's name.
     *
     * @return what audits and errors call it
     */
    String holderName();

    /**
     * Returns the groups that the kept data belongs to or is derived from.
     *
     * @return none for a holder of things that are nobody's
     */
    Set<SignalGroup> signalGroups();

    /**
     * Returns everything kept about a person, whatever they have switched off: it is theirs to see.
     *
     * @param personId the owner
     * @return the records, empty when nothing is kept
     */
    List<PersonalRecord> export(String personId);

    /**
     * Deletes what was derived from a person's signals of a group; raw records stay for their owner.
     *
     * @param personId the owner
     * @param group the group
     * @return how many derived values were deleted; 0 for a holder of raw records alone
     */
    int forget(String personId, SignalGroup group);

    /**
     * Deletes one record, such as an event, a trait or an attribute, and what its holder derived from it.
     *
     * @param personId the owner
     * @param key of one of the {@linkplain #export exported} records
     * @return whether there was a record of that key; false for a holder whose records have none
     */
    default boolean remove(String personId, String key) {
        return false;
    }

    /**
     * Deletes everything about a person, and where items are people also what others' records say of them: the id is then
     * nowhere in the holder.
     *
     * @param personId the owner
     * @return how many records that the person could export were deleted
     */
    int erase(String personId);
}

package io.github.discovery4j.index.vector;

import io.github.discovery4j.core.consent.PersonalDataHolder;
import io.github.discovery4j.core.consent.PersonalRecord;
import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.core.model.VectorReader;
import io.github.discovery4j.core.model.VectorSink;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/**
 * Finds the nearest vectors, by the host's ids.
 *
 * <p>Laws:
 *
 * <ul>
 *   <li>at most k results, none twice, best first, equal similarities in code-point order of the id; all above the query's
 *       threshold if it has one;
 *   <li>nothing that the query's filter, exclusions or condition do not admit, nor anyone whose consent does not allow all
 *       the signal groups that the entries are derived from: they are left out before they count towards k;
 *   <li>what was stored or deleted is so for every search that begins after {@link #refresh} returned, or after the bound that
 *       the index states; an index in memory states none, it is so once the call returned. What consent masks, and what
 *       {@link #erase}, {@link #forget} and {@link #delete} took out, is gone from every search that begins after the call
 *       returned, whatever the bound;
 *   <li>a search that says {@link SearchCost.Method#EXACT} returns exactly the nearest; one by graph returns most of them.
 * </ul>
 *
 * <p><b>Shapes:</b> d float32 values a vector. <b>Threads:</b> safe.
 */
public interface VectorIndex extends VectorReader, VectorSink, PersonalDataHolder, AutoCloseable {

    /** {@return what the index was told when it was made} */
    VectorIndexSettings settings();

    /**
     * Returns the index's name.
     *
     * @return what errors call it
     */
    default String name() {
        return settings().name();
    }

    @Override
    default int dimension() {
        return settings().dimension();
    }

    /**
     * Returns how many vectors there are, masked ones included.
     *
     * @return 0 or more
     */
    int size();

    /**
     * Stores an entry in place of the id's earlier one.
     *
     * @param id the host's, not empty
     * @param vector its values; copied, the caller may reuse the array
     * @param attributes what filters may ask about it, all declared in the {@link #settings}
     * @throws IllegalArgumentException if the dimension differs, a value is not finite, the vector is zero under cosine, or
     *     an attribute is not declared
     */
    void put(String id, float[] vector, EntryAttributes attributes);

    /** Stores an entry without attributes. {@inheritDoc} */
    @Override
    default void accept(String id, float[] vector) {
        put(id, vector, EntryAttributes.NONE);
    }

    /**
     * Deletes an entry.
     *
     * @param id any id
     * @return whether there was one
     */
    boolean delete(String id);

    /**
     * Finds the nearest vectors.
     *
     * @param query what to be near to, how many, and which to admit
     * @return the nearest, best first
     * @throws IllegalArgumentException if the query's vector has another dimension, or no direction under cosine, or its
     *     filter asks about what is not declared
     */
    SearchResult search(VectorQuery query);

    /**
     * Answers several queries from one snapshot; an index may answer them together for less than one by one.
     *
     * @param queries none or more
     * @return one result a query, in their order
     */
    default List<SearchResult> searchAll(List<VectorQuery> queries) {
        List<SearchResult> results = new ArrayList<>(queries.size());
        try (VectorSnapshot snapshot = snapshot()) {
            queries.forEach(query -> results.add(snapshot.search(query)));
        }
        return results;
    }

    /**
     * Pins the index as it stands.
     *
     * @return a snapshot, to be closed
     */
    VectorSnapshot snapshot();

    /** Makes everything stored so far visible to searches that begin from now on; does nothing where it is already. */
    default void refresh() {}

    /**
     * Tells whether entries come and go by themselves, from second to second, so that what was found must not be kept.
     *
     * @return false unless said otherwise
     */
    default boolean live() {
        return false;
    }

    /** {@return the space that the index takes} */
    IndexFootprint footprint();

    @Override
    default String holderName() {
        return "index " + name();
    }

    /**
     * {@inheritDoc}
     *
     * @return the groups that the entries are derived from; none for entries that are not people
     */
    @Override
    default Set<SignalGroup> signalGroups() {
        return settings().groups();
    }

    /** {@inheritDoc} There is one entry, whatever it is derived from. */
    @Override
    default boolean remove(String personId, String key) {
        return signalGroups().stream().anyMatch(group -> key.equals(keyOf(group))) && erase(personId) > 0;
    }

    @Override
    default int forget(String personId, SignalGroup group) {
        return signalGroups().contains(group) ? erase(personId) : 0;
    }

    /** Closes files and threads, where there are any; an index in memory has none. */
    @Override
    void close();

    /**
     * Describes an entry to its owner, for {@link #export}.
     *
     * @param index where it is kept
     * @param vector as stored
     * @param attributes as stored
     * @return one record a signal group; none for an index of entries that are not people
     */
    static List<PersonalRecord> records(VectorIndex index, float[] vector, EntryAttributes attributes) {
        String value = Arrays.toString(vector);
        String described = attributes.equals(EntryAttributes.NONE)
                ? value
                : value + " " + new TreeMap<>(attributes.labels()) + " " + new TreeMap<>(attributes.numbers());
        return index.signalGroups().stream()
                .map(group -> new PersonalRecord(index.holderName(), group, "vector", described)
                        .withKey(keyOf(group))
                        .from("computed from " + index.signalGroups())
                        .usedFor("candidates"))
                .toList();
    }

    private static String keyOf(SignalGroup group) {
        return "vector of " + group;
    }
}

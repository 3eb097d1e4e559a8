package io.github.discovery4j.core.feature;

import io.github.discovery4j.core.consent.PersonalDataHolder;
import io.github.discovery4j.core.feature.FeatureDefinition.Kind;
import io.github.discovery4j.core.model.ItemAttributes;
import io.github.discovery4j.core.model.VectorReader;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Keeps one row of features an entity and gives them to views, filters, sources and explainers.
 *
 * <p>Laws: a row is replaced as a whole, so that no reader sees half of a change; a value whose owner's consent does not
 * allow its signal group reads as absent, from the next read on; an unknown feature is refused with the list of what
 * exists, an unknown entity has no values. A value older than its time to live reads as absent. Nothing is promised across
 * rows.
 *
 * <p><b>Time:</b> every value carries the time that it is of, in milliseconds; one that is older than what the store has
 * leaves the present as it is. A read of the past gives the values of that moment, by the times they are of and as far
 * back as the store keeps them, and nothing later; whose consent does not allow it now is masked in the past too.
 *
 * <p><b>Threads:</b> safe.
 */
public interface FeatureStore extends ItemAttributes, PersonalDataHolder {

    /**
     * Returns what declares the features.
     *
     * @return the registry
     */
    FeatureRegistry registry();

    /**
     * Returns what may be read of an entity now. It is for use at once: a row that is kept does not hear of an opt-out, and
     * one that is put back loses what was masked ({@link #update} changes a row and loses nothing).
     *
     * @param id any id
     * @return its row without what its owner's consent masks; a row without values for an unknown entity
     */
    FeatureRow row(String id);

    /**
     * Returns what may be read of many entities now, in one go where the store can.
     *
     * @param ids any ids, with repeats
     * @return one row an id, in their order
     */
    List<FeatureRow> rows(List<String> ids);

    /**
     * Returns what was known of an entity at a moment, as far as it may be read now.
     *
     * @param id any id
     * @param asOf the moment; nothing of a later time is in the row, and what had expired by then is not either
     * @return its row then; a row without values for an entity that was unknown
     */
    FeatureRow row(String id, Instant asOf);

    /**
     * Returns what was known of many entities, each at its own moment.
     *
     * @param ids any ids, with repeats
     * @param asOf one moment an id
     * @return one row an id, in their order
     * @throws IllegalArgumentException if there are not as many moments as ids
     */
    List<FeatureRow> rows(List<String> ids, List<Instant> asOf);

    /**
     * Says why a value cannot be read now. For operators: a viewer must not learn that somebody objected.
     *
     * @param id any id
     * @param feature any declared feature
     * @return the reason, empty when it can be read
     */
    Optional<Absence> absence(String id, String feature);

    /**
     * Says why a value cannot be read as of a moment. For operators.
     *
     * @param id any id
     * @param feature any declared feature
     * @param asOf the moment
     * @return the reason, empty when it can be read
     */
    Optional<Absence> absence(String id, String feature, Instant asOf);

    /**
     * Counts values that are older than their features should be.
     *
     * @param ids whose values to count
     * @return counts a feature, of what may be read now
     */
    FeatureFreshness freshness(List<String> ids);

    /**
     * Replaces an entity's row; what the new one leaves out is gone.
     *
     * @param id not empty
     * @param row of this store's registry
     * @throws IllegalArgumentException if the id is empty, or the row belongs to another registry
     */
    void put(String id, FeatureRow row);

    /**
     * Replaces an entity's row; what is not set is gone.
     *
     * @param id not empty
     * @param values sets the values of a row that begins without any
     */
    default void put(String id, Consumer<FeatureRow.Builder> values) {
        FeatureRow.Builder row = FeatureRow.builder(registry());
        values.accept(row);
        put(id, row.build());
    }

    /**
     * Changes some of an entity's values and keeps the others, as one step.
     *
     * @param id not empty; an unknown entity begins without values
     * @param changes sets or takes out values; quick, since writers of the same row wait for it; must not use the store; may
     *     be called again if a database asks for it
     */
    void update(String id, Consumer<FeatureRow.Builder> changes);

    /**
     * Replaces the rows of many entities, in one go where the store can; each row is a step of its own to readers.
     *
     * @param rows by id
     * @throws IllegalArgumentException as {@link #put(String, FeatureRow)} does; nothing is replaced then
     */
    void putAll(Map<String, FeatureRow> rows);

    /**
     * Changes some values of many entities, in one go where the store can; each row is a step of its own to readers.
     *
     * @param changes by id, as {@link #update} takes them
     */
    void updateAll(Map<String, Consumer<FeatureRow.Builder>> changes);

    /**
     * Returns the labels that two entities share.
     *
     * @param id one entity
     * @param otherId the other
     * @param feature declared labels
     * @return in code-point order; empty when either has none that may be read
     */
    default List<String> sharedLabels(String id, String otherId, String feature) {
        int slot = registry().slot(feature, Kind.LABELS);
        return row(id).labels(slot).shared(row(otherId).labels(slot));
    }

    /**
     * Starts a view: the columns that a ranker is given.
     *
     * @param name what the view is called, such as {@code connect}
     * @param version changes whenever a column changes its meaning
     * @return a builder without columns
     */
    default FeatureViewBuilder view(String name, String version) {
        return new FeatureViewBuilder(this, name, version);
    }

    /**
     * Gives out one of the vectors, as an index or a diversifier reads it.
     *
     * @param feature a declared vector
     * @return a reader of this store
     */
    default VectorReader vectors(String feature) {
        registry().slot(feature, Kind.VECTOR);
        int dimension = registry().definition(feature).dimension();
        return new VectorReader() {
            @Override
            public int dimension() {
                return dimension;
            }

            @Override
            public boolean read(String id, float[] destination, int offset) {
                return row(id).readVector(feature, destination, offset);
            }
        };
    }

    /**
     * {@inheritDoc}
     *
     * @return the declared numbers and labels; other kinds are no attributes
     */
    @Override
    default Set<String> names() {
        return registry().definitions().stream()
                .filter(definition -> definition.kind() == Kind.NUMBER || definition.kind() == Kind.LABELS)
                .map(FeatureDefinition::name)
                .collect(Collectors.toUnmodifiableSet());
    }
}

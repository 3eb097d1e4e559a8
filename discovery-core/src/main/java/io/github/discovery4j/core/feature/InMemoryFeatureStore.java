package io.github.discovery4j.core.feature;

import io.github.discovery4j.core.consent.ConsentView;
import io.github.discovery4j.core.consent.PersonalRecord;
import io.github.discovery4j.core.feature.EntityTable.Entity;
import io.github.discovery4j.core.feature.FeatureDefinition.Kind;
import io.github.discovery4j.core.feature.FeatureRegistry.Feature;
import io.github.discovery4j.core.model.SignalGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A feature store in the process's own memory.
 *
 * <p>It also keeps, for every feature of labels, who holds which label: {@link SharedInterests} reads that. The look-up
 * holds raw labels in another order, nothing derived, and whatever it finds is read again from the entity's row under its
 * owner's consent.
 *
 * <p><b>Cost:</b> a read is one hash look-up and one question of consent a signal group; a masked row is a copy.
 * <b>Threads:</b> safe; reads never lock.
 */
public final class InMemoryFeatureStore implements FeatureStore {

    private final FeatureRegistry registry;
    private final ConsentView consent;
    private final Set<String> names;
    private final FeatureRow empty;
    private final LabelIndex[] labelIndexes;
    private final EntityTable entities;

    /**
     * Creates an empty store.
     *
     * @param registry declares the features
     * @param consent what the entities' owners allow; {@link ConsentView#ALLOW_ALL} for entities that are not people
     */
    public InMemoryFeatureStore(FeatureRegistry registry, ConsentView consent) {
        this.registry = registry;
        this.consent = consent;
        this.names = FeatureStore.super.names();
        this.empty = FeatureRow.builder(registry).build();
        LabelIndex[] indexes = new LabelIndex[registry.count(Kind.LABELS)];
        for (int slot = 0; slot < indexes.length; slot++) {
            indexes[slot] = new LabelIndex();
        }
        this.labelIndexes = indexes;
        this.entities = new EntityTable(empty, (ordinal, before, after) -> {
            for (int slot = 0; slot < indexes.length; slot++) {
                indexes[slot].change(ordinal, before.labels(slot), after.labels(slot));
            }
        });
    }

    @Override
    public FeatureRegistry registry() {
        return registry;
    }

    /**
     * Returns how many entities have a row.
     *
     * @return 0 or more
     */
    public int size() {
        return entities.size();
    }

    @Override
    public FeatureRow row(String id) {
        Entity entity = entities.get(id);
        if (entity == null) {
            return empty;
        }
        FeatureRow row = entity.row();
        List<SignalGroup> groups = registry.groups();
        for (int i = 0; i < groups.size(); i++) {
            if (!consent.allows(id, groups.get(i))) {
                row = row.without(groups.get(i));
            }
        }
        return row;
    }

    @Override
    public void put(String id, FeatureRow row) {
        if (row.registry() != registry) {
            throw new IllegalArgumentException(
                    "row must be built with this store's own registry, was one of entity \"%s\" (store of entity \"%s\")"
                            .formatted(row.registry().entity(), registry.entity()));
        }
        change(id, before -> row);
    }

    @Override
    public void update(String id, Consumer<FeatureRow.Builder> changes) {
        change(id, before -> {
            FeatureRow.Builder row = before.toBuilder();
            changes.accept(row);
            return row.build();
        });
    }

    private void change(String id, UnaryOperator<FeatureRow> change) {
        if (id.isEmpty()) {
            throw new IllegalArgumentException(
                    "id must not be empty (store of entity \"%s\")".formatted(registry.entity()));
        }
        entities.change(id, change);
    }

    @Override
    public Set<String> names() {
        return names;
    }

    @Override
    public Set<String> labels(String itemId, String attribute) {
        Feature feature = registry.feature(attribute);
        Entity entity = entities.get(itemId);
        return entity == null || feature.definition().kind() != Kind.LABELS || !mayRead(entity, feature)
                ? Set.of()
                : entity.row().labels(feature.slot());
    }

    @Override
    public double number(String itemId, String attribute) {
        Feature feature = registry.feature(attribute);
        Entity entity = entities.get(itemId);
        return entity == null || feature.definition().kind() != Kind.NUMBER || !mayRead(entity, feature)
                ? Double.NaN
                : entity.row().number(feature.slot());
    }

    private boolean mayRead(Entity entity, Feature feature) {
        return consent.allows(entity.id(), feature.definition().group());
    }

    @Override
    public String holderName() {
        return "features of " + registry.entity();
    }

    @Override
    public Set<SignalGroup> signalGroups() {
        return Set.copyOf(registry.groups());
    }

    @Override
    public List<PersonalRecord> export(String personId) {
        Entity entity = entities.get(personId);
        return entity == null ? List.of() : records(entity.row());
    }

    /**
     * {@inheritDoc}
     *
     * <p>A store keeps what it was given and derives nothing; a masked value stays for its owner.
     *
     * @return 0
     */
    @Override
    public int forget(String personId, SignalGroup group) {
        return 0;
    }

    @Override
    public int erase(String personId) {
        return records(entities.remove(personId)).size();
    }

    private List<PersonalRecord> records(FeatureRow row) {
        List<PersonalRecord> records = new ArrayList<>();
        for (FeatureDefinition definition : registry.definitions()) {
            Feature feature = registry.feature(definition.name());
            if (row.has(feature)) {
                records.add(new PersonalRecord(holderName(), definition.group(), definition.name(), row.text(feature)));
            }
        }
        return List.copyOf(records);
    }

    /** Returns the entities by ordinal, for sources of this package; their rows are not masked. */
    EntityTable entities() {
        return entities;
    }

    /** Returns an entity's labels, null when its owner's consent masks them. */
    @Nullable
    LabelSet readableLabels(Entity entity, Feature labels) {
        return mayRead(entity, labels) ? entity.row().labels(labels.slot()) : null;
    }

    /** Returns who holds the labels of a slot. */
    LabelIndex labelIndex(int labelSlot) {
        return labelIndexes[labelSlot];
    }
}

package io.github.discovery4j.core.feature;

import io.github.discovery4j.core.consent.ConsentView;
import io.github.discovery4j.core.feature.EntityTable.Entity;
import io.github.discovery4j.core.feature.EntityTable.State;
import io.github.discovery4j.core.feature.FeatureDefinition.Kind;
import io.github.discovery4j.core.feature.FeatureRegistry.Feature;
import io.github.discovery4j.core.model.IdSpace;
import io.github.discovery4j.core.stage.PairBatch;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A feature store in the process's own memory; {@link #save} and {@link #load} carry it over a restart.
 *
 * <p>It also keeps, for every feature of labels, who holds which label: {@link SharedInterests} reads that. The look-up
 * holds raw labels in another order, nothing derived, and whatever it finds is read again from the entity's row under its
 * owner's consent.
 *
 * <p><b>Cost:</b> a read is one look-up and, if nobody's consent changed since the last, one comparison; a masked or partly
 * expired row is a copy. An entity takes about 250 bytes beside its id, its values and its past. <b>Threads:</b> safe; reads
 * never lock.
 */
public final class InMemoryFeatureStore extends MaskingFeatureStore {

    private final LabelIndex[] labelIndexes;
    private final EntityTable entities;
    private final ConsentMasks masks;
    private volatile OrdinalCache ordinals = new OrdinalCache(null);

    /**
     * Creates an empty store.
     *
     * @param settings what every store has to be told
     */
    public InMemoryFeatureStore(FeatureStoreSettings settings) {
        super(settings);
        FeatureRegistry registry = settings.registry();
        LabelIndex[] indexes = new LabelIndex[registry.count(Kind.LABELS)];
        for (int slot = 0; slot < indexes.length; slot++) {
            indexes[slot] = new LabelIndex();
        }
        this.labelIndexes = indexes;
        this.entities = new EntityTable(empty(), (ordinal, before, after) -> {
            for (int slot = 0; slot < indexes.length; slot++) {
                indexes[slot].change(ordinal, before.labels(slot), after.labels(slot));
            }
        });
        this.masks = new ConsentMasks(settings.consent(), registry.groups().size(), this::mask);
    }

    /**
     * Creates an empty store with the usual settings.
     *
     * @param registry declares the features
     * @param consent what the entities' owners allow; {@link ConsentView#ALLOW_ALL} for entities that are not people
     */
    public InMemoryFeatureStore(FeatureRegistry registry, ConsentView consent) {
        this(FeatureStoreSettings.of(registry, consent));
    }

    /**
     * Reads a store back from a file.
     *
     * @param settings what every store has to be told; ids that were erased since are left out
     * @param file written by {@link #save}
     * @return the store
     * @throws FeatureDataException if the file is damaged, or holds features that the registry does not declare so
     * @throws IOException if the file cannot be read
     */
    public static InMemoryFeatureStore load(FeatureStoreSettings settings, Path file) throws IOException {
        InMemoryFeatureStore store = new InMemoryFeatureStore(settings);
        FeatureFile.read(
                file,
                settings.registry(),
                (id, row, past) -> store.entities.change(
                        id,
                        (present, noPast) -> settings.erased().test(id)
                                ? null
                                : new State(row, PastValues.NONE.with(past, settings.history()))));
        return store;
    }

    /**
     * Writes all rows with their past to a file, whole or not at all. Rows that change meanwhile are written as they were
     * or as they will be.
     *
     * @param file where to; its folder must exist
     * @throws IOException if the file cannot be written; an earlier one is untouched
     */
    public void save(Path file) throws IOException {
        FeatureFile.write(
                file,
                registry(),
                writer -> entities.forEach(entity -> {
                    FeatureRow row = entity.row();
                    writer.row(entity.id(), row, entity.past().list());
                }));
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
        return visible(entities.get(id), id, masks.epoch(), now());
    }

    private FeatureRow visible(@Nullable Entity entity, String id, long epoch, long now) {
        return entity == null ? empty().visible(mask(id), now) : entity.row().visible(masks.of(entity, epoch), now);
    }

    private long now() {
        return settings().clock().millis();
    }

    @Override
    FeatureRow stored(String id) {
        Entity entity = entities.get(id);
        return entity == null ? empty() : entity.row();
    }

    @Override
    protected List<FeatureRow> storedRows(List<String> ids) {
        return ids.stream().map(this::stored).toList();
    }

    @Override
    protected List<FeatureRow> storedRows(List<String> ids, List<Instant> asOf) {
        List<FeatureRow> rows = new ArrayList<>(ids.size());
        for (int i = 0; i < ids.size(); i++) {
            rows.add(storedThen(entities.get(ids.get(i)), asOf.get(i).toEpochMilli()));
        }
        return rows;
    }

    private FeatureRow storedThen(@Nullable Entity entity, long moment) {
        if (entity == null) {
            return empty();
        }
        FeatureRow row = entity.row();
        return row.asOf(moment, entity.past());
    }

    @Override
    protected List<PastValue> storedPast(String id) {
        Entity entity = entities.get(id);
        return entity == null ? List.of() : entity.past().list();
    }

    @Override
    protected int deletePast(String id, String feature, Optional<Instant> at) {
        if (entities.get(id) == null) {
            return 0;
        }
        int[] deleted = {0};
        entities.change(id, (row, past) -> {
            PastValues rest = past.without(feature, at);
            deleted[0] = past.list().size() - rest.list().size();
            return deleted[0] == 0 ? null : new State(row, rest);
        });
        return deleted[0];
    }

    @Override
    protected void change(Map<String, RowChange> changes) {
        long now = now();
        boolean pastIsKept = settings().history() > 0;
        changes.forEach((id, change) -> entities.change(id, (row, past) -> {
            if (settings().erased().test(id)) {
                return null;
            }
            RowChange.Outcome outcome = change.apply(row, now, pastIsKept);
            return new State(outcome.row(), past.with(outcome.past(), settings().history()));
        }));
    }

    @Override
    public int erase(String personId) {
        State last = entities.remove(personId);
        // The cache still holds the entity with its id; erasures are rare enough to let it fill again.
        ordinals = new OrdinalCache(null);
        FeatureRow row = last.row();
        long present = registry().definitions().stream()
                .filter(definition -> row.has(registry().feature(definition.name())))
                .count();
        return Math.toIntExact(present + last.past().list().size());
    }

    /*
     * The rows of a batch are found in rounds, as the table explains: entities, then rows, then what consent and age leave
     * of them. A side that stays the same from one row to the next (the viewer) is found once.
     */
    void read(PairBatch pairs, StoreHydrator.Rows subjects, StoreHydrator.Rows objects) {
        long epoch = masks.epoch();
        long now = now();
        if (!pairs.present()) {
            readPast(pairs, epoch, subjects, objects);
            return;
        }
        subjects.readAt(now);
        objects.readAt(now);
        OrdinalCache cache = pairs.items().map(this::ordinals).orElse(null);
        new Side(subjects).read(pairs::subjectId, pairs::subjectOrdinal, cache, epoch);
        new Side(objects).read(pairs::objectId, pairs::objectOrdinal, cache, epoch);
    }

    private OrdinalCache ordinals(IdSpace items) {
        OrdinalCache cache = ordinals;
        if (!cache.serves(items)) {
            cache = new OrdinalCache(items);
            ordinals = cache;
        }
        return cache;
    }

    @FunctionalInterface
    private interface IdOfRow {
        String id(int row);
    }

    @FunctionalInterface
    private interface OrdinalOfRow {
        int ordinal(int row);
    }

    /** The subjects of a batch, or its objects. */
    private final class Side {
        private final StoreHydrator.Rows rows;
        private final String[] ids;
        private final @Nullable Entity[] found;

        Side(StoreHydrator.Rows rows) {
            this.rows = rows;
            this.ids = new String[rows.size()];
            this.found = new @Nullable Entity[rows.size()];
        }

        void read(IdOfRow idOf, OrdinalOfRow ordinalOf, @Nullable OrdinalCache cache, long epoch) {
            if (cache != null && found.length > 0 && ordinalOf.ordinal(0) != IdSpace.ABSENT) {
                findByOrdinal(idOf, ordinalOf, cache);
            } else if (!findOneForAll(idOf)) {
                entities.get(ids, ids.length, found);
            }
            for (int i = 0; i < found.length; i++) {
                Entity entity = found[i];
                rows.setRaw(i, entity == null ? empty() : sameAsBefore(i) ? rows.get(i - 1) : entity.row());
            }
            for (int i = 0; i < found.length; i++) {
                Entity entity = found[i];
                rows.mask(i, entity == null ? mask(ids[i]) : masks.of(entity, epoch));
            }
        }

        private boolean sameAsBefore(int place) {
            return place > 0 && found[place] == found[place - 1];
        }

        private void findByOrdinal(IdOfRow idOf, OrdinalOfRow ordinalOf, OrdinalCache cache) {
            for (int i = 0; i < found.length; i++) {
                found[i] = cache.get(ordinalOf.ordinal(i));
            }
            for (int i = 0; i < found.length; i++) {
                if (found[i] == null) {
                    ids[i] = idOf.id(i);
                    Entity entity = entities.get(ids[i]);
                    found[i] = entity;
                    if (entity != null) {
                        cache.put(ordinalOf.ordinal(i), entity);
                    }
                }
            }
        }

        /** Collects the ids; where all are the same, looks only one up. */
        private boolean findOneForAll(IdOfRow idOf) {
            boolean same = true;
            for (int i = 0; i < ids.length; i++) {
                ids[i] = idOf.id(i);
                same &= ids[i].equals(ids[0]);
            }
            if (!same || ids.length == 0) {
                return false;
            }
            Arrays.fill(found, entities.get(ids[0]));
            return true;
        }
    }

    private void readPast(PairBatch pairs, long epoch, StoreHydrator.Rows subjects, StoreHydrator.Rows objects) {
        for (int i = 0; i < subjects.size(); i++) {
            boolean sameMoment = i > 0 && pairs.asOf(i).equals(pairs.asOf(i - 1));
            long moment = pairs.asOf(i).toEpochMilli();
            subjects.setVisible(
                    i,
                    sameMoment && pairs.subjectId(i).equals(pairs.subjectId(i - 1))
                            ? subjects.get(i - 1)
                            : visibleThen(pairs.subjectId(i), epoch, moment));
            objects.setVisible(
                    i,
                    sameMoment && pairs.objectId(i).equals(pairs.objectId(i - 1))
                            ? objects.get(i - 1)
                            : visibleThen(pairs.objectId(i), epoch, moment));
        }
    }

    private FeatureRow visibleThen(String id, long epoch, long moment) {
        Entity entity = entities.get(id);
        return storedThen(entity, moment).visible(entity == null ? mask(id) : masks.of(entity, epoch), moment);
    }

    /** Returns the entities by ordinal, for sources of this package; their rows are not masked. */
    EntityTable entities() {
        return entities;
    }

    /** Returns an entity's labels, null when its owner's consent masks them or they have expired. */
    @Nullable
    LabelSet readableLabels(Entity entity, Feature labels) {
        FeatureRow row = entity.row();
        return !settings().consent().allows(entity.id(), labels.definition().group())
                        || (row.expiry() != FeatureRow.NO_EXPIRY && row.expired(labels, now()))
                ? null
                : row.labels(labels.slot());
    }

    /** Returns who holds the labels of a slot. */
    LabelIndex labelIndex(int labelSlot) {
        return labelIndexes[labelSlot];
    }
}

package io.github.discovery4j.core.feature;

import io.github.discovery4j.core.consent.PersonalRecord;
import io.github.discovery4j.core.feature.FeatureDefinition.Kind;
import io.github.discovery4j.core.feature.FeatureRegistry.Feature;
import io.github.discovery4j.core.model.SignalGroup;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What feature stores have in common: they keep raw rows, and mask and expire them at every read.
 *
 * <p>A store extends it and says how rows are kept; it need not know of consent or expiry. Raw rows are for this class and
 * those that extend it. Consent is asked once a row and signal group. <b>Threads:</b> safe if the methods below are.
 */
public abstract class MaskingFeatureStore implements FeatureStore {

    private final FeatureStoreSettings settings;
    private final FeatureRow empty;
    private final Set<String> names;

    /**
     * Creates a store.
     *
     * @param settings what every store has to be told
     */
    protected MaskingFeatureStore(FeatureStoreSettings settings) {
        this.settings = settings;
        this.empty = FeatureRow.builder(settings.registry()).buildTimed();
        this.names = FeatureStore.super.names();
    }

    /**
     * Reads raw rows, all of one moment.
     *
     * @param ids distinct
     * @return one row an id, in their order; {@link #empty} for an unknown one
     */
    protected abstract List<FeatureRow> storedRows(List<String> ids);

    /**
     * Reads raw rows as they were.
     *
     * @param ids any, with repeats
     * @param asOf one moment an id
     * @return one row an id, in their order; {@link #empty} for an unknown one
     */
    protected abstract List<FeatureRow> storedRows(List<String> ids, List<Instant> asOf);

    /**
     * Reads the past of a row.
     *
     * @param id any id
     * @return what was replaced, newest first
     */
    protected abstract List<PastValue> storedPast(String id);

    /**
     * Changes rows, each as a whole; ids that were erased are left out.
     *
     * @param changes one a row
     */
    protected abstract void change(Map<String, RowChange> changes);

    /**
     * Returns what the store was told.
     *
     * @return the settings
     */
    protected final FeatureStoreSettings settings() {
        return settings;
    }

    /**
     * Returns the row of an unknown entity.
     *
     * @return a row that never had a value
     */
    protected final FeatureRow empty() {
        return empty;
    }

    /**
     * Tells whether a row has a value that is of a later time than a moment.
     *
     * @param row raw
     * @param moment any
     * @return whether its past has to be known to say how it was then
     */
    protected static boolean changedAfter(FeatureRow row, Instant moment) {
        return row.newestTime() > moment.toEpochMilli();
    }

    /**
     * Returns a row as it was.
     *
     * @param present raw
     * @param past what was replaced, read after the present
     * @param moment any
     * @return the raw row of that moment
     */
    protected static FeatureRow then(FeatureRow present, List<PastValue> past, Instant moment) {
        return present.asOf(moment.toEpochMilli(), PastValues.of(past));
    }

    /**
     * Returns when the first of a row's values expires.
     *
     * @param row raw
     * @return the moment, empty when none does
     */
    protected static Optional<Instant> expiry(FeatureRow row) {
        return row.expiry() == FeatureRow.NO_EXPIRY
                ? Optional.empty()
                : Optional.of(Instant.ofEpochMilli(row.expiry()));
    }

    /**
     * Returns a change that leaves a row as it is, for stores that write rows again.
     *
     * @return the change
     */
    protected static RowChange unchanged() {
        return RowChange.update(row -> {});
    }

    /**
     * Reads raw rows of another store, for one that stands before it.
     *
     * @param store the other one
     * @param ids distinct
     * @return one row an id, in their order
     */
    protected static List<FeatureRow> rowsOf(MaskingFeatureStore store, List<String> ids) {
        return store.storedRows(ids);
    }

    /**
     * Reads raw rows of another store as they were, for one that stands before it.
     *
     * @param store the other one
     * @param ids any
     * @param asOf one moment an id
     * @return one row an id, in their order
     */
    protected static List<FeatureRow> rowsOf(MaskingFeatureStore store, List<String> ids, List<Instant> asOf) {
        return store.storedRows(ids, asOf);
    }

    /**
     * Reads the past of another store's row, for one that stands before it.
     *
     * @param store the other one
     * @param id any id
     * @return what was replaced, newest first
     */
    protected static List<PastValue> pastOf(MaskingFeatureStore store, String id) {
        return store.storedPast(id);
    }

    /**
     * Changes rows of another store, for one that stands before it.
     *
     * @param store the other one
     * @param changes one a row
     */
    protected static void changeIn(MaskingFeatureStore store, Map<String, RowChange> changes) {
        store.change(changes);
    }

    /**
     * Returns the settings of another store, for one that stands before it.
     *
     * @param store the other one
     * @return its settings
     */
    protected static FeatureStoreSettings settingsOf(MaskingFeatureStore store) {
        return store.settings;
    }

    @Override
    public final FeatureRegistry registry() {
        return settings.registry();
    }

    @Override
    public FeatureRow row(String id) {
        return visible(id, stored(id), settings.clock().instant());
    }

    @Override
    public List<FeatureRow> rows(List<String> ids) {
        List<String> distinct = ids.stream().distinct().toList();
        Instant now = settings.clock().instant();
        List<FeatureRow> rows = visible(distinct, storedRows(distinct), Collections.nCopies(distinct.size(), now));
        if (distinct.size() == ids.size()) {
            return rows;
        }
        Map<String, FeatureRow> byId = new HashMap<>();
        for (int i = 0; i < rows.size(); i++) {
            byId.put(distinct.get(i), rows.get(i));
        }
        return ids.stream().map(byId::get).toList();
    }

    @Override
    public FeatureRow row(String id, Instant asOf) {
        return rows(List.of(id), List.of(asOf)).getFirst();
    }

    @Override
    public List<FeatureRow> rows(List<String> ids, List<Instant> asOf) {
        if (ids.size() != asOf.size()) {
            throw new IllegalArgumentException("each id must have its moment, had %d ids and %d moments (entity \"%s\")"
                    .formatted(ids.size(), asOf.size(), registry().entity()));
        }
        return visible(ids, storedRows(ids, asOf), asOf);
    }

    private List<FeatureRow> visible(List<String> ids, List<FeatureRow> stored, List<Instant> asOf) {
        List<FeatureRow> rows = new ArrayList<>(ids.size());
        for (int i = 0; i < ids.size(); i++) {
            rows.add(visible(ids.get(i), stored.get(i), asOf.get(i)));
        }
        return Collections.unmodifiableList(rows);
    }

    private FeatureRow visible(String id, FeatureRow stored, Instant moment) {
        return stored.visible(mask(id), moment.toEpochMilli());
    }

    /** Returns the groups that a person's consent masks, one bit each in the registry's order. */
    final long mask(String id) {
        List<SignalGroup> groups = registry().groups();
        long mask = 0;
        for (int group = 0; group < groups.size(); group++) {
            if (!settings.consent().allows(id, groups.get(group))) {
                mask |= 1L << group;
            }
        }
        return mask;
    }

    /** Returns one raw row. */
    FeatureRow stored(String id) {
        return storedRows(List.of(id)).getFirst();
    }

    @Override
    public void put(String id, FeatureRow row) {
        putAll(Map.of(id, row));
    }

    @Override
    public void putAll(Map<String, FeatureRow> rows) {
        Map<String, RowChange> changes = new LinkedHashMap<>();
        rows.forEach((id, row) -> {
            checkId(id);
            checkRegistry(row);
            changes.put(id, RowChange.replace(row));
        });
        change(changes);
    }

    @Override
    public void update(String id, Consumer<FeatureRow.Builder> changes) {
        updateAll(Map.of(id, changes));
    }

    @Override
    public void updateAll(Map<String, Consumer<FeatureRow.Builder>> changesById) {
        Map<String, RowChange> changes = new LinkedHashMap<>();
        changesById.forEach((id, change) -> {
            checkId(id);
            changes.put(id, RowChange.update(change));
        });
        change(changes);
    }

    private void checkId(String id) {
        if (id.isEmpty()) {
            throw new IllegalArgumentException("id must not be empty (store of entity \"%s\")"
                    .formatted(registry().entity()));
        }
    }

    private void checkRegistry(FeatureRow row) {
        if (row.registry() != registry()) {
            throw new IllegalArgumentException(
                    "row must be built with this store's own registry, was one of entity \"%s\" (store of entity \"%s\")"
                            .formatted(row.registry().entity(), registry().entity()));
        }
    }

    @Override
    public Optional<Absence> absence(String id, String feature) {
        return absence(id, feature, stored(id), settings.clock().instant());
    }

    @Override
    public Optional<Absence> absence(String id, String feature, Instant asOf) {
        FeatureRow then = storedRows(List.of(id), List.of(asOf)).getFirst();
        Optional<Absence> absence = absence(id, feature, then, asOf);
        return absence.filter(Absence.NOT_SET::equals).isPresent()
                        && stored(id).time(registry().feature(feature).index()) > asOf.toEpochMilli()
                ? Optional.of(Absence.NOT_KNOWN_THEN)
                : absence;
    }

    private Optional<Absence> absence(String id, String feature, FeatureRow stored, Instant moment) {
        Feature declared = registry().feature(feature);
        if (!settings.consent().allows(id, declared.definition().group())) {
            return Optional.of(Absence.MASKED);
        }
        if (!stored.has(declared)) {
            return Optional.of(Absence.NOT_SET);
        }
        return stored.expired(declared, moment.toEpochMilli()) ? Optional.of(Absence.EXPIRED) : Optional.empty();
    }

    @Override
    public FeatureFreshness freshness(List<String> ids) {
        return FeatureFreshness.of(registry(), rows(ids), settings.clock().instant());
    }

    @Override
    public final Set<String> names() {
        return names;
    }

    @Override
    public Set<String> labels(String itemId, String attribute) {
        Feature feature = registry().feature(attribute);
        FeatureRow row = feature.definition().kind() == Kind.LABELS ? readable(itemId, feature) : empty;
        return row == empty ? Set.of() : row.labels(feature.slot());
    }

    @Override
    public double number(String itemId, String attribute) {
        Feature feature = registry().feature(attribute);
        FeatureRow row = feature.definition().kind() == Kind.NUMBER ? readable(itemId, feature) : empty;
        return row == empty ? Double.NaN : row.number(feature.slot());
    }

    /** Returns the raw row of an entity if one of its features may be read, else the empty row. */
    private FeatureRow readable(String id, Feature feature) {
        if (!settings.consent().allows(id, feature.definition().group())) {
            return empty;
        }
        FeatureRow row = stored(id);
        return row.expiry() != FeatureRow.NO_EXPIRY
                        && row.expired(feature, settings.clock().instant().toEpochMilli())
                ? empty
                : row;
    }

    @Override
    public final String holderName() {
        return "features of " + registry().entity();
    }

    @Override
    public final Set<SignalGroup> signalGroups() {
        return Set.copyOf(registry().groups());
    }

    /**
     * {@inheritDoc}
     *
     * @return every value, expired ones and those of the past too
     */
    @Override
    public List<PersonalRecord> export(String personId) {
        List<PersonalRecord> records = new ArrayList<>();
        FeatureRow row = stored(personId);
        for (FeatureDefinition definition : registry().definitions()) {
            Feature feature = registry().feature(definition.name());
            if (row.has(feature)) {
                records.add(new PersonalRecord(holderName(), definition.group(), definition.name(), row.text(feature)));
            }
        }
        for (PastValue past : storedPast(personId)) {
            if (past.value().isPresent()) {
                Feature feature = registry().feature(past.feature());
                FeatureRow.Builder then = FeatureRow.builder(registry());
                then.restore(feature, past.value().get(), past.at().toEpochMilli());
                records.add(new PersonalRecord(
                        holderName(),
                        feature.definition().group(),
                        past.feature() + " as of " + past.at(),
                        then.buildTimed().text(feature)));
            }
        }
        return List.copyOf(records);
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
}

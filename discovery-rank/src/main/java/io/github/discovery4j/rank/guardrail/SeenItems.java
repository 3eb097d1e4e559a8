package io.github.discovery4j.rank.guardrail;

import io.github.discovery4j.core.consent.ConsentView;
import io.github.discovery4j.core.consent.PersonalDataHolder;
import io.github.discovery4j.core.consent.PersonalRecord;
import io.github.discovery4j.core.model.ItemKind;
import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.core.model.SlateItem;
import io.github.discovery4j.core.observe.DiscoveryListener;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * What each person has seen, when they last did and what they did about it, in memory.
 *
 * <p>A host feeds it with the slates that were really shown, or with what a person watched, read or met. It is read under
 * the viewer's own consent: after an opt-out of the group, nothing counts as seen.
 *
 * <p><b>Cost:</b> about 100 bytes a person and item beside the ids; {@link #dropBefore} bounds it. <b>Threads:</b> safe;
 * reads never lock.
 */
public final class SeenItems implements PersonalDataHolder {

    private static final String NAME = "seen-items";

    /** What a person did about an item that they saw. */
    public enum Reaction {
        /** They do not want to see it. */
        DISMISSED,
        /** They like it. */
        LIKED
    }

    private final ConsentView consent;
    private final SignalGroup group;
    private final ItemKind items;
    private final Predicate<String> erased;
    private final ConcurrentHashMap<String, ConcurrentHashMap<String, Sighting>> people = new ConcurrentHashMap<>();

    /**
     * Creates an empty memory, as {@linkplain SignalGroup#BEHAVIOUR behaviour}.
     *
     * @param consent what people allow
     */
    public SeenItems(ConsentView consent) {
        this(consent, SignalGroup.BEHAVIOUR);
    }

    /**
     * Creates an empty memory.
     *
     * @param consent what people allow
     * @param group the signal group that it belongs to
     */
    public SeenItems(ConsentView consent, SignalGroup group) {
        this(consent, group, ItemKind.THINGS);
    }

    /**
     * Creates an empty memory.
     *
     * @param consent what people allow
     * @param group the signal group that it belongs to
     * @param items whether an item's id is a person's: then whoever is erased goes from what others have seen too
     */
    public SeenItems(ConsentView consent, SignalGroup group, ItemKind items) {
        this(consent, group, items, id -> false);
    }

    /**
     * Creates an empty memory.
     *
     * @param consent what people allow
     * @param group the signal group that it belongs to
     * @param items whether an item's id is a person's: then whoever is erased goes from what others have seen too
     * @param erased tells whose late data is dropped, such as {@code tombstones::contains}
     */
    public SeenItems(ConsentView consent, SignalGroup group, ItemKind items, Predicate<String> erased) {
        this.consent = consent;
        this.group = group;
        this.items = items;
        this.erased = erased;
    }

    /**
     * Records that a person has seen items; the latest time of an item counts.
     *
     * @param viewerId who
     * @param itemIds what
     * @param at when
     */
    public void add(String viewerId, Iterable<String> itemIds, Instant at) {
        put(viewerId, itemIds, Sighting.seen(at));
    }

    /**
     * Records what a person did about an item; the latest counts.
     *
     * @param viewerId who
     * @param itemId about what
     * @param reaction what they did
     * @param at when
     */
    public void react(String viewerId, String itemId, Reaction reaction, Instant at) {
        put(viewerId, List.of(itemId), Sighting.reacted(reaction, at));
    }

    private void put(String viewerId, Iterable<String> itemIds, Sighting sighting) {
        boolean[] first = {false};
        people.compute(viewerId, (id, before) -> {
            ConcurrentHashMap<String, Sighting> seen = before == null ? new ConcurrentHashMap<>() : before;
            // Asked where an erasure of the same person waits: what came first is erased, what comes after is dropped.
            if (!erased.test(id)) {
                itemIds.forEach(item -> {
                    if (items == ItemKind.THINGS || !erased.test(item)) {
                        seen.merge(item, sighting, Sighting::and);
                    }
                });
            }
            first[0] = before == null;
            return seen.isEmpty() ? null : seen;
        });
        // Asked again: an erasure does not see a viewer whose first sighting is under way.
        if (first[0] && items == ItemKind.PEOPLE) {
            people.computeIfPresent(viewerId, (id, seen) -> {
                seen.keySet().removeIf(erased);
                return seen.isEmpty() ? null : seen;
            });
        }
    }

    /**
     * Returns a listener that records every slate as seen when it leaves the engine.
     *
     * @return to be given to an engine
     */
    public DiscoveryListener recorder() {
        return new ImpressionRecorder(impression -> add(
                impression.viewerId(),
                impression.slate().items().stream().map(SlateItem::id).toList(),
                impression.slate().createdAt()));
    }

    /**
     * Forgets what was last seen before a moment, for everybody: nothing matters that is older than the longest cool-down.
     *
     * @param moment the oldest time to keep
     */
    public void dropBefore(Instant moment) {
        for (String viewer : people.keySet()) {
            people.computeIfPresent(viewer, (id, seen) -> {
                seen.values().removeIf(sighting -> sighting.at().isBefore(moment));
                return seen.isEmpty() ? null : seen;
            });
        }
    }

    /**
     * Reads what a person has seen, as far as their consent allows.
     *
     * @param viewerId who
     * @return each item's last time and reaction, by id; a live view of one moment's consent
     */
    Map<String, Sighting> seenBy(String viewerId) {
        Map<String, Sighting> seen = people.get(viewerId);
        return seen == null || !consent.allows(viewerId, group) ? Map.of() : seen;
    }

    @Override
    public String holderName() {
        return NAME + " of " + group;
    }

    @Override
    public Set<SignalGroup> signalGroups() {
        return Set.of(group);
    }

    @Override
    public List<PersonalRecord> export(String personId) {
        Map<String, Sighting> seen = people.get(personId);
        return seen == null
                ? List.of()
                : seen.entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(e -> record(e.getKey(), e.getValue()))
                        .toList();
    }

    private PersonalRecord record(String item, Sighting sighting) {
        String value = item + " at " + sighting.at()
                + sighting.reacted()
                        .map(reacted ->
                                ", " + reacted.reaction().name().toLowerCase(Locale.ROOT) + " at " + reacted.at())
                        .orElse("");
        return new PersonalRecord(holderName(), group, "seen", value)
                .withKey(item)
                .from("what you were shown or did")
                .usedFor("not repeating items");
    }

    /** {@inheritDoc} Nothing here is derived. */
    @Override
    public int forget(String personId, SignalGroup signals) {
        return 0;
    }

    @Override
    public boolean remove(String personId, String key) {
        boolean[] found = {false};
        people.computeIfPresent(personId, (id, seen) -> {
            found[0] = seen.remove(key) != null;
            return seen.isEmpty() ? null : seen;
        });
        return found[0];
    }

    /** {@inheritDoc} <b>Cost:</b> where items are people, one look-up for every viewer. */
    @Override
    public int erase(String personId) {
        Map<String, Sighting> seen = people.remove(personId);
        if (items == ItemKind.PEOPLE) {
            people.keySet().forEach(viewer -> remove(viewer, personId));
        }
        return seen == null ? 0 : seen.size();
    }
}

package io.github.discovery4j.rank.factorization;

import io.github.discovery4j.core.consent.ConsentView;
import io.github.discovery4j.core.consent.PersonalDataHolder;
import io.github.discovery4j.core.consent.PersonalRecord;
import io.github.discovery4j.core.data.IdMap;
import io.github.discovery4j.core.data.Interactions;
import io.github.discovery4j.core.data.SparseRows;
import io.github.discovery4j.core.model.ItemKind;
import io.github.discovery4j.core.model.SignalGroup;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.eclipse.collections.api.factory.primitive.IntLists;
import org.eclipse.collections.api.factory.primitive.IntSets;
import org.eclipse.collections.api.list.primitive.MutableIntList;
import org.eclipse.collections.api.set.primitive.MutableIntSet;
import org.jspecify.annotations.Nullable;

/**
 * What each person did, in memory: the history by which models score for them.
 *
 * <p>A history is read under its owner's consent and as of a moment: nothing later is in it, so the same call serves a
 * request and a training row of the past. Of several interactions with one item the latest counts, so that weight 0 takes
 * a like back; an interaction without a time is older than any other.
 *
 * <p><b>Cost:</b> a read or an addition is linear in that person's interactions; about 36 bytes an interaction beside the
 * ids. <b>Threads:</b> safe; reads never lock.
 */
public final class InteractionHistory implements PersonalDataHolder {

    private static final String NAME = "interaction-history";
    private static final int[] NOTHING = {};
    private static final Event[] NO_EVENTS = {};

    private record Event(String itemId, float weight, long timeMillis) {
        String readable() {
            String when = timeMillis == Interactions.NO_TIME ? "" : " at " + Instant.ofEpochMilli(timeMillis);
            return itemId + ", weight " + weight + when;
        }
    }

    private final ConsentView consent;
    private final SignalGroup group;
    private final ItemKind items;
    private final Predicate<String> erased;
    /** A person's events by time, in arrays that are replaced and never changed. */
    private final ConcurrentHashMap<String, Event[]> people = new ConcurrentHashMap<>();

    /**
     * Creates an empty history of {@linkplain SignalGroup#BEHAVIOUR behaviour}.
     *
     * @param consent what people allow
     */
    public InteractionHistory(ConsentView consent) {
        this(consent, SignalGroup.BEHAVIOUR);
    }

    /**
     * Creates an empty history.
     *
     * @param consent what people allow
     * @param group the signal group that the interactions belong to, such as favourites
     */
    public InteractionHistory(ConsentView consent, SignalGroup group) {
        this(consent, group, ItemKind.THINGS);
    }

    /**
     * Creates an empty history.
     *
     * @param consent what people allow
     * @param group the signal group that the interactions belong to
     * @param items whether an item's id is a person's: then whoever is erased goes from the histories of others too
     */
    public InteractionHistory(ConsentView consent, SignalGroup group, ItemKind items) {
        this(consent, group, items, id -> false);
    }

    /**
     * Creates an empty history.
     *
     * @param consent what people allow
     * @param group the signal group that the interactions belong to
     * @param items whether an item's id is a person's: then whoever is erased goes from the histories of others too
     * @param erased tells whose late data is dropped, such as {@code tombstones::contains}
     */
    public InteractionHistory(ConsentView consent, SignalGroup group, ItemKind items, Predicate<String> erased) {
        this.consent = consent;
        this.group = group;
        this.items = items;
        this.erased = erased;
    }

    /**
     * Adds one interaction.
     *
     * @param personId who
     * @param itemId with what
     * @param weight finite; above 0 for a like
     * @param time when, kept to the millisecond
     * @throws IllegalArgumentException if the weight is not finite
     */
    public void add(String personId, String itemId, float weight, Instant time) {
        if (!Float.isFinite(weight)) {
            throw new IllegalArgumentException("weight must be finite, was " + weight + "; leave the interaction out");
        }
        append(personId, new Event(itemId, weight, time.toEpochMilli()));
    }

    /**
     * Adds all interactions of a data set.
     *
     * @param interactions whose users are people
     */
    public void addAll(Interactions interactions) {
        SparseRows byUser = interactions.byUser();
        for (int user = 0; user < byUser.rowCount(); user++) {
            Event[] events = new Event[byUser.end(user) - byUser.start(user)];
            for (int i = 0; i < events.length; i++) {
                int entry = byUser.start(user) + i;
                events[i] = new Event(
                        interactions.items().idOf(byUser.column(entry)),
                        byUser.weight(entry),
                        interactions.timeMillis(byUser.interaction(entry)));
            }
            if (events.length > 0) {
                append(interactions.users().idOf(user), events);
            }
        }
    }

    private void append(String personId, Event... more) {
        boolean[] first = {false};
        people.compute(personId, (id, before) -> {
            // Asked where an erasure of the same person waits: what came first is erased, what comes after is dropped.
            Event[] after = erased.test(id) ? NO_EVENTS : kept(more);
            if (after.length == 0) {
                return before;
            }
            if (before == null) {
                first[0] = true;
                return sortedByTime(after);
            }
            Event[] all = Arrays.copyOf(before, before.length + after.length);
            System.arraycopy(after, 0, all, before.length, after.length);
            return sortedByTime(all);
        });
        // Asked again: an erasure does not see a person whose first interaction is under way.
        if (first[0] && items == ItemKind.PEOPLE) {
            people.computeIfPresent(personId, (id, events) -> {
                Event[] rest = kept(events);
                return rest.length == 0 ? null : rest;
            });
        }
    }

    private Event[] kept(Event... events) {
        return items == ItemKind.PEOPLE
                ? Arrays.stream(events)
                        .filter(event -> !erased.test(event.itemId()))
                        .toArray(Event[]::new)
                : events;
    }

    private static Event[] sortedByTime(Event... events) {
        Arrays.sort(events, Comparator.comparingLong(Event::timeMillis));
        return events;
    }

    /**
     * Reads what a person liked, as models take it.
     *
     * @param personId the owner of the history
     * @param asOf nothing later is read
     * @param items the catalogue of a model; what it does not know is left out
     * @return ordinals of {@code items}, ascending, whose latest weight is above 0; none for somebody unknown or whose
     *     consent does not allow it
     */
    public int[] liked(String personId, Instant asOf, IdMap items) {
        Event[] events = people.get(personId);
        if (events == null || !consent.allows(personId, group)) {
            return NOTHING;
        }
        long until = asOf.toEpochMilli();
        // Sorted by (item, place in time): the last of an item's run is its latest event.
        long[] keys = new long[events.length];
        int count = 0;
        for (int place = 0; place < events.length && events[place].timeMillis() <= until; place++) {
            int item = items.ordinalOf(events[place].itemId());
            if (item != IdMap.ABSENT) {
                keys[count++] = ((long) item << Integer.SIZE) | place;
            }
        }
        Arrays.sort(keys, 0, count);
        int[] liked = new int[count];
        int size = 0;
        for (int k = 0; k < count; k++) {
            int item = (int) (keys[k] >>> Integer.SIZE);
            boolean latest = k + 1 == count || (int) (keys[k + 1] >>> Integer.SIZE) != item;
            if (latest && events[(int) keys[k]].weight() > 0) {
                liked[size++] = item;
            }
        }
        return Arrays.copyOf(liked, size);
    }

    /**
     * Reads what a person liked last.
     *
     * @param personId the owner of the history
     * @param asOf nothing later is read
     * @param items the catalogue of a model; what it does not know is left out
     * @param count how many at most, 0 or more
     * @return some of those of {@link #liked}, the latest first, each once; of the same moment the one that was added later
     */
    public int[] likedLast(String personId, Instant asOf, IdMap items, int count) {
        Event[] events = people.get(personId);
        if (events == null || !consent.allows(personId, group)) {
            return NOTHING;
        }
        long until = asOf.toEpochMilli();
        MutableIntSet met = IntSets.mutable.empty();
        MutableIntList latest = IntLists.mutable.empty();
        for (int place = events.length - 1; place >= 0 && latest.size() < count; place--) {
            Event event = events[place];
            int item = event.timeMillis() <= until ? items.ordinalOf(event.itemId()) : IdMap.ABSENT;
            if (item != IdMap.ABSENT && met.add(item) && event.weight() > 0) {
                latest.add(item);
            }
        }
        return latest.toArray();
    }

    /**
     * Returns the group that the interactions belong to.
     *
     * @return behaviour unless said otherwise
     */
    public SignalGroup group() {
        return group;
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
        Event[] events = people.get(personId);
        if (events == null) {
            return List.of();
        }
        List<PersonalRecord> records = new ArrayList<>(events.length);
        for (Event event : events) {
            records.add(new PersonalRecord(holderName(), group, "interaction", event.readable())
                    .withKey(key(event))
                    .from("what you did")
                    .usedFor("candidates", "ranking", "reasons"));
        }
        return Collections.unmodifiableList(records);
    }

    /** {@inheritDoc} Nothing here is derived. */
    @Override
    public int forget(String personId, SignalGroup signals) {
        return 0;
    }

    /** Names an event; those with one item at one moment go together. */
    private static String key(Event event) {
        return event.timeMillis() + " " + event.itemId();
    }

    @Override
    public boolean remove(String personId, String key) {
        boolean[] found = {false};
        people.computeIfPresent(personId, (id, events) -> {
            Event[] rest = Arrays.stream(events)
                    .filter(event -> !key(event).equals(key))
                    .toArray(Event[]::new);
            found[0] = rest.length < events.length;
            return rest.length == 0 ? null : rest;
        });
        return found[0];
    }

    /** {@inheritDoc} <b>Cost:</b> where items are people, one look at every interaction of all. */
    @Override
    public int erase(String personId) {
        Event[] events = people.remove(personId);
        if (items == ItemKind.PEOPLE) {
            for (String other : people.keySet()) {
                people.computeIfPresent(other, (id, theirs) -> without(theirs, personId));
            }
        }
        return events == null ? 0 : events.length;
    }

    private static Event @Nullable [] without(Event[] events, String itemId) {
        if (Arrays.stream(events).noneMatch(event -> event.itemId().equals(itemId))) {
            return events;
        }
        Event[] rest = Arrays.stream(events)
                .filter(event -> !event.itemId().equals(itemId))
                .toArray(Event[]::new);
        return rest.length == 0 ? null : rest;
    }
}

package io.github.discovery4j.core.signal;

import io.github.discovery4j.core.consent.ConsentView;
import io.github.discovery4j.core.data.IdMap;
import io.github.discovery4j.core.data.Interactions;
import io.github.discovery4j.core.model.ItemKind;
import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.core.signal.EventLog.Logged;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.eclipse.collections.api.factory.primitive.LongDoubleMaps;
import org.eclipse.collections.api.factory.primitive.LongLists;
import org.eclipse.collections.api.factory.primitive.LongLongMaps;
import org.eclipse.collections.api.list.primitive.MutableLongList;
import org.eclipse.collections.api.map.primitive.MutableLongDoubleMap;
import org.eclipse.collections.api.map.primitive.MutableLongLongMap;

/**
 * Makes training data of an event log: for each person and item one interaction, whose weight is the sum of what its events
 * are worth.
 *
 * {@snippet :
 * EventInteractions likes = EventInteractions.builder()
 *         .weight("like", 1)
 *         .weight("play", 0.3)
 *         .weight("skip", -0.5)
 *         .halfLife(Duration.ofDays(30))
 *         .build();
 * Interactions train = likes.read(log, consent, Instant.now());
 * }
 *
 * <p>An event of age a is worth its type's weight · 2<sup>-a / half-life</sup>. Types without a weight are not read, nor are
 * events without an item or after the moment as of which it is read. The interaction's time is that of its latest event. A
 * sum of 0 or below stays in: it is no like, but it was met.
 *
 * <p>Consent is asked for each event, of its doer and for the group of its type; whoever has withdrawn is left out, as a
 * doer and, where items are people, as an item. Whoever changes their consent while the log is read, so that something read
 * is no longer allowed, is left out altogether: they come back with the next reading.
 *
 * <p><b>Cost:</b> one pass over the log; 50 bytes a pair of person and item. <b>Determinism:</b> the same log and moment
 * give the same interactions, in the order of the log. <b>Threads:</b> immutable, safe.
 */
public final class EventInteractions {

    private static final int BATCH = 4096;

    private final Map<String, Double> weights;
    private final double halfLifeMillis;
    private final ItemKind items;

    private EventInteractions(Builder builder) {
        this.weights = Map.copyOf(builder.weights);
        this.halfLifeMillis = builder.halfLifeMillis;
        this.items = builder.items;
    }

    /** {@return a builder: no type, no half-life, items that are things} */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Reads a log.
     *
     * @param log any
     * @param consent what people allow, asked while reading
     * @param asOf nothing later is read
     * @return one interaction a person and item, possibly none
     */
    public Interactions read(EventLog log, ConsentView consent, Instant asOf) {
        return read(log, consent, asOf, () -> true);
    }

    /**
     * Reads a log, unless told to stop.
     *
     * @param log any
     * @param consent what people allow, asked while reading
     * @param asOf nothing later is read
     * @param goOn asked every few thousand events; may throw
     * @return one interaction a person and item, possibly none; what was read so far once it is not to go on
     */
    public Interactions read(EventLog log, ConsentView consent, Instant asOf, BooleanSupplier goOn) {
        Sums sums = new Sums(consent, asOf);
        long position = 0;
        while (goOn.getAsBoolean()) {
            List<Logged> batch = log.read(position, BATCH);
            for (Logged logged : batch) {
                sums.add(logged.event());
                position = logged.position();
            }
            if (batch.size() < BATCH) {
                break;
            }
        }
        return sums.finish();
    }

    /** What was read so far. */
    private final class Sums {
        private final ConsentView consent;
        private final Instant asOf;
        private final long epoch;
        private final IdMap.Builder users = IdMap.builder();
        private final IdMap.Builder itemIds = IdMap.builder();
        /** Which groups each person's events were read under. */
        private final List<Set<SignalGroup>> groups = new ArrayList<>();

        private final MutableLongList order = LongLists.mutable.empty();
        private final MutableLongDoubleMap sums = LongDoubleMaps.mutable.empty();
        private final MutableLongLongMap times = LongLongMaps.mutable.empty();

        Sums(ConsentView consent, Instant asOf) {
            this.consent = consent;
            this.asOf = asOf;
            this.epoch = consent.latestEpoch();
        }

        void add(SignalEvent event) {
            Double weight = weights.get(event.type().name());
            if (weight == null
                    || event.itemId().isEmpty()
                    || event.time().isAfter(asOf)
                    || !allowed(event, event.itemId().get())) {
                return;
            }
            int user = users.add(event.userId());
            int item = itemIds.add(event.itemId().get());
            if (user == groups.size()) {
                groups.add(new HashSet<>());
            }
            groups.get(user).add(event.type().group());
            long pair = ((long) user << Integer.SIZE) | item;
            long time = event.time().toEpochMilli();
            if (!sums.containsKey(pair)) {
                order.add(pair);
            }
            sums.addToValue(pair, weight * decay(event.time()));
            times.put(pair, Math.max(times.getIfAbsent(pair, Long.MIN_VALUE), time));
        }

        private boolean allowed(SignalEvent event, String itemId) {
            return !consent.withdrawn(event.userId())
                    && consent.allows(event.userId(), event.type().group())
                    && !(items == ItemKind.PEOPLE && consent.withdrawn(itemId));
        }

        private double decay(Instant time) {
            long age = Duration.between(time, asOf).toMillis();
            return halfLifeMillis == 0 ? 1 : Math.pow(2, -age / halfLifeMillis);
        }

        Interactions finish() {
            boolean unchanged = consent.latestEpoch() == epoch;
            IdMap people = users.build();
            IdMap things = itemIds.build();
            Interactions.Builder builder = Interactions.builder();
            for (int i = 0; i < order.size(); i++) {
                long pair = order.get(i);
                int user = (int) (pair >>> Integer.SIZE);
                String name = people.idOf(user);
                String item = things.idOf((int) pair);
                if (unchanged || stillAllowed(name, groups.get(user), item)) {
                    builder.add(name, item, sums.get(pair), times.get(pair));
                }
            }
            return builder.build();
        }

        private boolean stillAllowed(String name, Set<SignalGroup> readUnder, String itemId) {
            return !consent.withdrawn(name)
                    && readUnder.stream().allMatch(group -> consent.allows(name, group))
                    && !(items == ItemKind.PEOPLE && consent.withdrawn(itemId));
        }
    }

    /** Collects what events are worth; belongs to one thread. */
    public static final class Builder {

        private final Map<String, Double> weights = new LinkedHashMap<>();
        private double halfLifeMillis;
        private ItemKind items = ItemKind.THINGS;

        private Builder() {}

        /**
         * Sets what events of a type are worth.
         *
         * @param type the type's name
         * @param weight finite; below 0 for what speaks against an item
         * @return this
         * @throws IllegalArgumentException if the weight is not finite
         */
        public Builder weight(String type, double weight) {
            if (!Double.isFinite(weight)) {
                throw new IllegalArgumentException(
                        "weight must be finite, was %s (event type \"%s\"); leave the type out"
                                .formatted(weight, type));
            }
            weights.put(type, weight);
            return this;
        }

        /**
         * Sets after how long an event is worth half; unless set, its age does not matter.
         *
         * @param halfLife at least a millisecond
         * @return this
         * @throws IllegalArgumentException if it is shorter
         */
        public Builder halfLife(Duration halfLife) {
            if (halfLife.toMillis() < 1) {
                throw new IllegalArgumentException(
                        "halfLife must be at least a millisecond, was " + halfLife + "; 30 days are usual");
            }
            halfLifeMillis = halfLife.toMillis();
            return this;
        }

        /**
         * Sets whether items are people, whose withdrawal counts too.
         *
         * @param kind {@link ItemKind#THINGS} unless set
         * @return this
         */
        public Builder items(ItemKind kind) {
            items = kind;
            return this;
        }

        /**
         * Finishes.
         *
         * @return the reader
         * @throws IllegalArgumentException if no type has a weight
         */
        public EventInteractions build() {
            if (weights.isEmpty()) {
                throw new IllegalArgumentException(
                        "at least one event type must have a weight, none has; set for example weight(\"like\", 1)");
            }
            return new EventInteractions(this);
        }
    }
}

package io.github.discovery4j.core.signal;

import io.github.discovery4j.core.consent.ConsentView;
import io.github.discovery4j.core.feature.FeatureStore;
import io.github.discovery4j.core.feature.manifest.DeclaredView;
import io.github.discovery4j.core.feature.manifest.ViewColumn;
import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.core.signal.EventLog.Logged;
import io.github.discovery4j.core.signal.ShownQuery.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes rows for learning to rank of an event log: what people were shown, what they then did with it, and what was known just
 * before.
 *
 * {@snippet :
 * ShownItems reader = ShownItems.of(view)
 *         .grade("dwell", 1)
 *         .grade("like", 2)
 *         .horizon(Duration.ofMinutes(30))
 *         .build();
 * JudgedQueries.Split parts = reader.read(log, consent, Instant.now()).ordered().split(0.2);
 * LightGbmModel model = trainer.train(parts.training().rows(), parts.validation().rows());
 * }
 *
 * <p><b>A query</b> is what one viewer was shown in one session under one label, within {@link #DEFAULT_LONGEST} of the first.
 * The label is for the id of a request; events without one are parted by their session. An item has one row a query. Its
 * {@link EventTypes#IMPRESSION position}, where the events have one, stands beside it and is no column.
 *
 * <p><b>A grade</b> is that of the best thing that the viewer did with the item after it was shown and within the horizon; 0 for
 * nothing. What is done with an item that was shown several times belongs to the latest showing. A query is left out while an
 * item's horizon has not ended.
 *
 * <p><b>Features</b> are those of the moment just before the query's first item was shown, for all its items: what a request
 * would have read then. Windows of the view are counted once more, event by event, in the order in which events were known;
 * the other columns come from a store that {@linkplain Builder#past knows its past}. An event counts from its {@link Arrival}
 * on: what a device sent late was not known before.
 *
 * <p><b>Consent</b> is asked now, of each event's doer and for the group of its type, whatever was allowed when it happened. Who
 * has withdrawn or was erased is in no row, neither as a viewer nor as an item; nor is who objects while the log is read.
 *
 * <p><b>Cost:</b> two passes over the log; 40 bytes an impression, 4 a value. <b>Determinism:</b> the same log, consent and
 * moment give the same rows. <b>Threads:</b> immutable, safe.
 */
public final class ShownItems {

    /** What grades are unless said otherwise. */
    public static final Map<String, Integer> DEFAULT_GRADES =
            Map.of("dwell", 1, "like", 2, "swipe_right", 2, "message", 3, "follow", 3);

    /** The largest grade, which is what LightGBM takes. */
    public static final int MOST_GRADE = 30;

    /** How long after it was shown an item is judged, unless said otherwise. */
    public static final Duration DEFAULT_HORIZON = Duration.ofMinutes(30);

    /** How long a query may last, unless said otherwise. */
    public static final Duration DEFAULT_LONGEST = Duration.ofMinutes(30);

    /** How many times something may have been shown within a query; then another begins. */
    public static final int MOST_ROWS = 1_000;

    /** Features that no ranker may read, by name, with those that a host {@linkplain Builder#protect adds}. */
    public static final Set<String> PROTECTED = Set.of(
            "age",
            "age_band",
            "birthday",
            "date_of_birth",
            "disability",
            "ethnicity",
            "gender",
            "harassment_score",
            "nationality",
            "race",
            "religion",
            "sex",
            "sexual_orientation");

    private static final SignalGroup SAFETY = new SignalGroup("safety");

    private final DeclaredView view;
    private final List<WindowDefinition> windows;
    private final Predicate<String> targets;
    private final @Nullable FeatureStore past;
    private final ShownRules rules;
    private final Instant from;

    private ShownItems(Builder builder, List<WindowDefinition> windows) {
        this.view = builder.view;
        this.windows = windows;
        this.targets = builder.targets;
        this.past = builder.past;
        this.from = builder.from;
        this.rules = new ShownRules(
                builder.shown,
                Map.copyOf(builder.grades.isEmpty() ? DEFAULT_GRADES : builder.grades),
                builder.horizon,
                builder.longest,
                builder.arrival);
    }

    /**
     * Starts a reader.
     *
     * @param view the columns, as the engine serves them
     * @return a builder with the defaults and {@link WindowDefinition#standard()}
     */
    public static Builder of(DeclaredView view) {
        return new Builder(view);
    }

    /**
     * Reads a log.
     *
     * @param log any
     * @param consent what people allow now
     * @param asOf nothing later is read
     * @return the queries in the order of their moments, possibly none
     */
    public JudgedQueries read(EventLog log, ConsentView consent, Instant asOf) {
        return read(log, consent, asOf, () -> true);
    }

    /**
     * Reads a log, unless told to stop.
     *
     * @param log any
     * @param consent what people allow now
     * @param asOf nothing later is read
     * @param goOn asked every few thousand events; may throw
     * @return the queries in the order of their moments, possibly none
     * @throws CancellationException once it is not to go on
     */
    public JudgedQueries read(EventLog log, ConsentView consent, Instant asOf, BooleanSupplier goOn) {
        long until = log.lastPosition();
        FrozenConsent frozen = new FrozenConsent(consent);
        ShownLog shown = new ShownLog(rules, frozen, asOf);
        KnownEvents events = new KnownEvents(log, until, asOf, goOn);
        for (Logged logged = events.next(); logged != null; logged = events.next()) {
            shown.add(logged.event(), events.received(), events.happened());
        }
        ShownLog.Found found = shown.finish();
        List<ShownQuery> judged = found.queries().stream()
                .filter(query -> query.judged() <= asOf.toEpochMilli())
                .toList();
        Collected collected = new Collected(found, log, frozen);
        try (ViewReplay replay = new ViewReplay(view, windows, targets, past, frozen)) {
            collected.hydrate(judged, new KnownEvents(log, until, asOf, goOn), replay);
        }
        int unjudged = found.queries().size() - judged.size();
        return collected.finish(
                new JudgedQueries.Reading(found.shown(), unjudged, found.arrival(), found.overtaken(), found.lead()));
    }

    /** A query and its columns, row after row. */
    private static final class Hydrated {
        final ShownQuery query;
        final float[] values;

        Hydrated(ShownQuery query, float[] values) {
            this.query = query;
            this.values = values;
        }
    }

    /** Hydrates queries, and leaves out at the end who must not be in a row any more. */
    private final class Collected {
        private final ShownLog.Found found;
        private final EventLog log;
        private final FrozenConsent consent;
        private final Map<String, Boolean> gone = new LinkedHashMap<>();
        private final List<Hydrated> hydrated = new ArrayList<>();

        Collected(ShownLog.Found found, EventLog log, FrozenConsent consent) {
            this.found = found;
            this.log = log;
            this.consent = consent;
        }

        void hydrate(List<ShownQuery> queries, KnownEvents events, ViewReplay replay) {
            Logged next = events.next();
            for (ShownQuery query : queries) {
                if (!Instant.ofEpochMilli(query.moment()).isBefore(from)) {
                    while (next != null && events.known(found.arrival()) < query.moment()) {
                        if (events.counts(found.arrival())) {
                            replay.add(next);
                        }
                        next = events.next();
                    }
                    hydrated.add(new Hydrated(query, columns(query, replay)));
                }
            }
        }

        private float[] columns(ShownQuery query, ViewReplay replay) {
            List<String> ids = query.rows().stream()
                    .map(row -> found.items().idOf(row.item))
                    .toList();
            return replay.columns(found.people().idOf(query.viewer()), ids, Instant.ofEpochMilli(query.moment()));
        }

        JudgedQueries finish(JudgedQueries.Reading reading) {
            JudgedQueries.Collector all = new JudgedQueries.Collector(
                    view.columns().stream().map(ViewColumn::name).toList());
            for (Hydrated one : hydrated) {
                if (!gone(found.people().idOf(one.query.viewer()))) {
                    add(one.query, one.values, all);
                }
            }
            return all.finish(reading);
        }

        private void add(ShownQuery query, float[] values, JudgedQueries.Collector all) {
            all.query(query.moment(), query.judged());
            for (int i = 0; i < query.rows().size(); i++) {
                Row row = query.rows().get(i);
                if (!gone(found.items().idOf(row.item))) {
                    all.row(row.grade, row.position, values, i);
                }
            }
        }

        private boolean gone(String id) {
            return gone.computeIfAbsent(id, asked -> consent.narrowed(asked) || log.isErased(asked));
        }
    }

    /** Collects how a log is read; belongs to one thread. */
    public static final class Builder {

        private final DeclaredView view;
        private final Map<String, Integer> grades = new LinkedHashMap<>();
        private final Set<String> unread = new TreeSet<>(PROTECTED);
        private List<WindowDefinition> windows = WindowDefinition.standard();
        private Predicate<String> targets = id -> true;
        private @Nullable FeatureStore past;
        private String shown = EventTypes.IMPRESSION.name();
        private Duration horizon = DEFAULT_HORIZON;
        private Duration longest = DEFAULT_LONGEST;
        private Arrival arrival = Arrival.AUTOMATIC;
        private Instant from = Instant.MIN;

        private Builder(DeclaredView view) {
            this.view = view;
        }

        /**
         * Says which windows the engine keeps; those that no column reads are not counted.
         *
         * @param kept {@link WindowDefinition#standard()} unless set
         * @return this
         */
        public Builder windows(List<WindowDefinition> kept) {
            windows = List.copyOf(kept);
            return this;
        }

        /**
         * Says of which targets windows are kept, as the engine's windows were told.
         *
         * @param kept all unless set
         * @return this
         */
        public Builder targets(Predicate<String> kept) {
            targets = kept;
            return this;
        }

        /**
         * Names the store that columns without a window are read from, as of each query's moment.
         *
         * @param store declares the features of the view as its manifest does, and keeps their past
         * @return this
         */
        public Builder past(FeatureStore store) {
            past = store;
            return this;
        }

        /**
         * Sets what an event of a type says of an item. The first call takes the place of {@link #DEFAULT_GRADES}.
         *
         * @param type the type's name
         * @param grade in [0, {@value #MOST_GRADE}]
         * @return this
         * @throws IllegalArgumentException if it is not
         */
        public Builder grade(String type, int grade) {
            if (grade < 0 || grade > MOST_GRADE) {
                throw new IllegalArgumentException(
                        "grade must be in [0, %d], was %d (event type \"%s\"); 1 to 3 are usual"
                                .formatted(MOST_GRADE, grade, type));
            }
            grades.put(type, grade);
            return this;
        }

        /**
         * Names the type of events that say that something was shown.
         *
         * @param type {@code impression} unless set
         * @return this
         */
        public Builder shown(String type) {
            shown = type;
            return this;
        }

        /**
         * Sets how long after it was shown an item is judged.
         *
         * @param time at least a millisecond
         * @return this
         * @throws IllegalArgumentException if it is shorter
         */
        public Builder horizon(Duration time) {
            horizon = positive("horizon", time);
            return this;
        }

        /**
         * Sets how long a query may last: an item's features are at most so old.
         *
         * @param time at least a millisecond
         * @return this
         * @throws IllegalArgumentException if it is shorter
         */
        public Builder longest(Duration time) {
            longest = positive("longest time of a query", time);
            return this;
        }

        private static Duration positive(String what, Duration time) {
            if (time.compareTo(Duration.ofMillis(1)) < 0 || time.compareTo(Duration.ofDays(3650)) > 0) {
                throw new IllegalArgumentException(
                        "%s must be from a millisecond to 3650 days, was %s; 30 minutes are usual"
                                .formatted(what, time));
            }
            return time;
        }

        /**
         * Says what tells when events were known.
         *
         * @param by {@link Arrival#AUTOMATIC} unless set
         * @return this
         */
        public Builder arrival(Arrival by) {
            arrival = by;
            return this;
        }

        /**
         * Leaves out queries before a moment; what happened earlier is counted in features all the same.
         *
         * @param moment the first that counts
         * @return this
         */
        public Builder from(Instant moment) {
            from = moment;
            return this;
        }

        /**
         * Adds features that no ranker may read, to {@link #PROTECTED}.
         *
         * @param features by name
         * @return this
         */
        public Builder protect(Set<String> features) {
            unread.addAll(features);
            return this;
        }

        /**
         * Finishes.
         *
         * @return the reader
         * @throws IllegalArgumentException if a column reads a protected attribute or one of the group {@code safety}, or one
         *     that no window feeds and no store is there for
         */
        public ShownItems build() {
            Set<String> read = new HashSet<>();
            for (ViewColumn column : view.columns()) {
                refuseProtected(column);
                read.add(column.feature());
            }
            List<WindowDefinition> counted = windows.stream()
                    .filter(window -> read.contains(window.feature()))
                    .toList();
            read.removeAll(counted.stream().map(WindowDefinition::feature).collect(Collectors.toSet()));
            if (past == null && !read.isEmpty()) {
                throw new IllegalArgumentException(
                        "each feature must have a window or a past, %s have neither (view \"%s\"); name their windows, or their store with past(…)"
                                .formatted(new TreeSet<>(read), view.name()));
            }
            return new ShownItems(this, counted);
        }

        private void refuseProtected(ViewColumn column) {
            boolean named = unread.contains(column.feature()) || unread.contains(column.name());
            if (named || view.registry().definition(column.feature()).group().equals(SAFETY)) {
                throw new IllegalArgumentException(
                        "a ranker must not read protected attributes or scores of safety, column \"%s\" reads \"%s\" (view \"%s\"); leave it to constraints and guardrails"
                                .formatted(column.name(), column.feature(), view.name()));
            }
        }
    }
}

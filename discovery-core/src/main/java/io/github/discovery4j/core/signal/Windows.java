package io.github.discovery4j.core.signal;

import io.github.discovery4j.core.consent.ConsentView;
import io.github.discovery4j.core.consent.PersonalDataHolder;
import io.github.discovery4j.core.consent.PersonalRecord;
import io.github.discovery4j.core.feature.FeatureDefinition;
import io.github.discovery4j.core.feature.FeatureRow;
import io.github.discovery4j.core.feature.FeatureStore;
import io.github.discovery4j.core.feature.FeatureStoreSettings;
import io.github.discovery4j.core.feature.FeatureValue;
import io.github.discovery4j.core.feature.InMemoryFeatureStore;
import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.core.signal.EventLog.Logged;
import io.github.discovery4j.core.signal.WindowState.Values;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps features up to date from events: counts, means and habits over the time that has just passed.
 *
 * <p>It counts by the time of the event. A late event counts as long as its time lies in the window, however late it comes,
 * and the values are the same whatever the order of arrival. What has changed is written to the feature store every
 * {@link Builder#flushEvery}; values that change because time passes are written then too.
 *
 * <p><b>Consent:</b> events of a group that the doer does not allow are not counted; the store masks the values from the next
 * read on. {@link #forget} drops what was counted. Once the person allows the group again, their windows are counted anew from
 * the log. What they did meanwhile to others is not made up for.
 *
 * <p><b>After a crash</b> the last snapshot is read, and the log gives what came after it; without a snapshot the log is read
 * from its beginning. <b>Cost:</b> an event changes a few cells of 16 bytes of its person. <b>Threads:</b> safe; one thread of
 * ours writes to the store and makes snapshots.
 */
public final class Windows implements EventConsumer, PersonalDataHolder, AutoCloseable {

    /** How often changed values are written to the feature store. */
    public static final Duration DEFAULT_FLUSH = Duration.ofMillis(250);

    /** How often a snapshot is made. */
    public static final Duration DEFAULT_SNAPSHOT = Duration.ofMinutes(5);

    private static final Logger LOGGER = LoggerFactory.getLogger(Windows.class);
    private static final int CHUNK = 500;
    private static final int DUE_A_ROUND = 2_000;
    private static final int PAGE = 1_000;
    private static final long SLOT_MILLIS = 1_000;
    private static final Duration LONGEST_SKEW = Duration.ofDays(1);

    private static final PersonTable.Codec<Boolean> NOTHING_MORE = new PersonTable.Codec<>() {
        @Override
        public void write(Boolean value, DataOutputStream out) {
            // The id says it all.
        }

        @Override
        public Boolean read(DataInputStream in) {
            return true;
        }
    };

    private final WindowPlan plan;
    private final EventLog log;
    private final FeatureStore store;
    private final ConsentView consent;
    private final InstantSource clock;
    private final Predicate<String> targets;
    private final @Nullable Path snapshot;
    private final Duration flushEvery;
    private final Duration snapshotEvery;
    private final String name;
    private final @Nullable Thread thread;

    /** Who was counted again and stands in the last snapshot as before; counted again after a crash too. */
    private final PersonTable<Boolean> countedAgain;

    /** Held while values go to the store, so that nothing is written of somebody who has just been dropped. Taken first. */
    private final ReentrantLock flushing = new ReentrantLock(true);

    /** Guards all below. */
    private final Object counting = new Object();

    private final Map<String, WindowState> people = new HashMap<>();
    private final Set<String> dropped = new HashSet<>();
    private final TreeMap<Long, List<WindowState>> due = new TreeMap<>();
    private List<WindowState> dirty = new ArrayList<>();
    private long applied;
    private long now;
    private boolean newlyDropped;
    private long epochSeen = -1;

    private volatile long durable;
    private final CountDownLatch stop = new CountDownLatch(1);

    private Windows(Builder builder) {
        plan = new WindowPlan(builder.definitions);
        log = builder.log;
        store = builder.store;
        consent = builder.consent;
        clock = builder.clock;
        targets = builder.targets;
        snapshot = builder.snapshot;
        flushEvery = builder.flushEvery;
        snapshotEvery = builder.snapshotEvery;
        name = builder.name;
        plan.definitions().forEach(this::checkDeclared);
        countedAgain = new PersonTable<>(
                snapshot == null ? null : snapshot.resolveSibling(snapshot.getFileName() + ".again"),
                "D4JAGAI1",
                NOTHING_MORE);
        restore();
        countAgainNow(List.copyOf(countedAgain.all().keySet()));
        if (flushEvery.isZero()) {
            thread = null;
        } else {
            thread = new Thread(this::run, "discovery-" + name);
            thread.setDaemon(true);
            thread.start();
        }
    }

    /**
     * Begins windows over what a log holds.
     *
     * @param log to count again from, after an opt-in
     * @param store receives the values; the features of all windows are declared in its registry
     * @param consent what people allow
     * @return a builder
     */
    public static Builder over(EventLog log, FeatureStore store, ConsentView consent) {
        return new Builder(log, store, consent);
    }

    private void checkDeclared(WindowDefinition window) {
        FeatureDefinition declared = store.registry().definition(window.feature());
        FeatureDefinition wanted = window.declaration();
        if (declared.kind() != wanted.kind()
                || declared.dimension() != wanted.dimension()
                || !declared.group().equals(wanted.group())) {
            throw new IllegalArgumentException(
                    "feature \"%s\" must be declared as %s of dimension %d in group %s for its window, was %s of dimension %d in group %s; use WindowDefinition.declaration()"
                            .formatted(
                                    window.feature(),
                                    wanted.kind(),
                                    wanted.dimension(),
                                    wanted.group(),
                                    declared.kind(),
                                    declared.dimension(),
                                    declared.group()));
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public long position() {
        return durable;
    }

    @Override
    public void apply(List<Logged> batch) {
        synchronized (counting) {
            for (Logged logged : batch) {
                if (logged.position() > applied) {
                    count(logged);
                    applied = logged.position();
                }
            }
        }
    }

    private void count(Logged logged) {
        SignalEvent event = logged.event();
        int[] ofDoer = plan.ofDoer(event.type());
        int[] ofTarget = plan.ofTarget(event.type());
        String target = target(event);
        if (ofDoer.length == 0 && (ofTarget.length == 0 || target == null)) {
            return;
        }
        boolean allowed = consent.allows(event.userId(), event.type().group());
        if (ofDoer.length > 0) {
            String item = event.itemId().orElse(null);
            count(event.userId(), ofDoer, logged, item, true, allowed);
        }
        if (ofTarget.length > 0 && target != null && allowed) {
            boolean targetAllows = consent.allows(target, event.type().group());
            count(target, ofTarget, logged, event.userId(), false, targetAllows);
        }
    }

    /** Returns who gets what is counted for targets; what people do to themselves is not. */
    private @Nullable String target(SignalEvent event) {
        String item = event.itemId().orElse(null);
        return item != null && !item.equals(event.userId()) && targets.test(item) ? item : null;
    }

    private void count(
            String id, int[] counters, Logged logged, @Nullable String other, boolean doer, boolean allowed) {
        WindowState state = people.computeIfAbsent(id, WindowState::new);
        if (logged.position() <= state.applied) {
            // Counted already: from a snapshot that went further for this person, or again from the log.
            return;
        }
        state.applied = logged.position();
        long group = 1L << plan.group(counters[0]);
        if (allowed) {
            state.count(plan, counters, logged.event(), other, doer);
            markDirty(state);
        } else if ((state.dropped & group) == 0) {
            state.drop(plan, group);
            markDirty(state);
            dropped.add(id);
        }
        newlyDropped |= !allowed;
    }

    private void markDirty(WindowState state) {
        if (!state.dirty) {
            state.dirty = true;
            dirty.add(state);
        }
    }

    /*
     * At the end of a bucket the values of all active people change in the same second. They are written in rounds of a few
     * thousand, and each round begins with whom events have changed meanwhile, so that an event is never behind a crowd. The
     * lock is fair and given back between rounds: who wants to drop something waits for one round.
     */
    /** Writes to the store what has changed, because of events or of time. */
    public void flush() {
        long until = time();
        boolean more = true;
        while (more) {
            flushing.lock();
            try {
                countAgainWhoAllows();
                more = flushRound(until);
            } finally {
                flushing.unlock();
            }
        }
    }

    /** Returns the time, which never goes back. */
    private long time() {
        synchronized (counting) {
            now = Math.max(now, clock.millis());
            return now;
        }
    }

    /** Writes whom events have changed, and some of those who are due; false when nobody else is due. */
    private boolean flushRound(long until) {
        List<WindowState> states;
        boolean more;
        synchronized (counting) {
            time();
            states = dirty;
            dirty = new ArrayList<>();
            more = takeDue(until, states);
        }
        int from = 0;
        try {
            for (; from < states.size(); from += CHUNK) {
                write(states.subList(from, Math.min(states.size(), from + CHUNK)));
            }
        } finally {
            // What follows a failure is written with the next flush.
            synchronized (counting) {
                dirty.addAll(states.subList(Math.min(states.size(), from + CHUNK), states.size()));
            }
        }
        return more;
    }

    /** Moves people who are due to those who are written; false when nobody else is due. */
    private boolean takeDue(long until, List<WindowState> states) {
        int taken = 0;
        for (Map.Entry<Long, List<WindowState>> slot = due.firstEntry();
                slot != null && slot.getKey() <= until;
                slot = due.firstEntry()) {
            List<WindowState> waiting = slot.getValue();
            for (; !waiting.isEmpty(); taken++) {
                if (taken == DUE_A_ROUND) {
                    return true;
                }
                WindowState state = waiting.removeLast();
                if (!state.gone && !state.dirty && slotOf(state.due) == slot.getKey()) {
                    state.dirty = true;
                    states.add(state);
                }
            }
            due.pollFirstEntry();
        }
        return false;
    }

    private static long slotOf(long time) {
        return time == WindowState.NOT_DUE ? time : -Math.floorDiv(-time, SLOT_MILLIS) * SLOT_MILLIS;
    }

    private void write(List<WindowState> states) {
        Map<String, Consumer<FeatureRow.Builder>> changes = new LinkedHashMap<>();
        synchronized (counting) {
            Instant at = Instant.ofEpochMilli(now);
            for (WindowState state : states) {
                if (!state.gone) {
                    ChangedValues changed = changed(state, at);
                    if (!changed.isEmpty()) {
                        changes.put(state.id, changed);
                    }
                    if (state.isEmpty() && state.dropped == 0) {
                        people.remove(state.id);
                        state.gone = true;
                    }
                }
            }
        }
        if (changes.isEmpty()) {
            return;
        }
        try {
            store.updateAll(changes);
        } catch (RuntimeException e) {
            synchronized (counting) {
                for (String id : changes.keySet()) {
                    // Somebody who left with this write has values in the store that must still go.
                    WindowState again = people.computeIfAbsent(id, WindowState::new);
                    again.written = null;
                    markDirty(again);
                }
            }
            throw e;
        }
    }

    /** Computes what events or time have changed; what no event has changed stays as it is until it is due. */
    private ChangedValues changed(WindowState state, Instant at) {
        boolean all = state.written == null || state.due <= now;
        Values values = state.new Values(plan, now, all ? WindowPlan.ALL_WINDOWS : state.changed);
        state.dirty = false;
        state.changed = 0;
        if (all) {
            state.due = WindowState.NOT_DUE;
        }
        schedule(state, values.changes());
        if (all || state.due == WindowState.NOT_DUE) {
            state.prune(plan, now);
        }
        return ChangedValues.of(plan, state, values, at);
    }

    private void schedule(WindowState state, long changes) {
        if (changes < state.due) {
            state.due = changes;
            due.computeIfAbsent(slotOf(changes), empty -> new ArrayList<>()).add(state);
        }
    }

    /** Counts people's events again who allow a group that they had not allowed. */
    private void countAgainWhoAllows() {
        long epoch = consent.latestEpoch();
        List<String> again = new ArrayList<>();
        synchronized (counting) {
            if (epoch == epochSeen && !newlyDropped) {
                return;
            }
            newlyDropped = false;
            for (String id : dropped) {
                WindowState state = people.get(id);
                if (state != null && (state.dropped & ~masked(id)) != 0) {
                    again.add(id);
                }
            }
        }
        try {
            countAgainNow(again);
            synchronized (counting) {
                epochSeen = epoch;
            }
        } catch (RuntimeException e) {
            synchronized (counting) {
                newlyDropped = true;
            }
            throw e;
        }
    }

    private long masked(String id) {
        long masked = 0;
        for (int group = 0; group < plan.groups().size(); group++) {
            if (!consent.allows(id, plan.groups().get(group))) {
                masked |= 1L << group;
            }
        }
        return masked;
    }

    /**
     * Counts one person's windows anew from the log, such as after an event was {@linkplain EventLog#remove removed}; a crash
     * does not undo it. The values go to the store with the next {@link #flush}. What others did to the person is found by going through the log as far
     * back as the longest such window reaches.
     *
     * @param id anybody
     */
    public void countAgain(String id) {
        flushing.lock();
        try {
            if (snapshot != null) {
                countedAgain.change(id, before -> true);
            }
            countAgainNow(List.of(id));
        } finally {
            flushing.unlock();
        }
    }

    private void countAgainNow(List<String> ids) {
        flushing.lock();
        try {
            long until = log.lastPosition();
            Map<String, WindowState> fresh = new HashMap<>();
            for (String id : ids) {
                WindowState state = new WindowState(id);
                state.dropped = masked(id);
                fresh.put(id, state);
            }
            for (String id : fresh.keySet()) {
                log.readUser(id, Instant.EPOCH, clock.instant().plus(LONGEST_SKEW), logged -> {
                    if (logged.position() <= until) {
                        recountDoer(fresh, logged.event());
                    }
                });
            }
            long reach = plan.targetReach();
            if (reach >= 0 && fresh.keySet().stream().anyMatch(targets)) {
                Instant from = reach == 0
                        ? Instant.EPOCH
                        : clock.instant().minusMillis(reach).minus(LONGEST_SKEW);
                readTo(positionBefore(from, until), until, event -> recountTarget(fresh, event));
            }
            synchronized (counting) {
                // What was counted meanwhile, and is not in what was read.
                readTo(until, applied, event -> {
                    recountDoer(fresh, event);
                    recountTarget(fresh, event);
                });
                fresh.values().forEach(state -> replace(state, Math.max(until, applied)));
            }
        } finally {
            flushing.unlock();
        }
    }

    private void replace(WindowState fresh, long position) {
        fresh.applied = position;
        if (fresh.dropped == 0) {
            dropped.remove(fresh.id);
        } else {
            dropped.add(fresh.id);
        }
        WindowState before = people.put(fresh.id, fresh);
        if (before != null) {
            before.gone = true;
        }
        markDirty(fresh);
    }

    private void recountDoer(Map<String, WindowState> states, SignalEvent event) {
        WindowState state = states.get(event.userId());
        if (state != null) {
            String item = event.itemId().orElse(null);
            state.count(plan, plan.ofDoer(event.type()), event, item, true);
        }
    }

    private void recountTarget(Map<String, WindowState> states, SignalEvent event) {
        String target = target(event);
        WindowState state = target == null ? null : states.get(target);
        if (state != null && consent.allows(event.userId(), event.type().group())) {
            state.count(plan, plan.ofTarget(event.type()), event, event.userId(), false);
        }
    }

    /**
     * Counts people anew from the log into a store of their own, beside what is kept and without changing it: what the feature
     * store should hold at a moment.
     *
     * @param ids anybody, each once
     * @param at the moment, such as now; what the log holds counts by its own time
     * @return one row an id, in their order, of the feature store's registry, with the features of these windows alone
     */
    public List<FeatureRow> recomputed(List<String> ids, Instant at) {
        FeatureStore scratch = new InMemoryFeatureStore(FeatureStoreSettings.of(store.registry(), consent)
                .clock(() -> at)
                .history(0));
        Windows counted = over(log, scratch, consent)
                .keep(plan.definitions())
                .clock(() -> at)
                .targets(targets)
                .flushEvery(Duration.ZERO)
                .named(name)
                .start();
        counted.countAgainNow(ids);
        counted.flush();
        return scratch.rows(ids);
    }

    /** {@return the store that receives the values} */
    public FeatureStore store() {
        return store;
    }

    /** {@return the features that these windows keep} */
    public Set<String> features() {
        return plan.definitions().stream().map(WindowDefinition::feature).collect(Collectors.toUnmodifiableSet());
    }

    private void readTo(long after, long until, Consumer<SignalEvent> each) {
        long position = after;
        while (position < until) {
            List<Logged> page = log.read(position, PAGE);
            if (page.isEmpty()) {
                return;
            }
            for (Logged logged : page) {
                if (logged.position() <= until) {
                    each.accept(logged.event());
                }
            }
            position = page.getLast().position();
        }
    }

    /** Returns a position before everything that was received from a time on; the log is in the order of arrival. */
    private long positionBefore(Instant received, long last) {
        long low = 0;
        long high = last;
        while (low < high) {
            long middle = low + (high - low) / 2;
            List<Logged> next = log.read(middle, 1);
            if (next.isEmpty() || !next.getFirst().event().receivedAt().isBefore(received)) {
                high = middle;
            } else {
                low = Math.min(high, next.getFirst().position());
            }
        }
        return low;
    }

    private void run() {
        long snapshotAt = System.nanoTime() + snapshotEvery.toNanos();
        try {
            while (!stop.await(flushEvery.toNanos(), TimeUnit.NANOSECONDS)) {
                try {
                    flush();
                    if (snapshot != null && hasCounted() && System.nanoTime() - snapshotAt >= 0) {
                        snapshotAt = System.nanoTime() + snapshotEvery.toNanos();
                        snapshot();
                    }
                } catch (RuntimeException e) {
                    LOGGER.warn("{} could not be written and will be tried again: {}", name, e.getMessage(), e);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean hasCounted() {
        synchronized (counting) {
            return applied > 0;
        }
    }

    /**
     * Writes a snapshot, while events go on being counted.
     *
     * @throws IllegalStateException if no file was named
     * @throws SignalFileException if it cannot be written; the one before is untouched
     */
    public void snapshot() {
        Path file = snapshot;
        if (file == null) {
            throw new IllegalStateException("windows must have a file for snapshots, had none; name it when building");
        }
        flushing.lock();
        try {
            long position;
            List<String> ids;
            synchronized (counting) {
                position = applied;
                ids = new ArrayList<>(people.keySet());
            }
            int[] next = {0};
            WindowFile.write(file, plan.fingerprint(), position, writer -> {
                synchronized (counting) {
                    int until = Math.min(ids.size(), next[0] + CHUNK);
                    for (; next[0] < until; next[0]++) {
                        WindowState state = people.get(ids.get(next[0]));
                        if (state != null) {
                            writer.person(ids.get(next[0]), state);
                        }
                    }
                }
                return next[0] < ids.size();
            });
            durable = position;
            countedAgain.clear();
        } catch (IOException e) {
            throw new SignalFileException(
                    "snapshot %s of %s cannot be written: %s; free space or name another file"
                            .formatted(file, name, e.getMessage()),
                    e);
        } finally {
            flushing.unlock();
        }
    }

    private void restore() {
        if (snapshot == null) {
            return;
        }
        synchronized (counting) {
            Optional<Long> position = WindowFile.read(snapshot, plan.fingerprint(), (id, state) -> {
                if (!log.isErased(id)) {
                    long masked = masked(id);
                    if (masked != 0) {
                        state.drop(plan, masked);
                    }
                    newlyDropped |= state.dropped != 0;
                    replace(state, state.applied);
                }
            });
            applied = position.orElse(0L);
            durable = applied;
            if (position.isEmpty()) {
                LOGGER.info("{} have no snapshot that fits; they are counted from the log's beginning", name);
            }
        }
    }

    /** {@return of how many people something is kept} */
    public int size() {
        synchronized (counting) {
            return people.size();
        }
    }

    /** {@return about how many bytes are kept of all people, without their ids} */
    public long bytes() {
        synchronized (counting) {
            return people.values().stream().mapToLong(WindowState::bytes).sum();
        }
    }

    @Override
    public String holderName() {
        return name;
    }

    @Override
    public Set<SignalGroup> signalGroups() {
        return Set.copyOf(plan.groups());
    }

    /**
     * {@inheritDoc}
     *
     * @return the values as they are now
     */
    @Override
    public List<PersonalRecord> export(String personId) {
        synchronized (counting) {
            WindowState state = people.get(personId);
            if (state == null) {
                return List.of();
            }
            Values values = state.new Values(plan, Math.max(now, clock.millis()));
            List<PersonalRecord> records = new ArrayList<>();
            for (int i = 0; i < plan.definitions().size(); i++) {
                WindowDefinition window = plan.definitions().get(i);
                FeatureValue value = values.value(i);
                if (value != null) {
                    records.add(new PersonalRecord(name, window.group(), window.feature(), words(value)));
                }
            }
            return List.copyOf(records);
        }
    }

    private static String words(FeatureValue value) {
        return switch (value) {
            case FeatureValue.Decimal(float number) -> Float.toString(number);
            case FeatureValue.Whole(long number) -> Long.toString(number);
            case FeatureValue.Labels(Set<String> labels) -> String.join(", ", labels);
            case FeatureValue.Vector(List<Float> numbers) -> numbers.toString();
            case FeatureValue.Text(String text) -> text;
            case FeatureValue.Json(String text) -> text;
        };
    }

    /**
     * {@inheritDoc}
     *
     * <p>Drops what was counted of the group, and takes its values out of the feature store. Opt out first: while the person
     * allows the group, it is counted again with the next flush. Snapshots hold it until the next one.
     */
    @Override
    public int forget(String personId, SignalGroup group) {
        int place = plan.groups().indexOf(group);
        if (place < 0) {
            return 0;
        }
        flushing.lock();
        try {
            int before;
            synchronized (counting) {
                WindowState state = people.get(personId);
                if (state == null) {
                    return 0;
                }
                long time = Math.max(now, clock.millis());
                before = state.new Values(plan, time).count();
                state.drop(plan, 1L << place);
                before -= state.new Values(plan, time).count();
                state.written = null;
                dropped.add(personId);
                newlyDropped = true;
            }
            store.update(personId, row -> {
                for (WindowDefinition window : plan.definitions()) {
                    if (window.group().equals(group)) {
                        row.without(window.feature());
                    }
                }
            });
            return before;
        } finally {
            flushing.unlock();
        }
    }

    /**
     * {@inheritDoc}
     *
     * <p>Erase from the log first, so that no late event is counted; the values in the feature store are the store's to erase.
     * Snapshots hold the person until the next one, and are not read back once the log has erased them. What the person did to
     * others leaves their windows with time.
     */
    @Override
    public int erase(String personId) {
        flushing.lock();
        try {
            synchronized (counting) {
                dropped.remove(personId);
                countedAgain.remove(personId);
                WindowState state = people.remove(personId);
                if (state == null) {
                    return 0;
                }
                state.gone = true;
                return Math.max(1, state.new Values(plan, Math.max(now, clock.millis())).count());
            }
        } finally {
            flushing.unlock();
        }
    }

    /** Stops the thread, writes what has changed, and makes a snapshot if a file was named. */
    @Override
    public void close() {
        stop.countDown();
        boolean interrupted = false;
        while (thread != null && thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        flush();
        if (snapshot != null) {
            snapshot();
        }
        countedAgain.close();
    }

    /** Collects what windows need. */
    public static final class Builder {
        private final EventLog log;
        private final FeatureStore store;
        private final ConsentView consent;
        private List<WindowDefinition> definitions = WindowDefinition.standard();
        private InstantSource clock = Clock.systemUTC();
        private Predicate<String> targets = id -> true;
        private @Nullable Path snapshot;
        private Duration flushEvery = DEFAULT_FLUSH;
        private Duration snapshotEvery = DEFAULT_SNAPSHOT;
        private String name = "windows";

        private Builder(EventLog log, FeatureStore store, ConsentView consent) {
            this.log = log;
            this.store = store;
            this.consent = consent;
        }

        /**
         * Says which windows are kept, in place of {@link WindowDefinition#standard()}.
         *
         * @param windows of different features
         * @return this
         */
        public Builder keep(List<WindowDefinition> windows) {
            if (windows.stream().map(WindowDefinition::feature).distinct().count() < windows.size()) {
                throw new IllegalArgumentException("windows must feed different features, two feed one; rename one");
            }
            definitions = List.copyOf(windows);
            return this;
        }

        /**
         * Says what the time is.
         *
         * @param source the clock; where it goes back, values stay as of the latest time seen
         * @return this
         */
        public Builder clock(InstantSource source) {
            clock = source;
            return this;
        }

        /**
         * Says of which targets windows are kept, where some are no people and others are.
         *
         * @param kept true for the ids that the feature store is about
         * @return this
         */
        public Builder targets(Predicate<String> kept) {
            targets = kept;
            return this;
        }

        /**
         * Names a file for snapshots.
         *
         * @param file in a folder that exists
         * @return this
         */
        public Builder snapshots(Path file) {
            snapshot = file;
            return this;
        }

        /**
         * Says how often values go to the store.
         *
         * @param interval zero for a host that calls {@link Windows#flush} and {@link Windows#snapshot} itself
         * @return this
         */
        public Builder flushEvery(Duration interval) {
            if (interval.isNegative()) {
                throw new IllegalArgumentException("flush interval must be zero or more, was " + interval);
            }
            flushEvery = interval;
            return this;
        }

        /**
         * Says how often a snapshot is made.
         *
         * @param interval more than zero
         * @return this
         */
        public Builder snapshotEvery(Duration interval) {
            if (!interval.isPositive()) {
                throw new IllegalArgumentException("snapshot interval must be more than zero, was " + interval);
            }
            snapshotEvery = interval;
            return this;
        }

        /**
         * Names these windows, for a host with several.
         *
         * @param words what reports and audits call them
         * @return this
         */
        public Builder named(String words) {
            name = words;
            return this;
        }

        /**
         * Starts: reads the snapshot, if there is one.
         *
         * @return the windows; give them to the ingestion as a consumer
         * @throws IllegalArgumentException if a feature is not declared as its window needs it
         * @throws SignalFileException if the snapshot is damaged
         */
        public Windows start() {
            return new Windows(this);
        }
    }
}

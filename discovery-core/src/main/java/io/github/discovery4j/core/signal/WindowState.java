package io.github.discovery4j.core.signal;

import io.github.discovery4j.core.feature.FeatureValue;
import io.github.discovery4j.core.signal.Aggregation.Answered;
import io.github.discovery4j.core.signal.WindowPlan.Counter;
import io.github.discovery4j.core.signal.WindowPlan.Measure;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.eclipse.collections.api.map.primitive.MutableLongLongMap;
import org.eclipse.collections.api.set.primitive.MutableLongSet;
import org.eclipse.collections.impl.map.mutable.primitive.LongLongHashMap;
import org.eclipse.collections.impl.set.mutable.primitive.LongHashSet;
import org.jspecify.annotations.Nullable;

/*
 * What is kept of one person's events.
 *
 * 1. A cell is a whole number under (counter, bucket), in two arrays in the order of the keys. Additions, minima and maxima
 *    of whole numbers commute, so the order of arrival leaves no trace.
 * 2. A set is a bucket's distinct hashes: the EXACT_DISTINCT + 1 smallest, which do not depend on the order either. With
 *    one more than EXACT_DISTINCT it has overflowed, and its largest says which part of all hashes it is complete for. The
 *    union of several is complete below the smallest of these bounds; its size there divided by that part is the estimate.
 * 3. Messages are pairs (2 * time + direction, the other's hash), the newest MESSAGES of them. Whatever is not among the
 *    newest of some is not among the newest of more, so this commutes too.
 * 4. Only what no later value can read is pruned: values are asked for at times that never go back.
 */
/** What is kept of one person's events; guarded by the windows' lock. */
final class WindowState {

    static final long NOT_DUE = Long.MAX_VALUE;

    private static final int BUCKET_BITS = 48;
    private static final long BUCKET_MASK = (1L << BUCKET_BITS) - 1;
    private static final int HOURS = 24;
    private static final long[] NONE = {};
    private static final long[][] NO_SETS = {};
    private static final int SECOND = 1_000;
    private static final long DAY = 24 * 3_600_000L;

    private static final List<String> HOUR_LABELS = IntStream.range(0, HOURS)
            .mapToObj(hour -> (hour < 10 ? "0" : "") + hour)
            .toList();

    /** What an event counts after so many steps, {@link Aggregation#DECAY_BUCKETS} in a half-life. */
    private static final double[] WEIGHTS = IntStream.range(0, Aggregation.DECAY_BUCKETS * Aggregation.HALF_LIVES)
            .mapToDouble(step -> StrictMath.pow(2, -step / (double) Aggregation.DECAY_BUCKETS))
            .toArray();

    private long[] keys = NONE;
    private long[] values = NONE;
    private int size;
    private long[] setKeys = NONE;
    private long[][] sets = NO_SETS;

    final String id;

    /** The position of the last event that was counted. */
    long applied;

    /** The groups whose events are not counted, one bit each: dropped at an opt-out, to be counted again from the log. */
    long dropped;

    /** When the first of the values changes without an event. */
    long due = NOT_DUE;

    /** The windows that events have changed since they were last written, as a mask. */
    long changed;

    boolean dirty;

    /** Whether nothing is kept of the person any more, or in another state. */
    boolean gone;

    /** What the store was given last, a fingerprint a window; null while unknown. */
    int @Nullable [] written;

    WindowState(String id) {
        this.id = id;
    }

    private static long key(int counter, long bucket) {
        return ((long) counter << BUCKET_BITS) | bucket;
    }

    private static int counterOf(long key) {
        return (int) (key >>> BUCKET_BITS);
    }

    static long hash(String text) {
        long hash = 1125899906842597L;
        for (int i = 0; i < text.length(); i++) {
            hash = 31 * hash + text.charAt(i) * 0x9E3779B97F4A7C15L;
        }
        hash = (hash ^ (hash >>> 30)) * 0xBF58476D1CE4E5B9L;
        hash = (hash ^ (hash >>> 27)) * 0x94D049BB133111EBL;
        return (hash ^ (hash >>> 31)) >>> 1;
    }

    boolean isEmpty() {
        return size == 0 && sets.length == 0;
    }

    /** Returns about how many bytes this takes. */
    long bytes() {
        long bytes = 88 + 16L * keys.length + 12L * sets.length;
        for (long[] set : sets) {
            bytes += 16 + 8L * set.length;
        }
        return bytes + (written == null ? 0 : 16 + 4L * written.length);
    }

    /** Counts an event; {@code other} is the other side, if there is one. */
    void count(WindowPlan plan, int[] counters, SignalEvent event, @Nullable String other, boolean doer) {
        long time = event.time().toEpochMilli();
        if (time < 0) {
            return;
        }
        for (int index : counters) {
            if ((dropped >>> plan.group(index) & 1) == 0) {
                changed |= plan.readers(index);
                count(plan.counter(index), index, event, time, other, doer);
            }
        }
    }

    private void count(Counter counter, int index, SignalEvent event, long time, @Nullable String other, boolean doer) {
        long bucket = counter.bucket(time);
        switch (counter.measure()) {
            case EVENTS -> put(counter, key(index, bucket), 1);
            case AMOUNTS -> {
                if (event.amount().isPresent()) {
                    put(counter, key(index, bucket), 1);
                }
            }
            case AMOUNT -> {
                if (event.amount().isPresent()) {
                    put(counter, key(index, bucket), Math.round(event.amount().getAsDouble() * SECOND));
                }
            }
            case HOURS -> {
                if (event.zone().isPresent()) {
                    put(counter, key(index, bucket * HOURS + event.localHour().getAsInt()), 1);
                }
            }
            case LAST, FIRST -> put(counter, key(index, 0), time);
            case ITEMS -> {
                if (other != null) {
                    addToSet(key(index, bucket), hash(other));
                }
            }
            case SESSIONS -> {
                if (event.amount().isPresent()) {
                    // An event without a session is one of its own.
                    addToSet(key(index, bucket), hash(event.sessionId().orElse(event.id())));
                }
            }
            case MESSAGES -> {
                if (other != null) {
                    addMessage(key(index, 0), 2 * time + (doer ? 1 : 0), hash(other));
                }
            }
        }
    }

    private void put(Counter counter, long key, long value) {
        int at = Arrays.binarySearch(keys, 0, size, key);
        if (at >= 0) {
            values[at] = switch (counter.measure()) {
                case LAST -> Math.max(values[at], value);
                case FIRST -> Math.min(values[at], value);
                default -> values[at] + value;
            };
            return;
        }
        int insert = -at - 1;
        if (size == keys.length) {
            int capacity = Math.max(4, size + (size >> 1));
            keys = Arrays.copyOf(keys, capacity);
            values = Arrays.copyOf(values, capacity);
        }
        System.arraycopy(keys, insert, keys, insert + 1, size - insert);
        System.arraycopy(values, insert, values, insert + 1, size - insert);
        keys[insert] = key;
        values[insert] = value;
        size++;
    }

    /** Returns the place of a set, which is made if it is not there. */
    private int set(long key) {
        int at = Arrays.binarySearch(setKeys, key);
        if (at >= 0) {
            return at;
        }
        int insert = -at - 1;
        setKeys = inserted(setKeys, insert, 1);
        setKeys[insert] = key;
        long[][] more = new long[sets.length + 1][];
        System.arraycopy(sets, 0, more, 0, insert);
        more[insert] = NONE;
        System.arraycopy(sets, insert, more, insert + 1, sets.length - insert);
        sets = more;
        return insert;
    }

    private static long[] inserted(long[] array, int at, int count) {
        long[] longer = new long[array.length + count];
        System.arraycopy(array, 0, longer, 0, at);
        System.arraycopy(array, at, longer, at + count, array.length - at);
        return longer;
    }

    private void addToSet(long key, long hash) {
        int place = set(key);
        int at = Arrays.binarySearch(sets[place], hash);
        if (at >= 0) {
            return;
        }
        int insert = -at - 1;
        if (insert <= Aggregation.EXACT_DISTINCT) {
            long[] larger = inserted(sets[place], insert, 1);
            larger[insert] = hash;
            sets[place] = larger.length <= Aggregation.EXACT_DISTINCT + 1
                    ? larger
                    : Arrays.copyOf(larger, Aggregation.EXACT_DISTINCT + 1);
        }
    }

    private void addMessage(long key, long timeAndDirection, long other) {
        int place = set(key);
        long[] messages = sets[place];
        int insert = messages.length;
        while (insert > 0 && before(timeAndDirection, other, messages[insert - 2], messages[insert - 1])) {
            insert -= 2;
        }
        if (insert > 0 && messages[insert - 2] == timeAndDirection && messages[insert - 1] == other) {
            return;
        }
        long[] more = inserted(messages, insert, 2);
        more[insert] = timeAndDirection;
        more[insert + 1] = other;
        int most = 2 * Aggregation.MESSAGES;
        sets[place] = more.length <= most ? more : Arrays.copyOfRange(more, 2, more.length);
    }

    private static boolean before(long time, long other, long time2, long other2) {
        return time != time2 ? time < time2 : other < other2;
    }

    /** Drops what no value from now on can read. */
    void prune(WindowPlan plan, long now) {
        int kept = 0;
        for (int i = 0; i < size; i++) {
            if (keys[i] >= firstKey(plan, counterOf(keys[i]), now)) {
                keys[kept] = keys[i];
                values[kept++] = values[i];
            }
        }
        size = kept;
        if (size < keys.length / 2) {
            keys = Arrays.copyOf(keys, size);
            values = Arrays.copyOf(values, size);
        }
        boolean shorter = false;
        for (int i = 0; i < sets.length; i++) {
            Counter counter = plan.counter(counterOf(setKeys[i]));
            if (counter.measure() == Measure.MESSAGES) {
                int from = firstMessage(sets[i], now - counter.bucketMillis());
                sets[i] = from == 0 ? sets[i] : Arrays.copyOfRange(sets[i], from, sets[i].length);
            } else if (setKeys[i] < firstKey(plan, counterOf(setKeys[i]), now)) {
                sets[i] = NONE;
            }
            shorter |= sets[i].length == 0;
        }
        if (shorter) {
            dropSets(i -> sets[i].length == 0);
        }
    }

    private void dropSets(java.util.function.IntPredicate dropped) {
        int kept = 0;
        for (int i = 0; i < sets.length; i++) {
            if (!dropped.test(i)) {
                setKeys[kept] = setKeys[i];
                sets[kept++] = sets[i];
            }
        }
        setKeys = Arrays.copyOf(setKeys, kept);
        sets = Arrays.copyOf(sets, kept);
    }

    private static long firstKey(WindowPlan plan, int index, long now) {
        Counter counter = plan.counter(index);
        long bucket = counter.firstBucket(now);
        return key(index, counter.measure() == Measure.HOURS ? bucket * HOURS : bucket);
    }

    /** Returns where the messages begin that are later than a time. */
    private static int firstMessage(long[] messages, long time) {
        int from = 0;
        while (from < messages.length && messages[from] >> 1 <= time) {
            from += 2;
        }
        return from;
    }

    /** Drops what was counted of some groups, and counts no more of them. */
    void drop(WindowPlan plan, long groups) {
        dropped |= groups;
        changed = WindowPlan.ALL_WINDOWS;
        int kept = 0;
        for (int i = 0; i < size; i++) {
            if ((groups >>> plan.group(counterOf(keys[i])) & 1) == 0) {
                keys[kept] = keys[i];
                values[kept++] = values[i];
            }
        }
        size = kept;
        keys = Arrays.copyOf(keys, size);
        values = Arrays.copyOf(values, size);
        dropSets(i -> (groups >>> plan.group(counterOf(setKeys[i])) & 1) != 0);
    }

    /** The values of some windows at a moment, and when they change. */
    final class Values {
        private final WindowPlan plan;
        private final long now;
        private final long windows;
        private final @Nullable FeatureValue[] all;
        private long changes = NOT_DUE;
        private int hoursOf = -1;
        private double[] hours = {};

        Values(WindowPlan plan, long now) {
            this(plan, now, WindowPlan.ALL_WINDOWS);
        }

        /** Computes only the windows of a mask. */
        Values(WindowPlan plan, long now, long windows) {
            this.plan = plan;
            this.now = now;
            this.windows = windows;
            this.all = new @Nullable FeatureValue[plan.definitions().size()];
            if (!isEmpty()) {
                for (int i = 0; i < all.length; i++) {
                    if (has(i)) {
                        all[i] = value(plan.definitions().get(i), plan.read(i));
                    }
                }
            }
        }

        /** Returns whether a window was computed. */
        boolean has(int definition) {
            return (windows & WindowPlan.bit(definition)) != 0;
        }

        @Nullable
        FeatureValue value(int definition) {
            return all[definition];
        }

        int count() {
            int count = 0;
            for (FeatureValue value : all) {
                count += value == null ? 0 : 1;
            }
            return count;
        }

        /** Returns when a value changes if nothing happens. */
        long changes() {
            return changes;
        }

        private @Nullable FeatureValue value(WindowDefinition definition, int[] read) {
            return switch (definition.aggregation()) {
                case Aggregation.Count count -> number(definition, sum(read[0]));
                case Aggregation.Sum sum -> number(definition, sum(read[0]) / SECOND);
                case Aggregation.Mean mean -> number(definition, sum(read[0]) / SECOND / sum(read[1]));
                case Aggregation.PerSession mean -> number(definition, sum(read[0]) / SECOND / distinct(read[1]));
                case Aggregation.Distinct distinct -> number(definition, distinct(read[0]));
                case Aggregation.Decayed decayed -> number(definition, decayed(read[0]));
                case Aggregation.OnlineHours hours -> shares(hours(read[0]));
                case Aggregation.PeakHours hours -> peaks(hours(read[0]));
                case Answered answered -> number(definition, answered(read[0], answered));
                case Aggregation.LastSeen last -> {
                    int at = Arrays.binarySearch(keys, 0, size, key(read[0], 0));
                    yield at < 0 ? null : new FeatureValue.Whole(values[at] / SECOND);
                }
                case Aggregation.AgeDays age -> {
                    int at = Arrays.binarySearch(keys, 0, size, key(read[0], 0));
                    yield at < 0 ? null : new FeatureValue.Whole(age(values[at]));
                }
            };
        }

        private long age(long first) {
            long days = Math.max(0, (now - first) / DAY);
            changesAt(first + (days + 1) * DAY);
            return days;
        }

        private static @Nullable FeatureValue number(WindowDefinition definition, double value) {
            float scaled = (float) (value * definition.scale());
            return Float.isFinite(scaled) ? new FeatureValue.Decimal(scaled) : null;
        }

        private void changesAt(long time) {
            if (time > now) {
                changes = Math.min(changes, time);
            }
        }

        private int from(int index) {
            int at = Arrays.binarySearch(keys, 0, size, firstKey(plan, index, now));
            return at < 0 ? -at - 1 : at;
        }

        /** Returns the sum of a counter's window, NaN when there is nothing in it. */
        private double sum(int index) {
            int from = from(index);
            if (from == size || counterOf(keys[from]) != index) {
                return Double.NaN;
            }
            Counter counter = plan.counter(index);
            changesAt(((keys[from] & BUCKET_MASK) + counter.buckets()) * counter.bucketMillis());
            long sum = 0;
            for (int i = from; i < size && counterOf(keys[i]) == index; i++) {
                sum += values[i];
            }
            return sum;
        }

        private double decayed(int index) {
            int from = from(index);
            if (from == size || counterOf(keys[from]) != index) {
                return Double.NaN;
            }
            Counter counter = plan.counter(index);
            long current = counter.bucket(now);
            changesAt((current + 1) * counter.bucketMillis());
            double sum = 0;
            for (int i = from; i < size && counterOf(keys[i]) == index; i++) {
                sum += values[i] * weight(current, keys[i] & BUCKET_MASK, counter);
            }
            return sum;
        }

        private static double weight(long current, long bucket, Counter counter) {
            // A counter's buckets are a whole part of the weights' steps.
            return WEIGHTS[(int) Math.max(0, current - bucket) * (WEIGHTS.length / counter.buckets())];
        }

        private double distinct(int index) {
            int at = Arrays.binarySearch(setKeys, firstKey(plan, index, now));
            int from = at < 0 ? -at - 1 : at;
            if (from == sets.length || counterOf(setKeys[from]) != index) {
                return Double.NaN;
            }
            Counter counter = plan.counter(index);
            changesAt(((setKeys[from] & BUCKET_MASK) + counter.buckets()) * counter.bucketMillis());
            long bound = Long.MAX_VALUE;
            MutableLongSet union = new LongHashSet();
            for (int i = from; i < sets.length && counterOf(setKeys[i]) == index; i++) {
                union.addAll(sets[i]);
                if (sets[i].length > Aggregation.EXACT_DISTINCT) {
                    bound = Math.min(bound, sets[i][Aggregation.EXACT_DISTINCT]);
                }
            }
            long below = bound;
            return bound == Long.MAX_VALUE
                    ? union.size()
                    : union.count(hash -> hash < below) * (Long.MAX_VALUE / (double) bound);
        }

        /** Returns what there is in each hour of the day; two windows in a row ask for the same counter. */
        private double[] hours(int index) {
            if (hoursOf == index) {
                return hours;
            }
            hoursOf = index;
            hours = new double[HOURS];
            Counter counter = plan.counter(index);
            long current = counter.bucket(now);
            for (int i = from(index); i < size && counterOf(keys[i]) == index; i++) {
                long bucketAndHour = keys[i] & BUCKET_MASK;
                hours[(int) (bucketAndHour % HOURS)] += values[i] * weight(current, bucketAndHour / HOURS, counter);
                changesAt((current + 1) * counter.bucketMillis());
            }
            return hours;
        }

        private static @Nullable FeatureValue shares(double[] hours) {
            double all = Arrays.stream(hours).sum();
            if (all == 0) {
                return null;
            }
            List<Float> shares = new ArrayList<>(HOURS);
            for (double hour : hours) {
                shares.add((float) (hour / all));
            }
            return new FeatureValue.Vector(shares);
        }

        private static @Nullable FeatureValue peaks(double[] hours) {
            double left = Arrays.stream(hours).sum() / 2;
            Set<String> peaks = new TreeSet<>();
            double[] open = hours.clone();
            while (left > 0 && peaks.size() < HOURS) {
                int busiest = 0;
                for (int hour = 1; hour < HOURS; hour++) {
                    busiest = open[hour] > open[busiest] ? hour : busiest;
                }
                peaks.add(HOUR_LABELS.get(busiest));
                left -= open[busiest];
                open[busiest] = -1;
            }
            return peaks.isEmpty() ? null : new FeatureValue.Labels(peaks);
        }

        private double answered(int index, Answered answered) {
            int place = Arrays.binarySearch(setKeys, key(index, 0));
            if (place < 0) {
                return Double.NaN;
            }
            long[] messages = sets[place];
            long within = answered.within().toMillis();
            long span = answered.span().toMillis();
            MutableLongLongMap nextSent = new LongLongHashMap();
            int yes = 0;
            int no = 0;
            for (int i = messages.length - 2; i >= 0 && messages[i] >> 1 > now - span; i -= 2) {
                long time = messages[i] >> 1;
                changesAt(time + span);
                if ((messages[i] & 1) != 0) {
                    nextSent.put(messages[i + 1], time);
                } else if (nextSent.getIfAbsent(messages[i + 1], Long.MAX_VALUE) - within <= time) {
                    yes++;
                } else if (time + within < now) {
                    no++;
                } else {
                    changesAt(time + within + 1);
                }
            }
            return yes + no == 0 ? Double.NaN : yes / (double) (yes + no);
        }
    }

    void write(DataOutputStream out) throws IOException {
        out.writeLong(applied);
        out.writeLong(dropped);
        out.writeInt(size);
        for (int i = 0; i < size; i++) {
            out.writeLong(keys[i]);
            out.writeLong(values[i]);
        }
        out.writeInt(sets.length);
        for (int i = 0; i < sets.length; i++) {
            out.writeLong(setKeys[i]);
            out.writeInt(sets[i].length);
            for (long value : sets[i]) {
                out.writeLong(value);
            }
        }
    }

    static WindowState read(String id, DataInputStream in) throws IOException {
        WindowState state = new WindowState(id);
        state.applied = in.readLong();
        state.dropped = in.readLong();
        state.size = bounded(in.readInt(), in, Long.BYTES * 2);
        state.keys = new long[state.size];
        state.values = new long[state.size];
        for (int i = 0; i < state.size; i++) {
            state.keys[i] = in.readLong();
            state.values[i] = in.readLong();
        }
        int count = bounded(in.readInt(), in, Long.BYTES + Integer.BYTES);
        state.setKeys = new long[count];
        state.sets = new long[count][];
        for (int i = 0; i < count; i++) {
            state.setKeys[i] = in.readLong();
            state.sets[i] = new long[bounded(in.readInt(), in, Long.BYTES)];
            for (int j = 0; j < state.sets[i].length; j++) {
                state.sets[i][j] = in.readLong();
            }
        }
        return state;
    }

    private static int bounded(int count, DataInputStream in, int bytesEach) throws IOException {
        if (count < 0 || (long) count * bytesEach > in.available()) {
            throw new IOException("%d entries go over the end".formatted(count));
        }
        return count;
    }
}

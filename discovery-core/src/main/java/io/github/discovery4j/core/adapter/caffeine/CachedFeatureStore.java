package io.github.discovery4j.core.adapter.caffeine;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.github.discovery4j.core.consent.PersonalRecord;
import io.github.discovery4j.core.feature.FeatureRow;
import io.github.discovery4j.core.feature.MaskingFeatureStore;
import io.github.discovery4j.core.feature.PastValue;
import io.github.discovery4j.core.feature.RowChange;
import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.core.observe.MeterSink;
import io.github.discovery4j.core.observe.Meters;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;

/**
 * A feature store that keeps rows of a slower one in memory.
 *
 * <p>It keeps raw rows: consent and expiry are applied after the cache at every read, so an opt-out holds from the next
 * read on whatever is cached. That an entity is unknown is remembered too. What is put, erased or forgotten through this
 * store is seen by its next read; what another process changes, within the largest age. Reads of the past go past the
 * cache.
 *
 * <p><b>Cost:</b> a hit is one look-up; all misses of a batch are one read of the store behind. <b>Threads:</b> safe.
 */
/*
 * A reader may fetch a row just before a writer replaces it, and would then put the old one into the cache after the writer
 * took it out. So every id belongs to one of some counters: a writer counts up after the store behind has changed and then
 * takes the row out; a reader notes the counter before it fetches, and keeps a row only if, within the map's own step for
 * that id, the counter has not moved.
 */
public final class CachedFeatureStore extends MaskingFeatureStore {

    /** How old a cached row may be unless said otherwise: how late changes of other processes are seen at most. */
    public static final Duration DEFAULT_LARGEST_AGE = Duration.ofMinutes(1);

    private static final int COUNTERS = 4096;
    private static final int WARM_BATCH = 512;

    private final MaskingFeatureStore behind;
    private final Cache<String, FeatureRow> rows;
    private final AtomicLongArray changes = new AtomicLongArray(COUNTERS);
    private final LongAdder hits = new LongAdder();
    private final LongAdder misses = new LongAdder();
    private final AtomicReference<Statistics> reported = new AtomicReference<>(new Statistics(0, 0, 0));

    /**
     * How well the cache does, since the store was made.
     *
     * @param hits rows that were there
     * @param misses rows that had to be fetched
     * @param size rows that are cached now, about
     */
    public record Statistics(long hits, long misses, long size) {
        /**
         * Returns the share of reads that found their row cached.
         *
         * @return in [0, 1]; NaN before the first read
         */
        public double hitRatio() {
            return (double) hits / (hits + misses);
        }
    }

    private CachedFeatureStore(MaskingFeatureStore behind, long mostRows, Duration largestAge) {
        super(settingsOf(behind));
        this.behind = behind;
        this.rows = Caffeine.newBuilder()
                .maximumSize(mostRows)
                .ticker(() -> nanos(settingsOf(behind).clock().instant()))
                .expireAfter(Expiry.creating((String id, FeatureRow row) -> age(row, largestAge)))
                .build();
    }

    private static long nanos(Instant instant) {
        return instant.getEpochSecond() * 1_000_000_000L + instant.getNano();
    }

    /** A row goes when the next of its values expires, so that what is read again is not copied for ever. */
    private Duration age(FeatureRow row, Duration largestAge) {
        Instant now = settings().clock().instant();
        return expiry(row)
                .filter(expiry -> expiry.isAfter(now) && expiry.isBefore(now.plus(largestAge)))
                .map(expiry -> Duration.between(now, expiry))
                .orElse(largestAge);
    }

    /**
     * Puts a cache before a store.
     *
     * @param behind what is read on a miss; all changes have to go through the cache to be seen at once
     * @param mostRows how many rows to keep
     * @return the store
     */
    public static CachedFeatureStore over(MaskingFeatureStore behind, long mostRows) {
        return over(behind, mostRows, DEFAULT_LARGEST_AGE);
    }

    /**
     * Puts a cache before a store.
     *
     * @param behind what is read on a miss; all changes have to go through the cache to be seen at once
     * @param mostRows how many rows to keep
     * @param largestAge how long a row is kept at most: how late changes of other processes are seen
     * @return the store
     */
    public static CachedFeatureStore over(MaskingFeatureStore behind, long mostRows, Duration largestAge) {
        return new CachedFeatureStore(behind, mostRows, largestAge);
    }

    /**
     * Fetches rows before they are asked for; counts neither as hit nor as miss.
     *
     * @param ids such as the most active people, at the start of a process
     */
    public void warm(List<String> ids) {
        for (int from = 0; from < ids.size(); from += WARM_BATCH) {
            List<String> batch = ids.subList(from, Math.min(ids.size(), from + WARM_BATCH)).stream()
                    .distinct()
                    .filter(id -> rows.getIfPresent(id) == null)
                    .toList();
            fetch(batch, new HashMap<>());
        }
    }

    /**
     * Returns how well the cache does.
     *
     * @return counts since the store was made
     */
    public Statistics statistics() {
        return new Statistics(hits.sum(), misses.sum(), rows.estimatedSize());
    }

    /**
     * Reports the hit ratio of the reads since it was last reported; nothing when there were none. A host calls it every few
     * seconds, such as by a job.
     *
     * @param meters gets {@link Meters#FEATURE_CACHE_HIT_RATIO}
     * @param store what to call this store in the figures
     */
    public void report(MeterSink meters, String store) {
        Statistics now = statistics();
        Statistics before = reported.getAndSet(now);
        Statistics since = new Statistics(now.hits() - before.hits(), now.misses() - before.misses(), now.size());
        if (since.hits() + since.misses() > 0) {
            meters.record(Meters.FEATURE_CACHE_HIT_RATIO, since.hitRatio(), store);
        }
    }

    @Override
    protected List<FeatureRow> storedRows(List<String> ids) {
        FeatureRow[] found = new FeatureRow[ids.size()];
        List<String> missing = new ArrayList<>();
        for (int i = 0; i < found.length; i++) {
            FeatureRow row = rows.getIfPresent(ids.get(i));
            if (row == null) {
                missing.add(ids.get(i));
            } else {
                found[i] = row;
            }
        }
        hits.add(found.length - (long) missing.size());
        misses.add(missing.size());
        if (!missing.isEmpty()) {
            Map<String, FeatureRow> fetched = new HashMap<>();
            fetch(missing, fetched);
            for (int i = 0; i < found.length; i++) {
                found[i] = fetched.getOrDefault(ids.get(i), found[i]);
            }
        }
        return Arrays.asList(found);
    }

    private void fetch(List<String> ids, Map<String, FeatureRow> fetched) {
        long[] before = ids.stream().mapToLong(id -> changes.get(counter(id))).toArray();
        List<FeatureRow> read = rowsOf(behind, ids);
        for (int i = 0; i < before.length; i++) {
            String id = ids.get(i);
            FeatureRow row = read.get(i);
            long counted = before[i];
            fetched.put(id, row);
            rows.asMap().compute(id, (key, cached) -> changes.get(counter(id)) == counted ? row : cached);
        }
    }

    private static int counter(String id) {
        return ((id.hashCode() * 0x9E3779B9) >>> 16) % COUNTERS;
    }

    private void takeOut(Iterable<String> ids) {
        for (String id : ids) {
            changes.incrementAndGet(counter(id));
            rows.invalidate(id);
        }
    }

    @Override
    protected List<FeatureRow> storedRows(List<String> ids, List<Instant> asOf) {
        return rowsOf(behind, ids, asOf);
    }

    @Override
    protected List<PastValue> storedPast(String id) {
        return pastOf(behind, id);
    }

    @Override
    protected int deletePast(String id, String feature, Optional<Instant> at) {
        return deletePastOf(behind, id, feature, at);
    }

    @Override
    protected void change(Map<String, RowChange> rowChanges) {
        try {
            changeIn(behind, rowChanges);
        } finally {
            // Also when it failed: part of it may have been done.
            takeOut(rowChanges.keySet());
        }
    }

    @Override
    public List<PersonalRecord> export(String personId) {
        return behind.export(personId);
    }

    @Override
    public int forget(String personId, SignalGroup group) {
        try {
            return behind.forget(personId, group);
        } finally {
            takeOut(List.of(personId));
        }
    }

    @Override
    public int erase(String personId) {
        try {
            return behind.erase(personId);
        } finally {
            takeOut(List.of(personId));
        }
    }
}

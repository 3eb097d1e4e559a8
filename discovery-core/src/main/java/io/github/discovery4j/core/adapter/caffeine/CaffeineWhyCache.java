package io.github.discovery4j.core.adapter.caffeine;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.discovery4j.core.consent.PersonalRecord;
import io.github.discovery4j.core.model.Reason;
import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.core.stage.WhyCache;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Keeps reasons in Caffeine, a bounded number of pairs for a bounded time.
 *
 * <p>Only what an engine's own checks cannot see outlives its truth by that time: the names that a reason spells out, where none of
 * the pair's features changed with them. <b>Cost:</b> one look a pair; {@link #erase} and {@link #forget} look through all pairs.
 * <b>Threads:</b> safe.
 */
public final class CaffeineWhyCache implements WhyCache {

    /** How long reasons are kept unless said otherwise. */
    public static final Duration DEFAULT_LARGEST_AGE = Duration.ofMinutes(1);

    private final Cache<Pair, Known> pairs;

    private CaffeineWhyCache(long mostPairs, Duration largestAge) {
        this.pairs = Caffeine.newBuilder()
                .maximumSize(mostPairs)
                .expireAfterWrite(largestAge)
                .build();
    }

    /**
     * Creates an empty cache.
     *
     * @param mostPairs 1 or more; some 500 bytes each, and the texts
     * @return a cache that keeps reasons for {@link #DEFAULT_LARGEST_AGE}
     * @throws IllegalArgumentException if there may be no pair
     */
    public static CaffeineWhyCache of(long mostPairs) {
        return of(mostPairs, DEFAULT_LARGEST_AGE);
    }

    /**
     * Creates an empty cache.
     *
     * @param mostPairs 1 or more
     * @param largestAge more than zero
     * @return the cache
     * @throws IllegalArgumentException if one of them is not
     */
    public static CaffeineWhyCache of(long mostPairs, Duration largestAge) {
        if (mostPairs < 1 || largestAge.isNegative() || largestAge.isZero()) {
            throw new IllegalArgumentException(
                    "a cache must keep 1 pair or more for more than zero time, was to keep %d for %s"
                            .formatted(mostPairs, largestAge));
        }
        return new CaffeineWhyCache(mostPairs, largestAge);
    }

    @Override
    public @Nullable Known get(Pair pair) {
        return pairs.getIfPresent(pair);
    }

    @Override
    public void put(Pair pair, Known known) {
        pairs.put(pair, known);
    }

    @Override
    public String holderName() {
        return "reasons";
    }

    /** {@inheritDoc} Reasons speak of whatever group the engine's features have; each export names its own. */
    @Override
    public Set<SignalGroup> signalGroups() {
        return Set.of();
    }

    /** {@inheritDoc} Nothing: reasons are copies of what other holders export, for a minute. */
    @Override
    public List<PersonalRecord> export(String personId) {
        return List.of();
    }

    @Override
    public int forget(String personId, SignalGroup group) {
        return remove(
                personId, known -> known.reasons().stream().map(Reason::group).anyMatch(group::equals));
    }

    @Override
    public int erase(String personId) {
        remove(personId, known -> true);
        return 0;
    }

    private int remove(String personId, Predicate<Known> which) {
        int removed = 0;
        for (var entry : pairs.asMap().entrySet()) {
            Pair pair = entry.getKey();
            boolean theirs = pair.viewerId().equals(personId) || pair.itemId().equals(personId);
            if (theirs && which.test(entry.getValue()) && pairs.asMap().remove(pair, entry.getValue())) {
                removed++;
            }
        }
        return removed;
    }
}

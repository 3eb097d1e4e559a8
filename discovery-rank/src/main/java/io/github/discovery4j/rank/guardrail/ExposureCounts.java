package io.github.discovery4j.rank.guardrail;

import io.github.discovery4j.core.consent.PersonalDataHolder;
import io.github.discovery4j.core.consent.PersonalRecord;
import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.core.model.Slate;
import io.github.discovery4j.core.model.SlateItem;
import io.github.discovery4j.core.model.Visibility;
import io.github.discovery4j.core.observe.DiscoveryListener;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;

/**
 * How often each person was shown lately, to whomever, in bounded memory.
 *
 * <p>Counts are exact within their grain: time is cut into {@value #BUCKETS} buckets a window, of whole milliseconds, and a count takes in the bucket
 * of now and the {@value #BUCKETS} before it. So it covers the window at least, and a quarter of it more at most: nobody is
 * counted less often than they were shown in the window, up to {@link #MOST_COUNTED} times: a bucket counts so far and no
 * further. A clock that is set back makes counts last longer, never less.
 *
 * <p>Ids are not kept, only 64-bit hashes under a key that ends with the process: among a million people, two share a count
 * with a probability below 1 in 10,000,000. Who was not shown in the window makes room. There is room for {@code mostPeople}
 * and some more; beyond that, those who come last are not counted, and {@link #uncounted} says how often that happened.
 *
 * <p>Counts protect people from being shown too often; they are no signal, and hold whatever the people have switched off.
 *
 * <p><b>Cost:</b> 38 bytes a slot, 51 to 102 a person, 81 measured with 1,000,000; a look-up takes one short lock of 256. <b>Threads:</b> safe.
 */
public final class ExposureCounts implements PersonalDataHolder {

    /** Into how many parts a window is cut. */
    public static final int BUCKETS = 4;

    /** Up to how often somebody is counted for sure. */
    public static final int MOST_COUNTED = Short.MAX_VALUE;

    /** The shortest window. */
    public static final Duration MIN_WINDOW = Duration.ofMinutes(1);

    /** The longest window. */
    public static final Duration MAX_WINDOW = Duration.ofDays(366);

    /** The group of safety records; switching it off has no effect on counts. */
    public static final SignalGroup GROUP = Blocks.GROUP;

    private static final String NAME = "exposure-counts";
    private static final int STRIPES = 256;

    /** People do not spread evenly over the stripes; so many standard deviations more fit into each. */
    private static final double SLACK = 6;

    private final InstantSource clock;
    private final Duration window;
    private final long bucketMillis;
    private final long key = new SecureRandom().nextLong();
    private final ExposureStripe[] stripes = new ExposureStripe[STRIPES];
    private final LongAdder uncounted = new LongAdder();

    private ExposureCounts(Duration window, int mostPeople, InstantSource clock) {
        this.window = window;
        this.clock = clock;
        // Rounded up twice, so that the buckets reach back to the window's beginning.
        this.bucketMillis = Math.ceilDiv(window.plusNanos(999_999).toMillis(), BUCKETS);
        double mean = (double) mostPeople / STRIPES;
        int each = (int) Math.ceil(mean + SLACK * Math.sqrt(mean) + SLACK);
        Arrays.setAll(stripes, i -> new ExposureStripe(each));
    }

    /**
     * Creates counts of nobody.
     *
     * @param window how far back they reach, in [{@link #MIN_WINDOW}, {@link #MAX_WINDOW}]
     * @param mostPeople how many people there is room for, 1 or more
     * @return the counts
     */
    public static ExposureCounts over(Duration window, int mostPeople) {
        return over(window, mostPeople, InstantSource.system());
    }

    /**
     * Creates counts of nobody.
     *
     * @param window how far back they reach, in [{@link #MIN_WINDOW}, {@link #MAX_WINDOW}]
     * @param mostPeople how many people there is room for, 1 or more
     * @param clock tells the moment of an export
     * @return the counts
     */
    public static ExposureCounts over(Duration window, int mostPeople, InstantSource clock) {
        if (window.compareTo(MIN_WINDOW) < 0 || window.compareTo(MAX_WINDOW) > 0) {
            throw new IllegalArgumentException(
                    "window of exposure must be in [%s, %s], was %s".formatted(MIN_WINDOW, MAX_WINDOW, window));
        }
        if (mostPeople < 1) {
            throw new IllegalArgumentException("mostPeople must be 1 or more, was " + mostPeople);
        }
        return new ExposureCounts(window, mostPeople, clock);
    }

    /** {@return how far back counts reach} */
    public Duration window() {
        return window;
    }

    /**
     * Counts that a person was shown.
     *
     * @param personId whom
     * @param at when
     */
    public void add(String personId, Instant at) {
        long hash = hash(personId);
        if (!stripe(hash).add(hash, bucket(at))) {
            uncounted.increment();
        }
    }

    /**
     * Counts everybody whom a slate shows.
     *
     * @param slate that is really shown
     * @param at when
     */
    public void record(Slate slate, Instant at) {
        for (SlateItem item : slate.items()) {
            add(item.id(), at);
        }
    }

    /**
     * Returns a listener that counts every slate when it leaves the engine.
     *
     * @return to be given to an engine
     */
    public DiscoveryListener recorder() {
        return new ImpressionRecorder(
                impression -> record(impression.slate(), impression.slate().createdAt()));
    }

    /**
     * Returns how often a person was shown lately.
     *
     * @param personId whom
     * @param at the moment to look back from
     * @return 0 or more; exact up to {@link #MOST_COUNTED}, at least that beyond
     */
    public int count(String personId, Instant at) {
        long hash = hash(personId);
        return stripe(hash).count(hash, bucket(at));
    }

    /** {@return how many people are held, some of whom may not have been shown in the window} */
    public int people() {
        return Arrays.stream(stripes).mapToInt(ExposureStripe::people).sum();
    }

    /** {@return how often somebody was shown and there was no room to count it} */
    public long uncounted() {
        return uncounted.sum();
    }

    private int bucket(Instant at) {
        long second = Math.clamp(at.getEpochSecond(), Long.MIN_VALUE / 1_000, Long.MAX_VALUE / 1_000 - 1);
        long number = Math.floorDiv(second * 1_000 + at.getNano() / 1_000_000, bucketMillis);
        // Room for the buckets before the first.
        return Math.clamp(number, Integer.MIN_VALUE + BUCKETS, Integer.MAX_VALUE);
    }

    private ExposureStripe stripe(long hash) {
        return stripes[(int) (hash & (STRIPES - 1))];
    }

    /** Mixes every character into all bits; never 0, which marks a free slot. */
    private long hash(String id) {
        long hash = key;
        for (int i = 0; i < id.length(); i++) {
            hash = (hash ^ id.charAt(i)) * 0x9E3779B97F4A7C15L;
            hash ^= hash >>> 32;
        }
        hash = (hash ^ (hash >>> 29)) * 0xBF58476D1CE4E5B9L;
        hash ^= hash >>> 32;
        return hash == 0 ? 1 : hash;
    }

    @Override
    public String holderName() {
        return NAME;
    }

    @Override
    public Set<SignalGroup> signalGroups() {
        return Set.of(GROUP);
    }

    @Override
    public List<PersonalRecord> export(String personId) {
        int count = count(personId, clock.instant());
        return count == 0
                ? List.of()
                : List.of(new PersonalRecord(NAME, GROUP, "shown to others lately", Integer.toString(count))
                        .from("slates that you were in")
                        .usedFor("showing nobody too often")
                        .visibleTo(Visibility.PRIVATE_OPT_IN));
    }

    /** {@inheritDoc} Nothing: what protects the person does not end with an opt-out. */
    @Override
    public int forget(String personId, SignalGroup group) {
        return 0;
    }

    @Override
    public int erase(String personId) {
        int erased = export(personId).size();
        long hash = hash(personId);
        stripe(hash).remove(hash);
        return erased;
    }
}

package io.github.discovery4j.rank.guardrail;

import io.github.discovery4j.core.consent.PersonalDataHolder;
import io.github.discovery4j.core.consent.PersonalRecord;
import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.core.model.Visibility;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * How many people an account may still reach: introductions as the one who begins, first messages.
 *
 * <p>A bucket for each account holds a day's worth of its {@link OutreachTable} at most, begins full, and fills evenly over the
 * day; {@link #tryAcquire} takes one. When the limits of an account change, so does its bucket, with what it holds cut to the
 * new size. A clock that is set back fills nothing and takes nothing away.
 *
 * <p>Limits protect others; they hold whatever an account's owner has switched off. Buckets are in memory and begin full when
 * the process starts: one process should decide for an account.
 *
 * <p><b>Cost:</b> about 100 bytes for an account that reached somebody; {@link #dropFull} forgets buckets that are full again.
 * <b>Threads:</b> safe.
 */
public final class OutreachLimits implements PersonalDataHolder {

    /** The group of safety records; switching it off has no effect on limits. */
    public static final SignalGroup GROUP = Blocks.GROUP;

    private static final String NAME = "outreach-limits";
    private static final double DAY_NANOS = Duration.ofDays(1).toNanos();

    /** Sums of fractions may fall short of a whole by rounding. */
    private static final double ROUNDING = 1e-9;

    /** What a bucket held at a moment. */
    private record Bucket(double tokens, Instant at) {

        Bucket filled(int perDay, Instant now) {
            if (!now.isAfter(at)) {
                return new Bucket(Math.min(perDay, tokens), at);
            }
            Duration passed = Duration.between(at, now);
            double share = passed.compareTo(Duration.ofDays(1)) >= 0 ? 1 : passed.toNanos() / DAY_NANOS;
            return new Bucket(Math.min(perDay, tokens + share * perDay), now);
        }
    }

    private final Function<String, OutreachStanding> standings;
    private final OutreachTable table;
    private final ConcurrentHashMap<String, Bucket> buckets = new ConcurrentHashMap<>();

    /**
     * Creates limits by {@link OutreachTable#DEFAULT}, of accounts that have reached nobody yet.
     *
     * @param standings an account's age and reply ratio by its id; quick, asked at each read
     */
    public OutreachLimits(Function<String, OutreachStanding> standings) {
        this(standings, OutreachTable.DEFAULT);
    }

    /**
     * Creates limits of accounts that have reached nobody yet.
     *
     * @param standings an account's age and reply ratio by its id; quick, asked at each read
     * @param table the limits
     */
    public OutreachLimits(Function<String, OutreachStanding> standings, OutreachTable table) {
        this.standings = standings;
        this.table = table;
    }

    /**
     * Takes one, if there is one: the account reaches somebody.
     *
     * @param personId whose account
     * @param now the moment
     * @return false when it may not
     */
    public boolean tryAcquire(String personId, Instant now) {
        int perDay = perDay(personId, now);
        boolean[] taken = {false};
        buckets.compute(personId, (id, before) -> {
            Bucket bucket = before == null ? new Bucket(perDay, now) : before.filled(perDay, now);
            taken[0] = has(bucket);
            return taken[0] ? new Bucket(Math.max(0, bucket.tokens() - 1), bucket.at()) : bucket;
        });
        return taken[0];
    }

    /**
     * Tells how many people an account may reach now.
     *
     * @param personId whose account
     * @param now the moment
     * @return 0 or more
     */
    public int remaining(String personId, Instant now) {
        return (int) (held(personId, now).tokens() + ROUNDING);
    }

    /**
     * Tells whether an account may reach nobody now.
     *
     * @param personId whose account
     * @param now the moment
     * @return true once it has used up what it may
     */
    public boolean exhausted(String personId, Instant now) {
        return !has(held(personId, now));
    }

    /**
     * Tells when an account may reach somebody again.
     *
     * @param personId whose account
     * @param now the moment
     * @return now if it may; empty if its limit is zero
     */
    public Optional<Instant> nextAt(String personId, Instant now) {
        int perDay = perDay(personId, now);
        Bucket held = held(personId, now);
        if (has(held)) {
            return Optional.of(now);
        }
        return perDay == 0
                ? Optional.empty()
                : Optional.of(held.at().plusNanos((long) Math.ceil((1 - held.tokens()) * DAY_NANOS / perDay)));
    }

    private static boolean has(Bucket bucket) {
        return bucket.tokens() >= 1 - ROUNDING;
    }

    private Bucket held(String personId, Instant now) {
        int perDay = perDay(personId, now);
        Bucket bucket = buckets.get(personId);
        return bucket == null ? new Bucket(perDay, now) : bucket.filled(perDay, now);
    }

    private int perDay(String personId, Instant now) {
        return table.perDay(standings.apply(personId), now);
    }

    /**
     * Forgets buckets that are full again; to be called now and then.
     *
     * @param now the moment
     * @return how many were forgotten
     */
    public int dropFull(Instant now) {
        int[] dropped = {0};
        for (String person : buckets.keySet()) {
            int perDay = perDay(person, now);
            buckets.computeIfPresent(person, (id, bucket) -> {
                boolean full = bucket.filled(perDay, now).tokens() >= perDay;
                dropped[0] += full ? 1 : 0;
                return full ? null : bucket;
            });
        }
        return dropped[0];
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
        Bucket bucket = buckets.get(personId);
        return bucket == null
                ? List.of()
                : List.of(new PersonalRecord(
                                NAME,
                                GROUP,
                                "people you may still reach",
                                String.format(Locale.ROOT, "%.1f as of %s", bucket.tokens(), bucket.at()))
                        .from("whom you reached")
                        .usedFor("limits of outreach")
                        .visibleTo(Visibility.PRIVATE_OPT_IN));
    }

    /** {@inheritDoc} Nothing: what protects others does not end with an opt-out. */
    @Override
    public int forget(String personId, SignalGroup group) {
        return 0;
    }

    @Override
    public int erase(String personId) {
        return buckets.remove(personId) == null ? 0 : 1;
    }
}

package io.github.discovery4j.core.pipeline;

import io.github.discovery4j.core.consent.PersonalDataHolder;
import io.github.discovery4j.core.consent.PersonalRecord;
import io.github.discovery4j.core.model.CandidateList;
import io.github.discovery4j.core.model.Filter;
import io.github.discovery4j.core.model.IdSpace;
import io.github.discovery4j.core.model.ItemKind;
import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.core.observe.MemoStatistics;
import io.github.discovery4j.core.stage.RequestContext;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what sources found, for some seconds: one list a viewer, source, filter and language.
 *
 * <p>It says nothing about whether a list may be used; {@link MemoisedRetrieval} does. All lists live equally long, so the
 * oldest is always the next to go, whether its time is over or room is needed: a queue in order of age is all the policy
 * that there is. A list past its time goes when the next one is kept.
 *
 * <p><b>Memory:</b> 8 bytes a candidate, about 350 a list, and what the viewer's id and the filter take. <b>Cost:</b> a
 * hash look-up a list; erasure looks through all lists. <b>Threads:</b> safe; reads never lock.
 */
public final class CandidateMemo implements PersonalDataHolder {

    private static final String NAME = "candidate memo";

    /** A list is made of signals of several groups at once, and nobody noted which; it is exported under this one. */
    private static final SignalGroup EXPORTED_AS = SignalGroup.BEHAVIOUR;

    /** What a list was found for. */
    record Key(String viewerId, String source, Filter filter, Locale locale) {
        static Key of(RequestContext context, String source) {
            return new Key(
                    context.viewerId(),
                    source,
                    context.request().filter(),
                    context.request().locale());
        }
    }

    /**
     * A list, and the conditions under which it was found.
     *
     * @param candidates what the source found
     * @param limit how many it was to find at most
     * @param exclusions what the request itself excluded
     * @param consentEpoch the latest before anything was read
     * @param sinceNanos when the source was asked
     * @param pins the versions it was found with
     * @param gone whether it left the memo
     */
    record Kept(
            Key key,
            CandidateList candidates,
            int limit,
            Set<String> exclusions,
            long consentEpoch,
            long sinceNanos,
            RequestContext.Pins pins,
            AtomicBoolean gone) {

        long weight() {
            return (long) candidates.size() + exclusions.size();
        }
    }

    private final MemoLimits limits;
    private final IdSpace items;
    private final ItemKind itemKind;
    private final LongSupplier ticker;
    private final ConcurrentHashMap<Key, Kept> lists = new ConcurrentHashMap<>();

    /** All that is kept, replaced lists too until their turn comes: the bounds hold for what stands here. */
    private final ConcurrentLinkedQueue<Kept> byAge = new ConcurrentLinkedQueue<>();

    private final AtomicInteger count = new AtomicInteger();
    private final AtomicLong weight = new AtomicLong();
    private final AtomicLong erasures = new AtomicLong();
    private final LongAdder hits = new LongAdder();
    private final LongAdder misses = new LongAdder();

    /**
     * Creates an empty memo.
     *
     * @param limits how much it keeps
     * @param items the engine's id space
     * @param itemKind whether candidates are people
     * @param ticker nanoseconds that only grow
     */
    public CandidateMemo(MemoLimits limits, IdSpace items, ItemKind itemKind, LongSupplier ticker) {
        this.limits = limits;
        this.items = items;
        this.itemKind = itemKind;
        this.ticker = ticker;
    }

    /** Returns what is kept and not past its time. */
    @Nullable
    Kept find(Key key) {
        Kept kept = lists.get(key);
        return kept == null || expired(kept) ? null : kept;
    }

    /** Returns a number that grows with each erasure; a list must not be kept across one. */
    long erasures() {
        return erasures.get();
    }

    /**
     * Keeps a list, unless somebody was erased since the given number was read: the list might be about them.
     *
     * @param erasuresBefore read before the source was asked
     */
    void keep(Kept kept, long erasuresBefore) {
        if (kept.weight() > limits.maxCandidates() || erasures.get() != erasuresBefore) {
            return;
        }
        lists.put(kept.key(), kept);
        count.incrementAndGet();
        weight.addAndGet(kept.weight());
        byAge.add(kept);
        if (erasures.get() != erasuresBefore) {
            remove(kept); // An erasure that began before the list stood in the queue has not seen it.
        }
        makeRoom();
    }

    private void makeRoom() {
        Kept oldest = byAge.peek();
        while (oldest != null
                && (oldest.gone().get()
                        || expired(oldest)
                        || count.get() > limits.maxLists()
                        || weight.get() > limits.maxCandidates())) {
            remove(oldest);
            oldest = byAge.peek();
        }
    }

    /** Takes a list out, once. */
    void remove(Kept kept) {
        lists.remove(kept.key(), kept);
        if (kept.gone().compareAndSet(false, true)) {
            count.decrementAndGet();
            weight.addAndGet(-kept.weight());
        }
        byAge.remove(kept);
    }

    private boolean expired(Kept kept) {
        return ticker.getAsLong() - kept.sinceNanos() >= TimeUnit.NANOSECONDS.convert(limits.keepFor());
    }

    void hit() {
        hits.increment();
    }

    void missed() {
        misses.increment();
    }

    /**
     * Returns how the memo has done.
     *
     * @return since it was created
     */
    public MemoStatistics statistics() {
        return new MemoStatistics(hits.sum(), misses.sum(), count.get(), weight.get());
    }

    @Override
    public String holderName() {
        return NAME;
    }

    @Override
    public Set<SignalGroup> signalGroups() {
        return Set.of(
                SignalGroup.PROFILE,
                SignalGroup.INTERESTS,
                SignalGroup.BEHAVIOUR,
                SignalGroup.CONNECTORS,
                SignalGroup.FAVOURITES,
                SignalGroup.SOCIAL_GRAPH,
                SignalGroup.CONVERSATION);
    }

    /** Says how many candidates are kept for the person, by source; who they are is not the person's to see. */
    @Override
    public List<PersonalRecord> export(String personId) {
        return lists.values().stream()
                .filter(kept -> kept.key().viewerId().equals(personId) && !expired(kept))
                .map(kept -> new PersonalRecord(
                        NAME,
                        EXPORTED_AS,
                        "candidates by " + kept.key().source(),
                        String.valueOf(kept.candidates().size())))
                .sorted((a, b) -> a.name().compareTo(b.name()))
                .toList();
    }

    /** Deletes all lists of the person and with the person: which groups they came from was not noted. */
    @Override
    public int forget(String personId, SignalGroup group) {
        return erase(personId);
    }

    /** Deletes all lists of the person, and those in which the person stands as a candidate. */
    @Override
    public int erase(String personId) {
        erasures.incrementAndGet();
        int ordinal = itemKind == ItemKind.PEOPLE ? items.ordinalOf(personId) : IdSpace.ABSENT;
        Predicate<Kept> concerned = kept -> kept.key().viewerId().equals(personId)
                || kept.exclusions().contains(personId)
                || (ordinal != IdSpace.ABSENT && holds(kept.candidates(), ordinal));
        int erased = 0;
        for (Kept kept : byAge) {
            if (concerned.test(kept)) {
                erased++;
                remove(kept);
            }
        }
        return erased;
    }

    private static boolean holds(CandidateList candidates, int ordinal) {
        for (int i = 0; i < candidates.size(); i++) {
            if (candidates.ordinal(i) == ordinal) {
                return true;
            }
        }
        return false;
    }
}

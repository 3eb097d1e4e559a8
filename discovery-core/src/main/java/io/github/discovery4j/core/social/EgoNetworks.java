package io.github.discovery4j.core.social;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;
import org.eclipse.collections.impl.list.mutable.primitive.IntArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Measures ego networks and remembers the results for as long as they hold.
 *
 * <p>Density is the local clustering coefficient for directed ties. Brokerage is 1 - constraint, where p<sub>ij</sub> is the
 * share of i's ties that are with j, both directions counted, and constraint = &Sigma;<sub>j</sub> (p<sub>ij</sub> +
 * &Sigma;<sub>q</sub> p<sub>iq</sub> p<sub>qj</sub>)&sup2; over alters j and q.
 *
 * <p><b>Cost:</b> n alters take n short intersections, O(n d) for d ties an alter; once measured, one look-up. A remembered result
 * takes 56 bytes. <b>Threads:</b> safe; reads never lock.
 *
 * <p>Source: Watts and Strogatz, Nature 393, 1998; Burt, Structural Holes, 1992, chapter 2. Differs: an alter's shares are taken
 * within the ego network, as where nothing else is known. A result then depends on nobody outside, and neither do leaks.
 */
/*
 * A result depends on the ties among the ego and the alters, and on the consent of all of them. A writer that has changed a tie
 * drops the results of both ends and of all who are tied to both. A reader puts a token in the place of what it found before it
 * looks at any row, and exchanges it for the result: if a writer dropped it meanwhile, the exchange fails and nothing old is
 * remembered. A change of consent moves the epoch: a result of an earlier one holds if neither the ego nor an alter has changed
 * anything since.
 */
final class EgoNetworks {

    private static final int CHUNK_BITS = 14;
    private static final int CHUNK = 1 << CHUNK_BITS;

    private static final EgoNetwork NOBODY = new EgoNetwork(0, Double.NaN, Double.NaN);

    /** A measured network, compared by identity; a token has {@link #NOBODY}. */
    private static final class Result {
        private final long epoch;
        private final EgoNetwork network;

        Result(long epoch, EgoNetwork network) {
            this.epoch = epoch;
            this.network = network;
        }

        boolean measured() {
            return network.alters() > 0;
        }
    }

    private final TieRows following;
    private final TieRows followers;
    private final ConsentNotes notes;
    private final AtomicReferenceArray<@Nullable AtomicReferenceArray<@Nullable Result>> chunks =
            new AtomicReferenceArray<>(1 << (Integer.SIZE - 1 - CHUNK_BITS));

    EgoNetworks(TieRows following, TieRows followers, ConsentNotes notes) {
        this.following = following;
        this.followers = followers;
        this.notes = notes;
    }

    /** Returns the network of somebody who may be seen. */
    EgoNetwork of(int ego, long epoch) {
        AtomicReferenceArray<@Nullable Result> chunk = chunk(ego);
        int place = ego & (CHUNK - 1);
        Result known = chunk.getAcquire(place);
        if (known != null && known.measured() && known.epoch == epoch) {
            return known.network;
        }
        Result token = new Result(epoch, NOBODY);
        boolean remembered = chunk.compareAndSet(place, known, token);
        EgoNetwork network = remembered && known != null && known.measured() && holds(known, ego)
                ? known.network
                : measure(ego, epoch);
        if (remembered) {
            chunk.compareAndSet(place, token, new Result(epoch, network));
        }
        return network;
    }

    private boolean holds(Result known, int ego) {
        return notes.unchangedSince(ego, known.epoch)
                && unchanged(following.row(ego), known.epoch)
                && unchanged(followers.row(ego), known.epoch);
    }

    private boolean unchanged(int[] people, long epoch) {
        for (int person : people) {
            if (!notes.unchangedSince(person, epoch)) {
                return false;
            }
        }
        return true;
    }

    /** Drops what was measured for somebody; false if nothing was. */
    boolean drop(int ego) {
        AtomicReferenceArray<@Nullable Result> chunk = chunks.getAcquire(ego >>> CHUNK_BITS);
        return chunk != null && chunk.getAndSet(ego & (CHUNK - 1), null) != null;
    }

    /** Drops what a changed tie between two people makes wrong. */
    void dropAround(int one, int other) {
        drop(one);
        drop(other);
        for (TieRows ofOne : new TieRows[] {following, followers}) {
            for (TieRows ofOther : new TieRows[] {following, followers}) {
                SortedRows.common(ofOne.row(one), ofOther.row(other), (person, i, j) -> drop(person));
            }
        }
    }

    private AtomicReferenceArray<@Nullable Result> chunk(int ordinal) {
        int place = ordinal >>> CHUNK_BITS;
        AtomicReferenceArray<@Nullable Result> chunk = chunks.getAcquire(place);
        if (chunk == null) {
            AtomicReferenceArray<@Nullable Result> fresh = new AtomicReferenceArray<>(CHUNK);
            AtomicReferenceArray<@Nullable Result> winner = chunks.compareAndExchange(place, null, fresh);
            return winner == null ? fresh : winner;
        }
        return chunk;
    }

    private EgoNetwork measure(int ego, long epoch) {
        int[] followed = following.row(ego);
        int[] followedBy = followers.row(ego);
        int[] alters = IntStream.of(SortedRows.sample(SortedRows.union(followed, followedBy), EgoNetwork.MOST_ALTERS))
                .filter(alter -> notes.shows(alter, epoch))
                .toArray();
        if (alters.length == 0) {
            return NOBODY;
        }
        int[] withEgo = new int[alters.length];
        SortedRows.common(alters, followed, (person, i, j) -> withEgo[i]++);
        SortedRows.common(alters, followedBy, (person, i, j) -> withEgo[i]++);
        int[] ties = tiesAmong(alters);
        long possible = (long) alters.length * (alters.length - 1);
        return new EgoNetwork(
                alters.length,
                possible == 0 ? Double.NaN : (double) ties.length / possible,
                1 - constraint(withEgo, ties));
    }

    /** Returns the directed ties among alters, each as the follower's place times their number plus the followed's. */
    private int[] tiesAmong(int[] alters) {
        IntArrayList ties = new IntArrayList();
        for (int from = 0; from < alters.length; from++) {
            int first = from * alters.length;
            SortedRows.common(alters, following.row(alters[from]), (person, to, j) -> ties.add(first + to));
        }
        return ties.toArray();
    }

    private static double constraint(int[] withEgo, int[] ties) {
        int alters = withEgo.length;
        int[] withAnybody = withEgo.clone();
        for (int tie : ties) {
            withAnybody[tie / alters]++;
            withAnybody[tie % alters]++;
        }
        double ofEgo = Arrays.stream(withEgo).sum();
        double[] invested =
                Arrays.stream(withEgo).mapToDouble(own -> own / ofEgo).toArray();
        double[] direct = invested.clone();
        for (int tie : ties) {
            int from = tie / alters;
            int to = tie % alters;
            invested[to] += direct[from] / withAnybody[from];
            invested[from] += direct[to] / withAnybody[to];
        }
        return Arrays.stream(invested).map(share -> share * share).sum();
    }
}

package io.github.discovery4j.core.evaluation;

import io.github.discovery4j.core.data.IdMap;
import io.github.discovery4j.core.data.Interactions;
import io.github.discovery4j.core.data.SparseRows;
import java.util.Arrays;

/**
 * Gives a random share of each user's interactions to training, the rest to the test.
 *
 * <p>Of n interactions {@code rint(trainRatio * n)} are for training, computed in double precision, a half rounded to the
 * even neighbour: at 0.75, 1 of 1, 2 of 2, 2 of 3, 3 of 4, 4 of 6, 15 of 20.
 *
 * <p>The draw depends on the seed and the ids alone: each interaction gets a 64-bit key, a mix of the seed, the user's id
 * and the item's id, and those with the smallest keys go to training. So it is the same whatever the order of the rows,
 * the number of threads and the Java version, and one user's draw does not move when another user is added. Interactions
 * of one user with one item have equal keys and are taken in their order.
 *
 * <p><b>Cost:</b> O(n log m), m = interactions of the busiest user. <b>Threads:</b> safe.
 */
public final class PerUserRandomSplitter implements Splitter {

    private final double trainRatio;

    /**
     * Creates a splitter.
     *
     * @param trainRatio the share for training, in (0, 1)
     * @throws IllegalArgumentException if it is out of that range
     */
    public PerUserRandomSplitter(double trainRatio) {
        if (!(trainRatio > 0 && trainRatio < 1)) {
            throw new IllegalArgumentException("trainRatio must be in (0, 1), was " + trainRatio
                    + "; 0.75 keeps three interactions of four for training");
        }
        this.trainRatio = trainRatio;
    }

    @Override
    public TrainTest split(Interactions interactions, long seed) {
        SparseRows byUser = interactions.byUser();
        long[] itemKeys = idKeys(interactions.items());
        long[] userKeys = idKeys(interactions.users());
        boolean[] inTrain = new boolean[interactions.size()];
        for (int user = 0; user < byUser.rowCount(); user++) {
            draw(byUser, user, mix(userKeys[user] ^ mix(seed)), itemKeys, inTrain);
        }
        return new TrainTest(
                interactions.subset(index -> inTrain[index]), interactions.subset(index -> !inTrain[index]));
    }

    private void draw(SparseRows byUser, int user, long userKey, long[] itemKeys, boolean[] inTrain) {
        int start = byUser.start(user);
        int count = byUser.end(user) - start;
        int forTraining = (int) Math.rint(trainRatio * count);
        if (forTraining == 0) {
            return;
        }
        long[] keys = new long[count];
        for (int i = 0; i < count; i++) {
            keys[i] = mix(itemKeys[byUser.column(start + i)] ^ userKey);
        }
        long[] sorted = keys.clone();
        Arrays.sort(sorted);
        // Equal keys at the border belong to one pair that was added several times: take as many as there is room for.
        long border = sorted[forTraining - 1];
        int room = forTraining;
        for (int i = 0; i < forTraining; i++) {
            room -= sorted[i] < border ? 1 : 0;
        }
        for (int i = 0; i < count; i++) {
            boolean atBorder = keys[i] == border;
            if (keys[i] < border || (atBorder && room > 0)) {
                inTrain[byUser.interaction(start + i)] = true;
                room -= atBorder ? 1 : 0;
            }
        }
    }

    private static long[] idKeys(IdMap ids) {
        long[] keys = new long[ids.size()];
        Arrays.setAll(keys, ordinal -> hash(ids.idOf(ordinal)));
        return keys;
    }

    /** 64-bit FNV-1a over UTF-16 units, mixed. */
    private static long hash(String id) {
        long hash = 0xCBF29CE484222325L;
        for (int i = 0; i < id.length(); i++) {
            hash = (hash ^ id.charAt(i)) * 0x100000001B3L;
        }
        return mix(hash);
    }

    /** The finaliser of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014), after its increment. */
    private static long mix(long value) {
        long z = value + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    @Override
    public String description() {
        return "per-user random, " + trainRatio + " of each user's interactions for training, halves rounded to even";
    }
}

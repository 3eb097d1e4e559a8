package io.github.discovery4j.examples.catalogue;

import io.github.discovery4j.core.data.IdMap;
import io.github.discovery4j.core.data.Interactions;
import io.github.discovery4j.core.data.SparseRows;
import io.github.discovery4j.rank.factorization.InteractionHistory;
import java.time.Instant;
import java.util.Arrays;

/**
 * What a user likes, in a stricter sense than a model's: items that they weighed no lower than they do on average.
 *
 * <p>A model learns from every interaction, and somebody who gave a film one star of five has seen it; but to say "because
 * you liked" it would be false. Where all weights are the same, all items count. Consent is asked with every call, by the
 * history. <b>Cost:</b> linear in the user's interactions. <b>Threads:</b> safe.
 */
final class Favourites {

    private final InteractionHistory history;
    private final IdMap users;
    private final IdMap items;
    private final SparseRows byUser;

    Favourites(InteractionHistory history, Interactions interactions) {
        this.history = history;
        this.users = interactions.users();
        this.items = interactions.items();
        this.byUser = interactions.byUser();
    }

    /** Returns a user's favourites as of a moment, as item ordinals of the data, ascending; none for an unknown user. */
    int[] of(String userId, Instant asOf) {
        int[] liked = history.liked(userId, asOf, items);
        if (liked.length == 0) {
            return liked;
        }
        int user = users.ordinalOf(userId);
        float[] weights = new float[liked.length];
        double sum = 0;
        int next = 0;
        // Both ascend by item.
        for (int entry = byUser.start(user); entry < byUser.end(user) && next < liked.length; entry++) {
            if (byUser.column(entry) == liked[next]) {
                weights[next] = byUser.weight(entry);
                sum += weights[next];
                next++;
            }
        }
        double mean = sum / liked.length;
        int[] favourites = new int[liked.length];
        int count = 0;
        for (int i = 0; i < liked.length; i++) {
            if (weights[i] >= mean) {
                favourites[count++] = liked[i];
            }
        }
        return Arrays.copyOf(favourites, count);
    }
}

package io.github.discovery4j.core.feature;

import io.github.discovery4j.core.consent.ConsentView;
import io.github.discovery4j.core.feature.EntityTable.Entity;
import java.util.function.ToLongFunction;

/**
 * Answers which groups of an entity consent masks, and notes the answer on the entity.
 *
 * <p><b>Threads:</b> safe; a note lost in a race costs a question.
 */
/*
 * A note says: at epoch n these groups were masked. The latest epoch was read before the questions were asked, and a ledger
 * shows a change before it counts as the latest, so the answers hold at least all changes up to n.
 *
 * 1. The latest epoch is still n: nobody changed anything since. The note holds.
 * 2. It is larger, but the entity's own epoch is n or less: others changed. One question instead of one a group.
 * 3. Else the groups are asked again.
 *
 * After an opt-out returned, the latest epoch is at least its own, and so larger than that of any note which lacks it: no
 * later read takes such a note.
 */
final class ConsentMasks {

    /** So many groups have room beside the epoch in one long. */
    private static final int GROUP_BITS = 16;

    private static final long GROUPS = (1L << GROUP_BITS) - 1;

    private final ConsentView consent;
    private final ToLongFunction<String> ask;
    private final boolean noted;

    ConsentMasks(ConsentView consent, int groupCount, ToLongFunction<String> ask) {
        this.consent = consent;
        this.ask = ask;
        this.noted = groupCount <= GROUP_BITS;
    }

    /** Returns the epoch to pass to {@link #of}; read once for a batch, before its first row. */
    long epoch() {
        return consent.latestEpoch();
    }

    long of(Entity entity, long latestEpoch) {
        if (!noted) {
            return ask.applyAsLong(entity.id());
        }
        long stamp = entity.stamp();
        // 0 is no note: epochs are kept one larger.
        long notedEpoch = (stamp >>> GROUP_BITS) - 1;
        if (notedEpoch == latestEpoch) {
            return stamp & GROUPS;
        }
        long mask = notedEpoch >= 0 && consent.epoch(entity.id()) <= notedEpoch
                ? stamp & GROUPS
                : ask.applyAsLong(entity.id());
        entity.stamp((latestEpoch + 1) << GROUP_BITS | mask);
        return mask;
    }
}

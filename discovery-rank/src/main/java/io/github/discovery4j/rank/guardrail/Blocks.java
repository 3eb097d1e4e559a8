package io.github.discovery4j.rank.guardrail;

import io.github.discovery4j.core.consent.PersonalDataHolder;
import io.github.discovery4j.core.consent.PersonalRecord;
import io.github.discovery4j.core.model.KeyedHash;
import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.core.model.Visibility;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * Who has blocked whom, in memory.
 *
 * <p>A block protects; it is no signal to recommend by. It therefore holds whatever either side has switched off, and
 * belongs to the one who set it: that person alone can read or erase it. The erasure of the one who is blocked leaves it in
 * force without their id: a keyed hash stands in its place, under a key that ends with the process.
 *
 * <p><b>Cost:</b> a read is at most four hash look-ups. <b>Threads:</b> safe; reads never lock.
 */
public final class Blocks implements PersonalDataHolder {

    /** The group of safety records; switching it off has no effect on blocks. */
    public static final SignalGroup GROUP = new SignalGroup("safety");

    private static final String NAME = "blocks";

    /** Before the hash of an erased person; an id would have to begin so and guess the hash to be taken for one. */
    private static final String HIDDEN = "\u0001";

    private final ConcurrentHashMap<String, Set<String>> blockedBy = new ConcurrentHashMap<>();
    private final KeyedHash hash = KeyedHash.random();
    private final Predicate<String> erased;
    private volatile boolean anyHidden;

    /** Creates a list in which nobody is blocked. */
    public Blocks() {
        this(id -> false);
    }

    /**
     * Creates a list in which nobody is blocked.
     *
     * @param erased tells whose late blocks are dropped, such as {@code tombstones::contains}; a late block against them
     *     holds, without their id
     */
    public Blocks(Predicate<String> erased) {
        this.erased = erased;
    }

    /**
     * Records that a person blocks another. Again has no effect.
     *
     * @param blockerId who blocks
     * @param blockedId who is blocked
     */
    public void block(String blockerId, String blockedId) {
        blockedBy.compute(blockerId, (id, before) -> {
            // Asked where an erasure waits: what came first is erased or hidden, what comes after is dropped or hidden.
            if (erased.test(id)) {
                return before;
            }
            Set<String> blocked = before == null ? ConcurrentHashMap.newKeySet() : before;
            if (erased.test(blockedId)) {
                anyHidden = true;
                blocked.add(hidden(blockedId));
            } else {
                blocked.add(blockedId);
            }
            return blocked;
        });
        // Asked again: an erasure does not see a blocker whose first block is under way.
        if (erased.test(blockedId)) {
            hide(blockerId, blockedId);
        }
    }

    /** Puts a hash in the place of an id, once whoever is changing that list has finished. */
    private void hide(String blockerId, String blockedId) {
        anyHidden = true;
        blockedBy.computeIfPresent(blockerId, (id, theirs) -> {
            if (theirs.contains(blockedId)) {
                theirs.add(hidden(blockedId));
                theirs.remove(blockedId);
            }
            return theirs;
        });
    }

    /**
     * Takes a block back; one that the other side set stays.
     *
     * @param blockerId who blocked
     * @param blockedId who was blocked
     */
    public void unblock(String blockerId, String blockedId) {
        blockedBy.computeIfPresent(blockerId, (id, blocked) -> {
            blocked.remove(blockedId);
            blocked.remove(hidden(blockedId));
            return blocked.isEmpty() ? null : blocked;
        });
    }

    /**
     * Tells whether either of two people blocks the other.
     *
     * @param oneId one
     * @param otherId the other
     * @return the same for either order
     */
    public boolean isBlockedEitherWay(String oneId, String otherId) {
        return blocks(oneId, otherId) || blocks(otherId, oneId);
    }

    private boolean blocks(String blockerId, String blockedId) {
        Set<String> blocked = blockedBy.get(blockerId);
        return blocked != null && (blocked.contains(blockedId) || (anyHidden && blocked.contains(hidden(blockedId))));
    }

    private String hidden(String id) {
        return HIDDEN + hash.of(id);
    }

    @Override
    public String holderName() {
        return NAME;
    }

    @Override
    public Set<SignalGroup> signalGroups() {
        return Set.of(GROUP);
    }

    /** {@inheritDoc} That is whom the person blocks; who blocks the person is not theirs to see. */
    @Override
    public List<PersonalRecord> export(String personId) {
        return blockedBy.getOrDefault(personId, Set.of()).stream()
                .sorted()
                .map(blocked -> new PersonalRecord(
                                NAME,
                                GROUP,
                                "blocked",
                                blocked.startsWith(HIDDEN) ? "somebody who was erased" : blocked)
                        .withKey(blocked)
                        .from("set by you")
                        .usedFor("keeping you apart")
                        .visibleTo(Visibility.PRIVATE_OPT_IN))
                .toList();
    }

    /** {@inheritDoc} Nothing here is derived. */
    @Override
    public int forget(String personId, SignalGroup group) {
        return 0;
    }

    @Override
    public boolean remove(String personId, String key) {
        boolean[] found = {false};
        blockedBy.computeIfPresent(personId, (id, blocked) -> {
            found[0] = blocked.remove(key);
            return blocked.isEmpty() ? null : blocked;
        });
        return found[0];
    }

    /** {@inheritDoc} Blocks that others set stay in force, without the id. <b>Cost:</b> one look-up for every blocker. */
    @Override
    public int erase(String personId) {
        Set<String> blocked = blockedBy.remove(personId);
        blockedBy.keySet().forEach(blocker -> hide(blocker, personId));
        return blocked == null ? 0 : blocked.size();
    }
}

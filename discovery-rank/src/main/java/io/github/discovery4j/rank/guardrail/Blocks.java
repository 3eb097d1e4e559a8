package io.github.discovery4j.rank.guardrail;

import io.github.discovery4j.core.consent.PersonalDataHolder;
import io.github.discovery4j.core.consent.PersonalRecord;
import io.github.discovery4j.core.model.SignalGroup;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Who has blocked whom, in memory.
 *
 * <p>A block protects; it is no signal to recommend by. It therefore holds whatever either side has switched off, and
 * belongs to the one who set it: that person alone can read or erase it, and the erasure of the one who is blocked leaves
 * it in force.
 *
 * <p><b>Cost:</b> a read is at most four hash look-ups. <b>Threads:</b> safe; reads never lock.
 */
public final class Blocks implements PersonalDataHolder {

    /** The group of safety records; switching it off has no effect on blocks. */
    public static final SignalGroup GROUP = new SignalGroup("safety");

    private static final String NAME = "blocks";

    private final ConcurrentHashMap<String, Set<String>> blockedBy = new ConcurrentHashMap<>();

    /** Creates a list in which nobody is blocked. */
    public Blocks() {}

    /**
     * Records that a person blocks another. Again has no effect.
     *
     * @param blockerId who blocks
     * @param blockedId who is blocked
     */
    public void block(String blockerId, String blockedId) {
        blockedBy.compute(blockerId, (id, before) -> {
            Set<String> blocked = before == null ? ConcurrentHashMap.newKeySet() : before;
            blocked.add(blockedId);
            return blocked;
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
        return blocked != null && blocked.contains(blockedId);
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
                .map(blocked -> new PersonalRecord(NAME, GROUP, "blocked", blocked))
                .toList();
    }

    /** {@inheritDoc} Nothing here is derived. */
    @Override
    public int forget(String personId, SignalGroup group) {
        return 0;
    }

    @Override
    public int erase(String personId) {
        Set<String> blocked = blockedBy.remove(personId);
        return blocked == null ? 0 : blocked.size();
    }
}

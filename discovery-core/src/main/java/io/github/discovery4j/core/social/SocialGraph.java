package io.github.discovery4j.core.social;

import io.github.discovery4j.core.consent.PersonalDataHolder;
import io.github.discovery4j.core.consent.PersonalRecord;
import io.github.discovery4j.core.model.IdSpace;
import io.github.discovery4j.core.model.KeyedHash;
import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.core.model.Visibility;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Who follows and who blocks whom, among the host's ids, in memory.
 *
 * <p>A follow has a direction. A block parts two people: it ends what they follow of each other, and while either blocks the
 * other, neither can follow. {@link #save} and {@link #load} carry the graph over a restart.
 *
 * <p><b>Consent:</b> a follow is seen by others only where both ends allow {@link #FOLLOWS}, from the next read on. How many ties
 * somebody has counts all of them: it is that person's own figure and names nobody. A block protects and is no signal: it holds
 * whatever either side has switched off, and only the one who set it can read it. The erasure of who is blocked leaves it in
 * force without the id: a keyed hash stands for it, under a key that ends with the process.
 *
 * <p><b>Readers beside a writer:</b> a row (whom somebody follows, who follows somebody) changes at once. A new follow is seen
 * from the follower's side first, one that ends is last seen there: whoever finds somebody among the followers of a person, and
 * then looks whom that one follows, finds the person, unless the tie ended between the two reads. A block is seen before the
 * follows go that it ends. What a method has changed when it returns is seen by every read that begins later.
 *
 * <p><b>Time:</b> the graph is the present. Ties carry no time, which would take as much room as they do; a graph as it was is
 * built from the host's record of changes, {@linkplain Builder#until cut off} at the moment.
 *
 * <p><b>Cost:</b> 8 bytes a follow, 32 to 48 a person with ties in both directions, 20 to 36 beside each id. A change copies the two rows that it
 * is in, so it takes longer for people with many ties: about 0.1 ms for 100,000. <b>Threads:</b> safe; writers wait for each other,
 * reads never lock.
 */
public final class SocialGraph implements PersonalDataHolder {

    /** The group of follows. */
    public static final SignalGroup FOLLOWS = SignalGroup.SOCIAL_GRAPH;

    /** The group of blocks; switching it off has no effect on them. */
    public static final SignalGroup BLOCKS = new SignalGroup("safety");

    private static final String NAME = "social graph";
    private static final String FOLLOW_KEY = "follows:";
    private static final String BLOCK_KEY = "blocks:";

    private final SocialGraphSettings settings;
    private final People people = new People();
    private final TieRows following = new TieRows();
    private final TieRows followers = new TieRows();
    private final TieRows blocked = new TieRows();
    private final TieRows blockers = new TieRows();
    private final ConsentNotes notes;
    private final EgoNetworks egos;
    private final KeyedHash hash = KeyedHash.random();

    /** People without an id whom somebody still blocks, by the hash of the id they had. */
    private final ConcurrentHashMap<String, Integer> hidden = new ConcurrentHashMap<>();

    private final AtomicLong followCount = new AtomicLong();
    private final AtomicLong blockCount = new AtomicLong();
    private volatile EngineOrdinals engineOrdinals = new EngineOrdinals(null);

    /**
     * Creates a graph in which nobody follows anybody.
     *
     * @param settings what every graph has to be told
     */
    public SocialGraph(SocialGraphSettings settings) {
        this.settings = settings;
        this.notes = new ConsentNotes(settings.consent(), FOLLOWS, people);
        this.egos = new EgoNetworks(following, followers, notes);
    }

    /**
     * Starts a graph of many ties.
     *
     * @param settings what every graph has to be told
     * @return a builder without ties
     */
    public static Builder builder(SocialGraphSettings settings) {
        return new Builder(settings);
    }

    /**
     * Reads a graph back from a file.
     *
     * @param settings what every graph has to be told; ids that were erased since are left out, blocks against them stay in force
     * @param file written by {@link #save}
     * @return the graph
     * @throws SocialGraphException if the file is damaged
     * @throws IOException if the file cannot be read
     */
    public static SocialGraph load(SocialGraphSettings settings, Path file) throws IOException {
        return GraphFile.read(file, new Builder(settings));
    }

    /**
     * Writes the graph to a file, whole or not at all; ties that change meanwhile are in it or not. Blocks against erased people
     * are not in it: nothing in a file may stand for them.
     *
     * @param file where to; its folder must exist
     * @throws IOException if the file cannot be written; an earlier one is untouched
     */
    public void save(Path file) throws IOException {
        GraphFile.write(file, people, following, blocked);
    }

    /** {@return how many people have or had ties, without those who were erased} */
    public int people() {
        return people.living();
    }

    /** {@return how many follows there are} */
    public long follows() {
        return followCount.get();
    }

    /** {@return how many blocks there are} */
    public long blocks() {
        return blockCount.get();
    }

    /**
     * Records that a person follows another.
     *
     * @param followerId who follows
     * @param followedId who is followed
     * @return false if it was so already, if either blocks the other, or if either was erased
     * @throws IllegalArgumentException if both are one person, or an id is empty or not well-formed
     */
    public synchronized boolean follow(String followerId, String followedId) {
        requireTwo(followerId, followedId);
        if (settings.erased().test(followerId) || settings.erased().test(followedId)) {
            return false;
        }
        int from = admit(followerId);
        int to = admit(followedId);
        if (blocked.has(from, to) || blocked.has(to, from) || !following.add(from, to)) {
            return false;
        }
        followers.add(to, from);
        followCount.incrementAndGet();
        egos.dropAround(from, to);
        return true;
    }

    /**
     * Records that a person no longer follows another.
     *
     * @param followerId who followed
     * @param followedId who was followed
     * @return false if it was not so
     */
    public synchronized boolean unfollow(String followerId, String followedId) {
        int from = people.ordinalOf(followerId);
        int to = people.ordinalOf(followedId);
        return from != People.ABSENT && to != People.ABSENT && endFollow(from, to);
    }

    private boolean endFollow(int from, int to) {
        if (!followers.remove(to, from)) {
            return false;
        }
        following.remove(from, to);
        followCount.decrementAndGet();
        egos.dropAround(from, to);
        return true;
    }

    /**
     * Records that a person blocks another, and ends what the two follow of each other.
     *
     * @param blockerId who blocks
     * @param blockedId who is blocked; one who was erased is blocked without the id
     * @return false if it was so already, or if the blocker was erased
     * @throws IllegalArgumentException if both are one person, or an id is empty or not well-formed
     */
    public synchronized boolean block(String blockerId, String blockedId) {
        requireTwo(blockerId, blockedId);
        if (settings.erased().test(blockerId)) {
            return false;
        }
        int from = admit(blockerId);
        int to = settings.erased().test(blockedId) ? nameless(blockedId) : admit(blockedId);
        if (!blocked.add(from, to)) {
            return false;
        }
        blockers.add(to, from);
        blockCount.incrementAndGet();
        endFollow(from, to);
        endFollow(to, from);
        return true;
    }

    /**
     * Takes a block back; one that the other side set stays. Follows that it ended do not come back.
     *
     * @param blockerId who blocked
     * @param blockedId who was blocked
     * @return false if it was not so
     */
    public synchronized boolean unblock(String blockerId, String blockedId) {
        int from = people.ordinalOf(blockerId);
        int to = ordinalOfBlocked(blockedId);
        return from != People.ABSENT && to != People.ABSENT && endBlock(from, to);
    }

    private boolean endBlock(int from, int to) {
        if (!blocked.remove(from, to)) {
            return false;
        }
        blockers.remove(to, from);
        if (people.idOf(to) == null && blockers.row(to).length == 0) {
            hidden.values().remove(to);
        }
        blockCount.decrementAndGet();
        return true;
    }

    private static void requireTwo(String one, String other) {
        if (one.equals(other)) {
            throw new IllegalArgumentException(
                    "a tie must be between two people, had one id twice (social graph); leave it out");
        }
        People.require(one);
        People.require(other);
    }

    /** Returns a person's ordinal, a new one if there is none. */
    private int admit(String id) {
        int known = people.ordinalOf(id);
        if (known != People.ABSENT) {
            return known;
        }
        Integer before = hidden.isEmpty() ? null : hidden.remove(hash.of(id));
        if (before == null) {
            return people.add(id);
        }
        // Somebody who was erased and is readmitted by the host is still blocked by whoever blocked them.
        people.restore(before, id);
        return before;
    }

    private int nameless(String erasedId) {
        int known = ordinalOfBlocked(erasedId);
        if (known != People.ABSENT) {
            return known;
        }
        int ordinal = people.addNameless();
        hidden.put(hash.of(erasedId), ordinal);
        return ordinal;
    }

    private int ordinalOfBlocked(String id) {
        int known = people.ordinalOf(id);
        return known != People.ABSENT || hidden.isEmpty()
                ? known
                : Objects.requireNonNullElse(hidden.get(hash.of(id)), People.ABSENT);
    }

    /**
     * Tells whether a person follows another, as far as both let it be seen.
     *
     * @param followerId who may follow
     * @param followedId who may be followed
     * @return false for people whom the graph does not know
     */
    public boolean follows(String followerId, String followedId) {
        int from = seen(followerId);
        int to = seen(followedId);
        return from != People.ABSENT && to != People.ABSENT && following.has(from, to);
    }

    /**
     * Tells whether either of two people blocks the other.
     *
     * @param oneId one
     * @param otherId the other
     * @return the same for either order, whatever consent says
     */
    public boolean isBlockedEitherWay(String oneId, String otherId) {
        int one = ordinalOfBlocked(oneId);
        int other = ordinalOfBlocked(otherId);
        return one != People.ABSENT && other != People.ABSENT && (blocked.has(one, other) || blocked.has(other, one));
    }

    /**
     * Lists whom a person follows, as far as both let it be seen.
     *
     * @param id any id
     * @return ids, in no order that means anything
     */
    public List<String> following(String id) {
        return shown(seen(id), following);
    }

    /**
     * Lists who follows a person, as far as both let it be seen.
     *
     * @param id any id
     * @return ids, in no order that means anything
     */
    public List<String> followers(String id) {
        return shown(seen(id), followers);
    }

    /**
     * Lists whom two people both follow, for a reason to name.
     *
     * @param oneId one
     * @param otherId the other
     * @param most how many at most
     * @return ids, as far as all concerned let it be seen
     */
    public List<String> followedByBoth(String oneId, String otherId, int most) {
        return common(seen(oneId), following, seen(otherId), following, most);
    }

    /**
     * Lists the people between two: whom the one follows and who follow the other.
     *
     * @param fromId one
     * @param toId the other
     * @param most how many at most
     * @return ids, as far as all concerned let it be seen
     */
    public List<String> between(String fromId, String toId, int most) {
        return common(seen(fromId), following, seen(toId), followers, most);
    }

    /**
     * Measures the people around somebody.
     *
     * @param id any id
     * @return empty if the graph does not know the person, or consent hides them
     */
    public Optional<EgoNetwork> ego(String id) {
        long epoch = notes.epoch();
        int ordinal = seen(id);
        return ordinal == People.ABSENT ? Optional.empty() : Optional.of(egos.of(ordinal, epoch));
    }

    private int seen(String id) {
        int ordinal = people.ordinalOf(id);
        return ordinal != People.ABSENT && settings.consent().allows(id, FOLLOWS) ? ordinal : People.ABSENT;
    }

    private List<String> shown(int ordinal, TieRows rows) {
        return ordinal == People.ABSENT ? List.of() : common(ordinal, rows, ordinal, rows, Integer.MAX_VALUE);
    }

    private List<String> common(int one, TieRows ofOne, int other, TieRows ofOther, int most) {
        if (one == People.ABSENT || other == People.ABSENT) {
            return List.of();
        }
        long epoch = notes.epoch();
        List<String> ids = new ArrayList<>();
        SortedRows.common(ofOne.row(one), ofOther.row(other), (person, i, j) -> {
            String id = ids.size() < most && notes.shows(person, epoch) ? people.idOf(person) : null;
            if (id != null) {
                ids.add(id);
            }
        });
        return List.copyOf(ids);
    }

    /** For the features of this room. */
    People ids() {
        return people;
    }

    TieRows followingRows() {
        return following;
    }

    TieRows followerRows() {
        return followers;
    }

    ConsentNotes notes() {
        return notes;
    }

    EgoNetworks egos() {
        return egos;
    }

    /** Returns the cache of this graph's ordinals by those of an engine. */
    EngineOrdinals engineOrdinals(IdSpace items) {
        EngineOrdinals cache = engineOrdinals;
        if (!cache.serves(items)) {
            cache = new EngineOrdinals(items);
            engineOrdinals = cache;
        }
        return cache;
    }

    @Override
    public String holderName() {
        return NAME;
    }

    @Override
    public Set<SignalGroup> signalGroups() {
        return Set.of(FOLLOWS, BLOCKS);
    }

    /**
     * {@inheritDoc}
     *
     * <p>That is whom the person follows and blocks. Who follows or blocks the person is for those to see who do.
     */
    @Override
    public List<PersonalRecord> export(String personId) {
        int person = people.ordinalOf(personId);
        if (person == People.ABSENT) {
            return List.of();
        }
        List<PersonalRecord> records = new ArrayList<>();
        for (int followed : following.row(person)) {
            String id = people.idOf(followed);
            if (id != null) {
                records.add(new PersonalRecord(NAME, FOLLOWS, "follows", id)
                        .withKey(FOLLOW_KEY + id)
                        .from("set by you")
                        .usedFor("candidates", "ranking"));
            }
        }
        for (int other : blocked.row(person)) {
            String id = people.idOf(other);
            PersonalRecord record =
                    new PersonalRecord(NAME, BLOCKS, "blocked", id == null ? "somebody who was erased" : id);
            records.add(record.withKey(BLOCK_KEY + (id == null ? "#" + other : id))
                    .from("set by you")
                    .usedFor("keeping you apart")
                    .visibleTo(Visibility.PRIVATE_OPT_IN));
        }
        return List.copyOf(records);
    }

    @Override
    public synchronized boolean remove(String personId, String key) {
        int person = people.ordinalOf(personId);
        if (person == People.ABSENT) {
            return false;
        }
        if (key.startsWith(FOLLOW_KEY)) {
            return unfollow(personId, key.substring(FOLLOW_KEY.length()));
        }
        for (int other : blocked.row(person)) {
            String id = people.idOf(other);
            if (key.equals(BLOCK_KEY + (id == null ? "#" + other : id))) {
                return endBlock(person, other);
            }
        }
        return false;
    }

    /**
     * {@inheritDoc}
     *
     * <p>Ties are raw and stay; what was measured around the person is dropped.
     *
     * @return how many measured ego networks were dropped
     */
    @Override
    public synchronized int forget(String personId, SignalGroup group) {
        int person = people.ordinalOf(personId);
        if (person == People.ABSENT || !group.equals(FOLLOWS)) {
            return 0;
        }
        int dropped = egos.drop(person) ? 1 : 0;
        for (int alter : SortedRows.union(following.row(person), followers.row(person))) {
            dropped += egos.drop(alter) ? 1 : 0;
        }
        return dropped;
    }

    /** {@inheritDoc} Blocks that others set stay in force, without the id. */
    @Override
    public synchronized int erase(String personId) {
        int person = people.ordinalOf(personId);
        if (person == People.ABSENT) {
            return 0;
        }
        int[] followed = following.row(person);
        int[] blocks = blocked.row(person);
        forget(personId, FOLLOWS);
        if (blockers.row(person).length > 0) {
            hidden.put(hash.of(personId), person);
        }
        people.erase(person);
        engineOrdinals = new EngineOrdinals(null);
        for (int other : followed) {
            endFollow(person, other);
        }
        for (int other : followers.row(person)) {
            endFollow(other, person);
        }
        for (int other : blocks) {
            endBlock(person, other);
        }
        return followed.length + blocks.length;
    }

    /** Tells how large the graph is, and nobody's id. */
    @Override
    public String toString() {
        return "SocialGraph[%d people, %d follows, %d blocks]".formatted(people(), follows(), blocks());
    }

    /**
     * Collects many ties, sorted or not, and makes a graph of them at once.
     *
     * <p>Of several entries about the same two people in the same direction the one given last counts; a block that stands at the
     * end parts the two whatever came after it. A person with themselves, and whoever was erased, is passed over and counted.
     *
     * <p><b>Cost:</b> a look-up an id, then O(n + p) for n entries and p people; 16 bytes an entry while it builds. Entries in the
     * order of the follower are quicker. <b>Threads:</b> belongs to one thread; used once.
     */
    public static final class Builder {
        private final SocialGraph graph;
        private final TieList follows = new TieList();
        private final TieList blocks = new TieList();
        private @Nullable Instant cutOff;
        private String lastId = "";
        private int lastOrdinal = People.ABSENT;
        private long passedOver;
        private boolean built;

        private Builder(SocialGraphSettings settings) {
            this.graph = new SocialGraph(settings);
        }

        /**
         * Leaves out whatever comes after a moment: the graph as it was then, for training. Entries without a time are of any.
         *
         * @param moment entries of later times are passed over
         * @return this
         */
        public Builder until(Instant moment) {
            cutOff = moment;
            return this;
        }

        /**
         * Adds a follow.
         *
         * @param followerId who follows
         * @param followedId who is followed
         * @return this
         * @throws IllegalArgumentException if an id is empty or not well-formed
         */
        public Builder follow(String followerId, String followedId) {
            return add(follows, followerId, followedId, true);
        }

        /**
         * Adds a follow of a time.
         *
         * @param followerId who follows
         * @param followedId who is followed
         * @param at since when
         * @return this
         * @throws IllegalArgumentException if an id is empty or not well-formed
         */
        public Builder follow(String followerId, String followedId, Instant at) {
            return late(at) ? this : follow(followerId, followedId);
        }

        /**
         * Ends a follow that was added before.
         *
         * @param followerId who followed
         * @param followedId who was followed
         * @param at since when no more
         * @return this
         */
        public Builder unfollow(String followerId, String followedId, Instant at) {
            return late(at) ? this : add(follows, followerId, followedId, false);
        }

        /**
         * Adds a block.
         *
         * @param blockerId who blocks
         * @param blockedId who is blocked
         * @return this
         * @throws IllegalArgumentException if an id is empty or not well-formed
         */
        public Builder block(String blockerId, String blockedId) {
            return add(blocks, blockerId, blockedId, true);
        }

        /**
         * Adds a block of a time.
         *
         * @param blockerId who blocks
         * @param blockedId who is blocked
         * @param at since when
         * @return this
         * @throws IllegalArgumentException if an id is empty or not well-formed
         */
        public Builder block(String blockerId, String blockedId, Instant at) {
            return late(at) ? this : block(blockerId, blockedId);
        }

        /**
         * Ends a block that was added before.
         *
         * @param blockerId who blocked
         * @param blockedId who was blocked
         * @param at since when no more
         * @return this
         */
        public Builder unblock(String blockerId, String blockedId, Instant at) {
            return late(at) ? this : add(blocks, blockerId, blockedId, false);
        }

        /** {@return how many entries were passed over because both ends are one person, or one was erased} */
        public long passedOver() {
            return passedOver;
        }

        private boolean late(Instant at) {
            return cutOff != null && at.isAfter(cutOff);
        }

        private Builder add(TieList list, String fromId, String toId, boolean stands) {
            requireOpen();
            if (fromId.equals(toId)) {
                passedOver++;
                return this;
            }
            int from = fromId.equals(lastId) ? lastOrdinal : ordinal(fromId, false);
            lastId = fromId;
            lastOrdinal = from;
            int to = from == People.ABSENT ? from : ordinal(toId, list == blocks);
            if (to == People.ABSENT) {
                passedOver++;
            } else {
                list.add(from, to, stands);
            }
            return this;
        }

        private int ordinal(String id, boolean evenIfErased) {
            int known = graph.people.ordinalOf(id);
            if (known != People.ABSENT) {
                return known;
            }
            if (!graph.settings.erased().test(id)) {
                return graph.people.add(id);
            }
            return evenIfErased ? graph.nameless(id) : People.ABSENT;
        }

        /** Gives somebody of a file an ordinal; {@link People#ABSENT} for who was erased since. */
        int admit(String id) {
            return graph.settings.erased().test(id) ? People.ABSENT : graph.people.add(id);
        }

        /** Gives who was erased since the file was written an ordinal to be blocked by. */
        int hide(String id) {
            return graph.nameless(id);
        }

        void follow(int from, int to) {
            follows.add(from, to, true);
        }

        void block(int from, int to) {
            blocks.add(from, to, true);
        }

        /**
         * Makes the graph.
         *
         * @return the graph; the builder cannot be used again
         * @throws IllegalStateException if it was built already
         */
        public SocialGraph build() {
            requireOpen();
            built = true;
            int people = graph.people.size();
            graph.blockCount.set(blocks.moveInto(graph.blocked, graph.blockers, people));
            graph.followCount.set(follows.moveInto(graph.following, graph.followers, people));
            for (int person = 0; person < people; person++) {
                for (int other : graph.blocked.row(person)) {
                    graph.endFollow(person, other);
                    graph.endFollow(other, person);
                }
            }
            return graph;
        }

        private void requireOpen() {
            if (built) {
                throw new IllegalStateException("a graph's builder can be used once, and was; start another");
            }
        }
    }
}

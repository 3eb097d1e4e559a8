package io.github.discovery4j.index.live;

import io.github.discovery4j.core.consent.ConsentView;
import io.github.discovery4j.core.consent.PersonalRecord;
import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.index.vector.EntryAttributes;
import io.github.discovery4j.index.vector.IndexFootprint;
import io.github.discovery4j.index.vector.SearchResult;
import io.github.discovery4j.index.vector.VectorIndex;
import io.github.discovery4j.index.vector.VectorIndexSettings;
import io.github.discovery4j.index.vector.VectorQuery;
import io.github.discovery4j.index.vector.VectorSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Who and what is here now: an index whose entries leave by themselves, and rooms whose vectors follow what is said in them.
 *
 * <p>An entry stays for the time that it was put for; a {@linkplain #heartbeat heartbeat} starts it anew. From that moment on
 * no search finds it. The vectors are in another index, which belongs to this one from here on.
 *
 * <p>A room's topic is the mean of what was said in the last span, each piece scaled to unit length. Pieces may come late and
 * in any order; each leaves the span to the millisecond, whether anybody speaks or not. A room in which nothing was said for
 * a span is not near to anything. What a person said is taken out of every topic, before the next search, when they opt out of
 * {@link SignalGroup#CONVERSATION}, withdraw or are erased.
 *
 * <p>{@snippet :
 * LiveIndex online = LiveIndex.over(ExactIndex.of(people)).timeToLive(Duration.ofSeconds(90)).build();
 * online.put("ana", taste, EntryAttributes.NONE.label("language", "es"));
 * online.heartbeat("ana");
 * LiveIndex rooms = LiveIndex.over(ExactIndex.of(topics)).rolling(Duration.ofSeconds(60), consent).build();
 * rooms.open("room-7", EntryAttributes.NONE.label("language", "es"), Duration.ofMinutes(10));
 * rooms.say("room-7", "ana", encodedSentence, clock.instant());
 * }
 *
 * <p><b>Units:</b> times are in whole milliseconds of the given clock. <b>Cost:</b> a search as the index beneath, and O(log n)
 * for each entry or piece that has left since the last one; after a change of anybody's consent, one question for each who spoke
 * in the span. About 150 bytes an entry beside the index; 4d + 60 a piece, at most 4,096 of them a room. <b>Threads:</b> safe;
 * writes follow one another. A search waits for none of them, except after a change of consent where topics roll; one that runs
 * beside a write may find a topic as it was when the write began.
 */
public final class LiveIndex implements VectorIndex {

    /*
     * 1. Whoever searches first tidies up: takes out what has expired, and from topics what has left the span. This needs the
     *    lock. When somebody else holds it, or too much has expired at once, the search does not wait, but asks the agenda
     *    about each entry that would be found.
     * 2. Hence an entry is in the index beneath before it is in the agenda, and leaves the agenda first: what is not in the
     *    agenda is not here.
     */

    /** How long entries stay unless said otherwise. */
    public static final Duration DEFAULT_TIME_TO_LIVE = Duration.ofSeconds(60);

    /** How much a search takes out at most: a thousand entries take well under a millisecond. */
    private static final int MOST_AT_ONCE = 1_000;

    private static final int BYTES_AN_ENTRY = 150;
    private static final String TOPIC_OF = "topic of ";

    private final VectorIndex vectors;
    private final InstantSource clock;
    private final Duration timeToLive;
    private final Agenda leases = new Agenda();
    private final @Nullable Topics topics;
    private final ReentrantLock lock = new ReentrantLock();

    private LiveIndex(Builder builder) {
        this.vectors = builder.vectors;
        this.clock = builder.clock;
        this.timeToLive = builder.timeToLive;
        this.topics = builder.span == null
                ? null
                : new Topics(vectors.dimension(), builder.span.toMillis(), builder.speakers, this::topicChanged);
    }

    /**
     * Starts an index.
     *
     * @param vectors where the vectors are: empty, and used by nobody else from here on
     * @return a builder: the system's clock, {@link #DEFAULT_TIME_TO_LIVE}, no rolling topics
     */
    public static Builder over(VectorIndex vectors) {
        return new Builder(vectors);
    }

    @Override
    public VectorIndexSettings settings() {
        return vectors.settings();
    }

    @Override
    public boolean live() {
        return true;
    }

    /** Stores an entry for the index's own time to live. {@inheritDoc} */
    @Override
    public void put(String id, float[] vector, EntryAttributes attributes) {
        put(id, vector, attributes, timeToLive);
    }

    /**
     * Stores an entry in place of the id's earlier one, or of a room's topic.
     *
     * @param id the host's, not empty
     * @param vector its values; copied
     * @param attributes what filters may ask about it, all declared in the {@link #settings}
     * @param stay how long it stays unless there is a heartbeat, a millisecond or more
     * @throws IllegalArgumentException as {@link VectorIndex#put}, and if it is to stay for less
     */
    public void put(String id, float[] vector, EntryAttributes attributes, Duration stay) {
        long until = until(stay);
        writing(() -> {
            vectors.put(id, vector, attributes);
            if (topics != null) {
                topics.close(id);
            }
            if (!settings().erased().test(id)) {
                leases.set(id, until);
            }
            return true;
        });
    }

    /**
     * Says that an entry or a room is still here, for the index's own time to live.
     *
     * @param id any id
     * @return whether it was here; if not, it has to be put again
     */
    public boolean heartbeat(String id) {
        return heartbeat(id, timeToLive);
    }

    /**
     * Says that an entry or a room is still here.
     *
     * @param id any id
     * @param stay how long it stays from now on, a millisecond or more, whatever was said before
     * @return whether it was here; if not, it has to be put again
     */
    public boolean heartbeat(String id, Duration stay) {
        long until = until(stay);
        return writing(() -> {
            boolean here = leases.ahead(id, clock.millis());
            if (here) {
                leases.set(id, until);
            }
            return here;
        });
    }

    /**
     * Opens a room, or gives an open one other attributes; its topic is what is said from then on, or stays.
     *
     * @param roomId the host's, not empty
     * @param attributes what filters may ask about it, all declared in the {@link #settings}
     * @param stay how long it stays unless there is a heartbeat or something is said
     * @throws IllegalArgumentException if an attribute is not declared, or it is to stay for less than a millisecond
     * @throws IllegalStateException if the index was built without {@link Builder#rolling}
     */
    public void open(String roomId, EntryAttributes attributes, Duration stay) {
        settings().requireId(roomId);
        settings().require(attributes);
        long until = until(stay);
        Topics rolling = rolling();
        writing(() -> {
            letGoOf(roomId, clock.millis());
            rolling.open(roomId, attributes);
            leases.set(roomId, until);
            return true;
        });
    }

    /**
     * Adds a piece to a room's topic. The room then stays for the index's own time to live at least; one that is not here is
     * opened, without attributes.
     *
     * @param roomId the room
     * @param speakerId who said it; their consent is asked now and by every later search
     * @param vector what was said, encoded; of any length but zero, copied
     * @param at when; a moment in the future counts as now
     * @return whether it counts: false when it was said longer ago than the span, or its speaker does not allow its use
     * @throws IllegalArgumentException if the dimension differs, a value is not finite, or all are zero
     * @throws IllegalStateException if the index was built without {@link Builder#rolling}
     */
    public boolean say(String roomId, String speakerId, float[] vector, Instant at) {
        settings().requireId(roomId);
        float[] piece = settings().prepare("piece", vector);
        requireDirection(piece);
        Topics rolling = rolling();
        return writing(() -> {
            long now = clock.millis();
            if (settings().erased().test(speakerId)) {
                return false;
            }
            letGoOf(roomId, now);
            if (!rolling.contains(roomId)) {
                rolling.open(roomId, EntryAttributes.NONE);
            }
            leases.set(roomId, Math.max(leases.millisOf(roomId), until(timeToLive)));
            return rolling.say(roomId, speakerId, piece, at.toEpochMilli(), now);
        });
    }

    private Topics rolling() {
        if (topics == null) {
            throw new IllegalStateException(
                    "topics must be asked for when the index is built, were not (index \"%s\"); add rolling(span, consent)"
                            .formatted(name()));
        }
        return topics;
    }

    private void requireDirection(float[] piece) {
        for (float value : piece) {
            if (value != 0) {
                return;
            }
        }
        throw new IllegalArgumentException(
                "piece must not be zero, since a topic needs a direction (index \"%s\"); leave it out"
                        .formatted(name()));
    }

    private long until(Duration stay) {
        if (stay.compareTo(Duration.ofMillis(1)) < 0) {
            throw new IllegalArgumentException(
                    "time to live must be a millisecond or more, was %s (index \"%s\"); delete what leaves now"
                            .formatted(stay, name()));
        }
        long longest = Long.MAX_VALUE / 2;
        return clock.millis() + (stay.compareTo(Duration.ofMillis(longest)) > 0 ? longest : stay.toMillis());
    }

    private void topicChanged(
            String room, float @Nullable [] topic, EntryAttributes attributes, boolean someoneWithdrew) {
        if (someoneWithdrew) {
            vectors.erase(room); // from open snapshots too
        }
        if (topic == null) {
            vectors.delete(room);
        } else {
            vectors.put(room, topic, attributes);
        }
    }

    @Override
    public boolean delete(String id) {
        return writing(() -> remove(id, () -> vectors.delete(id)));
    }

    /** Whether it was here: a room without a topic is here, and not among the vectors. */
    private boolean remove(String id, BooleanSupplier fromVectors) {
        boolean here = leases.remove(id);
        if (topics != null) {
            topics.close(id);
        }
        return fromVectors.getAsBoolean() || here;
    }

    private <T> T writing(Supplier<T> change) {
        lock.lock();
        try {
            return change.get();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Brings the index up to a moment, unless somebody else is at it.
     *
     * @return whether all that has expired is out; if not, each entry has to be asked
     */
    private boolean tidy(long now) {
        if (topics != null && topics.consentMoved()) {
            lock.lock();
        } else if (!anyDue(now)) {
            return true;
        } else if (!lock.tryLock()) {
            return false;
        }
        try {
            obeyConsent();
            letGo(now, MOST_AT_ONCE);
            return !leases.anyDue(now);
        } finally {
            lock.unlock();
        }
    }

    private boolean anyDue(long now) {
        return leases.anyDue(now) || (topics != null && topics.anyDue(now));
    }

    /** Whoever calls it holds the lock. */
    private void obeyConsent() {
        if (topics != null && topics.consentMoved()) {
            topics.obeyConsent();
        }
    }

    /** Whoever calls it holds the lock. */
    private void letGo(long now, int most) {
        for (int i = 0; i < most; i++) {
            String id = leases.pollDue(now);
            if (id == null) {
                break;
            }
            remove(id, () -> vectors.delete(id));
        }
        if (topics != null) {
            topics.leave(now);
        }
    }

    /** Takes out one id that has expired. Whoever calls it holds the lock. */
    private void letGoOf(String id, long now) {
        if (!leases.ahead(id, now)) {
            remove(id, () -> vectors.delete(id));
        }
    }

    /** Takes out all that has left, without a search: for hosts in which nobody searches for long. */
    @Override
    public void refresh() {
        writing(() -> {
            obeyConsent();
            letGo(clock.millis(), Integer.MAX_VALUE);
            return true;
        });
        vectors.refresh();
    }

    @Override
    public SearchResult search(VectorQuery query) {
        long now = clock.millis();
        return vectors.search(tidy(now) ? query : amongThoseHere(query, now));
    }

    @Override
    public List<SearchResult> searchAll(List<VectorQuery> queries) {
        long now = clock.millis();
        return vectors.searchAll(
                tidy(now)
                        ? queries
                        : queries.stream()
                                .map(query -> amongThoseHere(query, now))
                                .toList());
    }

    private VectorQuery amongThoseHere(VectorQuery query, long now) {
        String target = query.id();
        boolean somethingToBeNearTo = target == null || leases.ahead(target, now);
        return query.admitting(id -> somethingToBeNearTo && leases.ahead(id, now));
    }

    /**
     * {@inheritDoc} Who was here at that moment stays in the snapshot. It waits for a write that is going on.
     */
    @Override
    public VectorSnapshot snapshot() {
        return writing(() -> {
            obeyConsent();
            letGo(clock.millis(), Integer.MAX_VALUE);
            return vectors.snapshot();
        });
    }

    @Override
    public boolean read(String id, float[] destination, int offset) {
        long now = clock.millis();
        tidy(now);
        return leases.ahead(id, now) && vectors.read(id, destination, offset);
    }

    /** {@inheritDoc} Rooms without a topic are not among them. */
    @Override
    public int size() {
        return writing(() -> {
            obeyConsent();
            letGo(clock.millis(), Integer.MAX_VALUE);
            return vectors.size();
        });
    }

    @Override
    public IndexFootprint footprint() {
        return writing(() -> {
            IndexFootprint beneath = vectors.footprint();
            long pieces = topics == null ? 0 : topics.bytes();
            return new IndexFootprint(
                    beneath.heapBytes() + pieces + (long) BYTES_AN_ENTRY * leases.size(),
                    beneath.mappedBytes(),
                    beneath.fileBytes());
        });
    }

    /**
     * {@inheritDoc}
     *
     * @return the groups that the entries are derived from, and conversation where topics roll
     */
    @Override
    public Set<SignalGroup> signalGroups() {
        Set<SignalGroup> groups = new HashSet<>(settings().groups());
        if (topics != null) {
            groups.add(SignalGroup.CONVERSATION);
        }
        return groups;
    }

    @Override
    public List<PersonalRecord> export(String personId) {
        return writing(() -> {
            long now = clock.millis();
            letGo(now, Integer.MAX_VALUE);
            List<PersonalRecord> records = new ArrayList<>();
            Instant until = Instant.ofEpochMilli(leases.millisOf(personId));
            vectors.export(personId).forEach(record -> records.add(record.until(until)));
            Map<String, Integer> said = topics == null ? Map.of() : topics.saidBy(personId);
            said.forEach((room, pieces) -> records.add(new PersonalRecord(
                            holderName(), SignalGroup.CONVERSATION, "share of a room's topic", pieces + " pieces")
                    .withKey(TOPIC_OF + room)
                    .from("what was said in " + room)
                    .usedFor("candidates")));
            return records;
        });
    }

    @Override
    public boolean remove(String personId, String key) {
        if (topics != null && key.startsWith(TOPIC_OF)) {
            return writing(() -> topics.remove(personId, key.substring(TOPIC_OF.length())));
        }
        return writing(() -> vectors.remove(personId, key) && leave(personId));
    }

    private boolean leave(String personId) {
        leases.remove(personId);
        return true;
    }

    @Override
    public int forget(String personId, SignalGroup group) {
        return writing(() -> {
            int topicsLeft =
                    topics != null && group.equals(SignalGroup.CONVERSATION) ? topics.removeAllOf(personId) : 0;
            int entries = vectors.forget(personId, group);
            if (entries > 0) {
                leases.remove(personId);
            }
            return topicsLeft + entries;
        });
    }

    @Override
    public int erase(String personId) {
        return writing(() -> {
            int topicsLeft = topics == null ? 0 : topics.removeAllOf(personId);
            leases.remove(personId);
            if (topics != null) {
                topics.close(personId);
            }
            return topicsLeft + vectors.erase(personId);
        });
    }

    @Override
    public void close() {
        vectors.close();
    }

    @Override
    public String toString() {
        return "LiveIndex[%s, %d here, for %s]".formatted(name(), leases.size(), timeToLive);
    }

    /** Collects what an index is told when it is made; belongs to one thread. */
    public static final class Builder {
        private final VectorIndex vectors;
        private InstantSource clock = InstantSource.system();
        private Duration timeToLive = DEFAULT_TIME_TO_LIVE;
        private @Nullable Duration span;
        private ConsentView speakers = ConsentView.ALLOW_ALL;

        private Builder(VectorIndex vectors) {
            this.vectors = vectors;
        }

        /**
         * Sets the clock that entries and pieces leave by.
         *
         * @param source the clock
         * @return this
         */
        public Builder clock(InstantSource source) {
            this.clock = source;
            return this;
        }

        /**
         * Sets how long entries stay unless said otherwise.
         *
         * @param stay a millisecond or more
         * @return this
         */
        public Builder timeToLive(Duration stay) {
            this.timeToLive = atLeastAMillisecond("time to live", stay);
            return this;
        }

        /**
         * Lets topics follow what is said.
         *
         * @param lasting how long a piece counts, a millisecond or more; 60 seconds is usual
         * @param consent what speakers allow
         * @return this
         */
        public Builder rolling(Duration lasting, ConsentView consent) {
            this.span = atLeastAMillisecond("span", lasting);
            this.speakers = consent;
            return this;
        }

        private Duration atLeastAMillisecond(String what, Duration given) {
            if (given.compareTo(Duration.ofMillis(1)) < 0 || given.compareTo(Duration.ofDays(36_500)) > 0) {
                throw new IllegalArgumentException("%s must be a millisecond to a hundred years, was %s (index \"%s\")"
                        .formatted(what, given, vectors.name()));
            }
            return given;
        }

        /**
         * Makes the index.
         *
         * @return the index
         * @throws IllegalArgumentException if there is something in the index beneath already
         */
        public LiveIndex build() {
            if (vectors.size() > 0) {
                throw new IllegalArgumentException(
                        "the index beneath must be empty, held %d (index \"%s\"); what is in it would never leave"
                                .formatted(vectors.size(), vectors.name()));
            }
            return new LiveIndex(this);
        }
    }
}

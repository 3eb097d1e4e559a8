package io.github.discovery4j.core.adapter.jdbc;

import io.github.discovery4j.core.model.Tombstones;
import io.github.discovery4j.core.privacy.KeyRing;
import io.github.discovery4j.core.privacy.PersonalDataCodec;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Tombstones in a database, held in memory for reading.
 *
 * <p>An event log that was opened without these keeps its own stones in the same table, under a key of its own; they stand
 * for whoever asks here too, and are taken away here.
 *
 * <p>A new stone stands in this process at once and is on disk when {@link #add} returns; other processes see it when they
 * next look. A stone names the key that it was made under. Nobody knows whose it is, so it cannot be made again under a new
 * key: keep the old ones in the ring as long as the stones are to stand. <b>Cost:</b> {@link #contains} is one hash for each
 * key that stones name. <b>Threads:</b> safe; readers never lock.
 */
public final class JdbcTombstones implements Tombstones, AutoCloseable {

    private static final String REVISION = "tombstone";

    /** Names the key of an event log's own stones; no key of a ring can be called so. */
    static final String LOG_KEY = "*event-log";

    /** Of a stone that is not written yet: whatever is read of it meanwhile is older. */
    private static final long UNWRITTEN = Long.MAX_VALUE;

    private record Stone(boolean standing, long revision) {}

    private record Row(String hash, String keyId, Stone stone) {}

    /** Under which keys ids are hidden. */
    private interface Hiding {
        String currentId();

        /** Tells whether stones under a key are these stones' affair. */
        boolean reads(String keyId);

        String hash(String keyId, String id);
    }

    private final Database database;
    private final Hiding hiding;
    private final ConcurrentHashMap<String, Stone> stones = new ConcurrentHashMap<>();
    private final Set<String> keyIds = ConcurrentHashMap.newKeySet();
    private final Follower follower;
    private long followedTo;

    private JdbcTombstones(Database database, Hiding hiding, Duration followEvery) {
        this.database = database;
        this.hiding = hiding;
        follow();
        this.follower = new Follower("tombstones", followEvery, this::follow);
    }

    /**
     * Opens the stones and loads them.
     *
     * @param database whose tables exist
     * @param keys hide the ids
     * @return the stones, to be closed by whoever opened them; the database stays open
     * @throws io.github.discovery4j.core.privacy.KeyException if a key that a stone names is not in the ring
     * @throws DatabaseException if the database fails, or has no tables
     */
    public static JdbcTombstones open(Database database, KeyRing keys) {
        return open(database, keys, JdbcConsentLedger.DEFAULT_FOLLOW_EVERY);
    }

    /**
     * Opens the stones and loads them.
     *
     * @param database whose tables exist
     * @param keys hide the ids
     * @param followEvery how long to wait between two looks for stones of other processes
     * @return the stones, to be closed by whoever opened them; the database stays open
     * @throws io.github.discovery4j.core.privacy.KeyException if a key that a stone names is not in the ring
     * @throws DatabaseException if the database fails, or has no tables
     */
    public static JdbcTombstones open(Database database, KeyRing keys, Duration followEvery) {
        return new JdbcTombstones(database, new HostKeys(database, keys), followEvery);
    }

    /** Opens the stones that an event log keeps by itself. */
    static JdbcTombstones ofLog(Database database, PersonKeys keys) {
        Hiding own = new Hiding() {
            @Override
            public String currentId() {
                return LOG_KEY;
            }

            @Override
            public boolean reads(String keyId) {
                return keyId.equals(LOG_KEY);
            }

            @Override
            public String hash(String keyId, String id) {
                return keys.hash(id);
            }
        };
        return new JdbcTombstones(database, own, JdbcConsentLedger.DEFAULT_FOLLOW_EVERY);
    }

    /** The host's keys, and for the stones of an event log the log's. */
    private static final class HostKeys implements Hiding {
        private final Database database;
        private final PersonalDataCodec codec;
        private final KeyRing.Hashes hashes;
        private volatile @Nullable PersonKeys ofLog;

        HostKeys(Database database, KeyRing keys) {
            this.database = database;
            this.codec = PersonalDataCodec.encryptingFromNowOn(keys);
            this.hashes = keys.hashes("tombstones");
        }

        @Override
        public String currentId() {
            return hashes.currentId();
        }

        @Override
        public boolean reads(String keyId) {
            if (!keyId.equals(LOG_KEY)) {
                hashes.of(keyId);
            } else if (ofLog == null) {
                ofLog = database.read(connection -> PersonKeys.read(connection, codec));
            }
            return true;
        }

        @Override
        public String hash(String keyId, String id) {
            PersonKeys log = ofLog;
            return keyId.equals(LOG_KEY) && log != null
                    ? log.hash(id)
                    : hashes.of(keyId).of(id);
        }
    }

    /** Tells whether there are stones among these that an event log set by itself. */
    boolean haveOnesOfLog() {
        return keyIds.contains(LOG_KEY);
    }

    @Override
    public void add(String id) {
        if (contains(id) && !unwritten(id)) {
            return;
        }
        String keyId = hiding.currentId();
        String hash = hiding.hash(keyId, id);
        keyIds.add(keyId);
        stones.put(hash, new Stone(true, UNWRITTEN));
        write(hash, keyId, true);
    }

    private boolean unwritten(String id) {
        return keyIds.stream()
                .map(keyId -> stones.get(hiding.hash(keyId, id)))
                .anyMatch(stone -> stone != null && stone.standing() && stone.revision() == UNWRITTEN);
    }

    private void write(String hash, String keyId, boolean standing) {
        long revision = database.write(connection -> {
            long next = Revisions.next(connection, REVISION, 0);
            try (PreparedStatement statement = connection.prepareStatement("""
                    INSERT INTO discovery_tombstone (person_hash, key_id, standing, revision) VALUES (?, ?, ?, ?)
                    ON CONFLICT (person_hash) DO UPDATE SET standing = excluded.standing, revision = excluded.revision""")) {
                statement.setString(1, hash);
                statement.setString(2, keyId);
                statement.setInt(3, standing ? 1 : 0);
                statement.setLong(4, next);
                statement.executeUpdate();
            }
            return next;
        });
        stones.put(hash, new Stone(standing, revision));
    }

    @Override
    public boolean contains(String id) {
        for (String keyId : keyIds) {
            Stone stone = stones.get(hiding.hash(keyId, id));
            if (stone != null && stone.standing()) {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean remove(String id) {
        // A stone that was set elsewhere a moment ago has to go too.
        follow();
        boolean removed = false;
        for (String keyId : keyIds) {
            String hash = hiding.hash(keyId, id);
            Stone stone = stones.get(hash);
            if (stone != null && stone.standing()) {
                write(hash, keyId, false);
                removed = true;
            }
        }
        return removed;
    }

    /**
     * Looks now for stones of other processes; done by itself every so often.
     *
     * @throws DatabaseException if the database fails
     */
    public synchronized void follow() {
        List<Row> changed = database.read(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(
                    "SELECT person_hash, key_id, standing, revision FROM discovery_tombstone WHERE revision > ? ORDER BY revision")) {
                statement.setLong(1, followedTo);
                List<Row> rows = new ArrayList<>();
                try (ResultSet found = statement.executeQuery()) {
                    while (found.next()) {
                        rows.add(new Row(
                                found.getString(1),
                                found.getString(2),
                                new Stone(found.getInt(3) != 0, found.getLong(4))));
                    }
                }
                return rows;
            }
        });
        for (Row row : changed) {
            if (hiding.reads(row.keyId())) {
                stones.merge(
                        row.hash(), row.stone(), (known, read) -> known.revision() > read.revision() ? known : read);
                keyIds.add(row.keyId());
            }
            followedTo = row.stone().revision();
        }
    }

    /** {@return how many stones stand} */
    public int size() {
        return (int) stones.values().stream().filter(Stone::standing).count();
    }

    /** Stops following. */
    @Override
    public void close() {
        follower.close();
    }
}

package io.github.discovery4j.core.adapter.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.github.discovery4j.core.consent.InMemoryConsentLedger;
import io.github.discovery4j.core.model.InMemoryTombstones;
import io.github.discovery4j.core.privacy.KeyException;
import io.github.discovery4j.core.privacy.PersonalDataCodec;
import io.github.discovery4j.core.privacy.Privacy;
import io.github.discovery4j.core.signal.DeadLetter;
import io.github.discovery4j.core.signal.DeadLetterStore.Bounds;
import io.github.discovery4j.core.signal.EventLog.Appended;
import io.github.discovery4j.core.signal.EventLog.Outcome;
import io.github.discovery4j.core.signal.EventTypes;
import io.github.discovery4j.core.signal.Receipt;
import io.github.discovery4j.core.signal.Rejection;
import io.github.discovery4j.core.signal.SignalEvent;
import io.github.discovery4j.core.signal.SignalIngest;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** Stones that are shared, events and letters that are encrypted, in a database. */
abstract class JdbcEventPrivacyContract {

    private static final Duration NEVER = Duration.ofDays(1);
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final PersonalDataCodec FIRST = PersonalDataCodec.encrypting(TestKeys.ring("k1"));
    private static final PersonalDataCodec BOTH = PersonalDataCodec.encrypting(TestKeys.ring("k2", "k1"));
    private static final PersonalDataCodec SECOND = PersonalDataCodec.encrypting(TestKeys.ring("k2"));

    /** Returns a database with tables and nothing in them. */
    protected abstract Database emptyDatabase();

    private static SignalEvent event(String id, String user, String item) {
        return new SignalEvent(
                id,
                user,
                EventTypes.FOLLOW,
                Optional.of(item),
                NOON,
                NOON,
                OptionalDouble.of(3),
                Optional.of("planted-label"),
                Optional.of("planted-session"),
                Optional.of("phone"),
                Optional.of("es-PE"),
                Optional.empty());
    }

    private static JdbcEventLog log(Database database, PersonalDataCodec codec) {
        return JdbcEventLog.open(database, EventTypes.standard(), new InMemoryTombstones(), codec);
    }

    private static List<String> cells(Database database, String sql) {
        return database.read(connection -> {
            try (var statement = connection.prepareStatement(sql);
                    ResultSet found = statement.executeQuery()) {
                List<String> values = new ArrayList<>();
                while (found.next()) {
                    for (int i = 1; i <= found.getMetaData().getColumnCount(); i++) {
                        values.add(String.valueOf(found.getString(i)));
                    }
                }
                return values;
            }
        });
    }

    @Test
    void whoeverIsErasedIsRefusedAndWhoeverIsLetInAgainIsTaken() {
        Database database = emptyDatabase();
        InMemoryConsentLedger ledger = new InMemoryConsentLedger();
        try (JdbcTombstones stones = JdbcTombstones.open(database, TestKeys.ring("k1"), NEVER);
                JdbcEventLog log = JdbcEventLog.open(database, EventTypes.standard(), stones, PersonalDataCodec.PLAIN);
                JdbcDeadLetterStore letters =
                        JdbcDeadLetterStore.open(database, Bounds.DEFAULT, InstantSource.fixed(NOON));
                SignalIngest ingest = SignalIngest.into(log, letters)
                        .clock(InstantSource.fixed(NOON))
                        .start()) {
            Privacy privacy = Privacy.builder(ledger)
                    .holder(log)
                    .holder(letters)
                    .holder(ingest)
                    .tombstones(stones)
                    .build();
            String like = """
                    {"user_id": "ana", "item_id": "film", "event_type": "like", "timestamp": "2026-03-01T11:00:0%dZ"}""";
            assertThat(ingest.accept(like.formatted(0)).join()).isInstanceOf(Receipt.Accepted.class);
            assertThat(privacy.erase("ana").finished()).isTrue();
            assertThat(ingest.accept(like.formatted(1)).join())
                    .isInstanceOfSatisfying(
                            Receipt.DeadLettered.class,
                            receipt -> assertThat(receipt.reason()).isEqualTo(Rejection.ERASED));
            assertThat(ingest.accept(like.formatted(1).replace("like", "lik")).join())
                    .isInstanceOfSatisfying(
                            Receipt.DeadLettered.class,
                            receipt -> assertThat(receipt.reason()).isEqualTo(Rejection.ERASED));
            assertThat(privacy.audit("ana").entries()).isEmpty();
            assertThat(privacy.readmit("ana")).isTrue();
            assertThat(ingest.accept(like.formatted(2)).join()).isInstanceOf(Receipt.Accepted.class);
            assertThat(log.export("ana")).hasSize(1);
        }
        assertThat(cells(database, "SELECT key_id FROM discovery_tombstone")).containsExactly("k1");
    }

    @Test
    void anotherProcessRefusesWithItsNextAppendWhoeverWasErased() {
        Database database = emptyDatabase();
        try (JdbcTombstones here = JdbcTombstones.open(database, TestKeys.ring("k1"), NEVER);
                JdbcTombstones there = JdbcTombstones.open(database, TestKeys.ring("k1"), NEVER);
                JdbcEventLog log = JdbcEventLog.open(database, EventTypes.standard(), here, FIRST);
                JdbcEventLog other = JdbcEventLog.open(database, EventTypes.standard(), there, FIRST)) {
            log.append(List.of(event("1", "ana", "bo")));
            assertThat(other.read(0, 10)).hasSize(1);
            log.erase("ana");
            assertThat(other.append(List.of(event("2", "ana", "bo"))).each()).containsExactly(Appended.ERASED);
        }
    }

    @Test
    void stonesThatALogHadSetItselfAreHeededAndTakenAwayByTheHosts() {
        Database database = emptyDatabase();
        try (JdbcEventLog log = JdbcEventLog.open(database, EventTypes.standard())) {
            log.erase("ana");
            log.erase("ben");
        }
        assertThatIllegalStateException()
                .isThrownBy(() -> log(database, PersonalDataCodec.PLAIN))
                .withMessageContaining("JdbcTombstones");
        try (JdbcTombstones stones = JdbcTombstones.open(database, TestKeys.ring("k1"), NEVER);
                JdbcEventLog log =
                        JdbcEventLog.open(database, EventTypes.standard(), stones, PersonalDataCodec.PLAIN)) {
            assertThat(log.isErased("ana")).isTrue();
            assertThat(log.isErased("cy")).isFalse();
            assertThat(log.append(List.of(event("1", "cy", "ana"))).each()).containsExactly(Appended.ERASED);
            assertThat(stones.remove("ana")).isTrue();
            assertThat(log.append(List.of(event("2", "ana", "cy"))).each())
                    .extracting(Appended::outcome)
                    .containsExactly(Outcome.NEW);
            assertThat(log.isErased("ben")).isTrue();
        }
        try (JdbcEventLog alone = JdbcEventLog.open(database, EventTypes.standard())) {
            assertThat(alone.isErased("ana")).isFalse();
            assertThat(alone.isErased("ben")).isTrue();
        }
    }

    @Test
    void aDatabaseOfTheVersionBeforeKeepsItsStones() {
        Database database = emptyDatabase();
        try (JdbcEventLog log = JdbcEventLog.open(database, EventTypes.standard())) {
            log.erase("ana");
        }
        // As it was: a table of the log's own, with the same hashes.
        String text = database.dialect() == Dialect.SQLITE ? "TEXT" : "TEXT COLLATE \"C\"";
        JdbcConsentLedgerContract.execute(
                database, "CREATE TABLE discovery_event_erased (person_hash " + text + " PRIMARY KEY)");
        JdbcConsentLedgerContract.execute(
                database, "INSERT INTO discovery_event_erased SELECT person_hash FROM discovery_tombstone");
        JdbcConsentLedgerContract.execute(database, "DELETE FROM discovery_tombstone");
        String scripts = database.schema();
        String move = scripts.substring(scripts.indexOf("INSERT INTO discovery_revision"));
        for (String statement : move.substring(0, move.indexOf("CREATE TABLE IF NOT EXISTS discovery_unsettled"))
                .replaceAll("(?m)^--.*$", "")
                .split(";")) {
            if (!statement.isBlank()) {
                JdbcConsentLedgerContract.execute(database, statement);
            }
        }
        try (JdbcTombstones stones = JdbcTombstones.open(database, TestKeys.ring("k1"), NEVER)) {
            assertThat(stones.contains("ana")).isTrue();
            assertThat(stones.contains("ben")).isFalse();
            assertThat(stones.remove("ana")).isTrue();
            assertThat(stones.contains("ana")).isFalse();
        }
        assertThatExceptionOfType(DatabaseException.class)
                .isThrownBy(() -> cells(database, "SELECT * FROM discovery_event_erased"));
    }

    @Test
    void encryptedEventsSayNothingAndFollowARotationOfKeys() {
        Database database = emptyDatabase();
        SignalEvent one = event("1", "planted-ana", "planted-bo");
        SignalEvent two = event("2", "planted-bo", "planted-\u5b89\u5a1c");
        try (JdbcEventLog log = log(database, FIRST)) {
            log.append(List.of(one, two));
        }
        assertThat(cells(database, "SELECT user_id, item_id, label, session_id FROM discovery_event"))
                .noneMatch(cell -> cell.contains("planted"));
        try (JdbcEventLog rotated = log(database, BOTH)) {
            assertThat(rotated.export("planted-bo")).hasSize(2);
            rotated.append(List.of(event("3", "cy", "planted-ana")));
            assertThat(rotated.reencrypt()).isEqualTo(2);
            assertThat(rotated.reencrypt()).isZero();
        }
        try (JdbcEventLog onlyNew = log(database, SECOND)) {
            assertThat(onlyNew.read(0, 2)).extracting(logged -> logged.event()).containsExactly(one, two);
            assertThat(onlyNew.export("planted-ana")).hasSize(2);
            assertThat(onlyNew.append(List.of(one)).each()).containsExactly(Appended.KNOWN);
        }
        assertThatExceptionOfType(KeyException.class)
                .isThrownBy(() -> log(database, FIRST))
                .withMessageContaining("\"k2\"");
        assertThatExceptionOfType(KeyException.class)
                .as("opened without keys")
                .isThrownBy(() -> log(database, PersonalDataCodec.PLAIN))
                .withMessageContaining("PersonalDataCodec");
    }

    @Test
    void aChangedByteAndARowCopiedOverAnotherAreRefused() {
        Database database = emptyDatabase();
        try (JdbcEventLog log = log(database, FIRST)) {
            log.append(List.of(event("1", "ana", "bo"), event("2", "ben", "bo")));
            String first = cells(database, "SELECT user_id FROM discovery_event WHERE seq = 1")
                    .getFirst();
            char last = first.charAt(first.length() - 3);
            String changed = first.substring(0, first.length() - 3)
                    + (last == 'A' ? 'B' : 'A')
                    + first.substring(first.length() - 2);
            set(database, changed, 1);
            assertThatExceptionOfType(KeyException.class).isThrownBy(() -> log.read(0, 1));
            set(database, first.substring(0, 40), 1);
            assertThatExceptionOfType(KeyException.class).isThrownBy(() -> log.read(0, 1));
            set(database, "\u0001%%%", 1);
            assertThatExceptionOfType(KeyException.class).isThrownBy(() -> log.read(0, 1));
            set(database, "ana", 1);
            assertThatExceptionOfType(KeyException.class)
                    .as("a plain row that somebody slipped in")
                    .isThrownBy(() -> log.read(0, 1));
            set(database, first, 1);
            set(database, first, 2);
            assertThatNoException().isThrownBy(() -> log.read(0, 1));
            assertThatExceptionOfType(KeyException.class)
                    .as("copied from another row")
                    .isThrownBy(() -> log.read(1, 1));
        }
    }

    private static void set(Database database, String userId, long seq) {
        database.write(connection -> {
            try (var update = connection.prepareStatement("UPDATE discovery_event SET user_id = ? WHERE seq = ?")) {
                update.setString(1, userId);
                update.setLong(2, seq);
                return update.executeUpdate();
            }
        });
    }

    @Test
    void aLogThatWasPlainIsEncryptedFromNowOnAndThenAltogether() {
        Database database = emptyDatabase();
        List<SignalEvent> events = new ArrayList<>();
        for (int i = 0; i < 2_500; i++) {
            events.add(event("e" + i, "planted-u" + i % 7, "planted-v" + i));
        }
        try (JdbcEventLog plain = log(database, PersonalDataCodec.PLAIN)) {
            plain.append(events);
            assertThat(plain.reencrypt()).as("plain stays plain").isZero();
        }
        assertThatExceptionOfType(KeyException.class)
                .isThrownBy(() -> log(database, FIRST))
                .withMessageContaining("encryptingFromNowOn");
        try (JdbcEventLog fromNowOn = log(database, PersonalDataCodec.encryptingFromNowOn(TestKeys.ring("k1")))) {
            assertThat(fromNowOn
                            .append(List.of(events.get(3), event("new", "planted-u1", "x")))
                            .each())
                    .extracting(Appended::outcome)
                    .containsExactly(Outcome.KNOWN, Outcome.NEW);
            assertThat(fromNowOn.export("planted-u1")).hasSize(358);
            assertThat(fromNowOn.reencrypt()).isEqualTo(2_500);
        }
        assertThat(cells(database, "SELECT user_id, item_id, label, session_id FROM discovery_event"))
                .noneMatch(cell -> cell.contains("planted"));
        try (JdbcEventLog strict = log(database, FIRST)) {
            assertThat(strict.export("planted-u1")).hasSize(358);
            assertThat(strict.remove("planted-u1", "e1")).isTrue();
            assertThat(strict.export("planted-u1")).hasSize(357);
        }
    }

    private static DeadLetter letter(String json, String user) {
        return new DeadLetter(
                0,
                Rejection.UNKNOWN_TYPE,
                "m",
                json,
                true,
                Optional.of(user),
                Optional.of("planted-item"),
                NOON,
                NOON,
                1);
    }

    private static JdbcDeadLetterStore letters(Database database, PersonalDataCodec codec) {
        return JdbcDeadLetterStore.open(database, Bounds.DEFAULT, InstantSource.fixed(NOON), codec);
    }

    @Test
    void encryptedLettersSayNothingAndFollowARotationOfKeys() {
        Database database = emptyDatabase();
        DeadLetter first = letter("{\"user_id\":\"planted-ana\"", "planted-ana");
        DeadLetter second = letter("\u0001 planted garbage", "planted-bo");
        long id;
        try (JdbcDeadLetterStore plain = letters(database, PersonalDataCodec.PLAIN)) {
            id = plain.add(List.of(first)).getFirst();
        }
        try (JdbcDeadLetterStore strict = letters(database, FIRST)) {
            assertThatExceptionOfType(KeyException.class).isThrownBy(() -> strict.find(id));
        }
        long next;
        try (JdbcDeadLetterStore fromNowOn =
                letters(database, PersonalDataCodec.encryptingFromNowOn(TestKeys.ring("k1")))) {
            next = fromNowOn.add(List.of(second)).getFirst();
            assertThat(fromNowOn.find(id)).contains(first.withId(id));
            assertThat(fromNowOn.reencrypt()).isEqualTo(1);
        }
        assertThat(cells(database, "SELECT json, user_id, item_id FROM discovery_dead_letter"))
                .noneMatch(cell -> cell.contains("planted"));
        try (JdbcDeadLetterStore rotated = letters(database, BOTH)) {
            assertThat(rotated.reencrypt()).isEqualTo(2);
            assertThat(rotated.reencrypt()).isZero();
        }
        try (JdbcDeadLetterStore onlyNew = letters(database, SECOND)) {
            assertThat(onlyNew.find(id)).contains(first.withId(id));
            assertThat(onlyNew.find(next)).contains(second.withId(next));
            assertThat(onlyNew.repair(next, "{\"planted\":1}")).isTrue();
            assertThat(onlyNew.find(next)).map(DeadLetter::json).contains("{\"planted\":1}");
            assertThat(cells(database, "SELECT json FROM discovery_dead_letter"))
                    .noneMatch(cell -> cell.contains("planted"));
            assertThat(onlyNew.remove("planted-bo", Long.toString(id))).isFalse();
            assertThat(onlyNew.remove("planted-ana", Long.toString(id))).isTrue();
            assertThat(onlyNew.remove("planted-ana", "not a number")).isFalse();
            assertThat(onlyNew.count()).isEqualTo(1);
        }
        try (JdbcDeadLetterStore wrong = letters(database, FIRST)) {
            assertThatExceptionOfType(KeyException.class)
                    .isThrownBy(() -> wrong.find(next))
                    .withMessageContaining("\"k2\"");
        }
        try (JdbcDeadLetterStore without = letters(database, PersonalDataCodec.PLAIN)) {
            assertThatExceptionOfType(KeyException.class).isThrownBy(() -> without.find(next));
        }
    }
}

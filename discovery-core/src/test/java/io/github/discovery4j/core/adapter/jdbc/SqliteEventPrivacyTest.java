package io.github.discovery4j.core.adapter.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.discovery4j.core.model.InMemoryTombstones;
import io.github.discovery4j.core.privacy.PersonalDataCodec;
import io.github.discovery4j.core.signal.DeadLetter;
import io.github.discovery4j.core.signal.DeadLetterStore.Bounds;
import io.github.discovery4j.core.signal.EventTypes;
import io.github.discovery4j.core.signal.Rejection;
import io.github.discovery4j.core.signal.SignalEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteEventPrivacyTest extends JdbcEventPrivacyContract {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @TempDir
    private Path folder;

    @Override
    protected Database emptyDatabase() {
        return Database.sqlite(folder.resolve("events.db")).migrate();
    }

    private void write(Database database, PersonalDataCodec codec) {
        SignalEvent event = new SignalEvent(
                "e" + codec,
                "planted-ana",
                EventTypes.FOLLOW,
                Optional.of("planted-bo"),
                NOON,
                NOON,
                OptionalDouble.empty(),
                Optional.of("planted-label"),
                Optional.of("planted-session"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        try (JdbcEventLog log = JdbcEventLog.open(database, EventTypes.standard(), new InMemoryTombstones(), codec);
                JdbcDeadLetterStore letters =
                        JdbcDeadLetterStore.open(database, Bounds.DEFAULT, InstantSource.fixed(NOON), codec)) {
            log.append(List.of(event));
            letters.add(List.of(new DeadLetter(
                    0,
                    Rejection.TOO_LARGE,
                    "m",
                    "{\"user_id\": \"planted-ana\"}",
                    false,
                    Optional.of("planted-ana"),
                    Optional.of("planted-bo"),
                    NOON,
                    NOON,
                    1)));
        }
    }

    @Test
    void theBytesOfTheFilesHoldNoIdWhereEventsAreEncrypted() throws IOException {
        write(emptyDatabase(), PersonalDataCodec.encrypting(TestKeys.ring("k1")));
        assertThat(RawFiles.in(folder))
                .isNotEmpty()
                .allSatisfy((name, bytes) -> assertThat(bytes).as(name).doesNotContain("planted"));
    }

    @Test
    void whatWasPlainLeavesTheFilesOnceItIsEncrypted() throws IOException {
        Database database = emptyDatabase();
        write(database, PersonalDataCodec.PLAIN);
        assertThat(RawFiles.in(folder).values()).anyMatch(bytes -> bytes.contains("planted-session"));
        PersonalDataCodec codec = PersonalDataCodec.encryptingFromNowOn(TestKeys.ring("k1"));
        try (JdbcEventLog log = JdbcEventLog.open(database, EventTypes.standard(), new InMemoryTombstones(), codec);
                JdbcDeadLetterStore letters =
                        JdbcDeadLetterStore.open(database, Bounds.DEFAULT, InstantSource.fixed(NOON), codec)) {
            assertThat(log.reencrypt()).isEqualTo(1);
            assertThat(letters.reencrypt()).isEqualTo(1);
            assertThat(RawFiles.in(folder))
                    .isNotEmpty()
                    .allSatisfy((name, bytes) -> assertThat(bytes).as(name).doesNotContain("planted"));
        }
    }

    @Test
    void aLetterThatItsOwnerRemovedLeavesTheFiles() throws IOException {
        Database database = emptyDatabase();
        write(database, PersonalDataCodec.PLAIN);
        try (JdbcEventLog log = JdbcEventLog.open(database, EventTypes.standard());
                JdbcDeadLetterStore letters =
                        JdbcDeadLetterStore.open(database, Bounds.DEFAULT, InstantSource.fixed(NOON))) {
            String key = letters.export("planted-ana").getFirst().key().orElseThrow();
            assertThat(letters.remove("planted-ana", key)).isTrue();
            log.erase("planted-ana");
            assertThat(RawFiles.in(folder))
                    .isNotEmpty()
                    .allSatisfy((name, bytes) -> assertThat(bytes).as(name).doesNotContain("planted"));
        }
    }
}

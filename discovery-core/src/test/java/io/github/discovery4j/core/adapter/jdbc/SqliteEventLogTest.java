package io.github.discovery4j.core.adapter.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.discovery4j.core.model.Tombstones;
import io.github.discovery4j.core.privacy.PersonalDataCodec;
import io.github.discovery4j.core.signal.EventLog;
import io.github.discovery4j.core.signal.EventLog.Appended;
import io.github.discovery4j.core.signal.EventLogException;
import io.github.discovery4j.core.signal.EventType;
import io.github.discovery4j.core.signal.EventTypes;
import io.github.discovery4j.core.signal.SignalEvent;
import io.github.discovery4j.testkit.EventLogContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import net.jqwik.api.Example;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

class SqliteEventLogTest extends EventLogContract {

    @Override
    protected EventLog log(Tombstones erased) {
        Path file = TemporaryFolders.next().resolve("events.db");
        return JdbcEventLog.open(
                Database.sqlite(file).migrate(), EventTypes.standard(), erased, PersonalDataCodec.PLAIN);
    }

    private static JdbcEventLog open(Path file) {
        return JdbcEventLog.open(Database.sqlite(file).migrate(), EventTypes.standard());
    }

    @Example
    void goesOnWhereItWasAfterARestart() {
        Path file = TemporaryFolders.next().resolve("events.db");
        SignalEvent event = event("1", "ana", EventTypes.LIKE, "film", 0);
        long position;
        try (JdbcEventLog log = open(file)) {
            position = log.append(List.of(event)).each().getFirst().position();
            log.erase("cy");
        }
        try (JdbcEventLog log = open(file)) {
            assertThat(log.lastPosition()).isEqualTo(position);
            assertThat(log.append(List.of(event)).each()).containsExactly(Appended.KNOWN);
            assertThat(log.isErased("cy")).isTrue();
            assertThat(log.append(List.of(event("2", "cy", EventTypes.LIKE, "film", 0)))
                            .each())
                    .containsExactly(Appended.ERASED);
        }
    }

    @Example
    void nothingOfAnErasedPersonIsLeftInTheFiles() throws IOException {
        Path file = TemporaryFolders.next().resolve("events.db");
        try (JdbcEventLog log = open(file)) {
            log.append(IntStream.range(0, 5_000)
                    .mapToObj(i -> event("e" + i, i % 10 == 0 ? "zanzibar" : "u" + i, EventTypes.LIKE, "film", i))
                    .toList());
            log.erase("zanzibar");
            assertThat(RawFiles.in(file.getParent()))
                    .isNotEmpty()
                    .allSatisfy((name, bytes) -> assertThat(bytes).as(name).doesNotContain("zanzibar"));
        }
    }

    @Example
    void nothingOfARemovedEventIsLeftInTheFilesNotEvenItsId() throws IOException {
        Path file = TemporaryFolders.next().resolve("events.db");
        try (JdbcEventLog log = open(file)) {
            log.append(IntStream.range(0, 5_000)
                    .mapToObj(i -> event("e" + i, "u" + i % 10, EventTypes.LIKE, "film" + i, i))
                    .toList());
            log.append(List.of(event("zanzibar-id", "ana", EventTypes.LIKE, "zanzibar-film", 1)));
            assertThat(log.remove("ana", "zanzibar-id")).isTrue();
            assertThat(RawFiles.in(file.getParent()))
                    .isNotEmpty()
                    .allSatisfy((name, bytes) -> assertThat(bytes).as(name).doesNotContain("zanzibar"));
            assertThat(RawFiles.in(file.getParent()).values()).anyMatch(bytes -> bytes.contains("film4999"));
        }
        try (JdbcEventLog log = open(file)) {
            assertThat(log.append(List.of(event("zanzibar-id", "ana", EventTypes.LIKE, "zanzibar-film", 1)))
                            .each())
                    .containsExactly(Appended.KNOWN);
        }
    }

    @Example
    void aFullDiskIsSaidToPassAndLosesNothing() {
        Path file = TemporaryFolders.next().resolve("events.db");
        List<SignalEvent> kept = new ArrayList<>();
        try (JdbcEventLog log = JdbcEventLog.open(Database.of(small(file)).migrate(), EventTypes.standard())) {
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 10_000; i++) {
                            SignalEvent event = event("e" + i, "u" + i, EventTypes.LIKE, "film", i);
                            log.append(List.of(event));
                            kept.add(event);
                        }
                    })
                    .isInstanceOfSatisfying(
                            EventLogException.class,
                            e -> assertThat(e.isTransient()).isTrue())
                    .hasMessageContaining("code 13");
            assertThat(log.read(0, 20_000)).extracting(logged -> logged.event()).isEqualTo(kept);
        }
        try (JdbcEventLog log = open(file)) {
            log.append(List.of(event("last", "ana", EventTypes.LIKE, "film", 0)));
            assertThat(log.read(0, 20_000)).hasSize(kept.size() + 1);
        }
    }

    private static DataSource small(Path file) {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setMaxPageCount(80);
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file);
        return source;
    }

    @Example
    void aFileOfSomethingElseIsRefused() throws IOException {
        Path file = TemporaryFolders.next().resolve("events.db");
        Files.writeString(file, "this is a text about films ".repeat(500));
        assertThatThrownBy(() -> open(file)).isInstanceOf(DatabaseException.class);
    }

    @Example
    void readsOfOnePersonLookUpAndNeverScanPeopleOrEvents() throws SQLException {
        Path file = TemporaryFolders.next().resolve("events.db");
        try (JdbcEventLog log = open(file);
                Connection connection = Database.sqlite(file).open();
                Statement statement = connection.createStatement()) {
            assertThat(log.lastPosition()).isZero();
            for (String sql : List.of(JdbcEventLog.READ_USER, JdbcEventLog.READ_NAMED)) {
                List<String> plan = new ArrayList<>();
                try (ResultSet row = statement.executeQuery("explain query plan " + sql)) {
                    while (row.next()) {
                        plan.add(row.getString("detail"));
                    }
                }
                assertThat(plan)
                        .anyMatch(step -> step.startsWith("SEARCH p USING PRIMARY KEY (block=? AND person_key=?)"))
                        .noneMatch(step -> step.matches("SCAN [pet]"));
            }
        }
    }

    @Example
    void aTypeThatIsNoLongerKnownIsNamed() {
        Path file = TemporaryFolders.next().resolve("events.db");
        EventType wave = EventType.of("wave", EventType.Target.PERSON);
        try (JdbcEventLog log = JdbcEventLog.open(
                Database.sqlite(file).migrate(), EventTypes.standard().with(wave))) {
            log.append(List.of(event("1", "ana", wave, "bo", 0)));
        }
        try (JdbcEventLog log = open(file)) {
            assertThatThrownBy(() -> log.read(0, 1))
                    .isInstanceOf(EventLogException.class)
                    .hasMessageContaining("\"wave\"");
        }
    }
}

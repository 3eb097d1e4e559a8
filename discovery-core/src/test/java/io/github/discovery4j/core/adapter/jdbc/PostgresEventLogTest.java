package io.github.discovery4j.core.adapter.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.discovery4j.core.model.Tombstones;
import io.github.discovery4j.core.privacy.PersonalDataCodec;
import io.github.discovery4j.core.signal.EventLog;
import io.github.discovery4j.core.signal.EventLog.Appended;
import io.github.discovery4j.core.signal.EventLog.Logged;
import io.github.discovery4j.core.signal.EventLogException;
import io.github.discovery4j.core.signal.EventTypes;
import io.github.discovery4j.testkit.EventLogContract;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import net.jqwik.api.Example;
import org.postgresql.ds.PGSimpleDataSource;

class PostgresEventLogTest extends EventLogContract {

    @Override
    protected EventLog log(Tombstones erased) {
        return JdbcEventLog.open(
                Database.of(PostgresFixture.emptyDatabase()).migrate(),
                EventTypes.standard(),
                erased,
                PersonalDataCodec.PLAIN);
    }

    private static JdbcEventLog open(DataSource source) {
        return JdbcEventLog.open(Database.of(source).migrate(), EventTypes.standard());
    }

    @Example
    void aDatabaseThatWentAwayAndCameBackNeedsNoRestart() throws SQLException {
        PGSimpleDataSource source = (PGSimpleDataSource) PostgresFixture.emptyDatabase();
        JdbcEventLog log = open(source);
        log.append(List.of(event("1", "ana", EventTypes.LIKE, "film", 0)));
        int port = source.getPortNumbers()[0];
        PostgresFixture.breakConnections(source);
        source.setPortNumbers(new int[] {1});
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> log.append(List.of(event("2", "ana", EventTypes.LIKE, "film", 0))))
                    .isInstanceOfSatisfying(
                            EventLogException.class,
                            e -> assertThat(e.isTransient()).isTrue());
        }
        source.setPortNumbers(new int[] {port});
        log.append(List.of(event("2", "ana", EventTypes.LIKE, "film", 0)));
        assertThat(log.read(0, 10)).hasSize(2);
    }

    @Example
    void severalWritersGivePositionsThatBecomeVisibleInOrder() throws InterruptedException {
        DataSource source = PostgresFixture.emptyDatabase();
        JdbcEventLog reader = open(source);
        List<Thread> writers = new ArrayList<>();
        for (int w = 0; w < 3; w++) {
            int writer = w;
            writers.add(Thread.ofPlatform().start(() -> {
                try (JdbcEventLog log = open(source)) {
                    for (int i = 0; i < 200; i++) {
                        // Every second event is sent by all.
                        log.append(List.of(
                                event(i % 2 == 0 ? "all" + i : writer + "." + i, "ana", EventTypes.LIKE, "x", i)));
                    }
                }
            }));
        }
        List<Long> seen = new ArrayList<>();
        boolean writing = true;
        while (writing) {
            // Asked before the read, so that the last read comes after the last write.
            writing = writers.stream().anyMatch(Thread::isAlive);
            reader.read(seen.isEmpty() ? 0 : seen.getLast(), 1_000).forEach(logged -> seen.add(logged.position()));
        }
        for (Thread writer : writers) {
            writer.join();
        }
        assertThat(reader.read(0, 1_000))
                .extracting(Logged::position)
                .isEqualTo(seen)
                .hasSize(400);
    }

    @Example
    void anErasureInOneProcessHoldsInTheOthersWithTheirNextAppend() {
        DataSource source = PostgresFixture.emptyDatabase();
        JdbcEventLog one = open(source);
        JdbcEventLog other = open(source);
        one.erase("ana");
        assertThat(other.append(List.of(event("1", "ana", EventTypes.LIKE, "film", 0)))
                        .each())
                .containsExactly(Appended.ERASED);
        assertThat(other.isErased("ana")).isTrue();
    }

    @Example
    void aRemovalInOneProcessHoldsInTheOthersWithTheirNextAppend() {
        DataSource source = PostgresFixture.emptyDatabase();
        JdbcEventLog one = open(source);
        JdbcEventLog other = open(source);
        one.append(List.of(event("1", "ana", EventTypes.LIKE, "film", 0)));
        assertThat(one.remove("ana", "1")).isTrue();
        assertThat(other.append(List.of(event("1", "ana", EventTypes.LIKE, "film", 0)))
                        .each())
                .containsExactly(Appended.KNOWN);
        assertThat(other.read(0, 10)).isEmpty();
    }
}

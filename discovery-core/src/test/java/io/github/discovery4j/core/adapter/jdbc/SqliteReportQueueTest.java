package io.github.discovery4j.core.adapter.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.discovery4j.core.safety.Report;
import io.github.discovery4j.core.safety.ReportFiling;
import io.github.discovery4j.core.safety.ReportQueue;
import io.github.discovery4j.core.safety.ReportState;
import io.github.discovery4j.testkit.ReportQueueContract;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import net.jqwik.api.Example;

class SqliteReportQueueTest extends ReportQueueContract {

    @Override
    protected ReportQueue queue(InstantSource clock) {
        return new JdbcReportQueue(
                Database.sqlite(TemporaryFolders.next().resolve("reports.db")).migrate(), clock);
    }

    @Example
    void aDatabaseThatFailsInTheMiddleOfADecisionLeavesNothingHalfDone() {
        Path file = TemporaryFolders.next().resolve("reports.db");
        Database.sqlite(file).migrate().close();
        AtomicBoolean broken = new AtomicBoolean();
        Database database = Database.of(breaking(SqliteFile.source(file), broken));
        ReportQueue queue = new JdbcReportQueue(database, InstantSource.system());
        Report report = queue.file(new ReportFiling("ana", "ben", "spam"));
        Report claimed = queue.claim("mod", Duration.ofHours(1)).orElseThrow();

        broken.set(true);
        assertThatThrownBy(() -> queue.decide(report.id(), "mod", ReportState.UPHELD, "seen"))
                .isInstanceOf(DatabaseException.class)
                .hasMessageNotContaining("seen");
        assertThat(queue.find(report.id())).contains(claimed);
        assertThat(queue.decisions(report.id())).isEmpty();

        broken.set(false);
        assertThat(queue.decide(report.id(), "mod", ReportState.UPHELD, "seen").state())
                .isEqualTo(ReportState.UPHELD);
        assertThat(queue.decisions(report.id())).hasSize(1);
    }

    @Example
    void whatWasFiledAndDecidedIsThereAfterOpeningAgain() {
        Path file = TemporaryFolders.next().resolve("reports.db");
        try (Database database = Database.sqlite(file).migrate()) {
            ReportQueue queue = new JdbcReportQueue(database, InstantSource.system());
            queue.file(new ReportFiling("ana", "ben", "spam"));
            queue.claim("mod", Duration.ofHours(1));
            queue.decide(1, "mod", ReportState.UPHELD, "seen");
        }
        try (Database database = Database.sqlite(file)) {
            ReportQueue queue = new JdbcReportQueue(database, InstantSource.system());
            assertThat(queue.find(1)).map(Report::state).contains(ReportState.UPHELD);
            assertThat(queue.decisions(1)).hasSize(1);
        }
    }

    /** Connections of which none can write the log while {@code broken}. */
    private static DataSource breaking(DataSource source, AtomicBoolean broken) {
        return (DataSource) Proxy.newProxyInstance(
                DataSource.class.getClassLoader(), new Class<?>[] {DataSource.class}, (self, method, arguments) -> {
                    Object result = method.invoke(source, arguments);
                    return result instanceof Connection connection ? breaking(connection, broken) : result;
                });
    }

    private static Connection breaking(Connection connection, AtomicBoolean broken) {
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (self, method, arguments) -> {
                    if (broken.get()
                            && method.getName().equals("prepareStatement")
                            && arguments[0].toString().startsWith("INSERT INTO discovery_report_decision")) {
                        throw new SQLException("the disk is gone", "58030");
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}

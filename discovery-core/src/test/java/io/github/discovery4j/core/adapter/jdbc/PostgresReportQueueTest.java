package io.github.discovery4j.core.adapter.jdbc;

import io.github.discovery4j.core.safety.ReportQueue;
import io.github.discovery4j.testkit.ReportQueueContract;
import java.time.InstantSource;

class PostgresReportQueueTest extends ReportQueueContract {

    @Override
    protected ReportQueue queue(InstantSource clock) {
        return new JdbcReportQueue(Database.of(PostgresFixture.emptyDatabase()).migrate(), clock);
    }
}

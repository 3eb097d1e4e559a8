package io.github.discovery4j.core.adapter.jdbc;

import io.github.discovery4j.core.signal.DeadLetterStore;
import io.github.discovery4j.core.signal.DeadLetterStore.Bounds;
import io.github.discovery4j.testkit.DeadLetterStoreContract;
import java.time.InstantSource;

class PostgresDeadLetterStoreTest extends DeadLetterStoreContract {

    @Override
    protected DeadLetterStore store(Bounds bounds, InstantSource clock) {
        return JdbcDeadLetterStore.open(
                Database.of(PostgresFixture.emptyDatabase()).migrate(), bounds, clock);
    }
}

package io.github.discovery4j.core.adapter.jdbc;

import io.github.discovery4j.core.signal.DeadLetterStore;
import io.github.discovery4j.core.signal.DeadLetterStore.Bounds;
import io.github.discovery4j.testkit.DeadLetterStoreContract;
import java.time.InstantSource;

class SqliteDeadLetterStoreTest extends DeadLetterStoreContract {

    @Override
    protected DeadLetterStore store(Bounds bounds, InstantSource clock) {
        return JdbcDeadLetterStore.open(
                Database.sqlite(TemporaryFolders.next().resolve("letters.db")).migrate(), bounds, clock);
    }
}

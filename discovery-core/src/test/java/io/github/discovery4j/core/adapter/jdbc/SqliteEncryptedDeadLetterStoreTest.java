package io.github.discovery4j.core.adapter.jdbc;

import io.github.discovery4j.core.privacy.PersonalDataCodec;
import io.github.discovery4j.core.signal.DeadLetterStore;
import io.github.discovery4j.core.signal.DeadLetterStore.Bounds;
import io.github.discovery4j.testkit.DeadLetterStoreContract;
import java.time.InstantSource;

/** Every law holds where letters are encrypted. */
class SqliteEncryptedDeadLetterStoreTest extends DeadLetterStoreContract {

    @Override
    protected DeadLetterStore store(Bounds bounds, InstantSource clock) {
        return JdbcDeadLetterStore.open(
                Database.sqlite(TemporaryFolders.next().resolve("letters.db")).migrate(),
                bounds,
                clock,
                PersonalDataCodec.encrypting(TestKeys.ring("k1")));
    }
}

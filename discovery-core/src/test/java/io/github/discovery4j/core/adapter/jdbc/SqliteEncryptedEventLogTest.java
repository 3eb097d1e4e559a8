package io.github.discovery4j.core.adapter.jdbc;

import io.github.discovery4j.core.model.Tombstones;
import io.github.discovery4j.core.privacy.PersonalDataCodec;
import io.github.discovery4j.core.signal.EventLog;
import io.github.discovery4j.core.signal.EventTypes;
import io.github.discovery4j.testkit.EventLogContract;

/** Every law holds where events are encrypted. */
class SqliteEncryptedEventLogTest extends EventLogContract {

    @Override
    protected EventLog log(Tombstones erased) {
        return JdbcEventLog.open(
                Database.sqlite(TemporaryFolders.next().resolve("events.db")).migrate(),
                EventTypes.standard(),
                erased,
                PersonalDataCodec.encrypting(TestKeys.ring("k1")));
    }
}

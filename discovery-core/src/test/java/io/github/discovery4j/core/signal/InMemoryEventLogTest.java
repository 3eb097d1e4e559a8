package io.github.discovery4j.core.signal;

import io.github.discovery4j.core.model.Tombstones;
import io.github.discovery4j.testkit.EventLogContract;

class InMemoryEventLogTest extends EventLogContract {

    @Override
    protected EventLog log(Tombstones erased) {
        return new InMemoryEventLog(erased);
    }
}

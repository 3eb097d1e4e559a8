package io.github.discovery4j.core.signal;

import io.github.discovery4j.testkit.EventLogContract;

class InMemoryEventLogTest extends EventLogContract {

    @Override
    protected EventLog log() {
        return new InMemoryEventLog();
    }
}

package io.github.discovery4j.core.safety;

import io.github.discovery4j.testkit.ReportQueueContract;
import java.time.InstantSource;

class InMemoryReportQueueTest extends ReportQueueContract {

    @Override
    protected ReportQueue queue(InstantSource clock) {
        return new InMemoryReportQueue(clock);
    }
}

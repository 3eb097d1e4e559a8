package io.github.discovery4j.core.job;

import io.github.discovery4j.testkit.JobStoreContract;

class InMemoryJobStoreTest extends JobStoreContract {

    @Override
    protected JobStore store() {
        return new InMemoryJobStore();
    }

    @Override
    protected JobStore reopened(JobStore store) {
        return store;
    }
}

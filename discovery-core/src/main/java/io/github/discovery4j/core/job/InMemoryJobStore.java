package io.github.discovery4j.core.job;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Remembers jobs for as long as the process lives. <b>Threads:</b> safe. */
public final class InMemoryJobStore implements JobStore {

    private final Map<String, JobState> states = new ConcurrentHashMap<>();

    /** Creates a store that remembers nothing yet. */
    public InMemoryJobStore() {}

    @Override
    public Optional<JobState> load(String job) {
        return Optional.ofNullable(states.get(job));
    }

    @Override
    public void save(String job, JobState state) {
        states.put(job, state);
    }
}

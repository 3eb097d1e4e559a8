package io.github.discovery4j.core.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.discovery4j.core.consent.ConsentView;
import io.github.discovery4j.core.feature.FeatureRegistry;
import io.github.discovery4j.core.feature.FeatureStore;
import io.github.discovery4j.core.feature.FeatureStoreSettings;
import io.github.discovery4j.core.feature.InMemoryFeatureStore;
import io.github.discovery4j.core.job.Cadence;
import io.github.discovery4j.core.job.InMemoryJobStore;
import io.github.discovery4j.core.job.Job;
import io.github.discovery4j.core.job.JobOutcome;
import io.github.discovery4j.core.job.JobRunner;
import io.github.discovery4j.core.job.JobState;
import io.github.discovery4j.core.signal.EventTypes;
import io.github.discovery4j.core.signal.InMemoryEventLog;
import io.github.discovery4j.core.signal.WindowDefinition;
import io.github.discovery4j.core.signal.Windows;
import io.github.discovery4j.testkit.JobContract;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import net.jqwik.api.Example;

/** The job that compares the store with the log, cut off after each hundred people. */
class ParityJobTest extends JobContract {

    private static final Instant NOW = Streams.START.plusSeconds(1_000);

    /** Three hundred and fifty people with an event each, and every tenth row changed behind the store's back. */
    private static final class Checked implements World {
        private final Map<String, Double> figures = new TreeMap<>();
        private final Job job;

        Checked() {
            InMemoryEventLog log = new InMemoryEventLog();
            FeatureStore store = new InMemoryFeatureStore(FeatureStoreSettings.of(
                            FeatureRegistry.of(
                                    "person",
                                    WindowDefinition.standard().stream()
                                            .map(WindowDefinition::declaration)
                                            .toList()),
                            ConsentView.ALLOW_ALL)
                    .clock(() -> NOW));
            Windows windows = Windows.over(log, store, ConsentView.ALLOW_ALL)
                    .clock(() -> NOW)
                    .flushEvery(Duration.ZERO)
                    .start();
            List<String> people = new ArrayList<>();
            for (int i = 0; i < 350; i++) {
                people.add("u" + i);
                log.append(List.of(Streams.event(i, "u" + i, EventTypes.LIKE, "u" + (i + 1))));
            }
            windows.apply(log.read(0, 1_000));
            windows.flush();
            for (int i = 0; i < 350; i += 10) {
                store.update("u" + i, row -> row.number("like_count_24h", 7));
            }
            job = FeatureWatch.over(store, Sample.of(() -> people))
                    .clock(() -> NOW)
                    .settle(Duration.ZERO)
                    .meters((meter, value, tags) -> figures.put(tags[1], value))
                    .build()
                    .parity(Cadence.every(Duration.ofHours(1)), windows);
        }

        @Override
        public Job job() {
            return job;
        }

        @Override
        public Object result() {
            return figures;
        }
    }

    @Override
    protected World world() {
        return new Checked();
    }

    @Example
    void aCheckpointOfOtherFeaturesIsNotGoneOnFrom() {
        for (String left : List.of(
                "", "x", "1\t100", "1\t100\tother\t1\t1\t1\t1\t1", "1\t100" + "\ta\t0\t0\t0\t0\t0".repeat(36))) {
            Checked world = new Checked();
            InMemoryJobStore store = new InMemoryJobStore();
            store.save(
                    world.job.name(),
                    new JobState(
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            0,
                            "",
                            true,
                            Optional.of(left)));
            assertThat(JobRunner.builder(store).build().runNow(world.job)).isInstanceOf(JobOutcome.Succeeded.class);
            assertThat(world.figures).containsEntry("like_count_24h", 0.1).containsEntry("like_count_7d", 0.0);
        }
    }
}

package io.github.discovery4j.core.watch;

import io.github.discovery4j.core.consent.InMemoryConsentLedger;
import io.github.discovery4j.core.feature.ColumnDrift;
import io.github.discovery4j.core.feature.DriftReference;
import io.github.discovery4j.core.feature.FeatureParity;
import io.github.discovery4j.core.feature.FeatureRegistry;
import io.github.discovery4j.core.feature.FeatureStore;
import io.github.discovery4j.core.feature.FeatureStoreSettings;
import io.github.discovery4j.core.feature.InMemoryFeatureStore;
import io.github.discovery4j.core.guide.GuidePage;
import io.github.discovery4j.core.job.Cadence;
import io.github.discovery4j.core.job.InMemoryJobStore;
import io.github.discovery4j.core.job.Job;
import io.github.discovery4j.core.job.JobRunner;
import io.github.discovery4j.core.model.FeatureTable;
import io.github.discovery4j.core.observe.MeterSink;
import io.github.discovery4j.core.signal.DeadLetterStore.Bounds;
import io.github.discovery4j.core.signal.EventTypes;
import io.github.discovery4j.core.signal.InMemoryDeadLetters;
import io.github.discovery4j.core.signal.InMemoryEventLog;
import io.github.discovery4j.core.signal.IngestMeters;
import io.github.discovery4j.core.signal.SignalIngest;
import io.github.discovery4j.core.signal.WindowDefinition;
import io.github.discovery4j.core.signal.Windows;
import io.github.discovery4j.core.stage.FeatureView;
import io.github.discovery4j.core.stage.PairBatch;
import io.github.discovery4j.core.stage.PairBatch.Pair;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The code and the output of {@code docs/feature-watch.md}. */
class FeatureWatchGuideTest {

    private static final Instant NOW = Streams.START.plusSeconds(2_000);

    private final StringBuilder out = new StringBuilder();

    @Test
    void thePageShowsThisCode() throws IOException {
        GuidePage.showsCodeOf("feature-watch.md", FeatureWatchGuideTest.class);
    }

    @Test
    void theCodeGivesWhatThePageShows(@TempDir Path model) throws IOException {
        InstantSource clock = () -> NOW;
        InMemoryConsentLedger consent = new InMemoryConsentLedger();
        InMemoryEventLog log = new InMemoryEventLog();
        FeatureStore people = new InMemoryFeatureStore(FeatureStoreSettings.of(
                        FeatureRegistry.of(
                                "person",
                                WindowDefinition.standard().stream()
                                        .map(WindowDefinition::declaration)
                                        .toList()),
                        consent)
                .clock(clock));
        Windows windows = Windows.over(log, people, consent).clock(clock).start();
        for (int i = 0; i < 1_500; i++) {
            log.append(List.of(Streams.event(i, "u" + i % 500, EventTypes.IMPRESSION, "u" + i * i / 7 % 500)));
        }
        windows.apply(log.read(0, 10_000));
        windows.flush();
        FeatureView view = people.view("connect", "1").number("exposures_7d").build();
        List<Pair> shown = Sample.pairs(log, EventTypes.IMPRESSION).draw(1_000, 7).stream()
                .map(pair -> new Pair(pair.subjectId(), pair.objectId(), NOW))
                .toList();
        FeatureTable training = FeatureTable.allocate(view.schema(), shown.size());
        view.hydrate(PairBatch.of(shown), training.writer(0, 1));

        DriftReference.of(training).save(model.resolve("drift.json"));

        MeterSink meters = (meter, value, tags) -> {
            if (String.join(" ", tags).endsWith("exposures_7d")) {
                out.append("%s %.4f%n".formatted(meter.name(), value));
            }
        };
        FeatureWatchListener alerts = new FeatureWatchListener() {
            @Override
            public void featuresDiffer(String entity, List<FeatureParity.OfFeature> features) {
                features.forEach(feature ->
                        out.append("%s differs in %d people%n".formatted(feature.name(), feature.disagreeing())));
            }

            @Override
            public void columnsDrifted(String view, List<ColumnDrift> columns) {
                columns.forEach(column -> out.append("%s of view %s drifted%n".formatted(column.column(), view)));
            }
        };

        IngestMeters figures = new IngestMeters(meters);
        SignalIngest ingest = SignalIngest.into(log, new InMemoryDeadLetters(Bounds.DEFAULT, clock))
                .clock(clock)
                .listener(figures)
                .consumer(windows)
                .start();
        FeatureWatch watch = FeatureWatch.over(people, Sample.activePeople(log))
                .meters(meters)
                .listener(alerts)
                .clock(clock)
                .settle(Duration.ofMillis(300))
                .build();
        Cadence hourly = Cadence.every(Duration.ofHours(1));
        List<Job> jobs = List.of(
                watch.parity(hourly, windows),
                watch.freshness(hourly),
                watch.drift(
                        hourly,
                        DriftReference.load(model.resolve("drift.json")),
                        view,
                        Sample.pairs(log, EventTypes.IMPRESSION)),
                Job.of("feedback-figures", Cadence.every(Duration.ofSeconds(10)), run -> figures.sample(ingest)));

        JobRunner runner =
                JobRunner.builder(new InMemoryJobStore()).clock(clock).build();
        jobs.forEach(runner::runNow);
        for (int i = 0; i < 200; i++) {
            people.update("u" + i, row -> row.number("exposures_7d", 40));
        }
        jobs.forEach(runner::runNow);

        ingest.close();
        windows.close();
        GuidePage.showsOutput("feature-watch.md", out.toString());
    }
}

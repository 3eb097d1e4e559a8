package io.github.discovery4j.core.guide;

import io.github.discovery4j.core.DiscoveryEngine;
import io.github.discovery4j.core.adapter.micrometer.MicrometerListener;
import io.github.discovery4j.core.adapter.micrometer.MicrometerMeters;
import io.github.discovery4j.core.model.CandidateList;
import io.github.discovery4j.core.model.SlateRequest;
import io.github.discovery4j.core.observe.DiscoveryListener;
import io.github.discovery4j.core.observe.MeterSink;
import io.github.discovery4j.core.observe.Meters;
import io.github.discovery4j.core.observe.Threshold;
import io.github.discovery4j.core.observe.Thresholds;
import io.github.discovery4j.core.stage.CandidateSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The code of {@code docs/observability.md}. */
class ObservabilityGuideTest {

    @Test
    void thePageShowsThisCode() throws IOException {
        GuidePage.showsCodeOf("observability.md", ObservabilityGuideTest.class);
    }

    @Test
    void theCodePrintsWhatThePageSays() throws IOException {
        CandidateSource friends = (context, limit) -> CandidateList.builder(context.items(), 3)
                .add("cleo", 3)
                .add("dora", 2)
                .add("emil", 1)
                .build();
        StringBuilder out = new StringBuilder();

        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        try (DiscoveryEngine engine = DiscoveryEngine.builder()
                .source("friends", friends)
                .listener(watched(meters, ObservationRegistry.create(), DiscoveryListener.NOOP))
                .build()) {
            engine.recommend(SlateRequest.forViewer("ana").size(2).build());
            engine.recommend(SlateRequest.forViewer("ben").size(5).build());
        }
        for (String outcome : List.of("full", "short")) {
            out.append("%s %.0f%n"
                    .formatted(
                            outcome,
                            meters.get("reco.slates")
                                    .tag("outcome", outcome)
                                    .counter()
                                    .count()));
        }

        GuidePage.showsOutput("observability.md", out.toString());
    }

    static DiscoveryListener watched(MeterRegistry meters, ObservationRegistry observations, DiscoveryListener alerts) {
        Thresholds thresholds = Thresholds.builder(alerts)
                .add(Threshold.above(Meters.SLATE_LATENCY, 120)
                        .percentile(0.95)
                        .over(Duration.ofMinutes(5))
                        .minimumSamples(100)
                        .recoversAt(100))
                .build();
        return MicrometerListener.builder()
                .meters(MeterSink.all(MicrometerMeters.in(meters), thresholds))
                .observations(observations)
                .build();
    }
}

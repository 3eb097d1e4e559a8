package io.github.discovery4j.core.adapter.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.discovery4j.core.DiscoveryEngine;
import io.github.discovery4j.core.model.CandidateList;
import io.github.discovery4j.core.model.SlateRequest;
import io.github.discovery4j.core.observe.Meter;
import io.github.discovery4j.core.observe.Meter.Kind;
import io.github.discovery4j.core.observe.Meters;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class MicrometerMetersTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @Test
    void thePageListsExactlyTheMetersThatThereAre() throws IOException {
        List<String> rows = new ArrayList<>();
        for (Meter meter : Meters.all()) {
            rows.add("| `%s` | %s | %s | %s | %s |"
                    .formatted(
                            meter.name().replace("@10", "@K"),
                            meter.kind().name().toLowerCase(Locale.ROOT),
                            meter.unit(),
                            meter.tags().stream().map(tag -> "`" + tag + "`").collect(Collectors.joining(", ")),
                            meter.description()));
        }
        List<String> page = Files.readAllLines(Path.of("../docs/observability.md"));
        assertThat(page.stream()
                        .filter(line -> line.matches("\\| `[^`]+` \\| (timer|counter|gauge) \\|.*"))
                        .toList())
                .containsExactlyElementsOf(rows);
    }

    @Test
    void afterARunExactlyTheListedMetersAreRegisteredAndTagsNameParts() {
        String person = "zz-secret";
        try (DiscoveryEngine engine = DiscoveryEngine.builder()
                .source(
                        "good",
                        (context, limit) -> CandidateList.builder(context.items(), 3)
                                .add(person + "-a", 2)
                                .add(person + "-b", 1)
                                .build())
                .source("failing", (context, limit) -> {
                    throw new IllegalStateException(context.viewerId());
                })
                .guard("picky", (candidates, verdicts) -> {
                    verdicts.remove(0, "not " + candidates.id(0));
                    verdicts.keepUndecided();
                })
                .timeout(Duration.ofMinutes(2))
                .listener(MicrometerListener.builder().meters(registry).build())
                .build()) {
            for (int viewer = 0; viewer < 20; viewer++) {
                engine.recommend(SlateRequest.forViewer(person + viewer).size(2).build());
            }
        }
        Set<String> listed = Meters.all().stream().map(Meter::name).collect(Collectors.toCollection(TreeSet::new));
        Set<String> registered = new TreeSet<>();
        Set<String> values = new TreeSet<>();
        registry.getMeters().forEach(meter -> {
            registered.add(meter.getId().getName());
            meter.getId().getTags().stream().map(Tag::getValue).forEach(values::add);
        });
        assertThat(registered).isEqualTo(listed);
        assertThat(values)
                .contains("good", "failing", "picky", "short", "none")
                .hasSizeLessThan(30)
                .noneMatch(value -> value.contains(person));
        assertThat(registry.get("reco.slates").tag("outcome", "short").counter().count())
                .isEqualTo(20);
        assertThat(registry.get("reco.drops").tag("stage", "picky").counter().count())
                .isEqualTo(20);
        assertThat(registry.get("reco.source.circuit.open")
                        .tag("source", "failing")
                        .gauge()
                        .value())
                .isEqualTo(1);
    }

    @Test
    void whatNobodyReportsIsZeroOrNotANumber() {
        MicrometerMeters.in(registry);
        assertThat(registry.get("feedback.dlq.count").gauge().value()).isNaN();
        assertThat(registry.get("candidates.memo.requests")
                        .tag("outcome", "none")
                        .counter()
                        .count())
                .isZero();
        assertThat(registry.get("cf.train.duration.seconds")
                        .tag("model", "none")
                        .summary()
                        .count())
                .isZero();
    }

    @Test
    void prometheusKeepsTheNames() {
        PrometheusMeterRegistry prometheus = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        MicrometerMeters meters = MicrometerMeters.in(prometheus);
        meters.record(Meters.SLATE_LATENCY, 7);
        meters.record(Meters.TRAIN_DURATION, 2, "ease");
        meters.record(Meters.offlineNdcg(10), 0.47, "ease");
        meters.record(Meters.REFILLS, 1);
        meters.record(Meters.FEATURE_CACHE_HIT_RATIO, 0.9, "people");
        assertThat(prometheus.scrape())
                .contains(
                        "\nreco_hybrid_latency_ms_sum 7.0",
                        "\ncf_train_duration_seconds_sum{model=\"ease\"} 2.0",
                        "\ncf_offline_ndcg_10{model=\"ease\"} 0.47",
                        "\nreco_refills_total 1.0",
                        "\nfeature_cache_hit_ratio{store=\"people\"} 0.9");
    }

    @Test
    void aMetersSeriesAreBounded() {
        MicrometerMeters meters = MicrometerMeters.in(registry);
        for (int job = 0; job < MicrometerMeters.MAX_SERIES + 50; job++) {
            meters.record(Meters.JOB_RUNS, 1, "job " + job, "completed");
        }
        assertThat(registry.find("job.runs").counters()).hasSize(MicrometerMeters.MAX_SERIES + 1);
        assertThat(registry.get("job.runs")
                        .tag("job", MicrometerMeters.OTHER)
                        .counter()
                        .count())
                .isEqualTo(51);
    }

    @Test
    void aHostsOwnMeterIsKeptToo() {
        Meter own = new Meter("host.visits", Kind.COUNTER, "", List.of(), "Visits.");
        MicrometerMeters.in(registry).record(own, 3);
        assertThat(registry.get("host.visits").counter().count()).isEqualTo(3);
    }

    @Test
    void eachTagNeedsAValue() {
        MicrometerMeters meters = MicrometerMeters.in(registry);
        assertThatThrownBy(() -> meters.record(Meters.JOB_RUNS, 1, "rebuild"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[job, outcome], was given 1");
    }
}

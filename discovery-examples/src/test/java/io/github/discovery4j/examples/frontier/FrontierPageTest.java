package io.github.discovery4j.examples.frontier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.discovery4j.core.evaluation.ModelReport;
import io.github.discovery4j.core.evaluation.Provenance;
import io.github.discovery4j.core.evaluation.Summary;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FrontierPageTest {

    private static ModelReport report(double accuracy, double distance) {
        return new ModelReport(
                Map.of(
                        "ndcg@3", Summary.of(List.of(accuracy)),
                        "intra_list_distance@3", Summary.of(List.of(distance))),
                Map.of(),
                0,
                0);
    }

    @Test
    void aChangeIsInPercentOfWhatWasBefore() {
        FrontierPoint point = FrontierPoint.of("mmr", 0.3, report(0.2, 0.6), report(0.4, 0.5), 3);
        assertThat(point.accuracyChange().orElseThrow()).isCloseTo(-50, within(1e-9));
        assertThat(point.distanceChange().orElseThrow()).isCloseTo(20, within(1e-9));
    }

    @Test
    void ofNothingThereIsNoChange() {
        FrontierPoint still = FrontierPoint.of("mmr", 0.3, report(0, 0), report(0, 0), 3);
        FrontierPoint more = FrontierPoint.of("dpp", 0.3, report(0.1, 0.2), report(0, 0), 3);
        assertThat(still.accuracyChange()).isEmpty();
        assertThat(more.distanceChange()).isEmpty();
        String page = FrontierPage.of(
                        List.of(still, more),
                        "All films are of one genre.",
                        3,
                        Provenance.builder().time(Instant.EPOCH, Duration.ZERO).build())
                .toHtml();
        assertThat(page).contains(">–<").doesNotContain("NaN", "Infinity");
    }
}

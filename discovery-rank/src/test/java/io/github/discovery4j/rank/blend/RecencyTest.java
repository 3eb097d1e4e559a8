package io.github.discovery4j.rank.blend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.discovery4j.core.model.FeatureTable;
import io.github.discovery4j.core.model.Handle;
import io.github.discovery4j.core.stage.PairBatch;
import io.github.discovery4j.core.stage.PairBatch.Pair;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class RecencyTest {

    private static final Instant NOW = Instant.parse("2026-03-02T10:00:00Z");

    private final Map<String, Instant> since = Map.of(
            "now",
            NOW,
            "a week ago",
            NOW.minus(Duration.ofDays(7)),
            "to come",
            NOW.plus(Duration.ofDays(300)),
            "long ago",
            Instant.MIN);
    private final Recency recency = new Recency(
            id -> Optional.ofNullable(since.get(id)),
            Handle.of("parameters", "1", RankingParameters.of(Map.of()).withRecency(1, Duration.ofDays(7))));

    private float of(String item, Instant asOf) {
        FeatureTable table = FeatureTable.allocate(recency.schema(), 1);
        try (FeatureTable.Writer writer = table.writer(0, 1)) {
            recency.hydrate(PairBatch.of(List.of(new Pair("viewer", item, asOf))), writer);
        }
        return table.get(0, 0);
    }

    @Example
    void halvesWithEachHalfLife() {
        assertThat(of("now", NOW)).isEqualTo(1);
        assertThat(of("a week ago", NOW)).isCloseTo(0.5f, within(1e-6f));
        assertThat(of("a week ago", NOW.plus(Duration.ofDays(7)))).isCloseTo(0.25f, within(1e-6f));
        assertThat(of("a week ago", NOW.minus(Duration.ofDays(7))))
                .as("as of the row's moment")
                .isEqualTo(1);
    }

    @Example
    void whatIsToComeIsAsNewAsCanBeAndWhatIsUnknownIsMissing() {
        assertThat(of("to come", NOW)).isEqualTo(1);
        assertThat(of("long ago", NOW)).isZero();
        assertThat(of("unheard of", NOW)).isNaN();
    }

    @Property
    void isBetweenNoneAndOneAtAnyMoment(@ForAll long second) {
        Instant moment = Instant.ofEpochSecond(Math.floorMod(second, Instant.MAX.getEpochSecond()));
        assertThat(of("now", moment)).isBetween(0f, 1f);
    }
}

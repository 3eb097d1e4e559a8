package io.github.discovery4j.rank.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.discovery4j.core.consent.InMemoryConsentLedger;
import io.github.discovery4j.core.model.FeatureTable;
import io.github.discovery4j.core.model.Handle;
import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.core.stage.FeatureView;
import io.github.discovery4j.core.stage.PairBatch;
import io.github.discovery4j.core.stage.PairBatch.Pair;
import io.github.discovery4j.testkit.FeatureHydratorContract;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PeopleFeaturesTest extends FeatureHydratorContract {

    private static final Instant NOW = Instant.parse("2026-03-02T10:00:00Z");

    private final InMemoryConsentLedger consent = new InMemoryConsentLedger();
    private final PeopleModel model = PeopleSamples.model();
    private final KnownHistories histories = new KnownHistories(PeopleSamples.ties(), PeopleSamples.likes(), consent);
    private final PeopleFeatures features =
            new PeopleFeatures(histories.finder(Handle.of("people", "1", model)).build());

    @Override
    protected FeatureView view() {
        return features;
    }

    @Override
    protected InMemoryConsentLedger ledger() {
        return consent;
    }

    @Override
    protected List<String> subjects() {
        return List.of("p0", PeopleSamples.TIELESS);
    }

    @Override
    protected List<String> objects() {
        return List.of("p1", "p2", PeopleSamples.TIELESS, PeopleSamples.LIKELESS);
    }

    @Test
    void bothColumnsTogetherAreTheModelsScore() {
        FeatureTable table = hydrate(new Pair("p0", "p2", NOW));
        float[] viewer = model.viewerVector(histories.ties("p0", model.people()), histories.likes("p0", model.items()));
        assertThat((double) table.get(0, 0) + table.get(0, 1))
                .isCloseTo(model.score(viewer, model.people().ordinalOf("p2")), within(1e-5));
    }

    @Test
    void whatIsNotKnownIsMissing() {
        FeatureTable table = hydrate(
                new Pair("p0", PeopleSamples.TIELESS, NOW),
                new Pair("p0", PeopleSamples.LIKELESS, NOW),
                new Pair("a stranger", "p0", NOW));
        assertThat(table.get(0, 0)).isNaN();
        assertThat(table.get(0, 1)).isFinite();
        assertThat(table.get(1, 0)).isFinite();
        assertThat(table.get(1, 1)).isNaN();
        assertThat(table.get(2, 0)).isNaN();
        assertThat(table.get(2, 1)).isNaN();
    }

    @Test
    void aSubjectWhoObjectsToBothHasNone() {
        consent.optOut("p0", SignalGroup.SOCIAL_GRAPH);
        assertThat(hydrate(new Pair("p0", "p2", NOW)).get(0, 0)).isFinite();
        consent.optOut("p0", SignalGroup.BEHAVIOUR);
        FeatureTable table = hydrate(new Pair("p0", "p2", NOW));
        assertThat(table.get(0, 0)).isNaN();
        assertThat(table.get(0, 1)).isNaN();
    }

    private FeatureTable hydrate(Pair... pairs) {
        FeatureTable table = FeatureTable.allocate(features.schema(), pairs.length);
        try (FeatureTable.Writer writer = table.writer(0, 2)) {
            features.hydrate(PairBatch.of(List.of(pairs)), writer);
        }
        return table;
    }
}

package io.github.discovery4j.rank.factorization;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.discovery4j.core.consent.InMemoryConsentLedger;
import io.github.discovery4j.core.model.FeatureTable;
import io.github.discovery4j.core.model.Handle;
import io.github.discovery4j.core.stage.FeatureView;
import io.github.discovery4j.core.stage.PairBatch;
import io.github.discovery4j.core.stage.PairBatch.Pair;
import io.github.discovery4j.testkit.FeatureHydratorContract;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SimilarItemsFeaturesTest extends FeatureHydratorContract {

    private static final Instant MONDAY = Instant.parse("2026-03-02T10:00:00Z");

    private final ItemNeighbours neighbours =
            ItemNeighbours.of(EaseTrainer.builder().regularization(1).build().train(Samples.twoTastes()), 10, 1);
    private final InMemoryConsentLedger ledger = new InMemoryConsentLedger();
    private final InteractionHistory history = new InteractionHistory(ledger);
    private final SimilarItemsFeatures features =
            new SimilarItemsFeatures(Handle.of("neighbours", "1", neighbours), history);

    @Override
    protected FeatureView view() {
        history.erase("zoe");
        history.erase("yan");
        history.add("zoe", "A", 1, Instant.EPOCH);
        history.add("zoe", "C", 1, Instant.EPOCH);
        history.add("yan", "D", 1, Instant.EPOCH);
        return features;
    }

    @Override
    protected InMemoryConsentLedger ledger() {
        return ledger;
    }

    @Override
    protected List<String> subjects() {
        return List.of("zoe", "yan");
    }

    @Override
    protected List<String> objects() {
        return List.of("A", "B", "E", "dull");
    }

    @BeforeEach
    void zoeLikesTwoFilms() {
        history.add("zoe", "A", 1, MONDAY);
        history.add("zoe", "C", 1, MONDAY.plusSeconds(60));
    }

    private float score(String subject, String object, Instant asOf) {
        FeatureTable table = FeatureTable.allocate(features.schema(), 1);
        try (FeatureTable.Writer writer = table.writer(0, 1)) {
            features.hydrate(PairBatch.of(List.of(new Pair(subject, object, asOf))), writer);
        }
        return table.get(0, 0);
    }

    @Test
    void addsUpHowNearAnObjectIsToEachLike() {
        int b = neighbours.items().ordinalOf("B");
        float toA = neighbours.score(neighbours.items().ordinalOf("A"), b);
        float toC = neighbours.score(neighbours.items().ordinalOf("C"), b);
        assertThat(toA).isPositive();
        assertThat(score("zoe", "B", MONDAY)).isEqualTo(toA);
        assertThat(score("zoe", "B", MONDAY.plusSeconds(60))).isEqualTo((float) ((double) toA + toC));
        assertThat(score("zoe", "D", MONDAY)).as("no neighbour").isZero();
    }

    @Test
    void whatIsNotKnownIsMissing() {
        assertThat(score("zoe", "unheard of", MONDAY)).isNaN();
        assertThat(score("a stranger", "B", MONDAY)).isNaN();
        assertThat(score("zoe", "B", MONDAY.minusSeconds(1))).isNaN();
    }
}

package io.github.discovery4j.rank.factorization;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.discovery4j.core.consent.InMemoryConsentLedger;
import io.github.discovery4j.core.data.Interactions;
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

class ModelFeaturesTest extends FeatureHydratorContract {

    private static final Instant MONDAY = Instant.parse("2026-03-02T10:00:00Z");

    private final Interactions films = Samples.twoTastes();
    private final EaseModel ease =
            EaseTrainer.builder().regularization(1).build().train(films);
    private final PopularityModel popularity = PopularityModel.countingPeople(films);
    private final InMemoryConsentLedger ledger = new InMemoryConsentLedger();
    private final InteractionHistory history = new InteractionHistory(ledger);
    private final ModelFeatures features =
            new ModelFeatures(Handle.of("ease", "1", ease), Handle.of("popularity", "1", popularity), history);

    @Override
    protected FeatureView view() {
        history.erase("ana");
        history.erase("emil");
        history.add("ana", "A", 1, Instant.EPOCH);
        history.add("ana", "C", 1, Instant.EPOCH);
        history.add("emil", "D", 1, Instant.EPOCH);
        return features;
    }

    @Override
    protected InMemoryConsentLedger ledger() {
        return ledger;
    }

    @Override
    protected List<String> subjects() {
        return List.of("ana", "emil");
    }

    @Override
    protected List<String> objects() {
        return List.of("A", "B", "E", "dull");
    }

    @BeforeEach
    void anaLikesOneFilmOnMonday() {
        history.add("ana", "A", 1, MONDAY);
    }

    @Test
    void givesTheScoresOfTheModels() {
        FeatureTable table = hydrate(new Pair("ana", "B", MONDAY), new Pair("ana", "dull", MONDAY));
        float weight = ease.weight(films.items().ordinalOf("A"), films.items().ordinalOf("B"));
        assertThat(table.get(0, 0)).isEqualTo(weight).isPositive();
        assertThat(table.get(0, 1)).isEqualTo(1);
        assertThat(table.get(1, 0)).isZero();
        assertThat(table.get(1, 1)).isZero();
    }

    @Test
    void isMissingForStrangersAndUnknownFilms() {
        FeatureTable table = hydrate(new Pair("a stranger", "B", MONDAY), new Pair("ana", "unknown", MONDAY));
        assertThat(table.get(0, 0)).isNaN();
        assertThat(table.get(0, 1)).isEqualTo(1);
        assertThat(table.get(1, 0)).isNaN();
        assertThat(table.get(1, 1)).isNaN();
    }

    @Test
    void aRowOfThePastKnowsNothingOfTheFuture() {
        FeatureTable table = hydrate(new Pair("ana", "B", MONDAY), new Pair("ana", "B", MONDAY.minusSeconds(1)));
        assertThat(table.get(0, 0)).isPositive();
        assertThat(table.get(1, 0)).isNaN();
    }

    private FeatureTable hydrate(Pair... pairs) {
        FeatureTable table = FeatureTable.allocate(features.schema(), pairs.length);
        try (FeatureTable.Writer writer = table.writer(0, 2)) {
            features.hydrate(PairBatch.of(List.of(pairs)), writer);
        }
        return table;
    }
}

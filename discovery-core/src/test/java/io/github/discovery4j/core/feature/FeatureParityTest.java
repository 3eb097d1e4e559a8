package io.github.discovery4j.core.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.discovery4j.core.consent.InMemoryConsentLedger;
import io.github.discovery4j.core.model.SignalGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class FeatureParityTest {

    private final InMemoryConsentLedger ledger = Community.ledger();
    private final InMemoryFeatureStore store = new InMemoryFeatureStore(Community.settings(ledger));
    private final List<String> ids = new ArrayList<>();
    private final List<FeatureRow> recomputed = new ArrayList<>();

    private void pair(String id, Consumer<FeatureRow.Builder> online, Consumer<FeatureRow.Builder> offline) {
        store.put(id, online);
        FeatureRow.Builder row = FeatureRow.builder(Community.REGISTRY);
        offline.accept(row);
        ids.add(id);
        recomputed.add(row.build());
    }

    private FeatureParity.OfFeature of(String feature) {
        return FeatureParity.compare(store, ids, recomputed).features().stream()
                .filter(one -> one.name().equals(feature))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void eachRowCountsOnce() {
        pair("ana", row -> row.number("activity", 1), row -> row.number("activity", 1.000001f));
        pair("Bo", row -> row.number("activity", 1), row -> row.number("activity", 1.1f));
        pair("Cy", row -> row.number("activity", 1), row -> {});
        pair("Di", row -> {}, row -> row.number("activity", 1));
        pair("Ed", row -> row.number("activity", 1), row -> row.number("activity", 2));
        ledger.optOut("Ed", SignalGroup.BEHAVIOUR);
        assertThat(of("activity")).isEqualTo(new FeatureParity.OfFeature("activity", 1, 1, 1, 1, 1));
        assertThat(of("activity").agreement()).isEqualTo(0.25);
        assertThat(of("age").agreement()).isEqualTo(1);
    }

    @Test
    void labelsAndVectorsAreCompared() {
        pair(
                "ana",
                row -> row.labels("interests", Set.of("go", "jazz")).vector("taste", new float[] {1, 2}),
                row -> row.labels("interests", List.of("jazz", "go")).vector("taste", new float[] {1, 2.1f}));
        assertThat(of("interests").equal()).isEqualTo(1);
        assertThat(of("taste").different()).isEqualTo(1);
    }

    @Test
    void nothingToCompareIsNoAgreementAndUnequalListsAreRefused() {
        assertThat(of("activity").agreement()).isNaN();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FeatureParity.compare(store, List.of("ana"), List.of()))
                .withMessageContaining("had 1 ids, 0 rows");
    }
}

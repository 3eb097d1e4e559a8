package io.github.discovery4j.explain.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.discovery4j.core.DiscoveryEngine;
import io.github.discovery4j.core.model.CandidateList;
import io.github.discovery4j.core.model.FeatureColumn;
import io.github.discovery4j.core.model.FeatureColumn.Owner;
import io.github.discovery4j.core.model.FeatureSchema;
import io.github.discovery4j.core.model.FeatureTable;
import io.github.discovery4j.core.model.IdSpace;
import io.github.discovery4j.core.model.Reason;
import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.core.model.SlateRequest;
import io.github.discovery4j.core.model.Visibility;
import io.github.discovery4j.core.observe.TracedSlate;
import io.github.discovery4j.core.stage.FeatureView;
import io.github.discovery4j.core.stage.PairBatch;
import io.github.discovery4j.core.stage.Ranker;
import io.github.discovery4j.core.stage.RankerStructure;
import io.github.discovery4j.core.stage.RankingBatch;
import io.github.discovery4j.explain.attribution.Attribution;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SlateAuditTest {

    private static final SignalGroup TASTE = new SignalGroup("taste");
    private static final SignalGroup BEHAVIOUR = new SignalGroup("behaviour");
    private static final Map<String, float[]> ROWS = Map.of(
            "ben", new float[] {3, 0}, "cleo", new float[] {1, 1}, "dora", new float[] {0, 4}, "emil", new float[2]);

    private final IdSpace items = new IdSpace();
    private final List<SlateAudit> audits = new ArrayList<>();

    @TempDir
    Path folder;

    private final FeatureView view = new FeatureView() {
        @Override
        public FeatureSchema schema() {
            return FeatureSchema.of(
                    "v",
                    "1",
                    List.of(
                            FeatureColumn.number("shared", TASTE, Owner.BOTH),
                            FeatureColumn.number("active", BEHAVIOUR, Owner.OBJECT)
                                    .neverSaid()));
        }

        @Override
        public void hydrate(PairBatch pairs, FeatureTable.Writer columns) {
            for (int row = 0; row < pairs.size(); row++) {
                columns.setRow(row, ROWS.get(pairs.objectId(row)));
            }
        }
    };

    /** 2 x shared + active + 10. */
    private static final class Weighted implements Ranker {
        @Override
        public void score(RankingBatch batch, double[] scores) {
            for (int row = 0; row < scores.length; row++) {
                scores[row] = 10
                        + 2 * zero(batch.features().get(row, 0))
                        + zero(batch.features().get(row, 1));
            }
        }

        private static double zero(float value) {
            return Float.isNaN(value) ? 0 : value;
        }

        @Override
        public Set<String> features() {
            return Set.of("shared", "active");
        }

        @Override
        public RankerStructure structure() {
            return new RankerStructure.Linear(Map.of("shared", 2.0, "active", 1.0), 10);
        }
    }

    private DiscoveryEngine engine(Ranker ranker) {
        List.of("ben", "cleo", "dora", "emil").forEach(items::intern);
        return DiscoveryEngine.builder()
                .items(items)
                .source("all", (context, limit) -> {
                    CandidateList.Builder list = CandidateList.builder(items, 4);
                    IntStream.range(0, 4).forEach(ordinal -> list.add(ordinal, 1));
                    return list.build();
                })
                .hydrate(view)
                .rank(ranker)
                .guard("blocks", (scored, verdicts) -> {
                    for (int row = 0; row < scored.size(); row++) {
                        if (scored.id(row).equals("emil")) {
                            verdicts.remove(row, "blocked");
                        } else {
                            verdicts.keep(row);
                        }
                    }
                })
                .explain(AuditingExplainer.around(
                        chosen -> IntStream.range(0, chosen.size())
                                .mapToObj(i -> List.of(new Reason(
                                        "said", TASTE, Visibility.PUBLIC, Map.of("en", "<b>said</b>", "es", "dicho"))))
                                .toList(),
                        Attribution.exact(),
                        audits::add))
                .timeout(Duration.ofSeconds(30))
                .build();
    }

    private SlateAudit audit(Ranker ranker) {
        try (DiscoveryEngine engine = engine(ranker)) {
            TracedSlate answer =
                    engine.recommendTraced(SlateRequest.forViewer("ana").size(3).build());
            return audits.getLast().with(answer.trace());
        }
    }

    @Test
    void everyItemIsShownInFullAndTheRemovedWithTheirReasons() {
        SlateAudit audit = audit(new Weighted());
        assertThat(audit.items()).extracting(AuditedItem::id).containsExactly("ben", "dora", "cleo");
        AuditedItem ben = audit.item("ben").orElseThrow();
        assertThat(ben.score()).isEqualTo(16);
        assertThat(ben.rank()).isOne();
        assertThat(ben.margin()).isCloseTo(16, within(1e-12));
        assertThat(ben.parts()).extracting(AuditedItem.Part::value).containsExactly(3f, 0f);
        // Means over four candidates and one row without values: 0.8 and 1.
        assertThat(ben.parts().get(0).contribution()).isCloseTo(2 * (3 - 0.8), within(1e-6));
        assertThat(ben.parts().get(1).contribution()).isCloseTo(-1, within(1e-6));
        assertThat(audit.removed()).singleElement().satisfies(drop -> {
            assertThat(drop.itemId()).isEqualTo("emil");
            assertThat(drop.reason()).isEqualTo("blocked");
        });
        assertThat(audit.candidates()).isEqualTo(4);
        assertThat(audit.item("emil")).isEmpty();
        assertThat(audit.toString() + ben).doesNotContain("ben").doesNotContain("ana");
    }

    @Test
    void whatASignalsAbsenceWouldChangeIsWhatTheRankerSays() {
        AuditedItem ben = audit(new Weighted()).item("ben").orElseThrow();
        // Without the viewer's taste nobody shares anything: dora 14, cleo 11, ben 10, emil 10.
        assertThat(ben.without())
                .contains(
                        new Counterfactual(
                                TASTE,
                                Counterfactual.Whose.VIEWER,
                                1,
                                java.util.Optional.of(10.0),
                                java.util.Optional.of(3)),
                        // Without his own the others keep theirs: dora 14, cleo 13.
                        new Counterfactual(
                                TASTE,
                                Counterfactual.Whose.CANDIDATE,
                                1,
                                java.util.Optional.of(10.0),
                                java.util.Optional.of(3)),
                        new Counterfactual(
                                BEHAVIOUR,
                                Counterfactual.Whose.CANDIDATE,
                                1,
                                java.util.Optional.of(16.0),
                                java.util.Optional.of(1)));
        assertThat(ben.without()).hasSize(3);
    }

    @Test
    void aRankerThatCannotScoreWithoutASignalIsSaidNotToAndAnOpaqueOneHasNoParts() {
        AuditedItem ben = audit((batch, scores) -> {
                    for (int row = 0; row < scores.length; row++) {
                        scores[row] = batch.features().get(row, 0);
                    }
                })
                .item("ben")
                .orElseThrow();
        assertThat(ben.parts()).isEmpty();
        assertThat(ben.without().getFirst().score()).isEmpty();
        assertThat(ben.without().getFirst().rank()).isEmpty();
        assertThat(audits.getLast().toHtml()).contains("cannot be scored");
    }

    @Test
    void jsonAndPageSayEverythingAndEscapeWhatPeopleWrote() throws IOException {
        SlateAudit audit = audit(new Weighted());
        JsonNode json = new ObjectMapper().readTree(audit.toJson());
        JsonNode ben = json.path("items").path(0);
        assertThat(ben.path("id").asText()).isEqualTo("ben");
        assertThat(ben.path("contributions").path(1).path("sayable").asBoolean())
                .isFalse();
        assertThat(ben.path("reasons").path(0).path("reason_es").asText()).isEqualTo("dicho");
        assertThat(json.path("removed").path(0).path("by").asText()).isEqualTo("blocks");
        assertThat(ben.path("without")).hasSize(3);
        String html = audit.toHtml();
        assertThat(html).contains("<svg", "&lt;b&gt;said", "blocked", "1 → 3").doesNotContain("<b>said");
        audit.writeJson(folder.resolve("a.json"));
        audit.writeHtml(folder.resolve("a.html"));
        assertThat(Files.readString(folder.resolve("a.json"))).isEqualTo(audit.toJson());
        assertThat(Files.readString(folder.resolve("a.html"))).isEqualTo(html);
    }

    @Test
    void aReceiverThatFailsHarmsNoReasonAndAForeignTraceIsRefused() {
        SlateAudit audit = audit(new Weighted());
        try (DiscoveryEngine engine = engine(new Weighted())) {
            TracedSlate other =
                    engine.recommendTraced(SlateRequest.forViewer("ana").build());
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> audit.with(other.trace()))
                    .withMessageContaining("the trace must be of request");
        }
        Reason reason = new Reason("said", TASTE, Visibility.PUBLIC, Map.of("en", "said"));
        AuditingExplainer failing =
                AuditingExplainer.around(chosen -> List.of(List.of(reason)), Attribution.exact(), one -> {
                    throw new IllegalStateException("disk full");
                });
        items.intern("ben");
        try (DiscoveryEngine engine = DiscoveryEngine.builder()
                .items(items)
                .source("one", (context, limit) -> {
                    CandidateList.Builder list = CandidateList.builder(items, 1);
                    list.add(items.ordinalOf("ben"), 1);
                    return list.build();
                })
                .hydrate(view)
                .rank(new Weighted())
                .explain(failing)
                .timeout(Duration.ofSeconds(30))
                .build()) {
            TracedSlate answer =
                    engine.recommendTraced(SlateRequest.forViewer("ana").build());
            assertThat(answer.slate().items())
                    .singleElement()
                    .satisfies(item -> assertThat(item.reasons()).containsExactly(reason));
            assertThat(answer.trace().steps().toString()).doesNotContain("IllegalState");
        }
    }
}

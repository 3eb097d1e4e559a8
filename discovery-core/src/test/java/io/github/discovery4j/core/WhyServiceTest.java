package io.github.discovery4j.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.discovery4j.core.adapter.caffeine.CaffeineWhyCache;
import io.github.discovery4j.core.consent.InMemoryConsentLedger;
import io.github.discovery4j.core.model.CandidateList;
import io.github.discovery4j.core.model.FeatureColumn;
import io.github.discovery4j.core.model.FeatureColumn.Owner;
import io.github.discovery4j.core.model.FeatureSchema;
import io.github.discovery4j.core.model.FeatureTable;
import io.github.discovery4j.core.model.Filter;
import io.github.discovery4j.core.model.Handle;
import io.github.discovery4j.core.model.IdSpace;
import io.github.discovery4j.core.model.Reason;
import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.core.model.SlateRequest;
import io.github.discovery4j.core.model.Visibility;
import io.github.discovery4j.core.model.Why;
import io.github.discovery4j.core.stage.FeatureView;
import io.github.discovery4j.core.stage.PairBatch;
import io.github.discovery4j.core.stage.Ranker;
import io.github.discovery4j.core.stage.RankingBatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WhyServiceTest {

    private static final SignalGroup GROUP = SignalGroup.FAVOURITES;

    private final IdSpace items = new IdSpace();
    private final InMemoryConsentLedger ledger = new InMemoryConsentLedger();
    private final Map<String, Float> values = new ConcurrentHashMap<>(Map.of("ben", 1f, "cleo", 2f, "dora", 3f));
    private final Set<String> blocked = ConcurrentHashMap.newKeySet();
    private final Handle<Ranker> model = Handle.of("model", "1", WhyServiceTest::score);
    private final List<String> explained = new ArrayList<>();
    private final CaffeineWhyCache cache = CaffeineWhyCache.of(100);
    private Visibility visibility = Visibility.PUBLIC;

    private static void score(RankingBatch batch, double[] scores) {
        for (int row = 0; row < scores.length; row++) {
            scores[row] = batch.features().get(row, 0);
        }
    }

    /** One column: the candidate's value, which consent masks. */
    private final FeatureView view = new FeatureView() {
        @Override
        public FeatureSchema schema() {
            return FeatureSchema.of("v", "1", List.of(FeatureColumn.number("value", GROUP, Owner.OBJECT)));
        }

        @Override
        public void hydrate(PairBatch pairs, FeatureTable.Writer columns) {
            for (int row = 0; row < pairs.size(); row++) {
                String id = pairs.objectId(row);
                columns.set(row, 0, ledger.allows(id, GROUP) ? values.getOrDefault(id, 0f) : 0);
            }
        }
    };

    private DiscoveryEngine engine() {
        values.keySet().forEach(items::intern);
        return PatientEngine.builder()
                .items(items)
                .consent(ledger)
                .source("nobody", (context, limit) -> CandidateList.empty())
                .hydrate(view)
                .rank(model)
                .guard("blocks", (scored, verdicts) -> {
                    for (int row = 0; row < scored.size(); row++) {
                        if (blocked.contains(scored.id(row))) {
                            verdicts.remove(row, "blocked");
                        } else {
                            verdicts.keep(row);
                        }
                    }
                })
                .explain(chosen -> IntStream.range(0, chosen.size())
                        .mapToObj(position -> {
                            explained.add(chosen.id(position));
                            String text = "value " + chosen.scored().features().get(chosen.row(position), 0);
                            return List.of(new Reason("value", GROUP, visibility, Map.of("en", text)));
                        })
                        .toList())
                .whyCache(cache)
                .build();
    }

    private static String text(Why why) {
        return why.reasons().isEmpty() ? "" : why.reasons().getFirst().texts().get("en");
    }

    @Test
    void itemsAreExplainedInTheOrderAskedEachByItself() {
        try (DiscoveryEngine engine = engine()) {
            List<Why> whys = engine.why(SlateRequest.forViewer("ana").build(), List.of("dora", "ben", "dora"));
            assertThat(whys).extracting(Why::itemId).containsExactly("dora", "ben", "dora");
            assertThat(whys).extracting(WhyServiceTest::text).containsExactly("value 3.0", "value 1.0", "value 3.0");
            assertThat(text(engine.why("ana", "cleo"))).isEqualTo("value 2.0");
        }
    }

    @Test
    void whatCouldNotBeShownIsNotExplainedWhateverIsCached() {
        try (DiscoveryEngine engine = engine()) {
            assertThat(engine.why("ana", "ben").shown()).isTrue();
            blocked.add("ben");
            assertThat(engine.why("ana", "ben")).isEqualTo(Why.hidden("ben"));
            blocked.clear();
            items.erase("cleo");
            assertThat(engine.why("ana", "cleo")).isEqualTo(Why.hidden("cleo"));
            assertThat(text(engine.why("ana", "whom no source has found"))).isEqualTo("value 0.0");
            SlateRequest without =
                    SlateRequest.forViewer("ana").exclude(List.of("ben")).build();
            assertThat(engine.why(without, List.of("ben", "dora")))
                    .extracting(Why::shown)
                    .containsExactly(false, true);
            ledger.withdraw("ben");
            assertThat(engine.why("ana", "ben")).isEqualTo(Why.hidden("ben"));
            ledger.withdraw("ana");
            assertThat(engine.why("ana", "dora")).isEqualTo(Why.hidden("dora"));
            assertThat(Why.hidden("dora").toString()).doesNotContain("dora");
        }
    }

    @Test
    void reasonsAreMadeOnceAndAgainWhenConsentModelOrFeatureChange() {
        try (DiscoveryEngine engine = engine()) {
            engine.why("ana", "ben");
            assertThat(text(engine.why("ana", "ben"))).isEqualTo("value 1.0");
            assertThat(explained).containsExactly("ben");

            values.put("ben", 5f);
            assertThat(text(engine.why("ana", "ben"))).isEqualTo("value 5.0");
            assertThat(explained).hasSize(2);

            model.swap("2", WhyServiceTest::score);
            engine.why("ana", "ben");
            assertThat(explained).hasSize(3);

            ledger.optOut("ben", GROUP);
            assertThat(text(engine.why("ana", "ben"))).isEqualTo("value 0.0");
            ledger.optOut("ana", GROUP);
            engine.why("ana", "ben");
            assertThat(explained).hasSize(5);

            engine.why("ana", "ben");
            assertThat(explained).hasSize(5);
        }
    }

    @Test
    void whatOnlyFollowersMayKnowIsNotKept() {
        visibility = Visibility.FOLLOWERS;
        try (DiscoveryEngine engine = engine()) {
            engine.why("ana", "ben");
            engine.why("ana", "ben");
            assertThat(explained).hasSize(2);
        }
    }

    @Test
    void aFallbackRankersReasonsAreNotKept() {
        model.swap("broken", (batch, scores) -> {
            throw new IllegalStateException("no");
        });
        try (DiscoveryEngine engine = engine()) {
            assertThat(engine.why("ana", "ben").shown()).isTrue();
            engine.why("ana", "ben");
            assertThat(explained).hasSize(2);
        }
    }

    @Test
    void erasureAndForgettingReachTheCache() {
        try (DiscoveryEngine engine = engine()) {
            assertThat(engine.personalData()).containsExactly(cache);
            engine.why(SlateRequest.forViewer("ana").build(), List.of("ben", "cleo"));
            assertThat(cache.forget("ben", SignalGroup.BEHAVIOUR)).isZero();
            assertThat(cache.forget("ben", GROUP)).isOne();
            engine.why("ana", "cleo");
            assertThat(explained).containsExactly("ben", "cleo");
            cache.erase("ana");
            engine.why("ana", "cleo");
            assertThat(explained).containsExactly("ben", "cleo", "cleo");
            assertThat(cache.export("ana")).isEmpty();
        }
    }

    @Test
    void misuseIsRefused() {
        DiscoveryEngine engine = engine();
        SlateRequest filtered = SlateRequest.forViewer("ana")
                .filter(Filter.equal("height", "tall"))
                .build();
        assertThatIllegalArgumentException().isThrownBy(() -> engine.why(filtered, List.of("ben")));
        engine.close();
        assertThatThrownBy(() -> engine.why("ana", "ben")).isInstanceOf(IllegalStateException.class);
        assertThatIllegalArgumentException().isThrownBy(() -> CaffeineWhyCache.of(0));
        assertThatIllegalArgumentException().isThrownBy(() -> CaffeineWhyCache.of(1, Duration.ZERO));
    }
}

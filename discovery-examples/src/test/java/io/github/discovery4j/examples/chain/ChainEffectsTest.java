package io.github.discovery4j.examples.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.discovery4j.core.DiscoveryEngine;
import io.github.discovery4j.core.model.CandidateList;
import io.github.discovery4j.core.model.FeatureColumn;
import io.github.discovery4j.core.model.FeatureColumn.Owner;
import io.github.discovery4j.core.model.ItemAttributes;
import io.github.discovery4j.core.model.Reason;
import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.core.model.SlateRequest;
import io.github.discovery4j.core.model.VectorReader;
import io.github.discovery4j.core.model.Visibility;
import io.github.discovery4j.core.observe.TracedSlate;
import io.github.discovery4j.core.stage.CandidateSource;
import io.github.discovery4j.core.stage.Diversifier;
import io.github.discovery4j.core.stage.Explainer;
import io.github.discovery4j.core.stage.FeatureView;
import io.github.discovery4j.core.stage.FusionRule;
import io.github.discovery4j.core.stage.Guardrail;
import io.github.discovery4j.core.stage.KeptCandidates;
import io.github.discovery4j.core.stage.Ranker;
import io.github.discovery4j.core.stage.RequestContext;
import io.github.discovery4j.core.stage.ScoredCandidates;
import io.github.discovery4j.core.stage.Selection;
import io.github.discovery4j.core.stage.Verdicts;
import io.github.discovery4j.explain.phrase.PhraseExplainer;
import io.github.discovery4j.rank.blend.WeightedSum;
import io.github.discovery4j.rank.reciprocal.ReciprocalRanker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A chain over seven people whose every number can be counted by hand. */
class ChainEffectsTest {

    private static final Map<String, Double> OWN_SIDE =
            Map.of("a", 5.0, "b", 4.0, "c", 3.0, "d", 2.0, "e", 1.0, "f", 0.5);
    private static final Map<String, Double> OTHER_SIDE = Map.of("e", 10.0);
    private static final Map<String, String> CLUBS = Map.of("c", "chess", "e", "chess", "d", "choir", "f", "rowing");
    private static final Map<String, String> GROUPS = Map.of("a", "z", "c", "x", "d", "y", "e", "x", "f", "z");
    private static final Map<String, float[]> VECTORS =
            Map.of("c", new float[] {1, 0}, "d", new float[] {0, 1}, "e", new float[] {2, 0}, "f", new float[] {-1, 0});

    private static final FeatureView LIKING = FeatureView.of(
            "liking",
            "1",
            List.of(
                    FeatureColumn.number("liking", SignalGroup.BEHAVIOUR, Owner.BOTH),
                    FeatureColumn.number("nothing", SignalGroup.BEHAVIOUR, Owner.BOTH)),
            (pairs, columns) -> {
                for (int row = 0; row < pairs.size(); row++) {
                    boolean forward = pairs.subjectId(row).equals("viewer");
                    Double value = forward ? OWN_SIDE.get(pairs.objectId(row)) : OTHER_SIDE.get(pairs.subjectId(row));
                    if (value != null) {
                        columns.set(row, 0, value.floatValue());
                    }
                }
            });

    private static final Ranker SUM = WeightedSum.builder().weight("liking", 1).build();
    private static final Ranker BOTH = ReciprocalRanker.of(SUM, SUM, new FusionRule.Margin(0, 1, 1));

    /** Takes the best, the third and the fourth. */
    private static final Diversifier SKIPPING = (kept, k) -> Selection.certain(
            IntStream.of(0, 2, 3).limit(Math.min(k, kept.size())).toArray(), List.of());

    private static final Explainer REASONS = chosen -> IntStream.range(0, chosen.size())
            .mapToObj(position -> switch (chosen.id(position)) {
                case "e" -> List.of(reason("likes", "You both like chess"), reason("near", "Near you"));
                case "d" -> List.of(reason("near", "Near you"));
                default -> List.of(reason(PhraseExplainer.FALLBACK_CODE, "Suggested for you"));
            })
            .toList();

    private static Reason reason(String code, String text) {
        return new Reason(code, SignalGroup.BEHAVIOUR, Visibility.PUBLIC, Map.of("en", text));
    }

    private static CandidateSource source(Map<String, Double> scores) {
        return (context, limit) -> {
            CandidateList.Builder list = CandidateList.builder(context.items(), scores.size());
            scores.forEach((id, score) -> {
                if (!context.excludes(id)) {
                    list.add(id, score.floatValue());
                }
            });
            return list.build();
        };
    }

    private static Map<String, Double> ordered(Object... idsAndScores) {
        Map<String, Double> scores = new LinkedHashMap<>();
        for (int i = 0; i < idsAndScores.length; i += 2) {
            scores.put((String) idsAndScores[i], ((Number) idsAndScores[i + 1]).doubleValue());
        }
        return scores;
    }

    private static final Guardrail HIDING = new Guardrail() {
        @Override
        public void judge(ScoredCandidates candidates, Verdicts verdicts) {
            verdicts.keepUndecided();
        }

        @Override
        public Predicate<String> exclusions(RequestContext context) {
            return "hidden"::equals;
        }
    };

    private static Guardrail judging(String id, Optional<Integer> tier, String reason) {
        return (candidates, verdicts) -> {
            for (int row = 0; row < candidates.size(); row++) {
                if (candidates.id(row).equals(id)) {
                    if (tier.isPresent()) {
                        verdicts.demote(row, tier.get(), reason);
                    } else {
                        verdicts.remove(row, reason);
                    }
                }
            }
            verdicts.keepUndecided();
        };
    }

    private static final ItemAttributes CLUB = new ItemAttributes() {
        @Override
        public Set<String> names() {
            return Set.of("club");
        }

        @Override
        public Set<String> labels(String itemId, String attribute) {
            return CLUBS.containsKey(itemId) ? Set.of(CLUBS.get(itemId)) : Set.of();
        }

        @Override
        public double number(String itemId, String attribute) {
            return Double.NaN;
        }
    };

    private static final VectorReader PLACES = new VectorReader() {
        @Override
        public int dimension() {
            return 2;
        }

        @Override
        public boolean read(String id, float[] destination, int offset) {
            float[] vector = VECTORS.getOrDefault(id, new float[0]);
            System.arraycopy(vector, 0, destination, offset, vector.length);
            return vector.length > 0;
        }
    };

    private static ChainEffects effects(Ranker ranker, Diversifier diversifier, Comparison compared, int k) {
        Choice.Watched watched = new Choice.Watched(diversifier);
        try (DiscoveryEngine engine = DiscoveryEngine.builder()
                .attributes(CLUB)
                .source("near", source(ordered("a", 6, "b", 5, "c", 4, "d", 3, "f", 2, "hidden", 1)))
                .source("far", source(ordered("d", 9, "e", 8, "hidden", 7)))
                .hydrate(LIKING)
                .rank(ranker)
                .guard("hiding", HIDING)
                .guard("strict", judging("b", Optional.empty(), "bad"))
                .guard("gentle", judging("a", Optional.of(1), "odd"))
                .diversify(watched)
                .explain(REASONS)
                .build()) {
            TracedSlate answer = engine.recommendTraced(SlateRequest.forViewer("viewer")
                    .size(k)
                    .timeout(Duration.ofMinutes(1))
                    .build());
            return ChainEffects.of(answer, watched.take(answer.trace().requestId()), compared);
        }
    }

    private static Comparison full() {
        return new Comparison(
                BOTH,
                Optional.of(PLACES),
                Optional.of("club"),
                Optional.of(new Comparison.Target(
                        id -> Optional.ofNullable(GROUPS.get(id)), Map.of("x", 0.4, "y", 0.2, "z", 0.4))));
    }

    @Test
    void everyStepIsMeasured() {
        ChainEffects effects = effects(BOTH, SKIPPING, full(), 3);

        assertThat(effects.found()).isEqualTo(Map.of("near", 5.0, "far", 2.0));
        assertThat(effects.alone()).isEqualTo(Map.of("near", 4.0, "far", 1.0));
        assertThat(effects.finds()).isEqualTo(7);
        assertThat(effects.candidates()).isEqualTo(6);
        assertThat(effects.hydration()).contains(new Hydration(2, 0.5, 1));

        RankEffect ranking = effects.ranking().orElseThrow();
        assertThat(ranking.shared()).as("of e, a, b").isEqualTo(Map.of("near", 2.0, "far", 1.0));
        assertThat(ranking.nearest()).contains("near");
        assertThat(ranking.byOtherSide()).as("e for c").contains(1.0);

        assertThat(effects.passedOver()).isEqualTo(Map.of("hiding", 1.0));
        assertThat(effects.removed()).isEqualTo(Map.of("strict (bad)", 1.0));
        assertThat(effects.demoted()).isEqualTo(Map.of("gentle (odd)", 1.0));

        ChoiceEffect choosing = effects.choosing().orElseThrow();
        assertThat(choosing.places()).isEqualTo(3);
        assertThat(choosing.others()).as("e, d, f in place of e, c, d").isEqualTo(1);
        assertThat(choosing.distance().orElseThrow().byScore()).isCloseTo(2 / 3.0, within(1e-9));
        assertThat(choosing.distance().orElseThrow().chosen()).isCloseTo(4 / 3.0, within(1e-9));
        assertThat(choosing.largestLabel()).contains(new Change(2, 1));
        ChoiceEffect.Shares groups = choosing.groups().orElseThrow();
        assertThat(groups.names()).containsExactly("x", "y", "z");
        assertThat(groups.target()).isEqualTo(Map.of("x", 0.4, "y", 0.2, "z", 0.4));
        assertThat(groups.kept()).isEqualTo(Map.of("x", 0.4, "y", 0.2, "z", 0.4));
        assertThat(groups.byScore().get("z")).isZero();
        assertThat(groups.chosen().get("z")).isCloseTo(1 / 3.0, within(1e-9));
        assertThat(groups.impactRatio().byScore()).isZero();
        assertThat(groups.impactRatio().chosen()).isCloseTo(0.5, within(1e-9));

        assertThat(effects.explained()).as("f has the general phrase").isEqualTo(2);
        assertThat(effects.reasonsOfTheirOwn())
                .as("d says what e says too; f's stands once")
                .isEqualTo(2);
    }

    @Test
    void isSaidInWords() {
        Map<String, String> said = EffectText.bySteps(effects(BOTH, SKIPPING, full(), 3));
        assertThat(said)
                .containsEntry("sources", "near 5 (4 alone), far 2 (1 alone)")
                .containsEntry("merge", "7 finds are 6 candidates")
                .containsEntry("hydrate", "2 columns, 50 % filled; 1 also the other way round")
                .containsEntry(
                        "rank",
                        "of the first 3, 2 are among the first of \"near\", the source most like it;"
                                + " 1 are there for what the other side wants")
                .containsEntry(
                        "guard",
                        "passed over in the search: hiding 1; removed: strict (bad) 1; put behind others: gentle (odd) 1")
                .containsEntry(
                        "diversify",
                        "1 of 3 places are not the best by score: distance 0.67 → 1.33, largest community 2 → 1 places,"
                                + " made-up groups x 67 → 33 %, y 33 → 33 %, z 0 → 33 %, impact ratio 0.00 → 0.50");
    }

    @Test
    void aRankerOfOneSideAndItemsWithoutVectorsSayLess() {
        Comparison plain = new Comparison(SUM, Optional.empty(), Optional.empty(), Optional.empty());
        ChainEffects effects = effects(SUM, SKIPPING, plain, 3);
        assertThat(effects.ranking().orElseThrow().byOtherSide()).isEmpty();
        ChoiceEffect choosing = effects.choosing().orElseThrow();
        assertThat(List.of(choosing.distance(), choosing.largestLabel(), choosing.groups()))
                .allMatch(Optional::isEmpty);
        assertThat(EffectText.bySteps(effects).get("diversify")).isEqualTo("1 of 3 places are not the best by score");
        assertThat(effects(BOTH, SKIPPING, full(), 1).choosing().orElseThrow().distance())
                .as("one item is far from nothing")
                .isEmpty();
    }

    @Test
    void aDiversifierThatFailsLeavesItsStepUnmeasured() {
        Diversifier broken = (kept, k) -> {
            throw new IllegalStateException("away");
        };
        ChainEffects effects = effects(BOTH, broken, full(), 3);
        assertThat(effects.choosing()).isEmpty();
        assertThat(effects.ranking()).isEmpty();
        assertThat(effects.delivered()).isEqualTo(3);
        assertThat(EffectText.bySteps(effects))
                .containsKeys("sources", "guard", "explain")
                .doesNotContainKey("rank");
        assertThat(EffectText.brief(effects)).hasSize(1);
    }

    @Test
    void aMeanCountsWhatWasNotThereAsNoneAndLeavesOutWhatWasNotMeasured() {
        Diversifier broken = (kept, k) -> {
            throw new IllegalStateException("away");
        };
        ChainEffects one = effects(BOTH, SKIPPING, full(), 3);
        ChainEffects other = effects(SUM, broken, full(), 3);
        ChainEffects mean = ChainEffects.mean(List.of(one, other, one, other));
        assertThat(mean.requests()).isEqualTo(4);
        assertThat(mean.found()).isEqualTo(one.found());
        assertThat(mean.explained()).isEqualTo((one.explained() + other.explained()) / 2);
        assertThat(mean.ranking()).isEqualTo(one.ranking());
        assertThat(mean.choosing().orElseThrow().others()).isEqualTo(1);
        assertThat(ChainEffects.mean(List.of()).requests()).isZero();
        assertThat(ChainEffects.mean(List.of()).choosing()).isEmpty();
    }

    @Test
    void aChoiceIsTakenOnceAndByItsOwnRequestAlone() {
        Choice.Watched watched = new Choice.Watched(SKIPPING);
        List<KeptCandidates> seen = new ArrayList<>();
        try (DiscoveryEngine engine = DiscoveryEngine.builder()
                .source("near", source(OWN_SIDE))
                .diversify(watched)
                .build()) {
            TracedSlate first = engine.recommendTraced(
                    SlateRequest.forViewer("viewer").size(3).build());
            assertThat(watched.take("another request")).isEmpty();
            assertThat(watched.take(first.trace().requestId()))
                    .as("gone, whoever asked")
                    .isEmpty();
            TracedSlate second = engine.recommendTraced(
                    SlateRequest.forViewer("viewer").size(3).build());
            watched.take(second.trace().requestId()).ifPresent(choice -> seen.add(choice.kept()));
            assertThat(watched.take(second.trace().requestId())).isEmpty();
        }
        assertThat(seen).hasSize(1);
        assertThat(seen.getFirst().size()).isEqualTo(6);
    }

    @Test
    void asJsonEachStepHasItsNumbers() {
        var json = EffectJson.of(effects(BOTH, SKIPPING, full(), 3));
        assertThat(json.at("/sources/near/alone").doubleValue()).isEqualTo(4);
        assertThat(json.at("/rank/by_other_side").doubleValue()).isEqualTo(1);
        assertThat(json.at("/guard/removed/strict (bad)").doubleValue()).isEqualTo(1);
        assertThat(json.at("/diversify/largest_label/by_score").doubleValue()).isEqualTo(2);
        assertThat(json.at("/diversify/groups/z/kept").doubleValue()).isEqualTo(0.4);
        assertThat(json.at("/explain/of_their_own").doubleValue()).isEqualTo(2);
    }
}

package io.github.discovery4j.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.discovery4j.core.consent.InMemoryConsentLedger;
import io.github.discovery4j.core.model.CandidateList;
import io.github.discovery4j.core.model.FeatureColumn;
import io.github.discovery4j.core.model.FeatureColumn.Owner;
import io.github.discovery4j.core.model.Filter;
import io.github.discovery4j.core.model.Handle;
import io.github.discovery4j.core.model.IdSpace;
import io.github.discovery4j.core.model.ItemAttributes;
import io.github.discovery4j.core.model.ItemKind;
import io.github.discovery4j.core.model.Reason;
import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.core.model.Slate;
import io.github.discovery4j.core.model.SlateItem;
import io.github.discovery4j.core.model.SlateRequest;
import io.github.discovery4j.core.model.Visibility;
import io.github.discovery4j.core.observe.DiscoveryListener;
import io.github.discovery4j.core.observe.Drop;
import io.github.discovery4j.core.observe.Impression;
import io.github.discovery4j.core.observe.StepOutcome;
import io.github.discovery4j.core.observe.Trace;
import io.github.discovery4j.core.observe.TracedSlate;
import io.github.discovery4j.core.stage.CandidateSource;
import io.github.discovery4j.core.stage.Constraint;
import io.github.discovery4j.core.stage.Diversifier;
import io.github.discovery4j.core.stage.Explainer;
import io.github.discovery4j.core.stage.FeatureView;
import io.github.discovery4j.core.stage.Guardrail;
import io.github.discovery4j.core.stage.KeptCandidates;
import io.github.discovery4j.core.stage.Ranker;
import io.github.discovery4j.core.stage.RankingBatch;
import io.github.discovery4j.core.stage.RequestContext;
import io.github.discovery4j.core.stage.ScoredCandidates;
import io.github.discovery4j.core.stage.Selection;
import io.github.discovery4j.core.stage.Verdicts;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DiscoveryEngineTest {

    private static final SlateRequest FOR_VIEWER =
            SlateRequest.forViewer("viewer").size(3).build();

    @Test
    void theBestByScoreStandFirstWithTheirReasonsAndOrigins() {
        try (DiscoveryEngine engine = PatientEngine.builder()
                .source("near", source("a", "b", "c", "d"))
                .source("popular", source("d", "e"))
                .hydrate(lengthOfName())
                .rank(byColumn())
                .explain(chosen -> Collections.nCopies(
                        chosen.size(),
                        List.of(new Reason(
                                "why", SignalGroup.PROFILE, Visibility.PUBLIC, Map.of("en", "Why", "es", "Porque")))))
                .build()) {
            TracedSlate answer = engine.recommendTraced(FOR_VIEWER);
            assertThat(ids(answer.slate())).containsExactly("a", "b", "c");
            assertThat(answer.slate().items()).extracting(SlateItem::position).containsExactly(0, 1, 2);
            assertThat(answer.slate().items().getFirst().reasons().getFirst().text(Locale.of("es", "MX")))
                    .isEqualTo("Porque");
            assertThat(answer.slate().shortfall()).isZero();
            assertThat(answer.trace().chosen().getFirst().origins())
                    .extracting(origin -> origin.source())
                    .containsExactly("near");
            assertThat(answer.trace().notes()).isEmpty();
        }
    }

    @Test
    void theOrderOfSourcesDoesNotMatter() {
        CandidateSource one = source("a", "b", "c", "d");
        CandidateSource other = source("d", "e", "a", "f");
        try (DiscoveryEngine forth = PatientEngine.builder()
                        .source("x", one)
                        .source("y", other)
                        .build();
                DiscoveryEngine back = PatientEngine.builder()
                        .source("y", other)
                        .source("x", one)
                        .build()) {
            assertThat(ids(forth.recommend(FOR_VIEWER))).isEqualTo(ids(back.recommend(FOR_VIEWER)));
        }
    }

    @Test
    void equalScoresGoByCodePointOfTheId() {
        String supplementary = "\uD83D\uDE00";
        String privateUse = "\uE000";
        try (DiscoveryEngine engine = PatientEngine.builder()
                .source("all", source(supplementary, privateUse, "z", "Z"))
                .rank((batch, scores) -> java.util.Arrays.fill(scores, 1))
                .build()) {
            assertThat(ids(engine.recommend(FOR_VIEWER))).containsExactly("Z", "z", privateUse);
        }
    }

    @Test
    void excludedFilteredAndWithdrawnItemsAndTheViewerAreLeftOut() {
        InMemoryConsentLedger ledger = new InMemoryConsentLedger();
        ledger.withdraw("gone");
        CandidateSource careless = (context, limit) -> {
            CandidateList.Builder found = CandidateList.builder(context.items(), 8);
            List.of("viewer", "excluded", "gone", "english", "spanish").forEach(id -> found.add(id, 1));
            return found.build();
        };
        try (DiscoveryEngine engine = PatientEngine.builder()
                .source("careless", careless)
                .consent(ledger)
                .attributes(languages())
                .build()) {
            SlateRequest request = FOR_VIEWER.toBuilder()
                    .exclude(List.of("excluded"))
                    .filter(Filter.equal("language", "es"))
                    .build();
            TracedSlate answer = engine.recommendTraced(request);
            assertThat(ids(answer.slate())).containsExactly("spanish");
            assertThat(answer.slate().shortfall()).isEqualTo(2);
            assertThat(answer.trace().drops())
                    .extracting(Drop::reason)
                    .containsExactlyInAnyOrder("excluded", "excluded", "excluded", "filtered out");
        }
    }

    @Test
    void aFilterOnAnUnknownAttributeIsRefusedWithWhatExists() {
        try (DiscoveryEngine engine = PatientEngine.builder()
                .source("s", source("a"))
                .attributes(languages())
                .build()) {
            SlateRequest request =
                    FOR_VIEWER.toBuilder().filter(Filter.range("age", 18, 99)).build();
            assertThatThrownBy(() -> engine.recommend(request))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("[age]")
                    .hasMessageContaining("[language]");
        }
    }

    @Test
    void theFallbackFillsUpAndPassesEveryGuardrail() {
        try (DiscoveryEngine engine = PatientEngine.builder()
                .source("few", source("a"))
                .fallback(source("b", "bad", "c"))
                .guard("no bad", removing("bad"))
                .build()) {
            TracedSlate answer = engine.recommendTraced(FOR_VIEWER);
            assertThat(ids(answer.slate())).containsExactlyInAnyOrder("a", "b", "c");
            assertThat(answer.trace().notes()).anyMatch(note -> note.contains("fallback"));
        }
    }

    @Test
    void guardrailsThatLeaveTooFewCauseOneRefill() {
        AtomicInteger calls = new AtomicInteger();
        CandidateSource twoAtATime = (context, limit) -> {
            calls.incrementAndGet();
            return firstAdmitted(context, 2, List.of("bad1", "bad2", "a", "b", "c"));
        };
        try (DiscoveryEngine engine = PatientEngine.builder()
                .source("two", twoAtATime)
                .guard("bad", removing("bad1", "bad2"))
                .build()) {
            SlateRequest two = FOR_VIEWER.toBuilder().size(2).build();
            assertThat(ids(engine.recommend(two))).containsExactly("a", "b");
            assertThat(calls).hasValue(2);
            calls.set(0);
            assertThat(engine.recommend(FOR_VIEWER).shortfall()).isEqualTo(1);
            assertThat(calls).hasValue(2);
        }
    }

    @Test
    void whatAGuardrailExcludesIsNotEvenRetrieved() {
        Guardrail blocks = new Guardrail() {
            @Override
            public void judge(ScoredCandidates candidates, Verdicts verdicts) {
                removing("blocked").judge(candidates, verdicts);
            }

            @Override
            public Predicate<String> exclusions(RequestContext context) {
                return "blocked"::equals;
            }
        };
        List<String> asked = Collections.synchronizedList(new ArrayList<>());
        CandidateSource source = (context, limit) -> {
            List.of("blocked", "a").stream().filter(context::admits).forEach(asked::add);
            return firstAdmitted(context, limit, asked);
        };
        try (DiscoveryEngine engine = PatientEngine.builder()
                .source("s", source)
                .guard("blocks", blocks)
                .build()) {
            engine.recommend(FOR_VIEWER);
            assertThat(asked).containsExactly("a");
        }
    }

    @Test
    void aDemotedCandidateComesAfterThoseOfAHigherTierWhateverItsScore() {
        Guardrail tiers = (candidates, verdicts) -> {
            for (int row = 0; row < candidates.size(); row++) {
                if (candidates.id(row).equals("a")) {
                    verdicts.demote(row, 2, "lowest");
                } else if (candidates.id(row).equals("b")) {
                    verdicts.demote(row, 1, "low");
                }
            }
            verdicts.keepUndecided();
        };
        try (DiscoveryEngine engine = PatientEngine.builder()
                .source("s", source("a", "b", "c", "d"))
                .guard("tiers", tiers)
                .guard("milder", (candidates, verdicts) -> verdicts.keepUndecided())
                .build()) {
            assertThat(ids(engine.recommend(FOR_VIEWER.toBuilder().size(4).build())))
                    .containsExactly("c", "d", "b", "a");
        }
    }

    @Test
    void removalWinsOverDemotionAndKeeping() {
        try (DiscoveryEngine engine = PatientEngine.builder()
                .source("s", source("a", "b"))
                .guard("keeps", (candidates, verdicts) -> verdicts.keepUndecided())
                .guard("removes", removing("a"))
                .guard("demotes", (candidates, verdicts) -> {
                    for (int row = 0; row < candidates.size(); row++) {
                        verdicts.demote(row, 1, "all");
                    }
                })
                .build()) {
            assertThat(ids(engine.recommend(FOR_VIEWER))).containsExactly("b");
        }
    }

    @Test
    void aGuardrailThatThrowsRemovesWhatItLeftUndecided() {
        Guardrail halfWay = (candidates, verdicts) -> {
            for (int row = 0; row < candidates.size(); row++) {
                if (candidates.id(row).equals("a")) {
                    verdicts.keep(row);
                }
            }
            throw new IllegalStateException("lost the connection");
        };
        try (DiscoveryEngine engine = PatientEngine.builder()
                .source("s", source("a", "b", "c"))
                .guard("half way", halfWay)
                .build()) {
            TracedSlate answer = engine.recommendTraced(FOR_VIEWER);
            assertThat(ids(answer.slate())).containsExactly("a");
            assertThat(outcomes(answer.trace(), "guard"))
                    .contains(new StepOutcome.Failed("java.lang.IllegalStateException"));
        }
    }

    @Test
    void aHydratorThatThrowsLeavesItsColumnsMissingAndTheOthersAlone() {
        FeatureView broken = FeatureView.of(
                "broken",
                "1",
                List.of(FeatureColumn.number("half", SignalGroup.PROFILE, Owner.OBJECT)),
                (pairs, columns) -> {
                    columns.set(0, 0, 7f);
                    throw new IllegalStateException("store is away");
                });
        List<Float> seen = new ArrayList<>();
        Ranker ranker = (batch, scores) -> {
            for (int row = 0; row < scores.length; row++) {
                seen.add(batch.features().get(row, 0));
                scores[row] = batch.features().get(row, 1);
            }
        };
        try (DiscoveryEngine engine = PatientEngine.builder()
                .source("s", source("a", "bbb", "cc"))
                .hydrate(broken)
                .hydrate(lengthOfName())
                .rank(ranker)
                .build()) {
            assertThat(ids(engine.recommend(FOR_VIEWER))).containsExactly("bbb", "cc", "a");
            assertThat(seen).hasSize(3).allMatch(value -> value.isNaN());
        }
    }

    @Test
    void aRankerThatThrowsOrGivesNaNHandsOverToTheFallback() {
        Ranker throwing = (batch, scores) -> {
            throw new IllegalStateException("model is broken");
        };
        Ranker nan = (batch, scores) -> {};
        for (Ranker broken : List.of(throwing, nan)) {
            try (DiscoveryEngine engine = PatientEngine.builder()
                    .source("s", source("a", "bbb", "cc"))
                    .hydrate(lengthOfName())
                    .rank(broken)
                    .fallbackRanker(byColumn())
                    .build()) {
                TracedSlate answer = engine.recommendTraced(FOR_VIEWER);
                assertThat(ids(answer.slate())).containsExactly("bbb", "cc", "a");
                assertThat(outcomes(answer.trace(), "rank")).hasSize(2).first().isInstanceOf(StepOutcome.Failed.class);
            }
            try (DiscoveryEngine engine = PatientEngine.builder()
                    .source("s", source("a", "b"))
                    .rank(broken)
                    .fallbackRanker(broken)
                    .build()) {
                assertThat(ids(engine.recommend(FOR_VIEWER))).containsExactly("a", "b");
            }
        }
    }

    @Test
    void aDiversifierThatBreaksALawIsReplacedByTheBestByScore() {
        List<Diversifier> broken = List.of(
                (kept, k) -> {
                    throw new IllegalStateException("matrix is singular");
                },
                (kept, k) -> Selection.certain(new int[] {0, 0}, List.of()),
                (kept, k) -> Selection.certain(new int[] {99}, List.of()),
                (kept, k) -> Selection.certain(IntStream.range(0, kept.size()).toArray(), List.of()),
                (kept, k) -> Selection.certain(new int[] {kept.size() - 1}, List.of()));
        Guardrail lastIsLower = (candidates, verdicts) -> {
            verdicts.demote(candidates.rowAt(candidates.size() - 1), 1, "last");
            verdicts.keepUndecided();
        };
        for (var diversifier : broken) {
            try (DiscoveryEngine engine = PatientEngine.builder()
                    .source("s", source("a", "b", "c", "d"))
                    .guard("last", lastIsLower)
                    .diversify(diversifier)
                    .build()) {
                TracedSlate answer = engine.recommendTraced(FOR_VIEWER);
                assertThat(ids(answer.slate())).containsExactly("a", "b", "c");
                assertThat(outcomes(answer.trace(), "diversify").getFirst()).isInstanceOf(StepOutcome.Failed.class);
            }
        }
    }

    @Test
    void anExplainerThatFailsLeavesTheItemsWithoutReasons() {
        List<Explainer> broken = List.of(
                chosen -> {
                    throw new IllegalStateException("no phrases");
                },
                chosen -> List.of());
        for (var explainer : broken) {
            try (DiscoveryEngine engine = PatientEngine.builder()
                    .source("s", source("a", "b"))
                    .explain(explainer)
                    .build()) {
                Slate slate = engine.recommend(FOR_VIEWER);
                assertThat(ids(slate)).containsExactly("a", "b");
                assertThat(slate.items()).allMatch(item -> item.reasons().isEmpty());
            }
        }
    }

    @Test
    void aContinuationRepeatsNothing() {
        String[] all = IntStream.range(0, 9).mapToObj(i -> "item" + i).toArray(String[]::new);
        try (DiscoveryEngine engine =
                PatientEngine.builder().source("s", source(all)).build()) {
            SlateRequest request = FOR_VIEWER;
            List<String> shown = new ArrayList<>();
            for (int page = 0; page < 4; page++) {
                Slate slate = engine.recommend(request);
                shown.addAll(ids(slate));
                request = request.after(slate);
            }
            assertThat(shown).doesNotHaveDuplicates().containsExactlyInAnyOrder(all);
            assertThat(request.firstPosition()).isEqualTo(9);
        }
    }

    @Test
    void aRequestPinsOneVersionOfEachHandle() {
        Handle<String> model = Handle.of("model", "v1", "a");
        CandidateSource swapping = (context, limit) -> {
            String first = context.pin(model);
            model.swap("v2", "b");
            return firstAdmitted(context, limit, List.of(first, context.pin(model)));
        };
        Ranker alsoPins = (batch, scores) -> {
            for (int row = 0; row < scores.length; row++) {
                scores[row] = batch.candidates().id(row).equals(batch.context().pin(model)) ? 1 : 0;
            }
        };
        try (DiscoveryEngine engine =
                PatientEngine.builder().source("s", swapping).rank(alsoPins).build()) {
            Slate before = engine.recommend(FOR_VIEWER);
            assertThat(ids(before)).containsExactly("a");
            assertThat(before.items().getFirst().score()).isEqualTo(1);
            assertThat(before.versions()).containsEntry("model", "v1");
            assertThat(engine.recommend(FOR_VIEWER).versions()).containsEntry("model", "v2");
        }
    }

    @Test
    void aRankerIsSwappedBetweenRequests() {
        Handle<Ranker> ranker = Handle.of("ranker", "longest", byColumn());
        try (DiscoveryEngine engine = PatientEngine.builder()
                .source("s", source("a", "bbb", "cc"))
                .hydrate(lengthOfName())
                .rank(ranker)
                .build()) {
            assertThat(ids(engine.recommend(FOR_VIEWER))).containsExactly("bbb", "cc", "a");
            ranker.swap("shortest", (batch, scores) -> {
                for (int row = 0; row < scores.length; row++) {
                    scores[row] = -batch.features().get(row, 0);
                }
            });
            Slate after = engine.recommend(FOR_VIEWER);
            assertThat(ids(after)).containsExactly("a", "cc", "bbb");
            assertThat(after.versions()).containsEntry("ranker", "shortest");
        }
    }

    @Test
    void impressionsCarryPositionsPropensitiesVersionsAndFeatures() {
        List<Impression> impressions = new ArrayList<>();
        DiscoveryListener listener = new DiscoveryListener() {
            @Override
            public boolean wantsImpressions() {
                return true;
            }

            @Override
            public void impression(Impression impression) {
                impressions.add(impression);
                throw new IllegalStateException("queue is full");
            }
        };
        Instant now = Instant.parse("2026-03-01T12:00:00Z");
        try (DiscoveryEngine engine = PatientEngine.builder()
                .source("s", source("a", "bbb", "cc"))
                .hydrate(lengthOfName())
                .rank(byColumn())
                .clock(InstantSource.fixed(now))
                .listener(listener)
                .build()) {
            Slate slate = engine.recommend(FOR_VIEWER);
            assertThat(impressions).hasSize(1);
            Impression impression = impressions.getFirst();
            assertThat(impression.slate()).isEqualTo(slate);
            assertThat(slate.createdAt()).isEqualTo(now);
            assertThat(impression.viewerId()).isEqualTo("viewer");
            assertThat(impression.propensities()).containsExactly(1.0, 1.0, 1.0);
            assertThat(impression.features().get(0, 0)).isEqualTo(3f);
        }
    }

    @Test
    void aReciprocalRankerAlsoSeesTheOtherDirection() {
        List<String> subjects = Collections.synchronizedList(new ArrayList<>());
        FeatureView view = FeatureView.of(
                "v",
                "1",
                List.of(FeatureColumn.number("length of the subject's name", SignalGroup.PROFILE, Owner.SUBJECT)),
                (pairs, columns) -> {
                    for (int row = 0; row < pairs.size(); row++) {
                        subjects.add(pairs.subjectId(row));
                        columns.set(row, 0, pairs.subjectId(row).length());
                    }
                });
        Ranker reciprocal = new Ranker() {
            @Override
            public void score(RankingBatch batch, double[] scores) {
                for (int row = 0; row < scores.length; row++) {
                    scores[row] = batch.reverseFeatures().orElseThrow().get(row, 0);
                }
            }

            @Override
            public boolean reciprocal() {
                return true;
            }
        };
        try (DiscoveryEngine engine = PatientEngine.builder()
                .source("s", source("a", "bbb", "cc"))
                .hydrate(view)
                .rank(reciprocal)
                .build()) {
            assertThat(ids(engine.recommend(FOR_VIEWER))).containsExactly("bbb", "cc", "a");
            assertThat(subjects).contains("viewer", "a", "bbb", "cc");
        }
    }

    @Test
    void anEngineIsNotBuiltWithoutSourcesWithTwinsOrWithoutTheRankersColumns() {
        assertThatThrownBy(() -> PatientEngine.builder().build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("source");
        assertThatThrownBy(() -> PatientEngine.builder()
                        .source("s", source("a"))
                        .fallback("s", source("b"))
                        .build())
                .hasMessageContaining("\"s\" stands twice");
        Ranker needs = new Ranker() {
            @Override
            public void score(RankingBatch batch, double[] scores) {}

            @Override
            public Set<String> features() {
                return Set.of("taste");
            }
        };
        assertThatThrownBy(() -> PatientEngine.builder()
                        .source("s", source("a"))
                        .hydrate(lengthOfName())
                        .rank(needs)
                        .build())
                .hasMessageContaining("[taste]")
                .hasMessageContaining("[length]");
    }

    @Test
    void slatesTracesAndRequestsNameNobodyWhenPrinted() {
        try (DiscoveryEngine engine = PatientEngine.builder()
                .source("s", source("secret-item"))
                .guard("g", removing("other-secret"))
                .build()) {
            SlateRequest request = SlateRequest.forViewer("secret-viewer").build();
            TracedSlate answer = engine.recommendTraced(request);
            assertThat(request + " " + answer + " " + answer.slate().items() + " "
                            + answer.trace().chosen())
                    .doesNotContain("secret");
        }
    }

    @Test
    void aConstraintOnAnUnknownAttributeIsRefusedWhenTheEngineIsBuilt() {
        Constraint typo = new Constraint() {
            @Override
            public String name() {
                return "at most 1 per langauge";
            }

            @Override
            public boolean hard() {
                return true;
            }

            @Override
            public Set<String> attributes() {
                return Set.of("langauge");
            }

            @Override
            public Progress start(KeptCandidates kept, int k) {
                throw new IllegalStateException("never started");
            }
        };
        Diversifier diversifier = new Diversifier() {
            @Override
            public Selection select(KeptCandidates kept, int k) {
                throw new IllegalStateException("never asked");
            }

            @Override
            public List<Constraint> constraints() {
                return List.of(typo);
            }
        };
        assertThatThrownBy(() -> PatientEngine.builder()
                        .source("s", source("a"))
                        .attributes(languages())
                        .diversify(diversifier)
                        .build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("[langauge]")
                .hasMessageContaining("[language]");
    }

    @Test
    void twoHandlesOfOneNameAreNotMistakenForEachOther() {
        Handle<String> one = Handle.of("index", "v1", "a");
        Handle<String> other = Handle.of("index", "v7", "b");
        CandidateSource confused =
                (context, limit) -> firstAdmitted(context, limit, List.of(context.pin(one), context.pin(other)));
        try (DiscoveryEngine engine =
                PatientEngine.builder().source("confused", confused).build()) {
            assertThat(outcomes(engine.recommendTraced(FOR_VIEWER).trace(), "source"))
                    .containsExactly(new StepOutcome.Failed("java.lang.IllegalStateException"));
        }
    }

    @Test
    void aClosedEngineSaysSo() {
        DiscoveryEngine engine =
                PatientEngine.builder().source("s", source("a")).build();
        engine.close();
        assertThatThrownBy(() -> engine.recommend(FOR_VIEWER))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
    }

    @Test
    void nobodyButHydratorsWritesFeatures() {
        Ranker meddling = (batch, scores) -> {
            java.util.Arrays.fill(scores, 1);
            batch.features().writer(0, 1);
        };
        try (DiscoveryEngine engine = PatientEngine.builder()
                .source("s", source("a"))
                .hydrate(lengthOfName())
                .rank(meddling)
                .build()) {
            assertThat(outcomes(engine.recommendTraced(FOR_VIEWER).trace(), "rank"))
                    .first()
                    .isEqualTo(new StepOutcome.Failed("java.lang.IllegalStateException"));
        }
    }

    @Test
    void anErasedItemDoesNotComeBackThroughAStaleSource() {
        IdSpace items = new IdSpace();
        int ordinal = items.intern("erased");
        items.erase("erased");
        CandidateSource stale = (context, limit) -> CandidateList.builder(context.items(), 3)
                .add("erased", 1)
                .add(ordinal, 1)
                .add("here", 1)
                .build();
        try (DiscoveryEngine engine =
                PatientEngine.builder().items(items).source("stale", stale).build()) {
            assertThat(ids(engine.recommend(FOR_VIEWER))).containsExactly("here");
        }
    }

    @Test
    void aThingMayHaveTheSameIdAsTheViewerAndNeedsNoConsent() {
        InMemoryConsentLedger ledger = new InMemoryConsentLedger();
        ledger.withdraw("2");
        try (DiscoveryEngine engine = PatientEngine.builder()
                .itemKind(ItemKind.THINGS)
                .consent(ledger)
                .source("films", source("1", "2", "3"))
                .guard("midway", (candidates, verdicts) -> {
                    ledger.optOut("3", SignalGroup.BEHAVIOUR);
                    verdicts.keepUndecided();
                })
                .build()) {
            TracedSlate answer =
                    engine.recommendTraced(SlateRequest.forViewer("1").size(3).build());
            assertThat(ids(answer.slate())).containsExactly("1", "2", "3");
            assertThat(answer.trace().notes()).isEmpty();
        }
    }

    private static List<String> ids(Slate slate) {
        return slate.items().stream().map(SlateItem::id).toList();
    }

    private static List<StepOutcome> outcomes(Trace trace, String step) {
        return trace.steps().stream()
                .filter(s -> s.step().equals(step))
                .map(s -> s.outcome())
                .toList();
    }

    /** Finds the given ids, best first. */
    private static CandidateSource source(String... ids) {
        return (context, limit) -> firstAdmitted(context, limit, List.of(ids));
    }

    private static CandidateList firstAdmitted(RequestContext context, int limit, List<String> ids) {
        CandidateList.Builder found = CandidateList.builder(context.items(), ids.size());
        for (int i = 0; i < ids.size() && found.size() < limit; i++) {
            if (context.admits(ids.get(i))) {
                found.add(ids.get(i), 1f / (1 + i));
            }
        }
        return found.build();
    }

    private static Guardrail removing(String... bad) {
        return (candidates, verdicts) -> {
            for (int row = 0; row < candidates.size(); row++) {
                if (List.of(bad).contains(candidates.id(row))) {
                    verdicts.remove(row, "bad");
                }
            }
            verdicts.keepUndecided();
        };
    }

    private static FeatureView lengthOfName() {
        return FeatureView.of(
                "names",
                "1",
                List.of(FeatureColumn.number("length", SignalGroup.PROFILE, Owner.OBJECT)),
                (pairs, columns) -> {
                    for (int row = 0; row < pairs.size(); row++) {
                        columns.set(row, 0, pairs.objectId(row).length());
                    }
                });
    }

    private static Ranker byColumn() {
        return (batch, scores) -> {
            for (int row = 0; row < scores.length; row++) {
                scores[row] = batch.features().get(row, 0);
            }
        };
    }

    private static ItemAttributes languages() {
        return new ItemAttributes() {
            @Override
            public Set<String> names() {
                return Set.of("language");
            }

            @Override
            public Set<String> labels(String itemId, String attribute) {
                return itemId.equals("spanish") ? Set.of("es") : Set.of("en");
            }

            @Override
            public double number(String itemId, String attribute) {
                return Double.NaN;
            }
        };
    }
}

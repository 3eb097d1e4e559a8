package io.github.discovery4j.examples.community;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.discovery4j.core.DiscoveryEngine;
import io.github.discovery4j.core.consent.ConsentView;
import io.github.discovery4j.core.feature.FeatureDefinition;
import io.github.discovery4j.core.feature.FeatureRegistry;
import io.github.discovery4j.core.feature.InMemoryFeatureStore;
import io.github.discovery4j.core.model.CandidateList;
import io.github.discovery4j.core.model.FeatureColumn;
import io.github.discovery4j.core.model.Reason;
import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.core.model.SlateItem;
import io.github.discovery4j.core.model.SlateRequest;
import io.github.discovery4j.core.stage.Ranker;
import io.github.discovery4j.core.stage.RankerStructure;
import io.github.discovery4j.core.stage.RankingBatch;
import io.github.discovery4j.examples.sample.SampleCommunity;
import io.github.discovery4j.rank.diversity.MmrDiversifier;
import io.github.discovery4j.rank.fairness.Parity;
import io.github.discovery4j.rank.fairness.ProtectedGroups;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** The protected attribute decides who is chosen, and nothing else: no column, no score and no reason knows of it. */
class ProtectedGroupTest {

    private static final SampleCommunity COMMUNITY = SampleCommunity.generate(17, 400);
    private static final Map<String, String> NEXT = Map.of("a", "b", "b", "c", "c", "a");

    /** Everybody is in the group after their own. */
    private static final UnaryOperator<ProtectedGroups> FLIPPED =
            groups -> id -> groups.of(id).map(NEXT::get);

    private static final UnaryOperator<ProtectedGroups> AS_DRAWN = UnaryOperator.identity();

    /** Notes which columns a ranker is given, in both directions. */
    private record Recording(Ranker ranker, Set<FeatureColumn> columns) implements Ranker {

        @Override
        public void score(RankingBatch batch, double[] scores) {
            columns.addAll(batch.features().schema().columns());
            batch.reverseFeatures()
                    .ifPresent(reverse -> columns.addAll(reverse.schema().columns()));
            ranker.score(batch, scores);
        }

        @Override
        public Set<String> features() {
            return ranker.features();
        }

        @Override
        public boolean reciprocal() {
            return ranker.reciprocal();
        }

        @Override
        public Optional<Set<String>> backwardFeatures() {
            return ranker.backwardFeatures();
        }

        @Override
        public RankerStructure structure() {
            return ranker.structure();
        }
    }

    /** What everybody was shown: by viewer and item, score and reasons. */
    private record Shown(
            Map<String, List<String>> slates,
            Map<List<String>, Double> scores,
            Map<List<String>, List<Reason>> reasons,
            Set<FeatureColumn> columns) {}

    private static Shown shown(boolean parity, UnaryOperator<ProtectedGroups> groups) {
        Set<FeatureColumn> columns = ConcurrentHashMap.newKeySet();
        Shown shown = new Shown(new HashMap<>(), new HashMap<>(), new HashMap<>(), columns);
        CommunityEngine.Variant variant =
                new CommunityEngine.Variant(parity, groups, ranker -> new Recording(ranker, columns));
        try (CommunityEngine engine = new CommunityEngine(COMMUNITY, variant)) {
            for (int viewer = 1; viewer <= COMMUNITY.people().size(); viewer += 5) {
                String id = "u" + viewer;
                List<String> slate = new ArrayList<>();
                for (SlateItem item : engine.engine()
                        .recommend(SlateRequest.forViewer(id)
                                .timeout(Duration.ofMinutes(1))
                                .build())
                        .items()) {
                    slate.add(item.id());
                    shown.scores().put(List.of(id, item.id()), item.score());
                    shown.reasons().put(List.of(id, item.id()), item.reasons());
                }
                shown.slates().put(id, slate);
            }
        }
        return shown;
    }

    @Test
    void noColumnIsTheAttributeOrMadeFromIt() {
        Set<FeatureColumn> columns = shown(true, AS_DRAWN).columns();
        assertThat(columns).hasSizeGreaterThan(10);
        assertThat(columns)
                .extracting(FeatureColumn::name)
                .noneMatch(name -> List.of(name.split("_", -1)).contains(CommunitySafety.GROUP));
        assertThat(columns).extracting(FeatureColumn::group).doesNotContain(CommunitySafety.COUNTED);
    }

    @Test
    void withoutParityTheGroupsChangeNothing() {
        Shown asDrawn = shown(false, AS_DRAWN);
        Shown flipped = shown(false, FLIPPED);
        assertThat(flipped.slates()).isEqualTo(asDrawn.slates());
        assertThat(flipped.scores()).isEqualTo(asDrawn.scores());
        assertThat(flipped.reasons()).isEqualTo(asDrawn.reasons());
    }

    @Test
    void withParityTheyChangeWhoIsChosenAlone() {
        Shown asDrawn = shown(true, AS_DRAWN);
        Shown flipped = shown(true, FLIPPED);
        assertThat(flipped.slates()).isNotEqualTo(asDrawn.slates());
        Set<List<String>> inBoth = new HashSet<>(asDrawn.scores().keySet());
        inBoth.retainAll(flipped.scores().keySet());
        assertThat(inBoth).hasSizeGreaterThan(100);
        assertThat(inBoth).allSatisfy(pair -> {
            assertThat(flipped.scores().get(pair)).isEqualTo(asDrawn.scores().get(pair));
            assertThat(flipped.reasons().get(pair)).isEqualTo(asDrawn.reasons().get(pair));
        });
    }

    @Test
    void noReasonSpeaksOfTheGroup() {
        Set<Reason> said = new HashSet<>();
        shown(true, AS_DRAWN).reasons().values().forEach(said::addAll);
        assertThat(said).extracting(Reason::group).isNotEmpty().doesNotContain(CommunitySafety.COUNTED);
        assertThat(said)
                .flatExtracting(reason -> List.copyOf(reason.texts().values()))
                .noneMatch(text -> text.matches("(?iu).*\\b(group|grupo) [abc]\\b.*"));
    }

    @Test
    void whoeverDoesNotWantToBeCountedIsInNoGroup() {
        try (CommunityEngine engine = new CommunityEngine(COMMUNITY)) {
            ProtectedGroups groups = engine.data().safety().groups();
            assertThat(groups.of("u3")).isPresent();
            engine.consent().optOut("u3", CommunitySafety.COUNTED);
            assertThat(groups.of("u3")).isEmpty();
            assertThat(groups.of("nobody we know")).isEmpty();
        }
    }

    @Test
    void anEngineWithTheAttributeAmongItsFeaturesIsNotBuilt() {
        InMemoryFeatureStore store = new InMemoryFeatureStore(
                FeatureRegistry.of(
                        "person", List.of(FeatureDefinition.labels(CommunitySafety.GROUP, SignalGroup.PROFILE))),
                ConsentView.ALLOW_ALL);
        ProtectedGroups groups = id -> Optional.empty();
        assertThatThrownBy(() -> DiscoveryEngine.builder()
                        .source("nobody", (context, limit) -> CandidateList.empty())
                        .hydrate(store.view("people", "1")
                                .shared(CommunitySafety.GROUP)
                                .build())
                        .diversify(MmrDiversifier.builder()
                                .vectors(CommunityData.of(SampleCommunity.generate(1, 2), ConsentView.ALLOW_ALL)
                                        .taste())
                                .constraint(
                                        Parity.on(CommunitySafety.GROUP, groups).build())
                                .build())
                        .build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("column \"shared_group\" stands for \"group\", which is protected");
    }
}

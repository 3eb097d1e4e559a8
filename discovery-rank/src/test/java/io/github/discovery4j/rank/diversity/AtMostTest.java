package io.github.discovery4j.rank.diversity;

import static io.github.discovery4j.rank.diversity.Constraints.atMost;
import static io.github.discovery4j.rank.diversity.Constraints.atMostShare;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.discovery4j.core.model.Handle;
import io.github.discovery4j.core.model.IdSpace;
import io.github.discovery4j.core.model.ItemAttributes;
import io.github.discovery4j.core.model.SlateRequest;
import io.github.discovery4j.core.stage.Constraint;
import io.github.discovery4j.core.stage.ConstraintStatus.Outcome;
import io.github.discovery4j.core.stage.GreedySelection;
import io.github.discovery4j.core.stage.KeptCandidates;
import io.github.discovery4j.core.stage.RequestContext;
import io.github.discovery4j.core.stage.Selection;
import io.github.discovery4j.testkit.Batches;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AtMostTest {

    /** Best first: three from jazz, one of them also from chess, then a loner, then one from chess. */
    private static final List<String> IDS = List.of("a", "b", "c", "d", "e");

    private static final ItemAttributes COMMUNITIES = Items.labels(
            "community",
            Map.of("a", Set.of("jazz"), "b", Set.of("jazz", "chess"), "c", Set.of("jazz"), "e", Set.of("chess")));

    @Test
    void capsEveryLabelOfAnItem() {
        assertThat(picks(select(atMost(1, "community"), 5))).containsExactly("a", "d", "e");
        assertThat(picks(select(atMost(2, "community"), 5))).containsExactly("a", "b", "d", "e");
        assertThat(picks(select(atMost(3, "community"), 5))).containsExactlyElementsOf(IDS);
    }

    @Test
    void aHardCapShortensTheSlateAndSaysSo() {
        assertThat(select(atMost(1, "community"), 5).constraints())
                .singleElement()
                .satisfies(status -> {
                    assertThat(status.constraint()).isEqualTo("at most 1 per community");
                    assertThat(status.outcome())
                            .as("b has two labels: other picks might have left more places")
                            .isEqualTo(Outcome.NOT_FOUND);
                });
        assertThat(select(atMost(1, "community"), 3).constraints())
                .singleElement()
                .satisfies(status -> assertThat(status.outcome()).isEqualTo(Outcome.MET));
    }

    @Test
    void aSoftCapGivesWayAndTellsHowFar() {
        Selection selection = select(atMost(1, "community").soft(), 5);
        assertThat(picks(selection)).containsExactly("a", "d", "e", "b", "c");
        assertThat(selection.constraints()).singleElement().satisfies(status -> {
            assertThat(status.outcome()).isEqualTo(Outcome.RELAXED);
            assertThat(status.detail()).isEqualTo("most of one community: 3");
        });
    }

    @Test
    void anAttributeThatNobodyKnowsIsRefusedWithThoseThatExist() {
        assertThatThrownBy(() -> select(atMost(1, "comunity"), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"comunity\"")
                .hasMessageContaining("[community]");
    }

    @Test
    void aCapOfNoneIsRefused() {
        assertThatThrownBy(() -> atMost(0, "community"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("was 0");
    }

    @Test
    void aShareIsOneOfThePlacesThatThereAreCandidatesFor() {
        assertThat(picks(select(atMostShare(0.4, "community"), 5))).containsExactly("a", "b", "d", "e");
        assertThat(picks(select(atMostShare(0.39, "community"), 5))).containsExactly("a", "d", "e");
        assertThat(picks(select(atMostShare(0.4, "community"), 100)))
                .as("five candidates for a hundred places")
                .containsExactly("a", "b", "d", "e");
        assertThat(picks(select(atMostShare(0.01, "community"), 5)))
                .as("one place always")
                .containsExactly("a", "d", "e");
        assertThat(picks(select(atMostShare(1, "community"), 5))).containsExactlyElementsOf(IDS);
    }

    @Test
    void aShareIsRoundedDownButNotBecauseOfItsBinaryDigits() {
        for (int percent = 1; percent <= 100; percent++) {
            int places = percent;
            List<String> ids =
                    IntStream.range(0, 100).mapToObj(i -> "item " + i).toList();
            ItemAttributes all =
                    Items.labels("artist", ids.stream().collect(Collectors.toMap(id -> id, id -> Set.of("the one"))));
            RequestContext context = RequestContext.builder(
                            SlateRequest.forViewer("viewer").build(), new IdSpace())
                    .attributes(all)
                    .build();
            KeptCandidates kept = Batches.kept(Batches.scored(context, ids, new double[100]));
            Selection selection = GreedySelection.select(
                    kept, 100, List.of(atMostShare(percent / 100.0, "artist")), GreedySelection.Gain.byScore(kept));
            assertThat(selection.size()).isEqualTo(places);
        }
    }

    @Test
    void aShareIsReadFromWhatTheRequestPins() {
        Handle<Double> share = Handle.of("share", "1", 0.2);
        Constraint constraint = atMostShare(share, (value, attribute) -> value, "community");
        assertThat(constraint.name()).isEqualTo("at most a share per community");
        assertThat(picks(select(constraint, 5))).containsExactly("a", "d", "e");
        SlateRequest request = SlateRequest.forViewer("viewer")
                .using(share, new Handle.Version<>("2", 0.6))
                .build();
        KeptCandidates kept = kept(request);
        assertThat(picks(GreedySelection.select(kept, 5, List.of(constraint), GreedySelection.Gain.byScore(kept))))
                .containsExactlyElementsOf(IDS);
        assertThat(kept.context().versions()).containsEntry("share", "2");
    }

    @Test
    void aShareOutOfItsRangeIsRefused() {
        for (double share : new double[] {0, -1, 1.01, Double.NaN}) {
            assertThatThrownBy(() -> atMostShare(share, "community"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("was " + share)
                    .hasMessageContaining("community");
        }
    }

    private static Selection select(Constraint constraint, int k) {
        KeptCandidates kept = kept();
        return GreedySelection.select(kept, k, List.of(constraint), GreedySelection.Gain.byScore(kept));
    }

    private static KeptCandidates kept() {
        return kept(SlateRequest.forViewer("viewer").build());
    }

    private static KeptCandidates kept(SlateRequest request) {
        RequestContext context = RequestContext.builder(request, new IdSpace())
                .attributes(COMMUNITIES)
                .build();
        return Batches.kept(Batches.scored(context, IDS, 5, 4, 3, 2, 1));
    }

    private static List<String> picks(Selection selection) {
        List<String> picks = new ArrayList<>();
        for (int position = 0; position < selection.size(); position++) {
            picks.add(IDS.get(selection.index(position)));
        }
        return picks;
    }
}

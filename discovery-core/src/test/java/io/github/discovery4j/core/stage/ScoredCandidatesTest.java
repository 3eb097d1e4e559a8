package io.github.discovery4j.core.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.discovery4j.core.model.FeatureTable;
import io.github.discovery4j.core.model.IdOrder;
import io.github.discovery4j.testkit.Batches;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class ScoredCandidatesTest {

    private final RequestContext context = Batches.context("viewer");

    @Property(tries = 200)
    void standByScoreThenByCodePointOfTheId(@ForAll @Size(max = 40) List<@IntRange(min = -2, max = 2) Integer> given) {
        List<String> ids = IntStream.range(0, given.size())
                .mapToObj(i -> (i % 3 == 0 ? "\uD83D\uDE00" : i % 3 == 1 ? "\uE000" : "z") + (given.size() - i))
                .toList();
        ScoredCandidates scored = Batches.scored(
                context, ids, given.stream().mapToDouble(Integer::doubleValue).toArray());
        List<String> expected = new ArrayList<>(ids);
        expected.sort(
                Comparator.comparing((String id) -> -given.get(ids.indexOf(id))).thenComparing(IdOrder.CODE_POINTS));
        assertThat(byRank(scored)).isEqualTo(expected);
    }

    @Example
    void positiveAndNegativeZeroAreATie() {
        assertThat(byRank(Batches.scored(context, List.of("b", "a", "c"), 0.0, -0.0, 0.0)))
                .containsExactly("a", "b", "c");
    }

    @Example
    void theLargestAndSmallestScoresKeepTheirOrder() {
        assertThat(byRank(Batches.scored(
                        context, List.of("a", "b", "c"), -Double.MAX_VALUE, Double.MIN_VALUE, Double.MAX_VALUE)))
                .containsExactly("c", "b", "a");
    }

    @Example
    void aScoreThatIsMissingOrNotFiniteIsRefused() {
        RankingBatch batch = batch("secret", "b");
        for (double wrong : new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
            assertThatThrownBy(() -> ScoredCandidates.of(batch, new double[] {1, wrong}))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("was " + wrong + " in row 1 of 2")
                    .hasMessageNotContaining("secret");
        }
        assertThatThrownBy(() -> ScoredCandidates.of(batch, new double[1]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1 for 2 rows");
    }

    @Example
    void givesWhatTheRankerSaw() {
        RankingBatch batch = batch("a", "b");
        ScoredCandidates scored = ScoredCandidates.of(batch, new double[] {1, 2});
        assertThat(scored.batch()).isSameAs(batch);
        assertThat(scored.context()).isSameAs(context);
        assertThat(scored.candidates()).isSameAs(batch.candidates());
        assertThat(scored.features()).isSameAs(batch.features());
        assertThat(scored.score(scored.rowAt(0))).isEqualTo(2);
    }

    @Example
    void aBatchNeedsOneFeatureRowACandidateInBothDirections() {
        RankingBatch two = batch("a", "b");
        FeatureTable one = FeatureTable.allocate(Batches.schema(), 1);
        assertThatThrownBy(() -> new RankingBatch(context, two.candidates(), one, Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2 candidates, 1 rows");
        assertThatThrownBy(() -> new RankingBatch(context, two.candidates(), two.features(), Optional.of(one)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(new RankingBatch(context, two.candidates(), two.features(), Optional.of(two.features())).size())
                .isEqualTo(2);
    }

    @Example
    void chosenItemsAreRowsInTheOrderToShow() {
        ScoredCandidates scored = ScoredCandidates.of(batch("a", "b", "c"), new double[] {1, 3, 2});
        Ranker ranker = (batch, scores) -> {};
        int[] rows = {2, 0};
        ChosenItems chosen = new ChosenItems(scored, ranker, rows);
        rows[0] = 1;
        assertThat(chosen.size()).isEqualTo(2);
        assertThat(chosen.row(0)).isEqualTo(2);
        assertThat(chosen.id(0)).isEqualTo("c");
        assertThat(chosen.id(1)).isEqualTo("a");
        assertThat(chosen.ranker()).isSameAs(ranker);
        assertThat(chosen.scored()).isSameAs(scored);
        assertThat(chosen.context()).isSameAs(context);
    }

    private RankingBatch batch(String... ids) {
        List<float[]> rows =
                IntStream.range(0, ids.length).mapToObj(i -> new float[0]).toList();
        RankingBatch batch = Batches.ranking(context, Batches.schema(), List.of(ids), rows);
        return new RankingBatch(context, batch.candidates(), batch.features(), Optional.empty());
    }

    private static List<String> byRank(ScoredCandidates scored) {
        return IntStream.range(0, scored.size())
                .mapToObj(rank -> scored.id(scored.rowAt(rank)))
                .toList();
    }
}

package io.github.discovery4j.core.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.discovery4j.testkit.Batches;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class KeptCandidatesTest {

    private static final int REMOVED = Integer.MAX_VALUE;

    /** A candidate's score and tier. */
    private record Row(int score, int tier) {}

    @Provide
    Arbitrary<List<Row>> rows() {
        return Arbitraries.integers()
                .between(0, 3)
                .flatMap(score ->
                        Arbitraries.of(0, 0, 1, 2, REMOVED - 1, REMOVED).map(tier -> new Row(score, tier)))
                .list()
                .ofMaxSize(30);
    }

    @Property(tries = 300)
    void goTierByTierThenByRankWithoutTheRemoved(@ForAll("rows") List<Row> rows) {
        List<String> ids = IntStream.range(0, rows.size())
                .mapToObj(i -> "id%02d".formatted(i))
                .toList();
        RequestContext context = Batches.context("viewer");
        ScoredCandidates scored = Batches.scored(
                context, ids, rows.stream().mapToDouble(Row::score).toArray());
        KeptCandidates kept =
                KeptCandidates.of(scored, rows.stream().mapToInt(Row::tier).toArray());

        List<Integer> expected = IntStream.range(0, rows.size())
                .boxed()
                .filter(row -> rows.get(row).tier() != REMOVED)
                .sorted(Comparator.comparing((Integer row) -> rows.get(row).tier())
                        .thenComparing(row -> -rows.get(row).score())
                        .thenComparing(ids::get))
                .toList();
        assertThat(IntStream.range(0, kept.size()).mapToObj(kept::row).toList()).isEqualTo(expected);
        for (int index = 0; index < kept.size(); index++) {
            int row = kept.row(index);
            assertThat(kept.id(index)).isEqualTo(ids.get(row));
            assertThat(kept.tier(index)).isEqualTo(rows.get(row).tier());
            assertThat(kept.score(index)).isEqualTo(rows.get(row).score());
        }
        assertThat(kept.scored()).isSameAs(scored);
        assertThat(kept.context()).isSameAs(context);
    }
}

package io.github.discovery4j.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class CandidatesTest {

    private static final List<String> SOURCES = List.of("near", "popular");
    private static final float NONE = Float.NaN;

    @Test
    void aRowKnowsEverySourceThatFoundIt() {
        Candidates candidates =
                Candidates.of(new int[] {3, 8}, new String[] {"a", "b"}, SOURCES, new float[] {0.5f, NONE, 0f, 7f});
        assertThat(candidates.size()).isEqualTo(2);
        assertThat(candidates.ordinal(1)).isEqualTo(8);
        assertThat(candidates.id(1)).isEqualTo("b");
        assertThat(candidates.sources()).isEqualTo(SOURCES);
        assertThat(candidates.originScore(0, 1)).isNaN();
        assertThat(candidates.get(0)).isEqualTo(new Candidate("a", List.of(new Candidate.Origin("near", 0.5f))));
        assertThat(candidates.get(1).origins())
                .containsExactly(new Candidate.Origin("near", 0f), new Candidate.Origin("popular", 7f));
    }

    @Test
    void someRowsAreABatchOfTheirOwn() {
        Candidates all = Candidates.of(
                new int[] {3, 8, 9}, new String[] {"a", "b", "c"}, SOURCES, new float[] {0.5f, NONE, 0f, 7f, 1f, 2f});
        Candidates some = all.select(new int[] {0, 2});
        assertThat(some.size()).isEqualTo(2);
        assertThat(some.ordinal(1)).isEqualTo(9);
        assertThat(some.get(0)).isEqualTo(all.get(0));
        assertThat(some.get(1)).isEqualTo(all.get(2));
        assertThat(all.select(new int[0]).size()).isZero();
        assertThatThrownBy(() -> all.select(new int[] {2, 0})).hasMessageContaining("must ascend");
    }

    @Test
    void shapesThatDoNotFitAreRefused() {
        int[] two = {0, 1};
        String[] names = {"a", "b"};
        assertThatThrownBy(() -> Candidates.of(two, new String[] {"a"}, SOURCES, new float[4]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2 ordinals, 1 ids, 2 sources and 4 scores");
        assertThatThrownBy(() -> Candidates.of(two, names, SOURCES, new float[3]))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void ordinalsAscendWithoutRepeats() {
        for (int[] ordinals : new int[][] {{1, 1}, {2, 1}}) {
            assertThatThrownBy(() -> Candidates.of(ordinals, new String[] {"secret", "b"}, List.of(), new float[0]))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("row 1")
                    .hasMessageNotContaining("secret");
        }
    }

    @Test
    void aCandidateNamesNobodyWhenPrinted() {
        assertThat(new Candidate("secret", List.of(new Candidate.Origin("near", 1f))))
                .asString()
                .contains("near")
                .doesNotContain("secret");
    }
}

package io.github.discovery4j.core.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TiesTest {

    @Test
    void friendshipStandsOnceWhicheverWayItIsWritten() {
        Ties ties =
                Ties.builder(false).add("a", "b").add("b", "a").add("a", "c").build();

        assertThat(ties.size()).isEqualTo(2);
        assertThat(neighbours(ties, "a")).containsExactly("b", "c");
        assertThat(neighbours(ties, "b")).containsExactly("a");
    }

    @Test
    void directedTieHoldsOneWay() {
        Ties ties = Ties.builder(true)
                .add("a", "b", 0.5)
                .add("b", "a", 2)
                .add("a", "b", 3)
                .build();

        assertThat(ties.size()).isEqualTo(2);
        assertThat(ties.weight(0)).isEqualTo(3);
        assertThat(neighbours(ties, "a")).containsExactly("b");
    }

    @Test
    void nobodyIsTiedToThemselves() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Ties.builder(true).add("somebody", "somebody"))
                .withMessageContaining("two people")
                .withMessageNotContaining("somebody");
    }

    @Test
    void subsetKeepsTheIdMapAndTheOrder() {
        Ties ties = Ties.builder(true).add("a", "b").add("c", "d").add("b", "d").build();

        Ties subset = ties.subset(index -> index != 1);

        assertThat(subset.size()).isEqualTo(2);
        assertThat(subset.users()).isSameAs(ties.users());
        assertThat(neighbours(subset, "b")).containsExactly("d");
    }

    @Test
    void takesTheOrdinalsOfAnotherMap() {
        Ties ties = Ties.builder(false).add("a", "b").build();
        IdMap others = IdMap.builder()
                .build()
                .plus(Ties.builder(false).add("z", "b").build().users());

        assertThatIllegalArgumentException()
                .isThrownBy(() -> ties.over(others))
                .withMessageContaining("lacks a person");
        assertThat(neighbours(ties.over(others.plus(ties.users())), "b")).containsExactly("a");
    }

    private static List<String> neighbours(Ties ties, String id) {
        SparseRows rows = ties.byUser();
        int row = ties.users().ordinalOf(id);
        return IntStream.range(rows.start(row), rows.end(row))
                .mapToObj(entry -> ties.users().idOf(rows.column(entry)))
                .toList();
    }
}

package io.github.discovery4j.core.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InteractionsTest {

    @Test
    void noInteractionsAreValid() {
        Interactions none = Interactions.builder().build();

        assertThat(none.size()).isZero();
        assertThat(none.byUser().rowCount()).isZero();
        assertThat(none.byItem().entryCount()).isZero();
    }

    @Test
    void columnsKeepTheOrderAdded() {
        Interactions interactions = Interactions.builder()
                .add("u2", "i1", 4)
                .add("u1", "i2", 0.5, Instant.ofEpochMilli(1_500))
                .add("u2", "i3")
                .build();

        assertThat(rows(interactions)).containsExactly("u2 i1 4.0 -", "u1 i2 0.5 1500", "u2 i3 1.0 -");
    }

    @Test
    void withoutAnyTimeEveryTimeIsMissing() {
        assertThat(rows(Interactions.builder().add("u", "i").build())).containsExactly("u i 1.0 -");
    }

    @Test
    void manyInteractionsGrowTheColumns() {
        Interactions.Builder builder = Interactions.builder();
        for (int i = 0; i < 5_000; i++) {
            builder.add("u" + i % 7, "i" + i, i, i == 4_000 ? 9 : Interactions.NO_TIME);
        }
        Interactions interactions = builder.build();

        assertThat(interactions.size()).isEqualTo(5_000);
        assertThat(interactions.weight(4_999)).isEqualTo(4_999f);
        assertThat(interactions.timeMillis(3_999)).isEqualTo(Interactions.NO_TIME);
        assertThat(interactions.timeMillis(4_000)).isEqualTo(9);
        assertThat(interactions.timeMillis(4_999)).isEqualTo(Interactions.NO_TIME);
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1e300})
    void aWeightThatIsNotFiniteIsRefusedAndLeavesNoTrace(double weight) {
        Interactions.Builder builder = Interactions.builder().add("u", "i");

        assertThatThrownBy(() -> builder.add("secret", "i", weight))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must be finite")
                .hasMessageContaining(Double.toString(weight))
                .hasMessageContaining("interaction 1")
                .hasMessageNotContaining("secret");
        assertThat(builder.build().users().size()).isEqualTo(1);
    }

    @Test
    void anEmptyItemIdLeavesNoUserBehind() {
        Interactions.Builder builder = Interactions.builder();

        assertThatThrownBy(() -> builder.add("u", "")).isInstanceOf(IllegalArgumentException.class);
        assertThat(builder.build().users().size()).isZero();
    }

    @Test
    void theLatestOfDuplicatesStaysAtThePlaceOfTheFirst() {
        Interactions.Builder builder = Interactions.builder()
                .add("u", "i", 1, 20)
                .add("u", "j", 7)
                .add("u", "i", 2, 30)
                .add("u", "i", 3, 30)
                .add("u", "i", 4, 10)
                .add("u", "i", 5);

        assertThat(rows(builder.build())).containsExactly("u i 3.0 30", "u j 7.0 -");
    }

    @Test
    void withoutTimesTheLastAddedStays() {
        assertThat(rows(Interactions.builder().add("u", "i", 1).add("u", "i", 2).build()))
                .containsExactly("u i 2.0 -");
    }

    @Test
    void theHeaviestOfDuplicatesKeepsItsTime() {
        Interactions.Builder builder = Interactions.builder()
                .duplicates(DuplicatePolicy.MAX)
                .add("u", "i", 5, 10)
                .add("u", "i", 5, 20)
                .add("u", "i", 3, 30);

        assertThat(rows(builder.build())).containsExactly("u i 5.0 20");
    }

    @Test
    void summedDuplicatesKeepTheLatestTime() {
        Interactions.Builder builder = Interactions.builder()
                .duplicates(DuplicatePolicy.SUM)
                .add("u", "i", 5, 30)
                .add("v", "i", 1)
                .add("u", "i", 3, 20)
                .add("u", "i", -1);

        assertThat(rows(builder.build())).containsExactly("u i 7.0 30", "v i 1.0 -");
    }

    @Test
    void aSumBeyondAFloatIsRefused() {
        Interactions.Builder builder = Interactions.builder()
                .duplicates(DuplicatePolicy.SUM)
                .add("u", "i", 3e38)
                .add("u", "i", 3e38);

        assertThatThrownBy(builder::build).hasMessageContaining("must be finite");
    }

    @Test
    void keptDuplicatesAreAllThere() {
        Interactions interactions = Interactions.builder()
                .duplicates(DuplicatePolicy.KEEP_ALL)
                .add("u", "i", 1)
                .add("u", "i", 2)
                .build();

        assertThat(rows(interactions)).containsExactly("u i 1.0 -", "u i 2.0 -");
        assertThat(interactions.byUser().weight(0)).isEqualTo(1);
        assertThat(interactions.byUser().weight(1)).isEqualTo(2);
    }

    @Test
    void subsetsShareTheIdMaps() {
        Interactions all = sample();
        Interactions even = all.subset(index -> index % 2 == 0);

        assertThat(even.users()).isSameAs(all.users());
        assertThat(even.items()).isSameAs(all.items());
        assertThat(rows(even)).containsExactly("a x 1.0 -", "b x 3.0 -");
        assertThat(rows(all.subset(3, 0, 0))).containsExactly("c y 4.0 44", "a x 1.0 -", "a x 1.0 -");
        assertThatThrownBy(() -> all.subset(4))
                .isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessageContaining("[0, 4), was 4");
    }

    @Test
    void interactionsMoveToOtherIdMaps() {
        Interactions all = sample();
        IdMap users = IdMap.of(List.of("z", "c", "b", "a"));
        Interactions moved = all.over(users, all.items());

        assertThat(rows(moved)).isEqualTo(rows(all));
        assertThat(moved.userOrdinal(0)).isEqualTo(3);
        assertThatThrownBy(() -> all.over(IdMap.of(List.of("a")), all.items()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("every user")
                .hasMessageContaining("interaction 2");
    }

    private static Interactions sample() {
        return Interactions.builder()
                .add("a", "x", 1)
                .add("a", "y", 2)
                .add("b", "x", 3)
                .add("c", "y", 4, 44)
                .build();
    }

    static List<String> rows(Interactions interactions) {
        List<String> rows = new ArrayList<>();
        for (int index = 0; index < interactions.size(); index++) {
            long time = interactions.timeMillis(index);
            rows.add(interactions.users().idOf(interactions.userOrdinal(index)) + " "
                    + interactions.items().idOf(interactions.itemOrdinal(index)) + " " + interactions.weight(index)
                    + " "
                    + (time == Interactions.NO_TIME ? "-" : time));
        }
        return rows;
    }
}

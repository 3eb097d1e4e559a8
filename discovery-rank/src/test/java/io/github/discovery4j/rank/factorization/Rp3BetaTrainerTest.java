package io.github.discovery4j.rank.factorization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.discovery4j.core.data.Interactions;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class Rp3BetaTrainerTest {

    @Property(tries = 40)
    void weightsAreThoseOfTheWalk(
            @ForAll @IntRange(min = 1, max = 12) int users,
            @ForAll @IntRange(min = 1, max = 12) int items,
            @ForAll @IntRange(min = 1, max = 3) int common,
            @ForAll long seed) {
        Interactions interactions = Samples.random(users, items, 0.4, seed);
        Rp3BetaModel model = Rp3BetaTrainer.builder()
                .walkExponent(0.7)
                .popularityExponent(0.3)
                .minCommonUsers(common)
                .build()
                .train(interactions);
        PositiveRows byUser = PositiveRows.of(interactions.byUser());
        PositiveRows byItem = PositiveRows.of(interactions.byItem());
        for (int i = 0; i < byItem.rowCount(); i++) {
            for (int j = 0; j < byItem.rowCount(); j++) {
                double sum = 0;
                int both = 0;
                for (int user : byItem.row(i)) {
                    if (byUser.contains(user, j)) {
                        both++;
                        sum += Math.pow(byItem.size(i), -0.7) * Math.pow(byUser.size(user), -0.7);
                    }
                }
                double expected = i == j || both < common ? 0 : sum / Math.pow(byItem.size(j), 0.3);
                assertThat((double) model.weight(i, j)).isCloseTo(expected, within(1e-6));
            }
        }
    }

    @Property(tries = 30)
    void keepsTheLargestAndOfEqualOnesTheFirst(@ForAll @IntRange(min = 1, max = 12) int neighbours, @ForAll long seed) {
        Interactions interactions = Samples.random(8, 12, 0.5, seed);
        Rp3BetaModel all = Rp3BetaTrainer.builder().build().train(interactions);
        Rp3BetaModel few =
                Rp3BetaTrainer.builder().neighbours(neighbours).build().train(interactions);
        int n = interactions.items().size();
        for (int item = 0; item < n; item++) {
            int i = item;
            int[] best = IntStream.range(0, n)
                    .filter(j -> all.weight(i, j) > 0)
                    .boxed()
                    .sorted((a, b) -> Float.compare(all.weight(i, b), all.weight(i, a)))
                    .limit(neighbours)
                    .mapToInt(Integer::intValue)
                    .toArray();
            assertThat(few.offsets()[i + 1] - few.offsets()[i]).isEqualTo(best.length);
            for (int j : best) {
                assertThat(few.weight(i, j)).isEqualTo(all.weight(i, j));
            }
        }
    }

    @Test
    void aModelMadeAgainOfItsPartsIsTheSame() {
        Rp3BetaModel model = Rp3BetaTrainer.builder().build().train(Samples.twoTastes());
        Rp3BetaModel copy = new Rp3BetaModel(model.items(), model.offsets(), model.neighbours(), model.weights());
        double[] expected = new double[model.items().size()];
        double[] actual = new double[expected.length];
        model.scoreAll(new int[] {0, 2}, expected);
        copy.scoreAll(new int[] {0, 2}, actual);
        assertThat(actual).containsExactly(expected).contains(expected[1]);
        assertThat(expected[1]).isPositive();
    }

    @Test
    void settingsOutOfRangeAreRefused() {
        Rp3BetaTrainer.Builder builder = Rp3BetaTrainer.builder();
        assertThatThrownBy(() -> builder.walkExponent(Double.NaN)).hasMessageContaining("walkExponent");
        assertThatThrownBy(() -> builder.popularityExponent(-1)).hasMessageContaining("popularityExponent");
        assertThatThrownBy(() -> builder.neighbours(0)).hasMessageContaining("neighbours");
        assertThatThrownBy(() -> builder.minCommonUsers(0)).hasMessageContaining("minCommonUsers");
        assertThatThrownBy(() -> builder.threads(0)).hasMessageContaining("threads");
    }
}

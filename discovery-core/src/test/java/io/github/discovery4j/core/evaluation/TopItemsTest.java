package io.github.discovery4j.core.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** The heap against a full sort. */
class TopItemsTest {

    @Property
    void theBestComeOutAsAFullSortHasThem(
            @ForAll @Size(max = 60) List<@IntRange(max = 9) Integer> scores,
            @ForAll @IntRange(max = 70) int depth,
            @ForAll boolean reverseTies) {
        int count = scores.size();
        int[] tieRanks =
                IntStream.range(0, count).map(i -> reverseTies ? count - i : i).toArray();
        TopItems top = new TopItems(depth, tieRanks);
        for (int round = 0; round < 2; round++) {
            for (int item = 0; item < count; item++) {
                top.offer(item, scores.get(item));
            }
            int[] expected = IntStream.range(0, count)
                    .boxed()
                    .sorted(Comparator.<Integer>comparingInt(i -> -scores.get(i))
                            .thenComparingInt(i -> tieRanks[i]))
                    .limit(depth)
                    .mapToInt(i -> i)
                    .toArray();

            assertThat(top.drain()).isEqualTo(expected);
        }
    }
}

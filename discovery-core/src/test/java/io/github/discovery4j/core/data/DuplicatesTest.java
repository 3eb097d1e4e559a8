package io.github.discovery4j.core.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Merging in parts against a map, on so many rows that there are several parts and several blocks. */
class DuplicatesTest {

    private static final int ROWS = 400_000;

    private record Seen(double weight, long time) {

        static Seen merged(Seen first, Seen next, DuplicatePolicy policy) {
            boolean later = next.time >= first.time;
            return switch (policy) {
                case SUM -> new Seen(first.weight + next.weight, Math.max(first.time, next.time));
                case MAX -> next.weight > first.weight || (next.weight == first.weight && later) ? next : first;
                case LAST, KEEP_ALL -> later ? next : first;
            };
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = DuplicatePolicy.class,
            names = {"LAST", "MAX", "SUM"})
    void mergingIsThatOfAMap(DuplicatePolicy policy) {
        SplittableRandom random = new SplittableRandom(7);
        Interactions.Builder builder = Interactions.builder().duplicates(policy);
        Map<String, Seen> expected = new LinkedHashMap<>();
        for (int row = 0; row < ROWS; row++) {
            // One user has a third of all rows, more than a part holds.
            int user = Math.max(0, random.nextInt(3_000) - 1_000);
            int item = random.nextInt(200);
            int weight = 1 + random.nextInt(5);
            long time = random.nextInt(10) == 0 ? Interactions.NO_TIME : random.nextInt(100);
            builder.add("u" + user, "i" + item, weight, time);
            expected.merge(
                    "u" + user + " i" + item,
                    new Seen(weight, time),
                    (first, next) -> Seen.merged(first, next, policy));
        }

        List<String> rows = InteractionsTest.rows(builder.build());

        assertThat(rows.size()).isLessThan(ROWS);
        assertThat(rows)
                .isEqualTo(expected.entrySet().stream()
                        .map(pair -> pair.getKey() + " " + (float) pair.getValue().weight + " "
                                + (pair.getValue().time == Interactions.NO_TIME ? "-" : pair.getValue().time))
                        .toList());
    }
}

package io.github.discovery4j.core.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.discovery4j.core.data.TrainingRows;
import io.github.discovery4j.core.signal.JudgedQueries.Reading;
import io.github.discovery4j.core.signal.JudgedQueries.Split;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class JudgedQueriesTest {

    private static final Reading READING = new Reading(100, 0, Arrival.RECEIVED, 0, Duration.ZERO);

    /** Queries at moments, judged so much later, all of two rows. */
    private static JudgedQueries at(long judgedAfter, int[] grades, long... moments) {
        JudgedQueries.Collector all = new JudgedQueries.Collector(List.of("x"));
        for (long moment : moments) {
            all.query(moment, moment + judgedAfter);
            all.row(grades[0], Float.NaN, new float[] {Float.NaN, 2}, 0);
            all.row(grades[1], 3, new float[] {Float.NaN, 2}, 1);
        }
        return all.finish(READING);
    }

    private static JudgedQueries none(Reading reading) {
        return new JudgedQueries.Collector(List.of("x")).finish(reading);
    }

    @Test
    void rowsKeepFeaturesGradesAndQueries() {
        JudgedQueries queries = at(5, new int[] {0, 2}, 10, 20);
        TrainingRows rows = queries.rows();
        assertThat(rows.values()).containsExactly(Double.NaN, 2, Double.NaN, 2);
        assertThat(rows.labels()).containsExactly(0, 2, 0, 2);
        assertThat(rows.queries()).containsExactly(2, 2);
        assertThat(queries.rowsByGrade()).containsEntry(0, 2).containsEntry(2, 2);
        assertThat(queries.missing()).containsExactly(0.5);
        assertThat(queries.position(0, 0)).isEmpty();
        assertThat(queries.position(1, 1)).hasValue(3);
        assertThat(queries).hasToString("JudgedQueries[4 rows of 2 queries, 1 features]");
        assertThat(none(READING).missing()).containsExactly(0);
    }

    @Test
    void aQueryThatLostAllItsRowsIsLeftOut() {
        JudgedQueries.Collector all = new JudgedQueries.Collector(List.of("x"));
        all.query(1, 2);
        all.query(3, 4);
        all.row(1, Float.NaN, new float[] {7}, 0);
        assertThat(all.finish(READING).moment(0)).isEqualTo(Instant.ofEpochMilli(3));
    }

    @Property
    void validationIsLaterThanTrainingAndAllThatTrainingKnowsWasKnownThen(
            @ForAll long seed,
            @ForAll @IntRange(min = 20, max = 80) int size,
            @ForAll @IntRange(min = 0, max = 30) int judgedAfter,
            @ForAll @DoubleRange(min = 0.01, max = 0.9) double share) {
        SplittableRandom random = new SplittableRandom(seed);
        long[] moments = random.longs(size, 0, 200).sorted().toArray();
        JudgedQueries all = at(judgedAfter, new int[] {0, 1}, moments);
        Split split;
        try {
            split = all.split(share);
        } catch (IllegalStateException e) {
            assertThat(e).hasMessageContaining("before the first validation query");
            return;
        }
        Instant first = split.validation().moment(0);
        for (int query = 0; query < split.training().queryCount(); query++) {
            assertThat(split.training().moment(query).plusMillis(judgedAfter)).isBefore(first);
        }
        assertThat(split.training().queryCount()
                        + split.between()
                        + split.validation().queryCount())
                .isEqualTo(size);
        assertThat(split.validation().queryCount()).isLessThanOrEqualTo((int) Math.max(1, Math.round(share * size)));
    }

    @Test
    void queriesOfOneMomentCannotBeParted() {
        long[] same = new long[30];
        assertThatThrownBy(() -> at(0, new int[] {0, 1}, same).split(0.2))
                .hasMessageContaining("none of 30 is; collect over a longer time");
        long[] close = new long[30];
        Arrays.setAll(close, i -> i);
        assertThatThrownBy(() -> at(100, new int[] {0, 1}, close).split(0.2)).hasMessageContaining("shorter horizon");
    }

    @Test
    void whatCannotTeachAnOrderIsSaid() {
        assertThatThrownBy(() -> none(new Reading(0, 0, Arrival.RECEIVED, 0, Duration.ZERO))
                        .ordered())
                .hasMessageContaining("holds no impression that may be read");
        assertThatThrownBy(() -> none(new Reading(7, 3, Arrival.RECEIVED, 0, Duration.ZERO))
                        .ordered())
                .hasMessageContaining("of 7 impressions there is none");
        assertThatThrownBy(() -> at(0, new int[] {0, 0}, 1).ordered())
                .hasMessageContaining("none of 2 rows did; name the types");
        assertThatThrownBy(() -> at(0, new int[] {1, 1}, 1).ordered()).hasMessageContaining("none of 1 does");
        assertThat(at(0, new int[] {0, 1}, 1).ordered().queryCount()).isOne();
        assertThatThrownBy(() -> at(0, new int[] {0, 1}, 1, 2).split(0.5)).hasMessageContaining("were 2");
        assertThatThrownBy(() -> at(0, new int[] {0, 1}, 1, 2).split(1)).hasMessageContaining("was 1.0");
        assertThatThrownBy(() -> at(0, new int[] {0, 1}, 1, 2).split(Double.NaN))
                .hasMessageContaining("NaN");
    }
}

package io.github.discovery4j.core.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class TrainingRowsTest {

    @Test
    void rowsAreWhatWasGiven() {
        double[] values = {1, Double.NaN, 3, 4};
        TrainingRows rows = TrainingRows.ofQueries(List.of("a", "b"), values, new float[] {0, 1}, new int[] {1, 1});
        assertThat(rows.features()).containsExactly("a", "b");
        assertThat(rows.rows()).isEqualTo(2);
        assertThat(rows.values()).isSameAs(values);
        assertThat(rows.labels()).containsExactly(0, 1);
        assertThat(rows.queries()).containsExactly(1, 1);
        assertThat(TrainingRows.of(List.of(), new double[0], new float[1]).queries())
                .isEmpty();
    }

    @Test
    void rowsThatDoNotFitTogetherAreRefused() {
        List<String> two = List.of("a", "b");
        assertThatThrownBy(() -> TrainingRows.of(two, new double[3], new float[2]))
                .hasMessageContaining("2 rows of 2 features must have 4 values, had 3");
        assertThatThrownBy(() -> TrainingRows.of(two, new double[2], new float[] {Float.NaN}))
                .hasMessageContaining("was NaN in row 0");
        assertThatThrownBy(() -> TrainingRows.ofQueries(two, new double[4], new float[2], new int[] {1}))
                .hasMessageContaining("had 1 of 2");
        assertThatThrownBy(() -> TrainingRows.ofQueries(two, new double[4], new float[2], new int[] {0, 2}))
                .hasMessageContaining("1 row or more");
        assertThatThrownBy(() -> TrainingRows.ofQueries(two, new double[4], new float[2], new int[0]))
                .hasMessageContaining("1 query or more");
    }
}

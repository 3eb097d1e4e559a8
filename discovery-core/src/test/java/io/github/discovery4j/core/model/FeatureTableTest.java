package io.github.discovery4j.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.discovery4j.core.model.FeatureColumn.Owner;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FeatureTableTest {

    private static final FeatureSchema THREE = schema("a", "b", "c");

    private final FeatureTable table = FeatureTable.allocate(THREE, 2);

    @Test
    void someRowsAreAFrozenTableOfTheirOwn() {
        try (FeatureTable.Writer writer = table.writer(0, 3)) {
            writer.setRow(1, new float[] {1, Float.NaN, 3});
        }
        FeatureTable some = table.select(new int[] {1});
        assertThat(some.rows()).isEqualTo(1);
        assertThat(some.schema()).isSameAs(THREE);
        assertThat(new float[] {some.get(0, 0), some.get(0, 1), some.get(0, 2)}).containsExactly(1, Float.NaN, 3);
        assertThatThrownBy(() -> some.writer(0, 1)).isInstanceOf(IllegalStateException.class);
        assertThat(table.select(new int[0]).rows()).isZero();
    }

    @Test
    void everythingIsMissingAtFirst() {
        assertThat(table.rows()).isEqualTo(2);
        assertThat(table.schema()).isSameAs(THREE);
        for (int row = 0; row < 2; row++) {
            for (int column = 0; column < 3; column++) {
                assertThat(table.get(row, column)).isNaN();
            }
        }
    }

    @Test
    void aWriterCountsFromItsOwnFirstColumnAndTouchesNoOther() {
        try (FeatureTable.Writer writer = table.writer(1, 1)) {
            assertThat(writer.rows()).isEqualTo(2);
            assertThat(writer.columns()).isEqualTo(1);
            writer.set(1, 0, 7f);
        }
        assertThat(table.get(1, 1)).isEqualTo(7f);
        assertThat(row(0)).containsOnly(Float.NaN);
        assertThat(table.get(1, 0)).isNaN();
        assertThat(table.get(1, 2)).isNaN();
    }

    @Test
    void rowsAreCopiedAsFloatsAndAsTheirExactDoubles() {
        try (FeatureTable.Writer writer = table.writer(0, 3)) {
            writer.set(1, 0, 0.1f);
            writer.set(1, 1, -2f);
        }
        assertThat(row(1)).containsExactly(0.1f, -2f, Float.NaN);
        double[] wide = new double[4];
        Arrays.fill(wide, 9);
        table.copyRow(1, wide);
        assertThat(wide).containsExactly(0.1f, -2, Double.NaN, 9);
    }

    @Test
    void aCellOutsideTheWritersBoundsIsRefused() {
        try (FeatureTable.Writer writer = table.writer(1, 2)) {
            int[][] outside = {{0, 2}, {0, -1}, {2, 0}, {-1, 0}};
            for (int[] cell : outside) {
                assertThatThrownBy(() -> writer.set(cell[0], cell[1], 1f))
                        .isInstanceOf(IndexOutOfBoundsException.class)
                        .hasMessageContaining("2 rows x 2 columns")
                        .hasMessageContaining("row %d, column %d".formatted(cell[0], cell[1]));
            }
        }
    }

    @Test
    void columnsThatAreNotThereCannotBeOpened() {
        int[][] outside = {{-1, 1}, {0, 4}, {3, 1}, {0, -1}, {1, Integer.MAX_VALUE}, {4, 0}};
        for (int[] columns : outside) {
            assertThatThrownBy(() -> table.writer(columns[0], columns[1]))
                    .as("columns %s", Arrays.toString(columns))
                    .isInstanceOf(IndexOutOfBoundsException.class)
                    .hasMessageContaining("table's 3 columns");
        }
        assertThat(table.writer(3, 0).columns()).isZero();
    }

    @Test
    void aValueOutsideTheTableCannotBeRead() {
        for (int column : new int[] {-1, 3}) {
            assertThatThrownBy(() -> table.get(0, column))
                    .isInstanceOf(IndexOutOfBoundsException.class)
                    .hasMessageContaining("[0, 3), was " + column);
        }
        for (int row : new int[] {-1, 2}) {
            assertThatThrownBy(() -> table.get(row, 0)).isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> table.copyRow(row, new float[3])).isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> table.copyRow(row, new double[3])).isInstanceOf(IndexOutOfBoundsException.class);
        }
    }

    @Test
    void anInfiniteValueIsRefusedByNameAndNaNMeansMissing() {
        try (FeatureTable.Writer writer = table.writer(1, 2)) {
            for (float infinite : new float[] {Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
                assertThatThrownBy(() -> writer.set(1, 1, infinite))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("feature \"c\", row 1");
            }
            writer.set(0, 0, 1f);
            writer.set(0, 0, Float.NaN);
        }
        assertThat(table.get(0, 1)).isNaN();
        assertThat(table.get(1, 2)).isNaN();
    }

    @Test
    void clearingEmptiesTheWritersOwnColumns() {
        FeatureTable.Writer all = table.writer(0, 3);
        for (int column = 0; column < 3; column++) {
            all.set(0, column, column);
        }
        table.writer(1, 1).clear();
        assertThat(row(0)).containsExactly(0f, Float.NaN, 2f);
    }

    @Test
    void aClosedWriterChangesNothingMore() {
        FeatureTable.Writer writer = table.writer(0, 3);
        writer.set(0, 0, 1f);
        writer.close();
        writer.close();
        assertThatThrownBy(() -> writer.set(0, 0, 2f))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
        assertThatThrownBy(writer::clear).isInstanceOf(IllegalStateException.class);
        assertThat(table.get(0, 0)).isEqualTo(1f);
    }

    @Test
    void aTableMayHaveNoRowsOrNoColumnsButNotLess() {
        assertThat(FeatureTable.allocate(THREE, 0).rows()).isZero();
        FeatureTable.allocate(schema(), 4).copyRow(3, new float[0]);
        for (FeatureSchema schema : List.of(THREE, schema())) {
            assertThatThrownBy(() -> FeatureTable.allocate(schema, -1))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("was -1");
        }
    }

    private float[] row(int row) {
        float[] values = new float[3];
        table.copyRow(row, values);
        return values;
    }

    private static FeatureSchema schema(String... names) {
        return FeatureSchema.of(
                "test",
                "1",
                Stream.of(names)
                        .map(name -> FeatureColumn.number(name, SignalGroup.PROFILE, Owner.OBJECT))
                        .toList());
    }
}

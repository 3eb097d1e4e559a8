package io.github.discovery4j.core.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.discovery4j.core.model.FeatureColumn;
import io.github.discovery4j.core.model.FeatureSchema;
import io.github.discovery4j.core.model.FeatureTable;
import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.core.model.Visibility;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class DriftReferenceTest {

    private static FeatureTable table(List<String> categories, float... values) {
        FeatureColumn column =
                new FeatureColumn("x", SignalGroup.PROFILE, FeatureColumn.Owner.OBJECT, Visibility.PUBLIC, categories);
        FeatureTable table = FeatureTable.allocate(FeatureSchema.of("t", "1", List.of(column)), values.length);
        FeatureTable.Writer writer = table.writer(0, 1);
        for (int row = 0; row < values.length; row++) {
            writer.set(row, 0, values[row]);
        }
        return table;
    }

    private static ColumnDrift drift(FeatureTable before, FeatureTable now) {
        return DriftReference.of(before).compare(now).getFirst();
    }

    @Test
    void theIndexIsTheOneWorkedOutByHand() {
        // Categories half and half in training, 3 to 1 now: 0.25 ln 1.5 - 0.25 ln 0.5.
        List<String> colours = List.of("red", "blue");
        ColumnDrift drift = drift(table(colours, 0, 1, 0, 1), table(colours, 0, 0, 0, 1));
        assertThat(drift.stabilityIndex()).isCloseTo(0.25 * Math.log(1.5) - 0.25 * Math.log(0.5), within(1e-12));
        assertThat(drift.level()).isEqualTo(ColumnDrift.Level.DRIFTED);
    }

    @Property(tries = 50)
    void theSameValuesInAnyOrderDoNotDrift(@ForAll float[] values) {
        float[] usable = values.length == 0 ? new float[] {Float.NaN} : values.clone();
        for (int i = 0; i < usable.length; i++) {
            usable[i] = Float.isInfinite(usable[i]) ? 0 : usable[i];
        }
        float[] reversed = new float[usable.length];
        for (int i = 0; i < usable.length; i++) {
            reversed[i] = usable[usable.length - 1 - i];
        }
        assertThat(drift(table(List.of(), usable), table(List.of(), reversed)).stabilityIndex())
                .isCloseTo(0, within(1e-9));
    }

    @Test
    void normalValuesMovedByHalfADeviationDrift() {
        Random random = new Random(3);
        float[] before = new float[20_000];
        float[] same = new float[20_000];
        float[] moved = new float[20_000];
        for (int i = 0; i < before.length; i++) {
            before[i] = (float) random.nextGaussian();
            same[i] = (float) random.nextGaussian();
            moved[i] = (float) random.nextGaussian() + 0.5f;
        }
        FeatureTable training = table(List.of(), before);
        assertThat(drift(training, table(List.of(), same)).level()).isEqualTo(ColumnDrift.Level.STABLE);
        // The index of two normals half a deviation apart is 0.25 without bins, a little less with ten.
        assertThat(drift(training, table(List.of(), moved)).stabilityIndex()).isBetween(0.2, 0.26);
    }

    @Test
    void missingValuesAreABinOfTheirOwn() {
        float nan = Float.NaN;
        ColumnDrift drift = drift(table(List.of(), 1, 2, 3, 4), table(List.of(), 1, 2, nan, nan));
        assertThat(drift.missingBefore()).isZero();
        assertThat(drift.missingNow()).isEqualTo(0.5);
        assertThat(drift.stabilityIndex()).isFinite().isGreaterThan(1);
    }

    @Test
    void aConstantColumnThatMovesIsSeen() {
        FeatureTable constant = table(List.of(), 5, 5, 5);
        assertThat(drift(constant, table(List.of(), 5)).stabilityIndex()).isZero();
        assertThat(drift(constant, table(List.of(), 6, 6)).level())
                .as("one bin holds all numbers: a constant tells nothing of where bins should be")
                .isEqualTo(ColumnDrift.Level.STABLE);
        List<String> one = List.of("a", "b");
        assertThat(drift(table(one, 0, 0), table(one, 1)).level()).isEqualTo(ColumnDrift.Level.DRIFTED);
    }

    @Test
    void whatCannotBeComparedIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DriftReference.of(table(List.of())))
                .withMessageContaining("one row or more");
        FeatureTable other = FeatureTable.allocate(FeatureSchema.of("t", "1", List.of()), 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DriftReference.of(table(List.of(), 1)).compare(other))
                .withMessageContaining("those of training, [x], were []");
    }
}

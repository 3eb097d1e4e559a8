package io.github.discovery4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.discovery4j.core.model.VectorReader;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** The laws of a {@link VectorReader}. */
public abstract class VectorReaderContract {

    /**
     * Returns the reader under test.
     *
     * @return the reader
     */
    protected abstract VectorReader reader();

    /**
     * Returns ids that have a vector.
     *
     * @return one id or more
     */
    protected abstract List<String> known();

    @Property(tries = 20)
    void writesItsDimensionAndNothingElse(@ForAll @IntRange(min = 0, max = 5) int offset) {
        int dimension = reader().dimension();
        for (String id : known()) {
            float[] destination = new float[offset + dimension + 2];
            Arrays.fill(destination, Float.NaN);
            assertThat(reader().read(id, destination, offset)).isTrue();
            for (int i = 0; i < destination.length; i++) {
                if (i >= offset && i < offset + dimension) {
                    assertThat(destination[i]).isFinite();
                } else {
                    assertThat(destination[i]).isNaN();
                }
            }
        }
    }

    @Example
    void leavesTheDestinationAloneForAStranger() {
        float[] destination = {7f};
        assertThat(reader().read("a stranger", destination, 0)).isFalse();
        assertThat(destination).containsExactly(7f);
    }

    @Example
    void refusesADestinationThatIsTooShort() {
        float[] destination = new float[reader().dimension()];
        assertThatThrownBy(() -> reader().read(known().getFirst(), destination, 1))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }
}

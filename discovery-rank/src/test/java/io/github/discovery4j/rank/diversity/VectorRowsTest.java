package io.github.discovery4j.rank.diversity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.atIndex;
import static org.assertj.core.api.Assertions.within;

import io.github.discovery4j.core.stage.KeptCandidates;
import io.github.discovery4j.testkit.Batches;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VectorRowsTest {

    @Test
    void noVectorOutlivesItsSlate() {
        VectorRows memory = new VectorRows();
        KeptCandidates kept =
                Batches.kept(Batches.scored(Batches.context("viewer"), Items.ids(2), new double[] {2, 1}));
        Map<String, float[]> vectors = Map.of("item 0", Items.vector(3, 4), "item 1", Items.vector(4, 3));
        UnitVectors slate = new UnitVectors(kept, Items.reader(2, vectors), memory);
        assertThat(slate.cosine(0, 1)).isCloseTo(0.96, within(1e-6));
        slate.close();
        float[][] again = memory.take(2);
        assertThat(again[0]).containsOnly(0);
        assertThat(again[0]).hasSizeGreaterThanOrEqualTo(4);
    }

    @Test
    void slatesAtTheSameTimeShareNothing() {
        VectorRows memory = new VectorRows();
        memory.giveBack(new float[][] {new float[4]});
        assertThat(memory.take(2)).isNotSameAs(memory.take(2));
    }

    @Test
    void aLargerSlateKeepsWhatASmallerOneUsed() {
        VectorRows memory = new VectorRows();
        float[] used = new float[4];
        memory.giveBack(new float[][] {used});
        assertThat(memory.take(VectorRows.TOGETHER + 1)).contains(used, atIndex(0));
    }

    @Test
    void moreThanItsShareIsNotKept() {
        VectorRows memory = new VectorRows();
        float[][] large = {new float[VectorRows.MOST_VALUES + 1]};
        memory.giveBack(large);
        assertThat(memory.take(1)).isNotSameAs(large);
    }
}

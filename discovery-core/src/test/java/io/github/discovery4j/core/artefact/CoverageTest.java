package io.github.discovery4j.core.artefact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.discovery4j.core.data.Interactions;
import org.junit.jupiter.api.Test;

class CoverageTest {

    private final Interactions all = Interactions.builder()
            .add("ana", "A")
            .add("ana", "B")
            .add("ben", "B")
            .add("cleo", "C", -1)
            .add("cleo", "D")
            .build();

    @Test
    void onlyLikesMakeActive() {
        assertThat(Coverage.of(all, all)).isEqualTo(new Coverage(3, 3, 3, 3));
        assertThat(Coverage.of(all, all).sufficient()).isTrue();
    }

    @Test
    void whatWasLeftOutIsNotCovered() {
        Coverage coverage = Coverage.of(all, all.subset(index -> index == 0 || index == 3));
        assertThat(coverage).isEqualTo(new Coverage(3, 1, 3, 1));
        assertThat(coverage.userShare()).isEqualTo(1.0 / 3);
        assertThat(coverage.sufficient()).isFalse();
    }

    @Test
    void idsAreComparedNotOrdinals() {
        Interactions other = Interactions.builder()
                .add("ben", "B")
                .add("stranger", "Z")
                .add("ana", "B")
                .build();
        assertThat(Coverage.of(all, other)).isEqualTo(new Coverage(3, 2, 3, 1));
    }

    @Test
    void nothingAtAllIsCovered() {
        Interactions none = Interactions.builder().build();
        assertThat(Coverage.of(none, none)).isEqualTo(Coverage.NONE);
        assertThat(Coverage.NONE.userShare()).isEqualTo(1);
        assertThatThrownBy(() -> new Coverage(1, 2, 0, 0)).hasMessageContaining("users");
        assertThatThrownBy(() -> new Coverage(1, 1, 3, -1)).hasMessageContaining("items");
    }

    @Test
    void aDigestTellsEveryDifference() {
        String digest = TrainingData.digest(all);
        assertThat(digest).matches("sha256:[0-9a-f]{64}").isEqualTo(TrainingData.digest(all));
        assertThat(TrainingData.digest(all.subset(0, 1, 2, 3))).isNotEqualTo(digest);
        assertThat(TrainingData.digest(all.subset(1, 0, 2, 3, 4))).isNotEqualTo(digest);
        assertThat(TrainingData.digest(Interactions.builder().add("ab", "c").build()))
                .isNotEqualTo(TrainingData.digest(
                        Interactions.builder().add("a", "bc").build()));
    }
}

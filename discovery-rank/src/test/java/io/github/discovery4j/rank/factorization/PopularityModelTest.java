package io.github.discovery4j.rank.factorization;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.discovery4j.core.data.DuplicatePolicy;
import io.github.discovery4j.core.data.Interactions;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PopularityModelTest {

    private final Interactions plays = Interactions.builder()
            .duplicates(DuplicatePolicy.KEEP_ALL)
            .add("ana", "song", 90)
            .add("ana", "song", 10)
            .add("ana", "hymn", 2)
            .add("ben", "hymn", 3)
            .add("ben", "noise", -4)
            .add("ben", "aria", 5)
            .build();

    @Test
    void countsPeopleAndNotTheirRepeats() {
        PopularityModel model = PopularityModel.countingPeople(plays);
        assertThat(popularity(model, "song")).isEqualTo(1);
        assertThat(popularity(model, "hymn")).isEqualTo(2);
        assertThat(popularity(model, "noise")).isZero();
        assertThat(byRank(model)).containsExactly("hymn", "aria", "song", "noise");
    }

    @Test
    void sumsWeightsAboveZero() {
        PopularityModel model = PopularityModel.summingWeights(plays);
        assertThat(popularity(model, "song")).isEqualTo(100);
        assertThat(popularity(model, "noise")).isZero();
        assertThat(byRank(model)).containsExactly("song", "aria", "hymn", "noise");
    }

    @Test
    void scaledRunsFromZeroToOneByLogarithm() {
        PopularityModel model = PopularityModel.summingWeights(plays);
        assertThat(model.scaled(plays.items().ordinalOf("song"))).isEqualTo(1);
        assertThat(model.scaled(plays.items().ordinalOf("noise"))).isZero();
        assertThat(model.scaled(plays.items().ordinalOf("hymn"))).isEqualTo((float) (Math.log(6) / Math.log(101)));
    }

    @Test
    void scoresEverybodyAlike() {
        PopularityModel model = PopularityModel.countingPeople(plays);
        double[] all = new double[4];
        double[] two = new double[2];
        model.scoreAll(new int[] {0}, all);
        model.score(new int[0], new int[] {1, 0}, two);
        assertThat(two).containsExactly(all[1], all[0]).containsExactly(2, 1);
    }

    @Test
    void nothingIsPopularWithoutInteractions() {
        PopularityModel silent = PopularityModel.countingPeople(plays.subset(index -> false));
        assertThat(silent.scaled(0)).isZero();
        assertThat(byRank(silent)).containsExactly("aria", "hymn", "noise", "song");
        assertThat(PopularityModel.countingPeople(Interactions.builder().build())
                        .items()
                        .size())
                .isZero();
    }

    private double popularity(PopularityModel model, String id) {
        return model.popularity(plays.items().ordinalOf(id));
    }

    private static Iterable<String> byRank(PopularityModel model) {
        return IntStream.range(0, model.items().size())
                .mapToObj(rank -> model.items().idOf(model.itemAt(rank)))
                .toList();
    }
}

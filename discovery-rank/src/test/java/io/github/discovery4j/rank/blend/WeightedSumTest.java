package io.github.discovery4j.rank.blend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.discovery4j.core.model.FeatureColumn;
import io.github.discovery4j.core.model.FeatureSchema;
import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.core.model.Visibility;
import io.github.discovery4j.core.stage.Ranker;
import io.github.discovery4j.core.stage.RankerStructure;
import io.github.discovery4j.core.stage.RankingBatch;
import io.github.discovery4j.testkit.Batches;
import io.github.discovery4j.testkit.RankerContract;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WeightedSumTest extends RankerContract {

    private final WeightedSum ranker = WeightedSum.builder()
            .weight("shared_interests", 2)
            .weight("distance", -0.5)
            .intercept(10)
            .build();

    @Override
    protected Ranker ranker() {
        return ranker;
    }

    @Override
    protected FeatureSchema schema() {
        return Batches.schema("distance", "unread", "shared_interests");
    }

    @Test
    void addsWeightTimesValueToTheIntercept() {
        assertThat(score(schema(), 4, 100, 3)).isEqualTo(10 + 2 * 3 - 0.5 * 4);
    }

    @Test
    void aMissingValueAddsNothing() {
        assertThat(score(schema(), Float.NaN, 0, 3)).isEqualTo(16);
        assertThat(score(schema(), Float.NaN, 0, Float.NaN)).isEqualTo(10);
    }

    @Test
    void findsItsColumnsInEachSchema() {
        assertThat(score(schema(), 4, 100, 3)).isEqualTo(14);
        assertThat(score(Batches.schema("shared_interests", "distance"), 4, 3)).isEqualTo(16.5);
        assertThat(score(schema(), 4, 100, 3)).isEqualTo(14);
    }

    @Test
    void theLargestWeightsStillGiveAFiniteScore() {
        WeightedSum extreme = WeightedSum.builder()
                .weight("distance", Float.MAX_VALUE)
                .weight("unread", Float.MAX_VALUE)
                .intercept(Float.MAX_VALUE)
                .build();
        assertThat(score(extreme, schema(), Float.MAX_VALUE, Float.MAX_VALUE, 0))
                .isFinite();
    }

    @Test
    void withoutColumnsEveryRowScoresTheIntercept() {
        WeightedSum constant = WeightedSum.builder().intercept(3).build();
        assertThat(constant.features()).isEmpty();
        assertThat(score(constant, schema(), 1, 2, 3)).isEqualTo(3);
    }

    @Test
    void tellsItsColumnsInTheOrderGiven() {
        assertThat(ranker.features()).containsExactly("shared_interests", "distance");
        RankerStructure.Linear linear = (RankerStructure.Linear) ranker.structure();
        assertThat(linear.weights()).containsExactly(Map.entry("shared_interests", 2.0), Map.entry("distance", -0.5));
        assertThat(linear.intercept()).isEqualTo(10);
    }

    @Test
    void aMissingColumnIsNamedWithThoseThatExist() {
        assertThatThrownBy(() -> score(Batches.schema("distance"), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("shared_interests")
                .hasMessageContaining("[distance]");
    }

    @Test
    void aCategoricalColumnIsRefused() {
        FeatureColumn language = new FeatureColumn(
                "distance", SignalGroup.PROFILE, FeatureColumn.Owner.OBJECT, Visibility.PUBLIC, List.of("near", "far"));
        FeatureSchema categorical = FeatureSchema.concat(
                List.of(FeatureSchema.of("view", "3", List.of(language)), Batches.schema("shared_interests")));
        assertThatThrownBy(() -> score(categorical, 1, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"distance\" is categorical (schema \"view+test\" version 3+1)");
    }

    @Test
    void weightsOutOfRangeAndRepeatedColumnsAreRefused() {
        WeightedSum.Builder builder = WeightedSum.builder().weight("distance", 1);
        for (double weight : new double[] {Double.NaN, Double.NEGATIVE_INFINITY, 1e39}) {
            assertThatThrownBy(() -> builder.weight("age", weight)).hasMessageContaining("weight of \"age\"");
            assertThatThrownBy(() -> builder.intercept(weight)).hasMessageContaining("intercept");
        }
        assertThatThrownBy(() -> builder.weight("distance", 2)).hasMessageContaining("has 1.0 already");
    }

    private double score(FeatureSchema schema, float... values) {
        return score(ranker, schema, values);
    }

    private static double score(Ranker ranker, FeatureSchema schema, float... values) {
        RankingBatch batch = Batches.ranking(Batches.context("viewer"), schema, List.of("item"), List.of(values));
        double[] scores = {Double.NaN};
        ranker.score(batch, scores);
        return scores[0];
    }
}

package io.github.discovery4j.rank.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.discovery4j.core.data.TrainingRows;
import io.github.discovery4j.core.model.FeatureColumn;
import io.github.discovery4j.core.model.FeatureSchema;
import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.core.model.Visibility;
import io.github.discovery4j.core.stage.Ranker;
import io.github.discovery4j.core.stage.RankerStructure;
import io.github.discovery4j.testkit.Batches;
import io.github.discovery4j.testkit.RankerContract;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TribuoRankerTest extends RankerContract {

    private static final TribuoModel MODEL =
            TribuoTrainer.logistic().build().train(TribuoRows.of(1, "near", "age", "noise"));

    @TempDir
    Path folder;

    @Override
    protected Ranker ranker() {
        return TribuoRanker.of(MODEL);
    }

    @Override
    protected FeatureSchema schema() {
        return Batches.schema("unread", "noise", "near", "age");
    }

    @Test
    void aFileBecomesARankerThatTellsItsWeights() throws IOException {
        Path file = folder.resolve("model.tribuo");
        MODEL.save(file);
        TribuoRanker ranker = TribuoRanker.load(file);
        assertThat(ranker.features()).containsExactlyInAnyOrder("near", "age", "noise");
        assertThat(ranker.structure()).isEqualTo(ranker().structure());
        assertThat(ranker.structure()).isInstanceOfSatisfying(RankerStructure.Linear.class, linear -> {
            Map<String, Double> weights = linear.weights();
            assertThat(weights.get("near")).isPositive();
            assertThat(weights.get("age")).isNegative();
        });
        assertThat(ranker.model().features()).isEqualTo(MODEL.features());
    }

    @Test
    void columnsAreFoundByNameInEachSchema() {
        double there = score(Batches.schema("near", "age", "noise"), 1, 30, 0);
        assertThat(score(Batches.schema("noise", "x", "age", "near"), 0, 9, 30, 1))
                .isEqualTo(there);
        assertThat(there).isNotEqualTo(score(Batches.schema("near", "age", "noise"), 1, 31, 0));
    }

    @Test
    void missingColumnsAndCategoriesAreRefusedByName() {
        assertThatThrownBy(() -> score(Batches.schema("age", "height"), 1, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("lacks [near, noise]; it has [age, height]");
        FeatureSchema categories = FeatureSchema.of(
                "people",
                "3",
                List.of(
                        FeatureColumn.number("age", SignalGroup.PROFILE, FeatureColumn.Owner.OBJECT),
                        FeatureColumn.number("noise", SignalGroup.PROFILE, FeatureColumn.Owner.OBJECT),
                        new FeatureColumn(
                                "near",
                                SignalGroup.PROFILE,
                                FeatureColumn.Owner.OBJECT,
                                Visibility.PUBLIC,
                                List.of("no", "yes"))));
        assertThatThrownBy(() -> score(categories, 1, 1, 1))
                .hasMessageContaining("feature \"near\" is categorical (schema \"people\" version 3)");
    }

    @Test
    void aModelThatIsNotLinearIsOpaqueAndScoresAllTheSame() {
        TribuoModel blackBox = new TribuoModel(List.of("near"), values -> 7, Map.of(), new byte[0]);
        Ranker ranker = TribuoRanker.of(blackBox);
        assertThat(ranker.structure()).isEqualTo(new RankerStructure.Opaque());
        assertThat(blackBox.linear()).isFalse();
        double[] scores = new double[1];
        ranker.score(Batches.ranking(Batches.context("v"), schema(), List.of("a"), List.of(new float[4])), scores);
        assertThat(scores).containsExactly(7);
    }

    @Test
    void rowsThatAreAllAlikeScoreAlike() {
        TrainingRows rows = TrainingRows.of(List.of("x"), new double[] {3, 3, 3, 3}, new float[] {0, 1, 0, 1});
        Ranker ranker = TribuoRanker.of(TribuoTrainer.logistic().build().train(rows));
        double[] scores = new double[2];
        ranker.score(
                Batches.ranking(
                        Batches.context("v"),
                        Batches.schema("x"),
                        List.of("a", "b"),
                        List.of(new float[] {3}, new float[] {3})),
                scores);
        assertThat(scores[0]).isFinite().isEqualTo(scores[1]);
    }

    private static double score(FeatureSchema schema, float... values) {
        double[] scores = {Double.NaN};
        TribuoRanker.of(MODEL)
                .score(Batches.ranking(Batches.context("viewer"), schema, List.of("item"), List.of(values)), scores);
        return scores[0];
    }
}

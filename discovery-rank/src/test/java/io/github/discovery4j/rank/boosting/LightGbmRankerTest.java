package io.github.discovery4j.rank.boosting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.discovery4j.core.model.FeatureColumn;
import io.github.discovery4j.core.model.FeatureSchema;
import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.core.model.TreeEnsemble;
import io.github.discovery4j.core.model.TreeEnsemble.Missing;
import io.github.discovery4j.core.model.Visibility;
import io.github.discovery4j.core.stage.Ranker;
import io.github.discovery4j.core.stage.RankerStructure;
import io.github.discovery4j.core.stage.RankingBatch;
import io.github.discovery4j.testkit.Batches;
import io.github.discovery4j.testkit.RandomTrees;
import io.github.discovery4j.testkit.RankerContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LightGbmRankerTest extends RankerContract {

    private static final FeatureColumn AGE =
            FeatureColumn.number("age", SignalGroup.PROFILE, FeatureColumn.Owner.OBJECT);

    private final LightGbmModel model = LightGbmModel.parse(ModelTexts.of(trees(), "lambdarank"));
    private final LightGbmRanker ranker = LightGbmRanker.of(model);

    @TempDir
    Path folder;

    @Override
    protected Ranker ranker() {
        return ranker;
    }

    @Override
    protected FeatureSchema schema() {
        return schema(
                FeatureColumn.number("unread", SignalGroup.PROFILE, FeatureColumn.Owner.OBJECT),
                language("en", "es", "fr"),
                AGE);
    }

    @Test
    void columnsAreFoundByNameInEachSchema() {
        assertThat(score(ranker, schema(), 0, 1, 30)).isEqualTo(20);
        assertThat(score(ranker, schema(AGE, language("en", "es", "fr")), 30, 1))
                .isEqualTo(20);
        assertThat(score(ranker, schema(), 0, 2, Float.NaN)).isEqualTo(10);
    }

    @Test
    void floatsAreWidenedBeforeTheyAreCompared() {
        // 0.1f is above 0.1.
        TreeEnsemble.Builder builder = TreeEnsemble.builder(List.of("x"), 1);
        builder.tree(2)
                .split(0, 0, 0.1, Missing.NONE, false)
                .children(0, ~0, ~1, 2)
                .leaf(0, 1, 1)
                .leaf(1, 2, 1);
        LightGbmRanker fine = LightGbmRanker.of(LightGbmModel.parse(ModelTexts.of(builder.build(), "lambdarank")));
        assertThat(score(fine, Batches.schema("x"), 0.1f)).isEqualTo(2);
    }

    @Test
    void tellsItsTreesAndFeatures() {
        assertThat(ranker.features()).containsExactly("age", "language");
        assertThat(ranker.structure()).isEqualTo(new RankerStructure.Trees(model.ensemble()));
        assertThat(ranker.model()).isSameAs(model);
    }

    @Test
    void allMissingColumnsAreNamedWithThoseThatExist() {
        assertThatThrownBy(() -> score(ranker, Batches.schema("height"), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("lacks [age, language]; it has [height]");
    }

    @Test
    void numbersAndCategoriesAreNotTakenForEachOther() {
        assertThatThrownBy(() -> score(ranker, Batches.schema("age", "language"), 1, 1))
                .hasMessageContaining(
                        "feature \"language\" is categorical in the model and a number in schema \"test\"");
        FeatureColumn ages = new FeatureColumn(
                "age", SignalGroup.PROFILE, FeatureColumn.Owner.OBJECT, Visibility.PUBLIC, List.of("young", "old"));
        assertThatThrownBy(() -> score(ranker, schema(ages, language("en")), 1, 1))
                .hasMessageContaining("feature \"age\" is a number in the model and categorical");
    }

    @Test
    void anotherDictionaryIsRefusedAtItsFirstDifference() {
        LightGbmRanker strict =
                LightGbmRanker.of(model.withDictionaries(Map.of("language", List.of("en", "es", "fr"))));
        assertThat(score(strict, schema(), 0, 1, 30)).isEqualTo(20);
        assertThatThrownBy(() -> score(strict, schema(AGE, language("en", "fr", "es")), 30, 1))
                .hasMessageContaining("entry 1 is \"es\" there and \"fr\" here (schema \"people\" version 3)");
        assertThatThrownBy(() -> score(strict, schema(AGE, language("en", "es")), 30, 1))
                .hasMessageContaining("entry 2 is \"fr\" there and none here");
    }

    @Test
    void aModelOfSeveralClassesIsRefused() {
        LightGbmModel classes =
                LightGbmModel.parse(ModelTexts.of(RandomTrees.ensemble(2, 3, 4, 5, 2), "multiclass num_class:2"));
        assertThatThrownBy(() -> LightGbmRanker.of(classes)).hasMessageContaining("the model has 2");
    }

    @Test
    void aFileBecomesARanker() throws IOException {
        Path file = Files.writeString(folder.resolve("model.txt"), ModelTexts.of(trees(), "lambdarank"));
        assertThat(score(LightGbmRanker.load(file), schema(), 0, 1, 30)).isEqualTo(20);
    }

    /** 10 up to 20 years or if unknown; then 20 for es and fr, else 30. */
    private static TreeEnsemble trees() {
        TreeEnsemble.Builder builder = TreeEnsemble.builder(List.of("age", "language"), 1);
        builder.tree(3)
                .split(0, 0, 20, Missing.NAN, true)
                .children(0, ~0, 1, 10)
                .split(1, 1, new int[] {0b110})
                .children(1, ~1, ~2, 4)
                .leaf(0, 10, 6)
                .leaf(1, 20, 3)
                .leaf(2, 30, 1);
        return builder.build();
    }

    private static FeatureSchema schema(FeatureColumn... columns) {
        return FeatureSchema.of("people", "3", List.of(columns));
    }

    private static FeatureColumn language(String... entries) {
        return new FeatureColumn(
                "language", SignalGroup.PROFILE, FeatureColumn.Owner.OBJECT, Visibility.PUBLIC, List.of(entries));
    }

    private static double score(Ranker ranker, FeatureSchema schema, float... values) {
        RankingBatch batch = Batches.ranking(Batches.context("viewer"), schema, List.of("item"), List.of(values));
        double[] scores = {Double.NaN};
        ranker.score(batch, scores);
        return scores[0];
    }
}

package io.github.discovery4j.rank.boosting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.discovery4j.core.model.TreeEnsemble;
import io.github.discovery4j.core.model.TreeEnsemble.Missing;
import io.github.discovery4j.testkit.RandomTrees;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LightGbmModelTest {

    /** Two trees: one with every kind of line, one of a single leaf. */
    private static final String TEXT = ModelTexts.of(small(), "binary sigmoid:1");

    @TempDir
    Path folder;

    @Property(tries = 100)
    void whatIsWrittenIsRead(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 30) int leaves,
            @ForAll @IntRange(min = 1, max = 3) int outputs) {
        TreeEnsemble written = RandomTrees.ensemble(seed, 6, 2 * outputs, leaves, outputs);
        String objective = outputs == 1 ? "regression" : "multiclass num_class:" + outputs;
        TreeEnsemble read =
                LightGbmModel.parse(ModelTexts.of(written, objective)).ensemble();
        assertThat(read).usingRecursiveComparison().isEqualTo(written);
    }

    @Test
    void theHeadIsRead() {
        LightGbmModel model = LightGbmModel.parse(TEXT);
        assertThat(model.version()).isEqualTo(4);
        assertThat(model.features()).containsExactly("age", "язык");
        assertThat(model.objective()).hasToString("binary sigmoid:1");
        assertThat(model.categorical()).containsExactly("язык");
        assertThat(model.parameters())
                .containsExactly(Map.entry("boosting", "gbdt"), Map.entry("learning_rate", "0.1"));
        assertThat(model.dictionaries()).isEmpty();
        assertThat(model)
                .hasToString("LightGbmModel[v4, TreeEnsemble[2 trees, 4 leaves, 2 features, 1 outputs],"
                        + " objective binary sigmoid:1]");
    }

    @Test
    void aTextCutOffAfterAnyLineIsRefusedOrWhole() {
        String[] lines = TEXT.split("\n", -1);
        LightGbmModel whole = LightGbmModel.parse(TEXT);
        int end = List.of(lines).indexOf("end of trees");
        int parameters = List.of(lines).indexOf("parameters:");
        for (int kept = 0; kept < lines.length; kept++) {
            String cut = String.join("\n", List.of(lines).subList(0, kept));
            boolean withinParameters = kept > parameters && !cut.contains("end of parameters");
            if (kept <= end || withinParameters) {
                refused(cut);
            } else {
                assertThat(LightGbmModel.parse(cut).ensemble())
                        .usingRecursiveComparison()
                        .isEqualTo(whole.ensemble());
            }
        }
    }

    @Test
    void aTextCutOffAfterAnyByteOfItsTreesIsRefused() {
        int end = TEXT.indexOf("end of trees") + "end of trees".length();
        for (int kept = 0; kept < end; kept++) {
            refused(TEXT.substring(0, kept));
        }
        assertThat(LightGbmModel.parse(TEXT.substring(0, end)).ensemble().trees())
                .isEqualTo(2);
    }

    @Test
    void aLineThatIsLeftOutOfATreeIsRefused() {
        for (String line : TEXT.split("\n")) {
            boolean needed = TEXT.indexOf(line) < TEXT.indexOf("end of trees")
                    && !line.isEmpty()
                    && !line.startsWith("num_class")
                    && !line.startsWith("label_index")
                    && !line.startsWith("tree_sizes")
                    && !line.startsWith("objective");
            if (needed) {
                refused(TEXT.replaceFirst("(?m)^" + Pattern.quote(line) + "\n", ""));
            }
        }
    }

    @Test
    void absurdSizesAreRefusedBeforeAnythingIsAllocated() {
        changed("tree_sizes=\\S+", "tree_sizes=99999999999999999999").hasMessageContaining("\"tree_sizes\" says");
        changed("tree_sizes=\\S+", "tree_sizes=-1").hasMessageContaining("\"tree_sizes\" says, -1");
        changed("tree_sizes=.*", "tree_sizes=5").hasMessageContaining("take an unchanged copy");
        changed("tree_sizes=(.*)", "tree_sizes=$1 7").hasMessageContaining("there must be 3 trees");
        changed("num_leaves=3", "num_leaves=2000000000").hasMessageContaining("\"num_leaves\" of tree 0");
        changed("num_leaves=3", "num_leaves=100").hasMessageContaining("must have 100 values, had 3");
        changed("num_leaves=3", "num_leaves=0").hasMessageContaining("in [1,");
        changed("max_feature_idx=1", "max_feature_idx=2147483647").hasMessageContaining("max_feature_idx");
        changed("max_feature_idx=1", "max_feature_idx=2").hasMessageContaining("must have 3 values, had 2");
        changed("num_tree_per_iteration=1", "num_tree_per_iteration=99999").hasMessageContaining("[1, 65536]");
        changed("num_cat=1", "num_cat=1000000").hasMessageContaining("num_cat");
        changed("cat_boundaries=0 2", "cat_boundaries=0 99999999").hasMessageContaining("cat_boundaries");
        changed("cat_boundaries=0 2", "cat_boundaries=3 2").hasMessageContaining("must not descend");
    }

    @Test
    void whatIsNoTreeIsRefused() {
        changed("right_child=1 -3", "right_child=0 -3").hasMessageContaining("node 0 has a second (tree 0, node 0)");
        changed("right_child=1 -3", "right_child=1 -1").hasMessageContaining("leaf 0 has a second");
        changed("right_child=1 -3", "right_child=1 -4").hasMessageContaining("\"right_child\" of tree 0");
        changed("left_child=-1 -2", "left_child=1 -2").hasMessageContaining("node 1 has a second");
    }

    @Test
    void numbersThatAreNoneAreRefusedWithTheirLine() {
        changed("leaf_value=1.0", "leaf_value=nan")
                .isInstanceOf(MalformedModelException.class)
                .hasMessageContaining("model text, line ")
                .hasMessageContaining("\"leaf_value\" of tree 0 must be a number")
                .hasMessageContaining("was \"nan\"");
        changed("leaf_value=1.0", "leaf_value=NaN").hasMessageContaining("was \"NaN\"");
        changed("leaf_value=1.0", "leaf_value=Infinity").hasMessageContaining("was \"Infinity\"");
        changed("leaf_value=1.0 ", "leaf_value=1.0  ").hasMessageContaining("must have 3 values, had 4");
        changed("threshold=5.0", "threshold=x".repeat(60)).hasMessageContaining("…\"");
        changed("threshold=5.0 0", "threshold=5.0 1").hasMessageContaining("categorical node must be a list in [0, 1)");
        changed("threshold=5.0 0", "threshold=5.0 0.5").hasMessageContaining("was 0.5 (tree 0, node 1)");
        changed("decision_type=10", "decision_type=12").hasMessageContaining("\"decision_type\"");
        changed("split_feature=0", "split_feature=2").hasMessageContaining("\"split_feature\" of tree 0");
        changed("threshold=5.0", "threshold=nan").hasMessageContaining("[-Infinity, Infinity], was \"nan\"");
        changed("leaf_count=6", "leaf_count=-6").hasMessageContaining("\"leaf_count\"");
        changed("cat_threshold=0", "cat_threshold=4294967296").hasMessageContaining("cat_threshold");
    }

    @Test
    void kindsThatAreNotReadAreRefusedByName() {
        changed("is_linear=0", "is_linear=1").hasMessageContaining("linear_tree=false");
        changed("objective=binary", "objective=martian")
                .hasMessageContaining("\"martian\"")
                .hasMessageContaining("lambdarank");
        changed("objective=binary", "objective=multiclass num_class:3")
                .hasMessageContaining("must have 3 trees an iteration");
        changed("objective=binary sigmoid:1", "objective=binary sigmoid:-1").hasMessageContaining("sigmoid:-1");
        changed("version=v4", "version=v9").hasMessageContaining("one of v2, v3, v4, was \"v9\"");
        assertThatThrownBy(() -> LightGbmModel.parse("{\"name\": \"tree\"}"))
                .hasMessageContaining("not as JSON or pickle");
        assertThatThrownBy(() -> LightGbmModel.parse("")).hasMessageContaining("must begin with the line \"tree\"");
    }

    @Test
    void namesThatComeTwiceAreRefused() {
        changed("feature_names=age", "feature_names=язык").hasMessageContaining("\"язык\" stands twice");
        changed("num_cat=1", "num_leaves=3").hasMessageContaining("\"num_leaves\" must stand once in tree 0");
        changed("Tree=1", "Tree=2").hasMessageContaining("\"Tree=2\" came where Tree=1 must be");
        assertThatThrownBy(() -> LightGbmModel.parse(TEXT.replace("leaf_value=1.0", "leaf_value=1.05")))
                .hasMessageContaining("bytes that \"tree_sizes\" says");
    }

    @Test
    void aTextThatIsNotUtf8IsRefused() throws IOException {
        byte[] bytes = TEXT.getBytes(StandardCharsets.UTF_8);
        bytes[TEXT.indexOf("age")] = (byte) 0xFF;
        Path file = Files.write(folder.resolve("model.txt"), bytes);
        assertThatThrownBy(() -> LightGbmModel.load(file))
                .isInstanceOf(MalformedModelException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("UTF-8");
    }

    @Test
    void aFileIsReadLikeItsText() throws IOException {
        Path file = Files.writeString(folder.resolve("model.txt"), TEXT);
        assertThat(LightGbmModel.load(file)).usingRecursiveComparison().isEqualTo(LightGbmModel.parse(TEXT));
        assertThatThrownBy(() -> LightGbmModel.load(folder.resolve("none.txt"))).isInstanceOf(IOException.class);
    }

    @Test
    void earlyTextsWithoutSizesInnerCountsAndEndAreRead() {
        String early = TEXT.replace("version=v4", "version=v2")
                .replaceFirst("tree_sizes=.*\n", "")
                .replaceFirst("internal_count=.*\n", "")
                .replace("end of trees\n\nfeature_importances:", "feature importances:")
                .replace("is_linear=0\n", "");
        LightGbmModel model = LightGbmModel.parse(early);
        assertThat(model.version()).isEqualTo(2);
        assertThat(model.ensemble()).usingRecursiveComparison().isEqualTo(small());
    }

    @Test
    void linesThatEndAsOnWindowsAreReadWhereNoSizesAreGiven() {
        String windows = TEXT.replaceFirst("tree_sizes=.*\n", "").replace("\n", "\r\n");
        assertThat(LightGbmModel.parse(windows).ensemble())
                .usingRecursiveComparison()
                .isEqualTo(small());
    }

    @Test
    void dictionariesOfPandasBelongToTheCategoricalFeatures() {
        String text = TEXT.replace("pandas_categorical:null", "pandas_categorical:[[\"en\", \"es\", 3]]");
        assertThat(LightGbmModel.parse(text).dictionaries())
                .containsExactly(Map.entry("язык", List.of("en", "es", "3")));
        String two = TEXT.replace("pandas_categorical:null", "pandas_categorical:[[1], [2]]");
        assertThat(LightGbmModel.parse(two).dictionaries()).isEmpty();
        changed("pandas_categorical:null", "pandas_categorical:[[1").hasMessageContaining("must be JSON");
    }

    @Test
    void dictionariesAreGivenToCategoricalFeaturesOnly() {
        LightGbmModel model = LightGbmModel.parse(TEXT);
        Map<String, List<String>> languages = Map.of("язык", List.of("en", "es"));
        assertThat(model.withDictionaries(languages).dictionaries()).isEqualTo(languages);
        assertThatThrownBy(() -> model.withDictionaries(Map.of("age", List.of("young"))))
                .hasMessageContaining("\"age\" is none; the model has [язык]");
    }

    @Test
    void featuresThatNoTreeAsksCanBeCategorical() {
        assertThat(LightGbmModel.parse(TEXT.replaceFirst("feature_infos=\\S+", "feature_infos=3:1:2"))
                        .categorical())
                .containsExactly("age", "язык");
        assertThat(LightGbmModel.parse(TEXT.replaceFirst("feature_infos=\\S+", "feature_infos=none"))
                        .categorical())
                .containsExactly("язык");
    }

    @Test
    void otherColumnsAreRefusedWithTheDifference() {
        LightGbmModel model = LightGbmModel.parse(TEXT);
        model.requireFeatures(List.of("age", "язык"));
        assertThatThrownBy(() -> model.requireFeatures(List.of("язык", "age")))
                .hasMessageContaining("column 0 must be \"age\", was \"язык\"");
        assertThatThrownBy(() -> model.requireFeatures(List.of("age", "language")))
                .hasMessageContaining("missing [язык]; unknown [language]");
        assertThatThrownBy(() -> model.requireFeatures(List.of("age", "язык", "age")))
                .hasMessageContaining("a column stands twice, there are 3");
        List<String> many = new ArrayList<>(List.of("age", "язык"));
        for (int i = 0; i < 12; i++) {
            many.add("x" + i);
        }
        assertThatThrownBy(() -> model.requireFeatures(many)).hasMessageContaining("x9] and 2 more");
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> changed(String pattern, String replacement) {
        // Without sizes, unless they are what is changed: they would be the first to be wrong.
        String text = pattern.startsWith("tree_sizes") ? TEXT : TEXT.replaceFirst("tree_sizes=.*\n", "");
        String changed = text.replaceFirst(pattern, replacement);
        assertThat(changed).isNotEqualTo(text);
        return assertThatThrownBy(() -> LightGbmModel.parse(changed)).isInstanceOf(MalformedModelException.class);
    }

    private static void refused(String text) {
        assertThatThrownBy(() -> LightGbmModel.parse(text)).as(text).isInstanceOf(MalformedModelException.class);
    }

    private static TreeEnsemble small() {
        TreeEnsemble.Builder builder = TreeEnsemble.builder(List.of("age", "язык"), 1);
        builder.tree(3)
                .split(0, 0, 5, Missing.NAN, true)
                .children(0, ~0, 1, 10)
                .split(1, 1, new int[] {0, 2})
                .children(1, ~1, ~2, 4)
                .leaf(0, 1, 6)
                .leaf(1, 2, 3)
                .leaf(2, 3, 1);
        builder.tree(1).leaf(0, 7, 10);
        return builder.build();
    }
}

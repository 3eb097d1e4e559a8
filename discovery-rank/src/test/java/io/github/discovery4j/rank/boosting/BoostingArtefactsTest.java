package io.github.discovery4j.rank.boosting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.discovery4j.core.artefact.Artefact;
import io.github.discovery4j.core.artefact.ArtefactDescription;
import io.github.discovery4j.core.artefact.ArtefactException;
import io.github.discovery4j.core.artefact.ArtefactStore;
import io.github.discovery4j.core.artefact.ArtefactWriter;
import io.github.discovery4j.core.data.IdMap;
import io.github.discovery4j.core.feature.FeatureDefinition;
import io.github.discovery4j.core.feature.FeatureRegistry;
import io.github.discovery4j.core.feature.manifest.DeclaredView;
import io.github.discovery4j.core.feature.manifest.ViewColumn;
import io.github.discovery4j.core.model.SignalGroup;
import io.github.discovery4j.core.model.TreeEnsemble;
import io.github.discovery4j.testkit.RandomTrees;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BoostingArtefactsTest {

    @TempDir
    Path folder;

    @Test
    void theModelReadIsTheOneWritten() throws IOException {
        for (long seed = 0; seed < 20; seed++) {
            TreeEnsemble trees = RandomTrees.ensemble(seed, 6, 4, 20, 2);
            LightGbmModel model = LightGbmModel.parse(ModelTexts.of(trees, "multiclass num_class:2"));
            LightGbmModel read = writtenAndRead(model);
            assertThat(read.ensemble()).usingRecursiveComparison().isEqualTo(trees);
            assertThat(read.objective()).hasToString("multiclass num_class:2");
            assertThat(read.version()).isEqualTo(4);
            assertThat(read.categorical()).isEqualTo(model.categorical());
            assertThat(read.parameters()).containsAllEntriesOf(model.parameters());
        }
    }

    @Test
    void dictionariesAndTheSchemaComeAlong() throws IOException {
        LightGbmModel model = LightGbmModel.parse(ModelTexts.of(RandomTrees.ensemble(2, 3, 8, 20, 1), "lambdarank"));
        String feature = model.categorical().iterator().next();
        Map<String, List<String>> dictionaries = Map.of(feature, List.of("en", "日本語", "es"));
        ArtefactStore store = ArtefactStore.at(folder);
        write(store, model.withDictionaries(dictionaries));
        Artefact artefact = store.open(store.latest().orElseThrow());
        assertThat(BoostingArtefacts.read(artefact).dictionaries()).isEqualTo(dictionaries);
        ArtefactDescription description = artefact.manifest().description();
        assertThat(description.kind()).isEqualTo("lightgbm");
        assertThat(description.featureSchema()).containsExactly("f0", "f1", "f2");
        assertThat(description.hyperParameters())
                .containsEntry("objective", "lambdarank")
                .containsEntry("learning_rate", "0.1");
    }

    @Test
    void aModelKeepsTheViewThatItWasTrainedOnAndWhatItsFeaturesGained() throws IOException {
        LightGbmModel model = LightGbmModel.parse(ModelTexts.of(RandomTrees.ensemble(2, 3, 8, 20, 1), "lambdarank"));
        assertThat(Arrays.stream(model.gains()).sum())
                .as("each split has a gain of 1")
                .isEqualTo(model.ensemble().nodes());
        ArtefactStore store = ArtefactStore.at(folder);
        store.publish(writer -> {
            BoostingArtefacts.write(model, writer);
            return BoostingArtefacts.describe(model, view("1", "f0", "f1", "f2"))
                    .build();
        });
        Artefact artefact = store.open(store.latest().orElseThrow());
        LightGbmModel read = BoostingArtefacts.read(artefact.requireView(view("1", "f0", "f1", "f2")));
        assertThat(read.gains()).isEqualTo(model.gains());
        assertThatThrownBy(() -> artefact.requireView(view("2", "f0", "f1", "f2")))
                .hasMessageContaining("version was \"1\", is \"2\"");
        assertThatThrownBy(() -> BoostingArtefacts.describe(model, view("1", "f0", "f2")))
                .hasMessageContaining("missing [f1]");
    }

    private static DeclaredView view(String version, String... features) {
        List<FeatureDefinition> definitions = Arrays.stream(features)
                .map(name -> FeatureDefinition.number(name, SignalGroup.BEHAVIOUR))
                .toList();
        List<ViewColumn> columns = Arrays.stream(features)
                .map(name -> ViewColumn.of(ViewColumn.Kind.NUMBER, name))
                .toList();
        return new DeclaredView("people", version, FeatureRegistry.of("person", definitions), columns);
    }

    @Test
    void aDictionaryWithARepeatedEntryIsNotWritten() {
        LightGbmModel model = LightGbmModel.parse(ModelTexts.of(RandomTrees.ensemble(2, 3, 8, 20, 1), "lambdarank"));
        String feature = model.categorical().iterator().next();
        LightGbmModel repeated = model.withDictionaries(Map.of(feature, List.of("a", "a")));
        assertThatThrownBy(() -> write(ArtefactStore.at(folder), repeated)).hasMessageContaining("1 of 2 are repeated");
    }

    @Test
    void anotherKindIsRefused() throws IOException {
        refused(
                "\"kind\": must be \"lightgbm\"",
                writer -> ArtefactDescription.of("ease").build());
    }

    @Test
    void arraysThatDoNotMakeTreesAreRefused() throws IOException {
        refused("\"feature_schema\" must be the array \"features\"", writer -> {
            arrays(writer, 1, new int[] {2}, new int[] {0, 0, -1, -2, 0}, 1);
            return ArtefactDescription.of("lightgbm").build();
        });
        refused("has a second", described(new int[] {2}, new int[] {0, 0, -1, -1, 0}, 1));
        refused(
                "array \"thresholds\" must have 1 values, had 2",
                described(new int[] {2}, new int[] {0, 0, -1, -2, 0}, 2));
        refused("must make up trees", described(new int[] {3}, new int[] {0, 0, -1, -2, 0}, 1));
        refused("must make up trees", described(new int[] {2}, new int[] {0, 99, -1, -2, 0}, 1));
        refused("1 leaf or more", described(new int[] {0}, new int[] {0, 0, -1, -2, 0}, 1));
    }

    private static ArtefactStore.Contents<RuntimeException> described(int[] leaves, int[] nodes, int thresholds) {
        return writer -> {
            arrays(writer, 1, leaves, nodes, thresholds);
            return ArtefactDescription.of("lightgbm").features(List.of("x")).build();
        };
    }

    private static void arrays(ArtefactWriter writer, int outputs, int[] leaves, int[] nodes, int thresholds)
            throws IOException {
        writer.ids("features", IdMap.of(List.of("x")))
                .ints("shape", new int[] {4, outputs, 0})
                .ints("tree_leaves", leaves)
                .ints("nodes", nodes)
                .ints("categories", new int[0])
                .doubles("thresholds", new double[thresholds])
                .doubles("node_covers", new double[1])
                .doubles("leaf_values", new double[2])
                .doubles("leaf_covers", new double[2])
                .ints("categorical", new int[0]);
    }

    private void refused(String message, ArtefactStore.Contents<RuntimeException> contents) throws IOException {
        ArtefactStore store = ArtefactStore.at(folder);
        Artefact artefact = store.open(store.publish(contents));
        assertThatThrownBy(() -> BoostingArtefacts.read(artefact))
                .isInstanceOf(ArtefactException.class)
                .hasMessageContaining(message);
    }

    private LightGbmModel writtenAndRead(LightGbmModel model) throws IOException {
        ArtefactStore store = ArtefactStore.at(folder);
        write(store, model);
        return store.load(BoostingArtefacts::read).value();
    }

    private static void write(ArtefactStore store, LightGbmModel model) throws IOException {
        store.publish(writer -> {
            BoostingArtefacts.write(model, writer);
            return BoostingArtefacts.describe(model).build();
        });
    }
}

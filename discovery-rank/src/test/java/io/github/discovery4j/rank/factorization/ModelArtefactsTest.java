package io.github.discovery4j.rank.factorization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.discovery4j.core.artefact.Artefact;
import io.github.discovery4j.core.artefact.ArtefactDescription;
import io.github.discovery4j.core.artefact.ArtefactException;
import io.github.discovery4j.core.artefact.ArtefactStore;
import io.github.discovery4j.core.artefact.ArtefactWriter;
import io.github.discovery4j.core.data.IdMap;
import io.github.discovery4j.core.data.Interactions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ModelArtefactsTest {

    /** Every model that can be saved. */
    enum Saved {
        POPULARITY(PopularityModel::countingPeople),
        EASE(data -> EaseTrainer.builder().regularization(3).threads(1).build().train(data)),
        IALS(data -> IalsTrainer.builder()
                .dimension(7)
                .epochs(2)
                .weightScale(0.5)
                .threads(1)
                .build()
                .train(data)),
        BPR(data -> BprTrainer.builder()
                .dimension(5)
                .epochs(3)
                .seed(-1234567890123L)
                .build()
                .train(data)),
        RP3BETA(data ->
                Rp3BetaTrainer.builder().neighbours(4).threads(1).build().train(data)),
        BLEND(data -> BlendContractTest.blend(data, 1));

        final Function<Interactions, CatalogueModel> training;

        Saved(Function<Interactions, CatalogueModel> training) {
            this.training = training;
        }
    }

    @TempDir
    private Path folder;

    private Artefact saved(CatalogueModel model) throws IOException {
        ArtefactStore store = ArtefactStore.at(folder);
        return store.open(store.publish(writer -> {
            ModelArtefacts.write(model, writer);
            return ArtefactDescription.of(ModelArtefacts.kind(model)).build();
        }));
    }

    @ParameterizedTest
    @EnumSource
    void aModelReadScoresAsTheOneWrittenToTheLastBit(Saved saved) throws IOException {
        Random random = new Random(9);
        for (Interactions data : List.of(
                Samples.random(40, 30, 0.2, 1),
                Samples.twoTastes(),
                Interactions.builder().add("u", "単").build(),
                Interactions.builder().build())) {
            CatalogueModel before = saved.training.apply(data);
            CatalogueModel after = ModelArtefacts.read(saved(before), before.getClass());
            assertThat(after.items()).isEqualTo(before.items());
            assertThat(ModelArtefacts.embeddingDim(after)).isEqualTo(ModelArtefacts.embeddingDim(before));
            int n = before.items().size();
            for (int i = 0; i < 20; i++) {
                int[] history = IntStream.range(0, n)
                        .filter(item -> random.nextInt(4) == 0)
                        .toArray();
                double[] expected = new double[n];
                double[] scores = new double[n];
                before.scoreAll(history, expected);
                after.scoreAll(history, scores);
                assertThat(scores).containsExactly(expected);
                after.score(history, IntStream.range(0, n).toArray(), scores);
                assertThat(scores).containsExactly(expected);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void nothingOfAnArtefactNamesAPerson(Saved saved) throws IOException {
        Interactions data = Interactions.builder()
                .add("the-secret-person", "A")
                .add("the-secret-person", "B")
                .add("another-person", "B")
                .build();
        saved(saved.training.apply(data));
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                        .doesNotContain("person");
            }
        }
    }

    @Test
    void anotherModelThanAskedForIsRefused() throws IOException {
        Artefact popularity = saved(PopularityModel.countingPeople(Samples.twoTastes()));
        assertThatThrownBy(() -> ModelArtefacts.read(popularity, EaseModel.class))
                .isInstanceOf(ArtefactException.class)
                .hasMessageContaining("EaseModel")
                .hasMessageContaining("popularity");
        assertThatThrownBy(() -> ModelArtefacts.read(written("recipe", writer -> {})))
                .isInstanceOf(ArtefactException.class)
                .hasMessageContaining("was \"recipe\"");
    }

    /** Writes arrays. */
    private interface Arrays {
        void to(ArtefactWriter writer) throws IOException;
    }

    private Artefact written(String kind, Arrays arrays) throws IOException {
        ArtefactStore store = ArtefactStore.at(folder);
        return store.open(store.publish(writer -> {
            writer.ids("items", IdMap.of(List.of("A", "B")));
            arrays.to(writer);
            return ArtefactDescription.of(kind).build();
        }));
    }

    @Test
    void arraysThatDoNotFitTogetherAreRefused() throws IOException {
        refused("popularity", "popularity", writer -> writer.doubles("popularity", new double[3]));
        refused("ease", "weights", writer -> writer.floats("weights", new float[3]));
        refused("ials", "settings", writer -> writer.doubles("settings", new double[2]));
        refused("ials", "dimension", writer -> writer.doubles("settings", new double[6]));
        refused(
                "ials",
                "factors",
                writer -> writer.doubles("settings", new double[] {2, 1, 1, 1, 1, 1})
                        .floats("factors", new float[3]));
        refused(
                "bpr",
                "seed",
                writer -> writer.doubles("settings", new double[4]).ints("seed", new int[1]));
        for (int[][] wrong : new int[][][] {
            {{0, 1}, {1}}, {{0, 2, 1}, {1}}, {{0, 1, 2}, {1}}, {{1, 1, 1}, {1}}, {{0, 1, 1}, {2}}, {{0, 1, 1}, {-1}}
        }) {
            refused(
                    "rp3beta",
                    "must",
                    writer -> writer.ints("offsets", wrong[0])
                            .ints("neighbours", wrong[1])
                            .floats("weights", new float[wrong[1].length]));
        }
    }

    @Test
    void partsOfABlendThatDoNotFitTogetherAreRefused() throws IOException {
        refused(
                "blend",
                "one value a part",
                writer -> writer.doubles("part_weights", new double[0]).ids("part_kinds", IdMap.of(List.of())));
        refused(
                "blend",
                "had 2 and 1",
                writer -> writer.doubles("part_weights", new double[2]).ids("part_kinds", IdMap.of(List.of("0 ease"))));
        refused(
                "blend",
                "value 0: weight must be above 0",
                writer -> writer.doubles("part_weights", new double[1])
                        .ids("part_kinds", IdMap.of(List.of("0 popularity")))
                        .doubles("part0_popularity", new double[2]));
        refused(
                "blend",
                "\"part0_weights\" must have 4",
                writer -> writer.doubles("part_weights", new double[] {1})
                        .ids("part_kinds", IdMap.of(List.of("0 ease")))
                        .floats("part0_weights", new float[3]));
        refused(
                "blend",
                "was \"blend\"",
                writer -> writer.doubles("part_weights", new double[] {1})
                        .ids("part_kinds", IdMap.of(List.of("0 blend"))));
    }

    private void refused(String kind, String named, Arrays arrays) throws IOException {
        Artefact artefact = written(kind, arrays);
        assertThatThrownBy(() -> ModelArtefacts.read(artefact))
                .isInstanceOf(ArtefactException.class)
                .hasMessageContaining(named);
    }

    @Test
    void aModelOfSomebodyElseIsNotWritten() {
        CatalogueModel foreign = new CatalogueModel() {
            @Override
            public IdMap items() {
                return IdMap.of(List.of());
            }

            @Override
            public void scoreAll(int[] history, double[] scores) {}

            @Override
            public void score(int[] history, int[] itemOrdinals, double[] scores) {}
        };
        assertThatThrownBy(() -> ModelArtefacts.kind(foreign)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ArtefactStore.at(folder).publish(writer -> {
                    ModelArtefacts.write(foreign, writer);
                    return ArtefactDescription.of("foreign").build();
                }))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ArtefactWriter");
    }
}
